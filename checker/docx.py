"""Reading DOCX files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from checker.blocks import Draft, Reading
from checker.document import BlockKind, UnreadableError
from checker.headings import SIGNATURE, could_be_heading
from checker.pictures import ends_with_picture
from checker.styles import Styles, W, is_on, number

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

MAX_UNPACKED: Final = 150_000_000
"""Bytes a DOCX may unpack to: six times the largest file taken; a zip bomb unpacks to gigabytes."""

MAX_RATIO: Final = 200
"""How much smaller than its XML a part may be. Word's own XML packs 20 to 40 times."""

MAX_XML: Final = 10_000_000
"""Bytes of XML: two hundred pages of text. Parsed, the smallest elements take forty times the room."""

MAX_PARAGRAPHS: Final = 100_000
"""Paragraphs and rows looked at, the empty ones too."""

_OTHERS: Final = (
    ("content.xml", "an OpenDocument file"),
    ("ppt/", "a PowerPoint presentation"),
    ("xl/", "an Excel workbook"),
    ("Index/", "an Apple iWork file"),
)
"""What else comes as a zip archive, by the name of a part."""
_MAX_WORDS: Final = 60  # of a cell that holds data
_MAX_SIGNED: Final = 12  # lines of one person's signature
_MAX_RELATIONS: Final = 5_000
_CENTIMETRE: Final = 360_000  # of the units in which pictures are measured
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_OUTSIDE: Final = frozenset((f"{W}del", f"{W}moveFrom", f"{W}txbxContent", _FALLBACK))


def read_docx(body: bytes) -> Reading:
    """Blocks of the document's body: headings by style, list items by numbering or style, tables by row."""
    document = _open(body)
    styles = Styles(document)
    drafts: list[Draft] = []
    pictures: list[int] = []
    walk = _walk(document.element.body)
    for element in islice(walk, MAX_PARAGRAPHS):
        if element.tag == f"{W}tr":
            drafts.append(Draft(" | ".join(cell for cell in _cells(element) if cell), BlockKind.TABLE_ROW))
        else:
            drafts.extend(_paragraph(element, styles))
            if _has_picture(element):
                pictures.append(len(drafts))
    signed = ends_with_picture(drafts, pictures, anywhere=True)
    drafts.extend(_footnotes(document))
    if not any(draft.text.strip() for draft in drafts):
        if pictures:
            raise UnreadableError(
                "scan", "the document holds pictures and no text: send one whose text can be selected"
            )
        raise UnreadableError(
            "empty", "the document holds no text: send the file that has the statement in it"
        )
    notes: tuple[str, ...] = ()
    if signed:
        notes = ("the document holds a picture that may be a signature",)
    if next(walk, None) is not None:
        notes += ("the document is very long: only its beginning was read",)
    return Reading(drafts, MEDIA_TYPE, "python-docx", _title(document), image_at_end=signed, notes=notes)


def _footnotes(document: WordDocument) -> Iterator[Draft]:
    """The footnotes and endnotes, which python-docx does not read; the lines that part them from the text are none."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - loaded with the document

    for relation in islice(document.part.rels.values(), _MAX_RELATIONS):
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        try:
            notes = parse_xml(relation.target_part.blob)
        except Exception:  # whatever lxml makes of a damaged part; the text stands without its notes
            continue
        for note in islice(notes, MAX_PARAGRAPHS):
            if note.tag in (f"{W}footnote", f"{W}endnote") and note.get(f"{W}type", "normal") == "normal":
                text = " ".join("".join(_text(note)).split())
                if text:
                    yield Draft(text, BlockKind.PARAGRAPH, is_aside=True)


def _title(document: WordDocument) -> str:
    try:
        title: str = document.core_properties.title or ""
    except Exception:  # whatever lxml makes of damaged properties; a title is only a hint
        return ""
    return "" if title.casefold() in ("word document", "microsoft word") else title


def _open(body: bytes) -> WordDocument:
    """The document, after making sure that unpacking it is safe."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(
            "broken", f"the DOCX file is damaged or cut short ({error}): send it again"
        ) from error
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        other = next((kind for part, kind in _OTHERS if any(name.startswith(part) for name in names)), None)
        raise UnreadableError(
            "unsupported",
            f"the file is {other}, not a Word document: save it as PDF or DOCX"
            if other
            else "the file is a zip archive, not a Word document: send the DOCX or PDF that is inside it",
        )
    too_big = sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > 5_000
    too_big |= sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))) > MAX_XML
    for part in parts:
        too_big |= part.file_size > 1_000_000 and part.file_size > MAX_RATIO * max(part.compress_size, 1)
    if too_big:
        raise UnreadableError(
            "too_large", "the DOCX file unpacks to an unreasonable size: save it again or as PDF"
        )
    import docx  # noqa: PLC0415 - only a DOCX file need pay for it

    try:
        document = docx.Document(io.BytesIO(body))
    except Exception as error:  # python-docx passes on whatever lxml, zipfile and its own lookups raise
        raise UnreadableError(
            "broken",
            f"the DOCX file cannot be opened ({type(error).__name__}): save it again in Word, or as PDF",
        ) from error
    if getattr(document.element, "body", None) is None:  # where a byte of that element's name was changed
        raise UnreadableError(
            "broken", "the DOCX file holds no document's body: save it again in Word, or as PDF"
        )
    return document


def _walk(body: Any) -> Iterator[Any]:
    """Paragraphs and table rows in order, also inside content controls and text boxes. No recursion."""
    stack = [body]
    while stack:
        element = stack.pop()
        if element.tag == f"{W}tr" and _is_data_row(element):
            yield element
            continue
        if element.tag == f"{W}p":
            yield element
            stack.extend(
                reversed([box for box in element.iter(f"{W}txbxContent") if not _in_fallback(box, element)])
            )
            continue
        if element.tag in (_FALLBACK, f"{W}del", f"{W}moveFrom"):
            continue
        stack.extend(reversed(list(element)))


def _parts(row: Any) -> list[Any]:
    """The cells of a row, also those inside content controls."""
    return [
        cell
        for child in row
        for cell in ([child] if child.tag == f"{W}tc" else child.iterfind(f"{W}sdtContent/{W}tc"))
    ]


def _cells(row: Any) -> list[str]:
    return [" ".join("".join(_text(cell)).split()) for cell in _parts(row)]


def _is_data_row(row: Any) -> bool:
    """Whether a row is data, to be read as one line, and not a table used to lay out the page."""
    if row.find(f".//{W}tbl") is not None:  # before its text is read: tables nest in tables
        return False
    words = [len(cell.split()) for cell in _cells(row)]
    if sum(map(bool, words)) < 2 or max(words) >= _MAX_WORDS:
        return False
    return sum(_is_signed(cell) for cell in _parts(row)) < 2


def _is_signed(cell: Any) -> bool:
    """Whether a cell holds several lines, of which one is of those people sign with."""
    said = "\n".join("".join(_text(paragraph)) for paragraph in cell.findall(f"{W}p"))
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    return 1 < len(lines) < _MAX_SIGNED and any(SIGNATURE.search(line[:200]) for line in lines)


def _in_fallback(element: Any, top: Any) -> bool:
    parent = element.getparent()
    while parent is not None and parent is not top:
        if parent.tag in (_FALLBACK, f"{W}txbxContent"):
            return True
        parent = parent.getparent()
    return False


def _text(element: Any) -> Iterator[str]:
    """The text of an element as it stands after its tracked changes are accepted, without its text boxes."""
    stack = list(reversed(element))
    while stack:
        node = stack.pop()
        if node.tag in _OUTSIDE or (node.tag == f"{W}r" and is_on(node, "vanish")):
            continue
        if node.tag == f"{W}t":
            yield node.text or ""
        elif node.tag in (f"{W}tab", f"{W}ptab"):
            yield "\t"
        elif node.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif node.tag == f"{W}noBreakHyphen":
            yield "-"
        elif node.tag != f"{W}pPr":
            if node.tag == f"{W}p":
                yield " "
            stack.extend(reversed(list(node)))


def _paragraph(element: Any, styles: Styles) -> Iterator[Draft]:
    """A paragraph as a block, or as several where it is broken by hand into lines."""
    text = "".join(_text(element))
    if not text.strip():
        return
    kind, level, depth = styles.kind_of(element)
    if kind is not BlockKind.PARAGRAPH:
        yield Draft(text, kind, level=level, depth=depth)
        return
    if "\n" not in text.strip() and could_be_heading(text.strip()) and _is_bold(element):
        yield Draft(text, BlockKind.HEADING, level=4)
        return
    for line in text.split("\n"):
        yield Draft(line, kind)


def _is_bold(element: Any) -> bool:
    """Whether every run of text in the paragraph is bold by itself."""
    runs = [
        run
        for run in element.iter(f"{W}r")
        if "".join(t.text or "" for t in run.findall(f"{W}t")).strip() and not _in_fallback(run, element)
    ]
    return bool(runs) and all(is_on(run, "b") for run in runs)


def _has_picture(element: Any) -> bool:
    """Whether the paragraph holds a picture of the size of a signature: 2 cm wide and 0.5 cm high or more."""
    for extent in element.iter(_PICTURE):
        wide, high = (number(extent.get(side, "0")) / _CENTIMETRE for side in ("cx", "cy"))
        if 2 <= wide <= 14 and 0.5 <= high <= 8:
            return True
    return False
