"""Make data/norfolk_firms.csv from a list of organisations gathered from public sources.

    python tools/make_norfolk_firms.py PATH_TO_LIST

The list has the columns name, company_number, district, website, sector, kind, turnover_band, statement_url, source
and postcode. What is kept of it is what a stranger could check, and nothing is said of how any firm complies:

- A row without a source, or without a number, a web site or a postcode to know the organisation by, is left out;
  so is one that gives two names for one organisation.
- A district is kept where the postcode list confirms it. A registered office elsewhere, a postcode that list does
  not hold, or one that it puts in another district: unknown, which is not the same as wrong.
- A statement's address is kept as a place to begin looking where it lies on the organisation's own web site.
- `scope` is said of public bodies and of firms whose turnover the source states, and is presumed even then.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from sources.districts import Districts  # noqa: E402
from sources.values import ValueProblemError, company_number, postcode, turnover_band  # noqa: E402

COLUMNS = (
    "name",
    "website",
    "company_number",
    "postcode",
    "district",
    "sector",
    "kind",
    "legal_form",
    "turnover_band",
    "scope",
    "statement_url",
    "notes",
)
NO_SOURCE = "not verified in a source"

# kind in the list -> kind and legal form in ours; a form that the Act does not tell apart stays blank.
KINDS = {
    "company": ("company", "company"),
    "company (owned by Norfolk County Council)": ("company", "company"),
    "company (CIC)": ("community interest company", "company"),
    "LLP": ("limited liability partnership", "llp"),
    "registered society": ("registered society", ""),
    "charity (company)": ("charity", "charity"),
    "charity (academy trust company)": ("academy trust", "charity"),
    "university": ("university", "university"),
    "public body": ("public body", "public_body"),
    "public body (college corporation)": ("college", "public_body"),
    "company or partnership (legal form not seen)": ("", ""),
}

# Remarks in a name that are not part of it.
REMARKS = re.compile(r"\s*\((?:Norwich operations|CITB|now in .*)\)$")

SOURCES = (
    (re.compile(r"Gender pay gap data (\d{4}-\d\d)"), "gender pay gap data {}"),
    (re.compile(r"BHRRC .*?(\d{4}-\d\d)"), "Modern Slavery Registry (BHRRC) {}"),
    (re.compile(r"RNS (\d+ \w+ \d{4})"), "stock exchange announcement {}"),
    (re.compile(r"Search results?|Seed documents"), "web search"),
)


def firm(row: dict[str, str], districts: Districts) -> dict[str, str] | None:
    """One organisation in our columns; None for what is left out."""
    row = {column: value.strip() for column, value in row.items()}
    where, _, remark = row["postcode"].partition(" (")
    if (
        NO_SOURCE in row["source"]
        or " / " in row["name"]
        or not (row["company_number"] or row["website"] or where)
    ):
        return None
    name = REMARKS.sub("", row["name"])
    name = (
        re.sub(r"\bUk\b", "UK", name)
        .replace(" And ", " and ")
        .replace(" Of ", " of ")
        .replace(" The ", " the ")
    )
    # "As filed" is the list's way of saying that the postcode looks wrong.
    where = "" if "as filed" in remark else where
    kind, legal_form = KINDS[row["kind"]]
    band = turnover_band(row["turnover_band"]) if row["turnover_band"] else ""
    scope = "public_body" if legal_form == "public_body" else "presumed_in_scope" if band else "unknown"
    return {
        "name": name,
        "website": row["website"],
        "company_number": company_number(row["company_number"]) if row["company_number"] else "",
        "postcode": postcode(where) if where else "",
        "district": confirmed(row["district"], where, districts),
        "sector": row["sector"],
        "kind": kind,
        "legal_form": legal_form,
        "turnover_band": band,
        "scope": scope,
        "statement_url": row["statement_url"] if is_own(row["statement_url"], row["website"]) else "",
        "notes": f"Source: {sources(row['source'])}",
    }


def confirmed(district: str, where: str, districts: Districts) -> str:
    """The district if the postcode list says the same."""
    found = districts.of(where) if where else None
    return district if found and found.name == district else ""


def is_own(statement_url: str, website: str) -> bool:
    """Whether the statement lies on the web site's host or below it."""
    host = statement_url.partition("//")[2].partition("/")[0].removeprefix("www.").lower()
    return bool(website) and (host == website.lower() or host.endswith(f".{website.lower()}"))


def sources(text: str) -> str:
    """Where the row comes from, in a few words."""
    found = [label.format(*match.groups()) for pattern, label in SOURCES if (match := pattern.search(text))]
    if not found:
        raise ValueProblemError(f"no known source in {text!r}")
    return "; ".join(found)


def main() -> None:
    """Write the file and say how many rows it has."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    districts = Districts.shipped()
    with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    firms = [kept for row in listed if (kept := firm(row, districts))]
    with (PROJECT / "data" / "norfolk_firms.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(firms)
    placed = sum(bool(each["district"]) for each in firms)
    sys.stderr.write(f"{len(firms)} of {len(listed)} organisations, {placed} with a confirmed district\n")


if __name__ == "__main__":
    main()
