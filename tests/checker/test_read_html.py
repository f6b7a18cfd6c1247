"""HTML: the statement stays, the furniture goes, hostile pages do no harm."""

from __future__ import annotations

import time

import pytest

from checker.document import BlockKind, Document, UnreadableError
from checker.read import read

PROSE = (
    "This statement is made under section 54 of the Modern Slavery Act 2015 and says what Fenland Flour Ltd did"
    " in the year to 31 March 2025 to keep slavery out of its mills and its supply chains. "
)


def texts(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if kind in (None, b.kind)]


def page(body: str, head: str = "<title>Statement | Fenland Flour</title>") -> Document:
    return read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


FURNITURE = (
    '<nav><a href="/">Home</a> <a href="/shop">Shop</a></nav>'
    '<div id="cookieBar" class="banner">We use cookies. <button>Accept</button></div>'
    '<header class="site-header"><a href="/">Fenland Flour</a></header>'
)
FOOT = '<footer class="site-footer"><a href="/privacy">Privacy</a> © 2026 Fenland Flour</footer>'


def test_furniture_goes_and_structure_stays() -> None:
    document = page(
        f"{FURNITURE}<main><h1>Modern slavery statement</h1><p>{PROSE}</p><h2>Our steps</h2>"
        "<p>In the year we:</p><ul><li>wrote to suppliers<ul><li>by letter</li></ul></li><li>trained buyers</li></ul>"
        "<table><tr><th>Year</th><th>Audits</th></tr><tr><td>2025</td><td>19</td></tr></table>"
        f'<p>See <a href="/policy.pdf">our policy</a>.</p></main>{FOOT}<script>var x = "no";</script>'
    )
    assert texts(document) == [
        "Modern slavery statement",
        PROSE.strip(),
        "Our steps",
        "In the year we:",
        "wrote to suppliers",
        "by letter",
        "trained buyers",
        "Year | Audits",
        "2025 | 19",
        "See our policy.",
    ]
    kinds = [block.kind for block in document.blocks]
    assert kinds[4:9] == [BlockKind.LIST_ITEM] * 3 + [BlockKind.TABLE_ROW] * 2
    assert [block.parent for block in document.blocks[4:7]] == [3, 4, 3]
    assert [block.heading for block in document.blocks[:4]] == [None, 0, 0, 2]
    assert document.links == (("/policy.pdf", "our policy"),)
    assert document.title == "Statement | Fenland Flour"


@pytest.mark.parametrize(
    "wrapper",
    [
        "<footer>{}</footer>",
        '<section class="header-content header">{}</section>',
        '<div class="modal popup">{}</div>',
        '<aside class="sidebar">{}</aside>',
        "<div><div><span>{}</span></div></div>",
        "<table><tr><td>{}</td></tr></table>",
        '<form action="x">{}</form>',
    ],
)
def test_the_statement_is_found_wherever_it_stands(wrapper: str) -> None:
    document = page(FURNITURE + "<p>Welcome to the mill.</p>" + wrapper.format(PROSE * 3) + FOOT)
    assert PROSE.strip() in document.text
    assert "cookies" not in document.text


def test_a_banner_with_the_statements_own_title_and_date_stays() -> None:
    document = page(
        '<header class="legal-head"><div>Legal</div><h1>Modern Slavery Statement 2025</h1>'
        f"<div>Last updated: 1 July 2025</div></header><main><p>{PROSE * 3}</p></main>"
    )
    assert texts(document)[:3] == ["Legal", "Modern Slavery Statement 2025", "Last updated: 1 July 2025"]


def test_lines_parted_by_br_are_lines_and_bold_lines_are_headings() -> None:
    document = page(
        f"<p><b>Approval</b></p><p>{PROSE}</p><p>Signed<br>Ann Reed<br/>Managing Director<br>3 May 2025</p>"
        "<p><strong>Ann Reed</strong></p><p>Chair</p>"
    )
    assert texts(document)[2:6] == ["Signed", "Ann Reed", "Managing Director", "3 May 2025"]
    assert texts(document, BlockKind.HEADING) == ["Approval"]


def test_the_number_of_a_note_is_no_part_of_a_year() -> None:
    document = page(
        '<p>For the year ended 31 March 2025<sup><a href="#n">1</a></sup>, the 2<sup>nd</sup> of m<sup>2</sup>.</p>'
    )
    assert texts(document) == ["For the year ended 31 March 2025 1, the 2nd of m2."]


def test_what_a_page_says_of_itself_is_left_out() -> None:
    document = page(
        FURNITURE
        + f'<main><h1>Our supply chain <a href="#a">#</a></h1><p>{PROSE}</p><p><a href="#">Back to top</a></p>'
        '<td>View in browser</td><aside class="sidebar widget"><h3>Related news</h3><p>A cannery opens</p></aside>'
        "<aside><p>Fees paid back: 14</p></aside></main>"
    )
    assert texts(document) == ["Our supply chain", PROSE.strip(), "Fees paid back: 14"]


def test_a_card_footer_inside_the_content_keeps_its_link() -> None:
    document = page(
        '<main><article><h2>Modern slavery statement</h2><div class="card-footer footer">'
        '<a href="statement.pdf">Download</a></div></article></main>' + FOOT
    )
    assert document.links == (("statement.pdf", "Download"),)


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("<p>Café – “we act”</p>".encode(), None),
        ("<p>Café – “we act”</p>".encode("cp1252"), "text/html"),
        (b'<html><meta charset="windows-1252">' + "<p>Café – “we act”</p>".encode("cp1252"), None),
        (b"<html>" + "<p>Café – “we act”</p>".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ("<html><p>Café – “we act”</p>".encode("utf-16"), None),
        (b"\xef\xbb\xbf<html>" + "<p>Café – “we act”</p>".encode(), "text/html; charset=latin-1"),
        *(
            (f'<html><meta charset="{name}">'.encode() + "<p>Café – “we act”</p>".encode("cp1252"), None)
            for name in ("undefined", "idna", "zlib", "x" * 300)
        ),
    ],
)
def test_encodings(body: bytes, media_type: str | None) -> None:
    assert read(body, media_type=media_type or "text/html").text == "Café – “we act”"


def test_invisible_characters_and_ligatures() -> None:
    assert (
        page("<p>traf\ufb01ck\u00ading \u200bof\u00a0&nbsp;peo\u2060ple</p>").text == "trafficking of people"
    )


def test_a_page_a_browser_has_to_build_is_empty() -> None:
    with pytest.raises(UnreadableError) as caught:
        page('<div id="root"></div><script>build()</script><noscript>Turn on JavaScript</noscript>')
    assert caught.value.problem == "empty"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 10_000 + PROSE + "</div>" * 10_000,
        '<div class="menu footer">' * 10_000 + PROSE,
        "<ul><li>" * 5_000 + PROSE,
        "<table><tr><td>" * 3_000 + PROSE,
        "<b>" * 20_000 + PROSE,
        "\0<p>\0" + PROSE + "\0</p>" * 10,
        "<p>" + "<br>" * 50_000 + PROSE,
        "<" * 50_000 + PROSE,
    ],
)
def test_hostile_pages_neither_crash_nor_hang(body: str) -> None:
    started = time.process_time()
    try:
        document = page(body)
    except UnreadableError:
        return
    finally:
        assert time.process_time() - started < 20
    assert len(document.text) < 200_000


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>{PROSE}</p><p>Signed:</p><img src='a1.png'>", True),
        (f"<p>{PROSE}</p><img src='a1.png' width=200 height=80><p>Ann Reed, Director</p>", True),
        (f"<p>{PROSE}</p><p>Signed: <img src='logo.png'></p>", False),
        (f"<p>{PROSE}</p><p>Signed: <img src='a1.png' width=16 height=16></p>", False),
        (f"<img src='a1.png'><p>{PROSE}</p><p>Signed: Ann Reed</p>", False),
        (f"<p>{PROSE}</p><footer><p>Signed:</p><img src='a1.png'></footer>", False),
    ],
)
def test_a_picture_where_people_sign_may_be_the_signature(body: str, expected: bool) -> None:
    assert page(body).image_at_end is expected


def test_of_a_page_without_end_the_beginning_is_read() -> None:
    document = page(f"<p>{PROSE}</p>" + "<b>a" * 250_000)
    assert PROSE[:40] in document.text
    assert "very long" in document.notes[0]


def test_what_unfolds_is_headed_by_what_opens_it() -> None:
    document = page(
        "<main><h1>Slavery statement</h1>"
        "<details><summary>Our structure</summary><p>We have two mills.</p></details>"
        '<div class="accordion-item"><h3 class="accordion-header"><button aria-expanded="false">Training</button></h3>'
        '<div class="collapse"><p>All buyers are trained.</p></div></div>'
        '<div><button aria-expanded="false" aria-controls="risk">Risk</button></div>'
        '<div id="risk"><p>We judge the risk to be highest in cotton, then in tea.</p></div>'
        '<button aria-expanded="false">Products</button>'
        '<div><a href="/flour">Flour of wheat and rye and oats</a> <a href="/bran">Bran and germ and meal</a></div>'
        "</main>"
    )
    assert texts(document, BlockKind.HEADING) == ["Slavery statement", "Our structure", "Training", "Risk"]
    said = texts(document)
    heads = {
        said[at]: said[block.heading] for at, block in enumerate(document.blocks) if block.heading is not None
    }
    assert heads["All buyers are trained."] == "Training"
    assert heads["We judge the risk to be highest in cotton, then in tea."] == "Risk"


def test_tables_that_lay_out_old_pages_and_underlined_headings() -> None:
    document = page(
        "<table><tr><td><a href='/'>Home</a></td><td><font size=5><b>Anti-slavery statement</b></font><br><br>"
        "We are a small firm.<br><br><u>Steps</u><br><br>We have:<br>- asked our suppliers<br>- read what came<br><br>"
        '<span style="font-weight: 700">Training</span><br>Both directors took a course.</td></tr></table>'
    )
    assert texts(document, BlockKind.HEADING) == ["Anti-slavery statement", "Steps", "Training"]
    assert texts(document, BlockKind.LIST_ITEM) == ["asked our suppliers", "read what came"]
    assert texts(document, BlockKind.TABLE_ROW) == []


def test_two_who_sign_in_one_row_are_read_one_after_the_other() -> None:
    document = page(
        f"<p>{PROSE}</p><table><tr><td>Ann Reed<br>Managing Director</td><td>Omar Finch<br>Chair</td></tr></table>"
    )
    assert texts(document)[1:] == ["Ann Reed", "Managing Director", "Omar Finch", "Chair"]


def test_a_foot_that_is_called_nothing_is_told_by_its_copyright_line() -> None:
    foot = (
        "<div><div><h4>Contact</h4><p>1 Quay Street, Lowestoft</p></div><div><ul><li><a href='/p'>Privacy</a></li>"
        "<li><a href='/m'>Modern slavery statement</a></li></ul></div><p>© 2025 Fenland Flour Ltd</p></div>"
    )
    document = page(f"<div><h1>Modern slavery statement</h1><p>{PROSE * 2}</p></div>{foot}")
    assert len(document.blocks) == 2
    signed = "<p>Approved by the board.</p><p>Ann Reed, Director</p><p>© 2025 Fenland Flour Ltd</p>"
    document = page(f"<div><h1>Modern slavery statement</h1><p>{PROSE * 2}</p></div><div>{signed}</div>")
    assert texts(document)[2:] == ["Approved by the board.", "Ann Reed, Director"]
