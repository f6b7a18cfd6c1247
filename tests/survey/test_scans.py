"""A firm whose statement is a scan: could not be checked without Tesseract, read with it, and read later from the archive."""

from __future__ import annotations

import pytest

from checker.ocr import missing
from demo.web import Asked, Reply, serve_web
from tests.checker.papers import lines, pdf, scanned
from tests.checker.test_ocr import FIRST, SECOND
from tests.conftest import S54

URL = "http://thornwick.test/msa.pdf"
HOME = b"<title>Thornwick</title><p>We make rope.</p><footer><a href='/msa.pdf'>Modern slavery statement</a></footer>"
SCAN = scanned(pdf([lines(page, leading=20) for page in (FIRST, SECOND)]))


def site(asked: Asked) -> Reply:
    if asked.path == "/":
        return Reply(HOME, headers={"Content-Type": "text/html"})
    if asked.path == "/msa.pdf":
        return Reply(SCAN, headers={"Content-Type": "application/pdf"})
    return Reply(status=404)


def crawl(s54: S54, **environment: str) -> None:
    (s54.folder / "firms.csv").write_text("name,website\nThornwick Cordage Limited,thornwick.test\n")
    assert s54("import", "firms.csv").returncode == 0
    with serve_web({"thornwick.test": site}) as web:
        done = s54("crawl", "--delay", "0", **web.environment, **environment)
    assert done.returncode == 0, done.stderr


def said(s54: S54) -> tuple[object, ...]:
    (row,) = s54.rows("firms")
    return tuple(row[name] for name in ("status", "reason", "statement_url", "financial_year_end"))


def shown(s54: S54) -> str:
    return " ".join(s54("show", "thornwick").stdout.split())


def test_not_read_then_read_from_the_archive(s54: S54) -> None:
    nowhere = str(s54.folder)
    crawl(s54, PATH=nowhere)
    assert said(s54) == ("could_not_check", "unreadable", URL, None)
    assert "install tesseract-ocr" in shown(s54)
    still = s54("recheck", PATH=nowhere)
    assert "1 could not be read" in still.stdout
    assert said(s54)[:3] == ("could_not_check", "unreadable", URL)
    if lacking := missing():
        pytest.skip(f"reading scans takes {lacking}")
    done = s54("recheck")
    assert "1 document judged" in done.stdout, done.stderr
    assert said(s54) == ("compliant", None, URL, "2026-03-31")
    assert "Note: read by text recognition (OCR): pages 1-2" in shown(s54)
    assert "Could not look" not in shown(s54)


@pytest.mark.skipif(bool(missing()), reason=f"reading scans takes {missing()}")
def test_a_crawl_reads_scans(s54: S54) -> None:
    crawl(s54)
    assert said(s54) == ("compliant", None, URL, "2026-03-31")
    assert "Note: read by text recognition (OCR): pages 1-2" in shown(s54)
