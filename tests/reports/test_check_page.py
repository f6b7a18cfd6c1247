from __future__ import annotations

import re

from bs4 import BeautifulSoup

from checker import Context, check, load_rulebook
from reports.check_page import check_page
from tests.checker.test_verdict import GOOD, TODAY


def page(text: str, source: str = "draft.txt") -> str:
    context = Context(today=TODAY)
    return check_page(
        check(text.encode(), source=source, media_type="text/plain", context=context), load_rulebook()
    )


def test_says_it_all_on_one_page_that_loads_nothing() -> None:
    html = page(GOOD)
    soup = BeautifulSoup(html, "lxml")
    assert [each.name for each in soup.find_all(["script", "link", "img", "iframe"])] == []
    assert len(soup.find_all("h3")) == 12
    assert "The board of directors approved this statement on 4 June 2026." in soup.get_text()
    assert soup.html is not None
    assert soup.html["lang"] == "en-GB"
    assert not re.search(r"https?://", html)


def test_what_a_document_says_is_escaped() -> None:
    hostile = GOOD.replace("Our recruitment policy", "<script>alert(1)</script> Our recruitment policy")
    html = page(hostile, source='"><script>x</script>.txt')
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_next_step_comes_first() -> None:
    html = page(GOOD.replace("Signed: Hesper Quill, Managing Director, 4 June 2026", ""))
    assert html.index("Next: Have a director sign") < html.index("What the law asks")


def test_what_is_no_statement_is_not_held_against_the_law() -> None:
    html = page("Click here to download our statement.")
    assert "This is not a slavery and human trafficking statement." in html
    assert "not met" not in html
