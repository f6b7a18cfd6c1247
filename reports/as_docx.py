"""A letter's blocks as a Word document (DOCX): plain, printable on A4, readable aloud."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.letter_blocks import Block, Bullets, Grid, Heading, Paragraph
from reports.xml import xml_text

_FONT = "Arial"
_WIDTH = Cm(16.6)


def docx_letter(blocks: Iterable[Block], *, title: str, author: str, today: date) -> bytes:
    """The document as bytes. `title`, `author` and the date are its properties."""
    document = docx.Document()
    _set_up(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = xml_text(title), xml_text(author), "en-GB"
    properties.comments = ""
    properties.created = properties.modified = datetime.combine(today, datetime.min.time())
    properties.last_modified_by = xml_text(author)
    for block in blocks:
        _add(document, block)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_up(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(10)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.08
    for name, size, before in (("Heading 1", 12, 4), ("Heading 2", 10.5, 8)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), True
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(script), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
        style.paragraph_format.keep_with_next = True
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)
    small = document.styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size = normal, Pt(9)
    _number_pages(section.footer.paragraphs[0])


def _number_pages(paragraph: Any) -> None:
    paragraph.alignment = 1
    for text, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text).font.size = Pt(8)
        run = paragraph.add_run()
        run.font.size = Pt(8)
        element = OxmlElement("w:fldSimple")
        element.set(qn("w:instr"), field)
        element.append(run._r)
        run.text = "1"
        paragraph._p.append(element)


def _add(document: Any, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(xml_text(block.text), 1 if block.title else 2)
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph(style="Small" if block.small else None)
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = block.leads or None
        _write(paragraph, block.text)
    elif isinstance(block, Bullets):
        for lead, text in block.items:
            paragraph = document.add_paragraph(style="List Bullet")
            paragraph.add_run(xml_text(lead)).bold = True
            _write(paragraph, f" {text}" if text else "")
    else:
        _grid(document, block)


def _grid(document: Any, block: Grid) -> None:
    columns = len(block.header or block.rows[0])
    table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    table.autofit = False
    table.alignment = 1
    shares = (0.26, 0.38, 0.36) if columns == 3 else (0.16, 0.84)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = int(_WIDTH * share)
    lines = ([block.header] if block.header else []) + list(block.rows)
    for number, line in enumerate(lines):
        row = table.add_row()
        _keep_together(row, is_header=bool(block.header) and number == 0)
        for index, (cell, text) in enumerate(zip(row.cells, line, strict=True)):
            cell.width = int(_WIDTH * shares[index])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            _write(paragraph, text, bold=index == 0 or (bool(block.header) and number == 0), size=9)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _keep_together(row: Any, *, is_header: bool) -> None:
    """No row is torn over a page, and the header is repeated on the next."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if is_header else ())):
        properties.append(OxmlElement(name))


def _write(paragraph: Any, text: str, *, bold: bool = False, size: float | None = None) -> None:
    for number, line in enumerate(xml_text(text).split("\n")):
        run = paragraph.add_run()
        if number:
            run.add_break()
        run.add_text(line)
        # In a table's first column the name stands out, not what stands beneath it.
        run.bold = (bold and number == 0) or None
        if size is not None:
            run.font.size = Pt(size)
