"""Files made to hang a reader or swell it: the whole check of each stays bounded in time and memory."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.conftest import PROJECT

SIZE = 60_000
"""Characters: enough for anything that grows with the square, or faster, to run out of time by a hundred times."""

SECONDS = 120
"""Of processor time for one group, which takes one to six; a machine ten times slower is not at fault."""

MEGABYTES = 500

LINES = 25_000
"""Of a page: read line by line they take a second or two, and minutes with all those before each of them."""

PLAIN = {
    "one word": "a",
    "capitals": "aA",
    "dots": ".",
    "rule to sign on": "_",
    "digits": "1",
    "numbered": "1.",
    "years": "2025/",
    "days": "20 May ",
    "year ends": "financial year ended ",
    "short years": "FY24 ",
    "initials": "J. ",
    "approvals": "approved by the board of directors ",
    "roles": "director ",
    "names with roles": "Ann Reed, Managing Director ",
    "mentions": "Our chair met the head of human resources. ",
    "signatures": "Signed by\nAnn Reed\nDirector\n3 May 2025\n\n",
    "gaps": "suppliers due diligence audit questionnaire contract ",
    "short sentences": "We audit it. ",
    "companies": "Fen Mill of and the Ltd ",
    "brackets": "[insert ",
    "quotes": '"',
    "bullets": "• ",
    "lead-ins": "the following includes such as ",
    "accents": "e\u0301",
    "marks": "(cid:77)",
    "hyphens": "anti-slavery-",
    "titles": "Modern Slavery Statement 2025 ",
}
MARKDOWN = {
    "bold": "**a ",
    "bold with lines": "__a ",
    "emphasis": "*a ",
    "code": "`a ",
    "links": "[a](b ",
    "comments": "<!--",
    "rows": "| a |\n",
}
FRAMED = {
    "closed heading.md": ("# ", "#", "x\n"),
    "ruled row.md": ("|", "|", "x|\n"),
    "front matter.md": ("---\ntitle: a", " ", "b\n---\nWe audit.\n"),
    "links in links.html": ("<html><body>", "<a href='a.pdf'><div>", f"{'modern slavery ' * 40_000}"),
    "unfolding.html": (
        "<html><body>",
        "<button aria-expanded aria-controls='a'>Open</button>",
        f"<div id='a'>{'We audit. ' * 300_000}</div>",
    ),
}
"""What is repeated stands between something: file name to before, unit, after."""
HTML = {
    "closed comments": "<!---->",
    "nested": "<div>",
    "nested lists": "<ul><li>",
    "nested tables": "<table><tr><td>",
    "links": "<a href='statement.pdf'>modern slavery</a> ",
    "entities": "&amp;&#x41;&notin;",
    "classes": "<p class='nav menu footer cookie'>modern slavery</p>",
    "NULs": "a\0",
    "open tags": "<p ",
}
RUN = """
import resource, sys
from datetime import date
from pathlib import Path
from checker import Context, UnreadableError, check
from tests.memory import peak
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        check(path.read_bytes(), source=path.name, media_type=None, context=Context(today=date(2026, 11, 21)))
    except UnreadableError as error:
        assert error.problem in ("empty", "broken", "too_large", "unsupported"), error
        assert len(str(error).splitlines()) == 1
    print(path.name, flush=True)
print(peak() // (1024 * 1024))
"""


def texts(units: dict[str, str], suffix: str) -> dict[str, bytes]:
    """Each unit repeated to the size, by file name."""
    return {f"{name}{suffix}": (unit * (SIZE // len(unit)) + "x").encode() for name, unit in units.items()}


def framed() -> dict[str, bytes]:
    bodies = {
        name: f"{before}{unit * (SIZE // len(unit))}{after}".encode()
        for name, (before, unit, after) in FRAMED.items()
    }
    titled = (
        f"Modern Slavery Statement of mill {each}\n\nIt grinds {each} tons of flour.\n\n"
        for each in range(3_000)
    )
    return bodies | {"statements in a report.txt": "".join(titled).encode()}


def paper(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return b"%sxref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        body,
        len(places) + 1,
        table,
        len(places) + 1,
        len(body),
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def one_page(
    content: bytes, box: bytes = b"0 0 595 842", entries: bytes = b"", kids: bytes = b"3 0 R"
) -> bytes:
    return paper(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, kids.count(b"R")),
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources"
        b"<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>" % box,
        stream(content, entries),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
    )


def deflated(unit: bytes, times: int) -> bytes:
    """Many times the unit, packed a piece at a time: what the test takes itself counts for its child too."""
    packer = zlib.compressobj(6)
    return b"".join(packer.compress(unit) for _ in range(times)) + packer.flush()


def word(text: str) -> bytes:
    """A DOCX with one paragraph."""
    document = docx.Document()
    document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def styled() -> bytes:
    """A DOCX of many paragraphs and many styles, none of which is any paragraph's."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("We audit."))) as source, zipfile.ZipFile(target, "w") as archive:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "word/styles.xml":
                styles = b"".join(b'<w:style w:styleId="s%d"/>' % each for each in range(10_000))
                content = content.replace(b"</w:styles>", styles + b"</w:styles>")
            elif part.filename == "word/document.xml":
                paragraph = (
                    b'<w:p><w:pPr><w:pStyle w:val="none"/></w:pPr><w:r><w:t>We audit.</w:t></w:r></w:p>'
                )
                content = content.replace(b"<w:body>", b"<w:body>" + paragraph * 10_000)
            archive.writestr(part.filename, content)
    return target.getvalue()


SAID = b"BT /F 11 Tf 72 700 Td (We approved it.) Tj ET "
FLATE = b"/Filter/FlateDecode"
SCATTERED = b"".join(
    b"BT /F 8 Tf %d %d Td (w%d) Tj ET " % (i * 37 % 595, i * 53 % 842, i) for i in range(4_000)
)


def listed(first: bytes, line: bytes, leading: float) -> bytes:
    """A tall page of many lines of one point, each so far below the one before."""
    shown = b"BT /F 1 Tf 10 49990 Td %s %g TL " % (first, leading)
    return one_page(shown + b"(%s) ' " % line * LINES + b"ET", b"0 0 595 50000")


def papers() -> dict[str, bytes]:
    return {
        "one long column.pdf": listed(b"(We) Tj 90 0 Td (audit) Tj -90 0 Td", b"ab and", 1),
        "lines that end in a stroke.pdf": listed(b"", b"ab/", 1),
        "lines that go on above.pdf": listed(
            b"0 -49980 Td", b"and we go on and on to the end of our and", -1.1
        ),
        "lines below a cell.pdf": listed(b"(We) Tj 90 0 Td (audit our suppliers) Tj", b"audit", 1.9),
        "coordinates that are no numbers.pdf": one_page(
            b"BT /F 11 Tf 1e39 0 0 1e39 1e39 -1e39 Tm (We) Tj ET"
        ),
        "endless page.pdf": one_page(SAID, box=b"0 0 1e30 1e30"),
        "page inside out.pdf": one_page(SAID, box=b"0 0 -1e9 -5"),
        "page of no size.pdf": one_page(SAID, box=b"0 0 0 0"),
        "form in itself.pdf": one_page(SAID + b"/X Do"),
        "pages in themselves.pdf": paper(
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999>>"
        ),
        "pages in a ring.pdf": paper(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 99999>>",
            b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 99999>>",
        ),
        "five thousand pages.pdf": one_page(SAID, kids=b"3 0 R " * 5_000),
        "blank bomb.pdf": one_page(deflated(b" " * 1_000_000, 60), entries=FLATE),
        "text bomb.pdf": one_page(deflated(SAID * 1_000, 600), entries=FLATE),
        "bomb in a bomb.pdf": one_page(
            zlib.compress(deflated(b" " * 1_000_000, 60)),
            entries=b"/Filter[/FlateDecode/FlateDecode]",
        ),
        "words everywhere.pdf": one_page(SCATTERED),
        "one long line.pdf": one_page(b"BT /F 11 Tf 72 700 Td (" + b"We approved it. " * 9_000 + b") Tj ET"),
        "broken words.pdf": one_page(b"BT /F 8 Tf 10 TL 72 700 Td " + b"(anti-slav-) ' " * 9_000 + b"ET"),
        "one paragraph.docx": word("We audit our suppliers and train the buyers " * 40_000),
        "styles without end.docx": styled(),
        "no space.docx": word("supplier" * 100_000),
    }


GROUPS: dict[str, Callable[[], dict[str, bytes]]] = {
    "plain": lambda: texts(PLAIN, ".txt"),
    "framed": framed,
    "markdown": lambda: texts(MARKDOWN, ".md"),
    "html": lambda: texts(HTML, ".html"),
    "papers": papers,
}


@pytest.mark.skipif(sys.platform == "win32", reason="limits processor time with setrlimit")
@pytest.mark.parametrize("group", GROUPS)
def test_no_file_hangs_or_swells_the_check(group: str, tmp_path: Path) -> None:
    bodies = GROUPS[group]()
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(seconds=SECONDS), str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    *names, memory = done.stdout.splitlines() or ["0"]
    assert names == sorted(bodies), done.stderr[-2000:]
    assert int(memory) < MEGABYTES
