"""Reading HTML: the page's main content as blocks, without its menus, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from checker.blocks import Draft, Reading
from checker.characters import word_set
from checker.document import BlockKind, UnreadableError
from checker.encoding import decode

MAX_NODES: Final = 400_000
"""Nodes walked in one page: the largest real page we have holds 6,000."""

MAX_LINKS: Final = 2_000

_NEVER: Final = word_set(
    "script style noscript svg template iframe object embed canvas audio video map head select option button input"
    " textarea datalist progress meter math"
)
_FURNITURE_TAGS: Final = frozenset(("nav", "header", "footer", "aside", "dialog", "menu"))
_FURNITURE_ROLES: Final = word_set(
    "navigation banner contentinfo search menu menubar dialog alertdialog complementary toolbar"
)
_FURNITURE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|nav(?:bar|igation)?|main-?menu|menu|submenu|breadcrumbs?|skip-?(?:link|to)?|"
    r"share|sharing|social|newsletter|subscribe|popup|modal|lightbox|offcanvas|site-?(?:header|footer)|masthead|"
    r"footer|topbar|top-bar|sidebar|widget-area|related-posts|comments?|pagination|screen-reader-text|"
    r"visually-hidden|sr-only|cc-window|cky|onetrust|cookiebot|elementor-location-(?:header|footer))(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"slavery|human trafficking|forced labour|forced labor", re.IGNORECASE)
_BLOCKS: Final = word_set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form"
    " header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead ul"
    " caption dialog td th"
)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}


def read_html(body: bytes, charset: str | None = None) -> Reading:
    """Blocks of the page's main content. `charset` is what the server declared, if anything."""
    soup = BeautifulSoup(decode(body, charset).replace("\0", ""), "lxml")
    root = soup.body or soup
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in root.find_all(list(_NEVER)):
        tag.decompose()
    everything = _words(root)
    dropped = _drop_furniture(root, everything)
    main = _main(root)
    drafts = list(_drafts(main))
    notes: tuple[str, ...] = ()
    remaining = sum(len(draft.text.split()) for draft in drafts)
    if dropped and remaining < 30 and everything > remaining:
        # The page keeps its text where others keep their furniture: better a menu too many than no statement.
        soup = BeautifulSoup(decode(body, charset).replace("\0", ""), "lxml")
        main = soup.body or soup
        for tag in main.find_all(list(_NEVER)):
            tag.decompose()
        drafts = list(_drafts(main))
        notes = ("the page has no main content to tell from its menus: the whole page was read",)
    if not any(draft.text.strip() for draft in drafts):
        raise UnreadableError(
            "empty",
            "the page holds no text (it may need a browser to build it): save it as PDF and check that",
        )
    return Reading(drafts, "text/html", "beautifulsoup", title, links=_links(main), notes=notes)


def _words(tag: Tag) -> int:
    return sum(len(piece.split()) for piece in tag._all_strings(types=NavigableString))


def _linked(tag: Tag) -> int:
    return sum(len(link.get_text(" ").split()) for link in tag.find_all("a"))


def _looks_like_furniture(tag: Tag) -> bool:
    if tag.name in ("html", "body", "main", "article"):
        return False
    if tag.name in _FURNITURE_TAGS or str(tag.get("role", "")).casefold() in _FURNITURE_ROLES:
        return True
    names = tag.get_attribute_list("class") + tag.get_attribute_list("id")
    marked = " ".join(str(name) for name in names if name)
    return bool(marked.strip()) and bool(_FURNITURE_NAMES.search(marked))


def _drop_furniture(root: Tag, everything: int) -> bool:
    """Take out what is furniture by tag, role or name, unless it holds the statement. Whether any was taken."""
    dropped = False
    for tag in root.find_all():
        if tag.decomposed or not _looks_like_furniture(tag):
            continue
        prose = _words(tag) - _linked(tag)
        holds_the_text = prose * 2 > everything or (prose > 60 and _SUBJECT.search(tag.get_text(" ")))
        if not holds_the_text:
            tag.decompose()
            dropped = True
    return dropped


def _main(root: Tag) -> Tag:
    """The `main` of the page where it has one that holds nearly all the remaining words."""
    mains = root.find_all(lambda tag: tag.name == "main" or tag.get("role") == "main")
    if len(mains) == 1 and _words(mains[0]) >= 0.7 * _words(root):
        return mains[0]
    return root


class _Collector:
    """Gathers inline text until a block ends, and knows what the block is."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.pieces: list[str] = []
        self.kinds: list[tuple[BlockKind, int, int]] = [(BlockKind.PARAGRAPH, 0, 0)]
        self.fresh = False

    def end_block(self) -> None:
        text = "".join(self.pieces)
        self.pieces.clear()
        if text.strip():
            kind, level, depth = self.kinds[-1]
            self.drafts.append(Draft(text, kind, level=level, depth=depth))


def _drafts(root: Tag) -> Iterator[Draft]:
    """Walk the tree without recursion (hostile pages nest ten thousand deep) and cut it into blocks."""
    out = _Collector()
    stack: list[tuple[Tag | NavigableString, bool]] = [(root, False)]
    depth = 0
    for _ in range(MAX_NODES):
        if not stack:
            break
        node, leaving = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                out.pieces.append(str(node))
            continue
        name = node.name
        if leaving:
            out.end_block()
            out.kinds.pop()
            depth -= name in ("ul", "ol")
            continue
        if name == "br":
            out.end_block()
            continue
        if name == "tr":
            out.end_block()
            if _is_data_row(node):
                out.drafts.append(Draft(_row(node), BlockKind.TABLE_ROW))
                continue
        if name in _HEADINGS or name in _BLOCKS or name == "tr":
            out.end_block()
            out.kinds.append(_kind(node, out.kinds[-1], depth))
            depth += name in ("ul", "ol")
            stack.append((node, True))
        stack.extend(
            (child, False) for child in reversed(node.contents) if isinstance(child, (Tag, NavigableString))
        )
    out.end_block()
    yield from out.drafts


def _kind(tag: Tag, inherited: tuple[BlockKind, int, int], depth: int) -> tuple[BlockKind, int, int]:
    if tag.name in _HEADINGS:
        return BlockKind.HEADING, _HEADINGS[tag.name], 0
    if tag.name in ("li", "dd"):
        return BlockKind.LIST_ITEM, 0, max(depth - 1, 0)
    if tag.name in ("ul", "ol", "table", "td", "th", "article", "section"):
        return BlockKind.PARAGRAPH, 0, 0
    return inherited


def _is_data_row(row: Tag) -> bool:
    """Whether a row is data, to be read as one line, and not a table used to lay out the page."""
    if row.find(["table", "p", "ul", "ol", "h1", "h2", "h3", "h4"]):
        cells = row.find_all(["td", "th"], recursive=False)
        return len(cells) > 1 and not row.find("table") and all(_words(cell) < 60 for cell in cells)
    return True


def _row(row: Tag) -> str:
    cells = (cell.get_text(" ", strip=True) for cell in row.find_all(["td", "th"]))
    return " | ".join(cell for cell in cells if cell)


def _links(root: Tag) -> tuple[tuple[str, str], ...]:
    found = []
    for link in root.find_all("a", href=True, limit=MAX_LINKS):
        href = str(link["href"]).strip()
        if href and not href.startswith(("#", "javascript:")):
            found.append((href[:2000], " ".join(link.get_text(" ").split())[:300]))
    return tuple(found)
