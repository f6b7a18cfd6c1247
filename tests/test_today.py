"""The day that is given is the day on which things are recorded; the archive keeps the clock's."""

from __future__ import annotations

from demo.web import serve_web
from tests.conftest import S54
from tests.test_resume import a_firm


def test_a_crawl_is_dated_on_the_day_given(s54: S54) -> None:
    (s54.folder / "firms.csv").write_text("name,website\nBread Ltd,bread.test\n")
    assert s54("--today", "2031-02-03", "import", "firms.csv").returncode == 0
    with serve_web({"bread.test": a_firm}) as web:
        assert s54("--today", "2031-02-03", "crawl", "--delay", "0", **web.environment).returncode == 0
        again = s54("--today", "2031-02-20", "crawl", "--delay", "0", **web.environment)
        assert "no firm with a web site" in again.stderr
        assert s54("--today", "2031-04-01", "crawl", "--delay", "0", **web.environment).returncode == 0
    (firm,) = s54.rows("firms")
    assert str(firm["checked_at"]).startswith("2031-04-01")
