"""What the register costs at size, as ratios to plain sqlite3 and csv doing the same reading. Nothing is asserted here.

Usage: python -m benchmarks.registry [--firms 100000] [--crawls 10] [--companies 500000] [--keep FOLDER]

1. `firms` with three filters, work after start-up (bar: 0.2 s), over sqlite3 reading the same two tables.
2. `report`: figures and page (bar: 10 s), over sqlite3 counting the findings once.
3. `digest` of the last quarter, over sqlite3 reading the changes.
4. Import of a Companies House file of that many rows, of which one in fifty is in Norfolk: processor seconds and the
   process's largest size (bar: 200 MB for 5 million rows), over csv.reader reading the file. With 5000000 the file takes
   1.3 GB in the folder for temporary files, or in FOLDER; it is removed at the end unless FOLDER is given.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from checker import load_rulebook
from registry import StatusFilter, open_registry
from reports.figures import figures
from reports.report_page import report_page

T = TypeVar("T")
PROJECT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 11, 21)
DISTRICTS = ("Breckland", "Broadland", "Great Yarmouth", "King's Lynn and West Norfolk", "North Norfolk", "Norwich",
             "South Norfolk")  # fmt: skip
STATUSES = ("compliant", "incomplete", "unclear", "out_of_date", "missing", "could_not_check")
NORFOLK = ("NR1 3QU", "NR19 1AA", "PE30 1JN", "IP24 1AG")


def main() -> None:
    """Generates, measures, prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--firms", type=int, default=100_000)
    parser.add_argument("--crawls", type=int, default=10)
    parser.add_argument("--companies", type=int, default=500_000)
    parser.add_argument(
        "--keep", type=Path, help="a folder for what is generated; default: one that is removed"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if given.companies:
            measure_import(folder, given.companies)
        if not given.firms:
            return
        register = folder / f"registry-{given.firms}-{given.crawls}.db"
        if not register.exists():
            seconds, _ = timed(lambda: generate(register, given.firms, given.crawls))
            print(f"generated {given.firms} firms, {given.crawls} crawls: {seconds:.0f} s, "
                  f"{register.stat().st_size / 1e6:.0f} MB")  # fmt: skip
        measure_register(register)


def measure_register(path: Path) -> None:
    """firms, report and digest, each the best of three, beside plain sqlite3."""
    chosen = StatusFilter(status=("incomplete",), district="Breckland", missing="approval")
    quarter = date(2026, 9, 30)
    with open_registry(path) as registry, closing(sqlite3.connect(path)) as plain:
        ours, rows = best(lambda: registry.firm_statuses(TODAY, chosen))
        theirs, _ = best(
            lambda: plain.execute(
                "SELECT * FROM firms JOIN standings ON firm_id = id WHERE status = 'incomplete' "
                "AND district = 'Breckland' AND missing LIKE '%\"approval\"%'"
            ).fetchall()
        )
        say("firms, three filters", ours, theirs, f"{len(rows)} rows")
        rulebook = load_rulebook()
        ours, page = best(
            lambda: report_page(figures(registry.overview(TODAY, TODAY, quarter), rulebook, "Norfolk")),
            times=1,
        )
        theirs, _ = best(
            lambda: plain.execute(
                "SELECT requirement, verdict, count(*) FROM standings JOIN findings USING (assessment_id) GROUP BY 1, 2"
            ).fetchall(),
            times=1,
        )
        say("report, figures and page", ours, theirs, f"{len(page) / 1000:.0f} kB of HTML")
        ours, changes = best(lambda: registry.changes(quarter, TODAY), times=1)
        theirs, _ = best(
            lambda: plain.execute(
                "SELECT * FROM standing_changes WHERE changed_at >= '2026-09-30'"
            ).fetchall(),
            times=1,
        )
        say("digest of a quarter", ours, theirs, f"{len(changes)} changes")


def measure_import(folder: Path, rows: int) -> None:
    """A Companies House file, in a process of its own, beside csv.reader in a process of its own."""
    path = folder / f"BasicCompanyData-{rows}.csv"
    if not path.exists():
        write_companies(path, rows)
    database = folder / f"import-{rows}.db"
    for old in folder.glob(f"{database.name}*"):
        old.unlink()
    seconds, size = run([str(PROJECT / "cli.py"), "--db", str(database), "import", str(path)])
    plainly, plain_size = run(
        ["-c", "import csv, sys; sum(1 for _ in csv.reader(open(sys.argv[1], newline='')))", str(path)]
    )
    say(f"import of {rows} companies", seconds, plainly, f"{rows / seconds:,.0f} rows/s; largest size {size:.0f} MB "
        f"(csv.reader {plain_size:.0f} MB); file of {path.stat().st_size / 1e6:,.0f} MB")  # fmt: skip


def run(arguments: list[str]) -> tuple[float, float]:
    """Processor seconds and the largest size in megabytes of a Python process."""
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{arguments} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def best(work: Callable[[], T], times: int = 3) -> tuple[float, T]:
    """The shortest of several runs, and the last result."""
    measured = [timed(work) for _ in range(times)]
    return min(seconds for seconds, _ in measured), measured[-1][1]


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds and the result: a machine that does other things as well would spoil those of the clock."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def say(what: str, ours: float, theirs: float, more: str) -> None:
    """One line of the outcome."""
    print(f"{what:<32} {ours:8.3f} s   plain {theirs:8.3f} s   ratio {ours / theirs:5.1f}   {more}")


def generate(path: Path, firms: int, crawls: int) -> None:
    """A register of `firms` firms looked at `crawls` times, a month apart; each statement is renewed once."""
    open_registry(path).close()
    rulebook = load_rulebook()
    requirements = [(each.id, each.kind, each.reference) for each in rulebook.requirements]
    chance = random.Random(54)
    days = [TODAY - timedelta(days=30 * (crawls - number)) for number in range(crawls)]
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA synchronous = OFF")
        db.executemany(
            "INSERT INTO crawls (id, asked, started_at, finished_at) VALUES (?, '{}', ?, ?)",
            [(number + 1, at(day), at(day)) for number, day in enumerate(days)],
        )
        for firm in range(1, firms + 1):
            add_firm(db, firm, days, requirements, chance)


def add_firm(
    db: sqlite3.Connection,
    firm: int,
    days: list[date],
    requirements: list[tuple[str, str, str]],
    chance: random.Random,
) -> None:
    """One firm with its looks, its two statements and what was said of them."""
    scope = (
        "in_scope"
        if chance.random() < 0.5
        else chance.choice(("unknown", "below_threshold", "covered_by_group"))
    )
    db.execute(
        "INSERT INTO firms (id, name, name_key, company_number, website, host, district, sector, scope, added_at, "
        "changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (firm, f"Firm {firm} Limited", f"firm {firm}", f"{firm:08}", f"https://firm{firm}.test", f"firm{firm}.test",
         chance.choice(DISTRICTS), f"Sector {firm % 40}", scope, at(days[0]), at(days[0])),
    )  # fmt: skip
    status, assessment, document, missing = "", None, None, "[]"
    renewed = len(days) // 2
    for number, day in enumerate(days):
        visit = (firm - 1) * len(days) + number + 1
        db.execute("INSERT INTO crawl_targets (crawl_id, firm_id) VALUES (?, ?)", (number + 1, firm))
        db.execute(
            "INSERT INTO visits (id, crawl_id, firm_id, outcome, detail, homepage_url, pages, size, started_at, "
            "finished_at) VALUES (?, ?, ?, 'found', '', ?, 5, 90000, ?, ?)",
            (visit, number + 1, firm, f"https://firm{firm}.test/", at(day), at(day)),
        )
        is_new = number in (0, renewed)
        if is_new:
            document, missing, assessment = add_statement(
                db, firm, visit, number, at(day), requirements, chance
            )
        db.execute(
            "INSERT INTO visit_documents (visit_id, rank, document_sha256, url, found_by, link_text, kind, is_statement, "
            "archive_file, archive_offset) VALUES (?, 1, ?, ?, 'homepage_link', '', 'statement', 1, 'a', 1)",
            (visit, document, f"https://firm{firm}.test/modern-slavery"),
        )
        now = chance.choice(STATUSES) if is_new or chance.random() < 0.1 else status
        if now != status:
            db.execute(
                "INSERT INTO standing_changes (firm_id, cause, status, was_status, missing, document_sha256, changed_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (firm, "content" if is_new else "look", now, status or None, missing, document, at(day)),
            )
            status = now
    db.execute(
        "INSERT INTO standings (firm_id, status, current_until, visit_id, shown_visit_id, document_sha256, assessment_id, "
        "statement_url, statement_kind, homepage_link, score, missing, checked_at) "
        "VALUES (?, ?, '2027-09-30', ?, ?, ?, ?, ?, 'statement', 1, 55, ?, ?)",
        (firm, status, visit, visit, document, assessment, f"https://firm{firm}.test/modern-slavery", missing, at(days[-1])),
    )  # fmt: skip


def add_statement(
    db: sqlite3.Connection, firm: int, visit: int, number: int, when: str, requirements: list[tuple[str, str, str]],
    chance: random.Random,
) -> tuple[str, str, int]:  # fmt: skip
    """A statement and its findings: its sha256, what is missing as JSON, the assessment's id."""
    document = f"{firm:032x}{number:032x}"
    said = {each: chance.choices(("met", "partly", "not_met"), (6, 1, 2))[0] for each, _, _ in requirements}
    missing = "[" + ", ".join(f'"{each}"' for each, verdict in said.items() if verdict == "not_met") + "]"
    db.execute(
        "INSERT INTO documents (sha256, media_type, size, archive_file, archive_offset, first_seen_at) "
        "VALUES (?, 'text/html', 9000, 'a', 1, ?)",
        (document, when),
    )
    assessment = db.execute(
        "INSERT INTO assessments (firm_id, document_sha256, visit_id, rulebook, cause, verdict, standing, kind, "
        "is_statement, current_until, words, read_with, warnings, missing, digest, created_at) VALUES (?, ?, ?, '1', "
        "'content', 'incomplete', 'incomplete', 'statement', 1, '2027-09-30', 700, 'x', '[]', ?, ?, ?)",
        (firm, document, visit, missing, document, when),
    ).lastrowid
    assert assessment is not None
    db.executemany(
        "INSERT INTO findings (assessment_id, requirement, kind, basis, reference, verdict, confidence, advice) "
        "VALUES (?, ?, ?, 'law', ?, ?, 0.9, '')",
        [(assessment, each, kind, reference, said[each]) for each, kind, reference in requirements],
    )
    return document, missing, assessment


def at(day: date) -> str:
    """Noon of that day, as the register writes it."""
    return f"{day}T12:00:00Z"


def write_companies(path: Path, rows: int) -> None:
    """A file as Companies House gives it, with the blanks before some of its headers; one row in fifty in Norfolk."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["CompanyName", " CompanyNumber", "RegAddress.CareOf", "RegAddress.POBox",
                         "RegAddress.AddressLine1", " RegAddress.AddressLine2", "RegAddress.PostTown",
                         "RegAddress.County", "RegAddress.Country", "RegAddress.PostCode", "CompanyCategory",
                         "CompanyStatus", "CountryOfOrigin", "DissolutionDate", "IncorporationDate",
                         "Accounts.AccountRefDay", "Accounts.AccountRefMonth", "Accounts.NextDueDate",
                         "Accounts.LastMadeUpDate", "Accounts.AccountCategory", "SICCode.SicText_1"])  # fmt: skip
        writer.writerows(companies(rows))


def companies(rows: int) -> Iterator[list[str]]:
    """The rows of that file."""
    for number in range(1, rows + 1):
        postcode = NORFOLK[number // 50 % len(NORFOLK)] if number % 50 == 0 else "B3 2BJ"
        yield [f"COMPANY {number} LIMITED", f"{number:08}", "", "", f"{number} HIGH STREET", "", "TOWN", "", "ENGLAND",
               postcode, "Private Limited Company", "Active", "United Kingdom", "", "01/02/2003", "31", "3",
               "31/12/2026", "31/03/2025", "GROUP", "10890 - Manufacture of other food products n.e.c."]  # fmt: skip


if __name__ == "__main__":
    main()
