"""What a crawl costs beside the bare download of the same pages, and whether checking runs beside it.

Usage: python -m benchmarks.crawl [--firms N] [--parts abcd]
       python -m benchmarks.crawl --memory 200 1000 5000 [--small]

N generated sites of five pages of 100 to 200 kB and a PDF are served from another process, packed as servers do, and
in turn, each in a process of its own, with a delay of 0:

  b  our crawl without checking: everything archived and recorded, documents taken at their word
  a  a bare Scrapy spider that downloads the very pages b did, and extracts their links with Scrapy's LinkExtractor
  c  the documents that b came upon, checked alone on one core
  d  our crawl with checking

Bars: pages a second of b over those of a, at least 0.8; wall time of d over half the processor seconds of b, c and the
server together (two cores), at most 1.3; requests a firm, median, at most 6 where the home page links to the statement.
Other work on the machine disturbs wall times; the ratio in processor time is printed beside them.

With --memory, only b is run, once for each number of firms: what it held at most must not grow with them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import web
from crawler.records import Target
from crawler.settings import CrawlSettings

TODAY = date(2026, 11, 21)
PROJECT = Path(__file__).resolve().parents[1]


class Opinion:
    """A judgement at a document's word, for a crawl without checking."""

    kind, year_end, dated, unreadable, is_out_of_date, names_another = (
        "statement",
        None,
        None,
        None,
        False,
        False,
    )

    def __init__(self, body: bytes) -> None:
        self.is_statement = body.startswith(b"%PDF") or b"section 54 of the Modern Slavery Act" in body


def crawl(folder: Path, firms: int, *, checking: bool) -> dict[str, Any]:
    """Parts b and d: our own crawl, with or without checking."""
    from archive import Archive  # noqa: PLC0415 - each part loads what it needs, so that its memory is its own
    from crawler.run import run_crawl  # noqa: PLC0415
    from registry import CrawlRequest, open_registry  # noqa: PLC0415
    from sources.register_csv import read_register  # noqa: PLC0415
    from survey.past import ArchivedPast  # noqa: PLC0415
    from survey.recorder import SurveyRecorder  # noqa: PLC0415
    from survey.run import survey  # noqa: PLC0415

    settings = CrawlSettings(delay=0)
    now = datetime.now(UTC)
    documents: list[str] = []

    async def believe(_target: Target, body: bytes, media_type: str, url: str) -> Opinion:
        documents.append(url)
        return Opinion(body)

    register = folder / "firms.csv"
    register.write_text(
        "name,website\n" + "".join(f"Firm {i},http://{web.host(i)}:80\n" for i in range(firms))
    )
    with open_registry(folder / "registry.db") as registry:
        registry.add_firms(read_register(register)[0], "benchmark", now)
        found = registry.start_or_resume_crawl(CrawlRequest(), now)
        assert found is not None
        archive = Archive(folder / "registry.archive")
        began = time.perf_counter()
        if checking:
            summary = survey(
                registry, archive, found, settings=settings, today=TODAY, seen=lambda _visit: None
            )
        else:
            with archive.writer(found.id) as writer:
                past = ArchivedPast(registry, archive)
                recorder = SurveyRecorder(registry, found.id, writer, past, TODAY, lambda _visit: None)
                targets = [Target(each.firm_id, each.name, each.website) for each in found.waiting]
                summary = run_crawl(targets, judge=believe, recorder=recorder, settings=settings, past=past)
        wall = time.perf_counter() - began
        # Of this process, without the readers beside it, and before we look at what came of it. Kilobytes on Linux.
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        tables = {table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
                  for table in registry.tables() if table.name in ("fetches", "visits")}  # fmt: skip
    fetched = [str(row["url"]) for row in tables["fetches"] if row["role"] != "robots"]
    each: dict[object, int] = {}
    for row in tables["fetches"]:
        each[row["firm_id"]] = each.get(row["firm_id"], 0) + 1
    direct = [count for firm, count in each.items() if web.is_direct(int(str(firm)) - 1)]
    outcomes = {str(name): count for name, count in summary.outcomes.items()}
    return {
        "wall": wall, "urls": fetched, "documents": documents, "outcomes": outcomes,
        "requests_direct": median(direct), "requests": len(tables["fetches"]), "pages": len(fetched),
        "memory": memory,
    }  # fmt: skip


def bare(urls: list[str]) -> dict[str, Any]:
    """Part a: Scrapy alone."""
    from scrapy import Request, Spider  # noqa: PLC0415
    from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415
    from scrapy.http import HtmlResponse, Response  # noqa: PLC0415
    from scrapy.linkextractors import LinkExtractor  # noqa: PLC0415

    seen = {"pages": 0, "links": 0}

    class Bare(Spider):
        name = "bare"
        extractor = LinkExtractor()

        async def start(self) -> AsyncIterator[Request]:
            for url in urls:
                yield Request(url, callback=self.parse, dont_filter=True)

        def parse(self, response: Response, **_: Any) -> None:
            seen["pages"] += 1
            if isinstance(response, HtmlResponse):
                seen["links"] += len(self.extractor.extract_links(response))

    ours = CrawlSettings(delay=0)
    process = AsyncCrawlerProcess(
        {
            "CONCURRENT_REQUESTS": ours.concurrency, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, "DOWNLOAD_DELAY": 0,
            "ROBOTSTXT_OBEY": True, "COOKIES_ENABLED": False, "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False, "LOG_LEVEL": "ERROR",
        }
    )  # fmt: skip
    process.crawl(Bare)
    began = time.perf_counter()
    process.start()
    return {"wall": time.perf_counter() - began, **seen}


def check_alone(urls: list[str]) -> dict[str, Any]:
    """Part c: the documents, read and judged one after another."""
    from checker import Context, check  # noqa: PLC0415

    bodies = [web.body_of(url) for url in urls]
    began = time.perf_counter()
    for url, body in zip(urls, bodies, strict=True):
        kind = "application/pdf" if body.startswith(b"%PDF") else "text/html"
        check(body, source=url, media_type=kind, context=Context(today=TODAY, legal_form=None))
    return {"wall": time.perf_counter() - began, "pages": len(urls)}


def part(name: str, firms: int, given: Path) -> None:
    """Run one part in this process, and print what it took as JSON."""
    known = json.loads(given.read_text()) if given.exists() else {}
    began = _processor_seconds()
    with tempfile.TemporaryDirectory() as folder:
        if name == "a":
            told = bare(known["urls"])
        elif name == "c":
            told = check_alone(known["documents"])
        else:
            told = crawl(Path(folder), firms, checking=name == "d")
    told["processor"] = _processor_seconds() - began
    told.setdefault("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    print(json.dumps(told))


def _processor_seconds() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _server_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run_part(name: str, firms: int, given: Path, proxy: str, server: int) -> dict[str, Any]:
    """One part in a process of its own; what it took, and what the server took meanwhile."""
    proxies = {"http_proxy": proxy, "https_proxy": proxy, "no_proxy": ""}
    before = _server_seconds(server)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crawl", "--part", name, "--firms", str(firms), "--given", str(given)],
        cwd=PROJECT, env={**os.environ, **proxies, "PYTHONPATH": str(PROJECT)}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    told["server"] = _server_seconds(server) - before
    if name == "b":
        given.write_text(json.dumps({"urls": told["urls"], "documents": told["documents"]}))
    print(
        f"{name}  {told['pages']:6} pages in {told['wall']:6.1f} s: {told['pages'] / told['wall']:6.1f} a second;"
        f" {told['processor']:6.1f} s of processor ({1000 * told['processor'] / told['pages']:5.1f} ms a page),"
        f" server {told['server']:5.1f} s; peak {told['memory'] / 1e6:4.0f} MB",
        flush=True,
    )
    if "requests_direct" in told:
        print(
            f"   {told['outcomes']}; requests a firm whose home page has the link: median {told['requests_direct']:g}"
        )
    return told


def weigh(numbers: list[int], *, small: bool) -> None:
    """Print what b holds at most, for each number of firms."""
    held = {}
    with tempfile.TemporaryDirectory() as folder, closing(web.Server(small=small)) as server:
        for firms in numbers:
            given = Path(folder) / "given.json"
            held[firms] = run_part("b", firms, given, server.proxy, server.pid)["memory"]
    fewest, most = min(held), max(held)
    print(f"peak memory with {most} firms over that with {fewest}: {held[most] / held[fewest]:.2f}")


def main() -> None:
    """Serve, run the parts in turn, print ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--firms", type=int, default=200)
    parser.add_argument(
        "--parts", default="bacd", help="Which parts to run; b comes first, as a and c need it."
    )
    parser.add_argument(
        "--memory", type=int, nargs="+", metavar="N", help="Numbers of firms to weigh b with."
    )
    parser.add_argument("--small", action="store_true", help="With --memory: pages of a twelfth of the size.")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.add_argument("--given", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.part:
        part(chosen.part, chosen.firms, chosen.given)
        return
    if chosen.memory:
        weigh(chosen.memory, small=chosen.small)
        return
    with tempfile.TemporaryDirectory() as folder, closing(web.Server()) as server:
        print(f"{chosen.firms} sites; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before we began")
        given = Path(folder) / "given.json"
        order = "b" + "".join(name for name in "acd" if name in chosen.parts)
        took = {name: run_part(name, chosen.firms, given, server.proxy, server.pid) for name in order}
    b = took["b"]
    if a := took.get("a"):
        speed = (b["pages"] / b["wall"]) / (a["pages"] / a["wall"])
        processor = (a["processor"] / a["pages"]) / (b["processor"] / b["pages"])
        print(f"pages a second, b over a: {speed:.2f} (bar 0.8); in processor time {processor:.2f}")
    if {"c", "d"} <= took.keys():
        ideal = (b["processor"] + took["c"]["processor"] + b["server"]) / 2
        processor = (took["d"]["processor"] + took["d"]["server"]) / 2 / ideal
        print(
            f"wall time of d over half of b, c and the server: {took['d']['wall'] / ideal:.2f} (bar 1.3);"
            f" in processor time {processor:.2f}"
        )


if __name__ == "__main__":
    main()
