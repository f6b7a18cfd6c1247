"""Reading HTML: the page's main content as blocks, without its menus, banners and footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from checker.blocks import Draft, Reading
from checker.characters import word_set
from checker.document import BlockKind, UnreadableError
from checker.encoding import decode
from checker.headings import could_be_heading
from checker.pictures import ends_with_picture

MAX_NODES: Final = 400_000
"""Nodes walked in one page: the largest real page we have holds 6,000."""

MAX_TAGS: Final = 200_000
"""Tags parsed: each costs up to 1.3 kB of memory, so the tree stays under 300 MB."""

MAX_CHARACTERS: Final = 10_000_000
"""Characters parsed: the largest real page we have has 0.2 million."""

MAX_LINKS: Final = 2_000

MAX_ROW: Final = 2_000
"""Nodes of one table row; what holds more lays out a page."""

_NEVER: Final = word_set(
    "script style noscript svg template iframe object embed canvas audio video map head select option button input"
    " textarea datalist progress meter math"
)
_ALWAYS_TAGS: Final = frozenset(("nav", "dialog", "menu"))
_SITE_TAGS: Final = _ALWAYS_TAGS | {"header", "footer", "aside"}
_ALWAYS_ROLES: Final = word_set("navigation search menu menubar dialog alertdialog toolbar")
_SITE_ROLES: Final = _ALWAYS_ROLES | {"banner", "contentinfo", "complementary"}
_SITE_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|submenu|skip-?(?:link|to)?|popup|modal|lightbox|offcanvas|header|footer|masthead|"
    r"topbar|top-bar|sidebar|widget-area|pagination|screen-reader-text|visually-hidden|sr-only)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ALWAYS_NAMES: Final = re.compile(
    r"cookie|onetrust|cky-|cc-window|gdpr|(?:^|[\s_-])(?:consent|navigation|main-?menu|nav-?menu|breadcrumbs?|share|"
    r"sharing|social|newsletter|subscribe|related-posts|comments?|site-?(?:header|footer)|"
    r"elementor-location-(?:header|footer))(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(r"slavery|human trafficking|forced labour|forced labor", re.IGNORECASE)
_BLOCKS: Final = word_set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form"
    " header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead ul"
    " caption dialog td th tr"
)
_ICON: Final = re.compile(
    r"logo|icon|emoji|badge|avatar|banner|spacer|pixel|facebook|twitter|linkedin", re.IGNORECASE
)
_CAPTION: Final = 15
_TEXT_WIDTH: Final = 300
_BOLD: Final = frozenset(("b", "strong"))
_STATEMENT_WORDS: Final = 60  # of prose on the subject: less may be a blurb beside a link, more is a text
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}


def read_html(body: bytes, charset: str | None = None) -> Reading:
    """Blocks of the page's main content. `charset` is what the server declared, if anything."""
    page, notes = _bounded(decode(body, charset).replace("\0", ""))
    soup = BeautifulSoup(page, "lxml")
    root = soup.body or soup
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in root.find_all(list(_NEVER)):
        if not tag.decomposed:  # with the one around it; nested ones would cost the square of their depth
            tag.decompose()
    weights = _weigh(root)
    furniture = _furniture(root, weights)
    main = _main(root, weights, furniture)
    drafts, pictures = _collected(main, furniture)
    if furniture and _lost_the_text(drafts, root):
        main, furniture = root, frozenset()
        drafts, pictures = _collected(main, furniture)
        notes += ("the page has no main content to tell from its menus: the whole page was read",)
    if not any(draft.text.strip() for draft in drafts):
        raise UnreadableError(
            "empty",
            "the page holds no text (it may need a browser to build it): save it as PDF and check that",
        )
    if _is_picture_of_text(drafts, title, main):
        raise UnreadableError(
            "scan",
            "the page shows its text as a picture: put the text itself on the page, or run OCR over the picture",
        )
    return Reading(
        drafts,
        "text/html",
        "beautifulsoup",
        title,
        image_at_end=ends_with_picture(drafts, pictures, anywhere=False),
        links=_links(main, furniture),
        notes=notes,
    )


def _is_picture_of_text(drafts: Sequence[Draft], title: str, main: Tag) -> bool:
    """Whether there is a heading on the subject, a large picture, and no more words than a caption has: nor a link."""
    told = " ".join(draft.text for draft in drafts)
    return (
        len(told.split()) <= _CAPTION
        and _SUBJECT.search(f"{title} {told}") is not None
        and any(_may_be_page(image) for image in main.find_all("img", limit=50))
        and main.find("a", href=True) is None
    )


def _may_be_page(image: Tag) -> bool:
    """Whether a picture is as wide as text is, where the page says, and not called a logo or an icon."""
    wide, _ = _sizes(image)
    return not _ICON.search(_called(image)) and (wide is None or wide >= _TEXT_WIDTH)


def _bounded(page: str) -> tuple[str, tuple[str, ...]]:
    """As much of the page as is parsed, and a note where that is not all."""
    tags = islice(re.finditer("<", page), MAX_TAGS, None)
    end = min(next((tag.start() for tag in tags), MAX_CHARACTERS), MAX_CHARACTERS)
    if len(page) <= end:
        return page, ()
    return page[:end], ("the page is very long: only its beginning was read",)


@dataclass(slots=True)
class _Weight:
    """What a tag holds: words, words inside links, the subject, a title that names it; and whether it is in the content."""

    words: int = 0
    linked: int = 0
    on_subject: bool = False
    titled: bool = False
    inside: bool = False


def _weigh(root: Tag) -> dict[int, _Weight]:
    """The weight of each tag by its id, in one pass: pages nest deep, and asking each tag would cost the square."""
    nodes = [root, *islice(root.descendants, MAX_NODES)]
    weights = {id(node): _Weight() for node in nodes if isinstance(node, Tag)}
    for node in nodes[1:]:
        if isinstance(node, Tag) and (parent := node.parent) is not None and id(parent) in weights:
            weights[id(node)].inside = weights[id(parent)].inside or parent.name in ("main", "article")
    for node in reversed(nodes):
        if node is root or id(node.parent) not in weights:
            continue
        above = weights[id(node.parent)]
        if isinstance(node, Tag):
            own = weights[id(node)]
            above.words += own.words
            above.linked += own.words if node.name == "a" else own.linked
            above.on_subject |= own.on_subject
            above.titled |= own.titled or (node.name == "h1" and own.on_subject)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            above.words += len(node.split())
            above.on_subject |= bool(_SUBJECT.search(node))
    return weights


def _looks_like_furniture(tag: Tag, *, inside: bool) -> bool:
    """Whether tag, role or name say furniture. Inside the content, headers and footers are the content's own."""
    role = str(tag.get("role", "")).casefold()
    if tag.name in ("html", "body", "main", "article"):
        return False
    if tag.name in (_ALWAYS_TAGS if inside else _SITE_TAGS) or role in (
        _ALWAYS_ROLES if inside else _SITE_ROLES
    ):
        return True
    names = tag.get_attribute_list("class") + tag.get_attribute_list("id")
    marked = " ".join(str(name) for name in names if name)
    if not marked.strip():
        return False
    return bool(_ALWAYS_NAMES.search(marked) or (not inside and _SITE_NAMES.search(marked)))


def _furniture(root: Tag, weights: dict[int, _Weight]) -> frozenset[int]:
    """The ids of tags that are furniture by tag, role or name, unless they hold the statement."""
    found: set[int] = set()
    everything = weights[id(root)].words
    content = sum(weight.words for tag in root.find_all("main", limit=1) if (weight := weights.get(id(tag))))
    trusted = content < 0.95 * everything  # a `main` round the whole page tells nothing
    swallowed: set[int] = set()
    for tag in islice(root.find_all(), MAX_NODES):
        weight = weights.get(id(tag))
        if id(tag.parent) in found or id(tag.parent) in swallowed:
            swallowed.add(id(tag))
            continue
        if weight is None or not _looks_like_furniture(tag, inside=weight.inside and trusted):
            continue
        prose = weight.words - weight.linked
        if prose * 2 > everything or (prose > _STATEMENT_WORDS and weight.on_subject):
            continue  # sites do put the whole text into a footer, or into a "header-content" section
        if weight.on_subject and prose < _STATEMENT_WORDS and prose >= weight.linked and weight.titled:
            continue  # the statement's own banner, often with its date
        found.add(id(tag))
    return frozenset(found)


def _main(root: Tag, weights: dict[int, _Weight], furniture: frozenset[int]) -> Tag:
    """The `main` of the page where it has one that holds nearly all the words that are not furniture."""
    mains = root.find_all(lambda tag: tag.name == "main" or tag.get("role") == "main", limit=2)
    if len(mains) != 1 or (_own_title(root) and not _own_title(mains[0])):
        return root
    outside = sum(weights[key].words for key in furniture if key in weights)
    rest = weights[id(root)].words - outside
    return mains[0] if weights.get(id(mains[0]), _Weight()).words >= 0.7 * rest else root


def _lost_the_text(drafts: Sequence[Draft], root: Tag) -> bool:
    """Whether next to nothing is left of a page that says something elsewhere."""
    left = sum(len(draft.text.split()) for draft in drafts)
    if left >= 30:
        return False
    kept = {draft.text for draft in drafts}
    whole, _ = _collected(root, frozenset())
    return left == 0 or any(
        draft.text not in kept and len(draft.text.split()) >= 10 and _SUBJECT.search(draft.text)
        for draft in whole
    )


class _Collector:
    """Gathers inline text until a block ends, and knows what the block is."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.pictures: list[int] = []  # for each, how many blocks come before it
        self.pieces: list[str] = []
        self.kinds: list[tuple[BlockKind, int, int]] = [(BlockKind.PARAGRAPH, 0, 0)]
        self.lists = 0
        self.bold = 0
        self.plain = False

    def enter(self, name: str) -> bool:
        """Open a tag; whether it must be closed with `leave`."""
        if name in _BOLD:
            self.bold += 1
        elif name in _HEADINGS or name in _BLOCKS:
            self.end_block()
            self.kinds.append(_kind(name, self.kinds[-1], self.lists))
            self.lists += name in ("ul", "ol")
        else:
            return False
        return True

    def leave(self, name: str) -> None:
        """Close a tag."""
        if name in _BOLD:
            self.bold -= 1
            return
        self.end_block()
        self.kinds.pop()
        self.lists -= name in ("ul", "ol")

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.plain = self.plain or (not self.bold and not text.isspace())

    def put(self, void: Tag) -> None:
        """Take in a tag that holds nothing: a line break ends the block, a picture stands behind it."""
        if void.name == "br":
            self.end_block()
        elif _may_be_signature(void):
            self.pictures.append(len(self.drafts) + any(not piece.isspace() for piece in self.pieces))

    def end_block(self) -> None:
        text = "".join(self.pieces)
        if text.strip():
            kind, level, depth = self.kinds[-1]
            if kind is BlockKind.PARAGRAPH and not self.plain and could_be_heading(" ".join(text.split())):
                kind, level = BlockKind.HEADING, 5  # bold throughout: a heading in all but its tag
            self.drafts.append(Draft(text, kind, level=level, depth=depth))
        self.pieces.clear()
        self.plain = False


def _collected(root: Tag, furniture: frozenset[int]) -> tuple[list[Draft], list[int]]:
    """The blocks, and where pictures stand between them. No recursion: hostile pages nest ten thousand deep."""
    out = _Collector()
    stack: list[tuple[PageElement, bool]] = [(root, False)]
    for _ in range(MAX_NODES):
        if not stack:
            break
        node, leaving = stack.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                out.add(str(node))
            continue
        if not isinstance(node, Tag):
            continue
        name = node.name
        if id(node) in furniture:
            stack.extend((title, False) for title in _own_title(node))
        elif leaving:
            out.leave(name)
        elif name in ("br", "img"):
            out.put(node)
        elif name == "tr" and _is_data_row(node):
            out.end_block()
            out.drafts.append(Draft(_row(node), BlockKind.TABLE_ROW))
        else:
            if out.enter(name):
                stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.contents))
    out.end_block()
    return out.drafts, out.pictures


def _may_be_signature(image: Tag) -> bool:
    """Whether a picture is large enough, where the page says, and not called a logo or an icon."""
    wide, high = _sizes(image)
    return (
        not _ICON.search(_called(image))
        and (wide is None or 60 <= wide <= 600)
        and (high is None or 20 <= high <= 400)
    )


def _called(image: Tag) -> str:
    return " ".join(str(image.get(name, "")) for name in ("src", "alt", "class"))[:500]


def _sizes(image: Tag) -> tuple[int | None, int | None]:
    """Width and height in pixels, where the page says."""
    return _pixels(str(image.get("width", ""))), _pixels(str(image.get("height", "")))


def _pixels(size: str) -> int | None:
    size = size.removesuffix("px")
    return int(size) if size.isascii() and size.isdigit() and len(size) < 6 else None


def _own_title(furniture: Tag) -> list[Tag]:
    """The headings in a banner that name the subject: the statement's own title, not the site's."""
    return [title for title in furniture.find_all("h1", limit=3) if _SUBJECT.search(title.get_text(" "))]


def _kind(name: str, inherited: tuple[BlockKind, int, int], depth: int) -> tuple[BlockKind, int, int]:
    if name in _HEADINGS:
        return BlockKind.HEADING, _HEADINGS[name], 0
    if name in ("li", "dd"):
        return BlockKind.LIST_ITEM, 0, max(depth - 1, 0)
    if name in ("ul", "ol", "table", "td", "th", "article", "section"):
        return BlockKind.PARAGRAPH, 0, 0
    return inherited


def _is_data_row(row: Tag) -> bool:
    """Whether a row is data, to be read as one line, and not a table used to lay out the page."""
    cells = _cells(row)
    if len(cells) < 2:
        return False
    stack: list[PageElement] = list(cells)
    for _ in range(MAX_ROW):
        if not stack:
            return max(len(cell.get_text(" ").split()) for cell in cells) < 60
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name in ("table", "tr"):
                return False
            stack.extend(node.contents)
    return False


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.contents if isinstance(cell, Tag) and cell.name in ("td", "th")]


def _row(row: Tag) -> str:
    cells = (cell.get_text(" ", strip=True) for cell in _cells(row))
    return " | ".join(cell for cell in cells if cell)


def _links(root: Tag, furniture: frozenset[int]) -> tuple[tuple[str, str], ...]:
    found = []
    for link in root.find_all("a", href=True, limit=MAX_LINKS):
        href = str(link["href"]).strip()
        if not href or href.startswith(("#", "javascript:")):
            continue
        if furniture and any(id(parent) in furniture for parent in islice(link.parents, 100)):
            continue
        found.append((href[:2000], " ".join(link.get_text(" ").split())[:300]))
    return tuple(found)
