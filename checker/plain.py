"""Reading plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.blocks import Draft, Reading
from checker.characters import word_set
from checker.document import BlockKind, UnreadableError

BULLET: Final = re.compile(
    r"^[•●▪■◦‣⁃∙·○➢➤►▶✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc\uf076»*+–—-](?:\s+|(?<=[•●▪■])(?=\S))"
)
NUMBERED: Final = re.compile(r"^(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)|[a-z]\.|\d{1,2}\.(?=\s+[a-z]))\s+")
_ATX: Final = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE: Final = re.compile(r"^(=+|-+)$")
_RULE: Final = re.compile(r"^(?:[-*_]\s*){3,}$")
_PAGE_NUMBER: Final = re.compile(r"^(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?$", re.IGNORECASE)
_TABLE_LINE: Final = re.compile(r"^\|?[\s:|-]+\|[\s:|-]*$")
_MARKUP: Final = re.compile(
    r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])|`([^`]+)`"
)
_LINK: Final = re.compile(r"!?\[([^\]\[]*)\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)")
_FRONT_MATTER: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_SMALL_WORDS: Final = word_set("a an and as at by for from in into of on or our the to with within")


def read_plain(text: str, media_type: str) -> Reading:
    """Blocks of a text: Markdown's marks where it is Markdown, else blank lines, bullets and heading-like lines."""
    markdown = media_type == "text/markdown"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    links: list[tuple[str, str]] = []
    title = ""
    if markdown:
        front = _FRONT_MATTER.match(text)
        if front:
            text = text[front.end() :]
            named = re.search(r"^title:\s*[\"']?(.+?)[\"']?\s*$", front.group(1), re.MULTILINE)
            title = named.group(1) if named else ""
        text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
        links = [(href, label) for label, href in _LINK.findall(text)]
    sheets = text.split("\f")
    if len(sheets) > 1 and not sheets[-1].strip():
        sheets.pop()
    paged = len(sheets) > 1
    drafts: list[Draft] = []
    for number, sheet in enumerate(sheets, start=1):
        drafts.extend(_sheet(sheet, number if paged else None, markdown=markdown))
    if not any(draft.text.strip() for draft in drafts):
        raise UnreadableError("empty", "the file holds no text: send the file that has the statement in it")
    return Reading(
        drafts, media_type, "plain", title, pages=len(sheets) if paged else None, links=tuple(links)
    )


def _sheet(text: str, page: int | None, *, markdown: bool) -> Iterator[Draft]:
    lines = [line.expandtabs(4).rstrip() for line in text.split("\n")]
    full = _full_width(lines)
    paragraph: list[str] = []
    kind, depth = BlockKind.PARAGRAPH, 0

    def flush() -> Iterator[Draft]:
        nonlocal kind, depth
        if paragraph:
            joined = " ".join(paragraph)
            if kind is BlockKind.PARAGRAPH and len(paragraph) == 1 and _is_heading(joined):
                yield Draft(joined, BlockKind.HEADING, page, level=3)
            else:
                yield Draft(joined, kind, page, depth=depth)
        paragraph.clear()
        kind, depth = BlockKind.PARAGRAPH, 0

    previous = ""
    for raw in lines:
        line = raw.strip()
        underline = _UNDERLINE.match(line) if len(paragraph) == 1 and len(line) > 2 else None
        heading = _ATX.match(line)
        bullet = BULLET.match(line) or NUMBERED.match(line)
        if underline and kind is BlockKind.PARAGRAPH:
            yield Draft(paragraph.pop(), BlockKind.HEADING, page, level=1 if line[0] == "=" else 2)
        elif not line or _RULE.match(line) or (page and _PAGE_NUMBER.match(line)):
            yield from flush()
        elif heading and (markdown or heading.group(1) != "#"):
            yield from flush()
            yield Draft(
                _inline(heading.group(2), markdown), BlockKind.HEADING, page, level=len(heading.group(1))
            )
        elif markdown and line.startswith("|") and line.endswith("|"):
            yield from flush()
            if not _TABLE_LINE.match(line):
                cells = " | ".join(_inline(cell.strip(), markdown) for cell in line.strip("|").split("|"))
                yield Draft(cells, BlockKind.TABLE_ROW, page)
        elif bullet:
            yield from flush()
            kind, depth = BlockKind.LIST_ITEM, min((len(raw) - len(raw.lstrip())) // 2, 8)
            item = line if line[0].isalnum() or line[0] == "(" else line[bullet.end() :]
            paragraph.append(_inline(item, markdown))
        else:
            if paragraph and not markdown and _stands_alone(previous, line, full):
                yield from flush()
            paragraph.append(_inline(line.lstrip("> ") if markdown else line, markdown))
            if markdown and raw.endswith("\\"):
                yield from flush()
        previous = line
    yield from flush()


def _full_width(lines: list[str]) -> int:
    """How long a line of this text is when it is full: where text was wrapped, else as long as the longest."""
    lengths = sorted(len(line) for line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _stands_alone(previous: str, line: str, full: int) -> bool:
    """Whether `line` starts anew: the line before had room for its first word, so the break was meant."""
    if line[0].islower():
        return False
    return len(previous) + 1 + len(line.split(None, 1)[0]) < full * 0.85 or full > 400


def _is_heading(line: str) -> bool:
    """Whether a line on its own reads as a heading: short, no full stop, in capitals or title case."""
    words = line.split()
    if (
        not 1 <= len(words) <= 12
        or line[-1] in ".,;:!"
        or not line[0].isalnum()
        or any(c in line for c in "@|_")
    ):
        return False
    if re.search(
        r"\d{4}$|\bdirector\b|\bchief\b|\bchair|\bsigned\b|\bdated?\b|\b(?:ltd|limited|plc|llp)$",
        line,
        re.IGNORECASE,
    ):
        return False
    if line.isupper() and len(line) > 3:
        return True
    main = [word for word in words if word.casefold() not in _SMALL_WORDS and word[0].isalpha()]
    return (
        len(words) >= 2
        and bool(main)
        and sum(word[0].isupper() for word in main) >= 0.8 * len(main)
        and len(main) > 2
    )


def _inline(text: str, markdown: bool) -> str:  # noqa: FBT001 - a private switch
    if not markdown:
        return text
    text = _LINK.sub(lambda mark: mark.group(1), text)
    return _MARKUP.sub(lambda mark: mark.group(2) or mark.group(3) or mark.group(4), text)
