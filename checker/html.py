"""Reading HTML: the page's main content as blocks, without its menus, banners and footers."""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from itertools import islice
from typing import Final

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString

from checker.blocks import Draft, Reading
from checker.characters import word_set
from checker.content import MAX_NODES, SUBJECT, furniture_of, main_of, own_titles, weigh
from checker.document import BlockKind, UnreadableError
from checker.encoding import decode
from checker.folds import head_folds
from checker.headings import could_be_heading
from checker.pictures import ends_with_picture
from checker.tables import is_data_row, row_text

MAX_TAGS: Final = 200_000
"""Tags parsed: each costs up to 1.3 kB of memory, so the tree stays under 300 MB."""

MAX_CHARACTERS: Final = 10_000_000
"""Characters parsed: the largest real page we have has 0.2 million."""

MAX_LINKS: Final = 2_000

_NEVER: Final = word_set(
    "script style noscript svg template iframe object embed canvas audio video map head select option button input"
    " textarea datalist progress meter math"
)
_BLOCKS: Final = word_set(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form"
    " header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot thead ul"
    " caption dialog td th tr"
)
_ICON: Final = re.compile(
    r"logo|icon|emoji|badge|avatar|banner|spacer|pixel|facebook|twitter|linkedin", re.IGNORECASE
)
_BUTTON: Final = re.compile(
    r"^(?:(?:back|return) to (?:the )?top(?: of (?:the )?page)?|view (?:this )?(?:e-?mail )?(?:in|online in) (?:your |a |the )?browser|"
    r"print (?:this )?page|share this(?: page| article)?|skip to (?:main )?content|unsubscribe)\W*$",
    re.IGNORECASE,
)
"""What a page says of itself, whatever it is marked up as."""
_BUTTON_LENGTH: Final = 60
_LABEL: Final = 300  # characters of a link's text, and nodes in which they are looked for
_CAPTION: Final = 15
_TEXT_WIDTH: Final = 300
_BOLD: Final = frozenset(("b", "strong", "u", "summary"))
_MAY_BE_BOLD: Final = frozenset(("span", "font", "p", "div"))
_WEIGHT: Final = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}


def read_html(body: bytes, charset: str | None = None) -> Reading:
    """Blocks of the page's main content. `charset` is what the server declared, if anything."""
    page, notes = _bounded(decode(body, charset).replace("\0", ""))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)  # XHTML is read as HTML, as browsers do
        soup = BeautifulSoup(page, "lxml")
    root = soup.body or soup
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    head_folds(root)
    for tag in root.find_all(list(_NEVER)):
        if not tag.decomposed:  # with the one around it; nested ones would cost the square of their depth
            tag.decompose()
    weights = weigh(root)
    furniture = furniture_of(root, weights)
    main = main_of(root, weights, furniture)
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
        and SUBJECT.search(f"{title} {told}") is not None
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


def _lost_the_text(drafts: Sequence[Draft], root: Tag) -> bool:
    """Whether next to nothing is left of a page that says something elsewhere."""
    left = sum(len(draft.text.split()) for draft in drafts)
    if left >= 30:
        return False
    kept = {draft.text for draft in drafts}
    whole, _ = _collected(root, frozenset())
    return left == 0 or any(
        draft.text not in kept and len(draft.text.split()) >= 10 and SUBJECT.search(draft.text)
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
        self.raised = False

    def enter(self, tag: Tag) -> bool:
        """Open a tag; whether it must be closed with `leave`."""
        name, is_bold = tag.name, _is_bold(tag)
        self.raised = self.raised or name == "sup"
        if name in _HEADINGS or name in _BLOCKS:
            self.end_block()
            self.kinds.append(_kind(name, self.kinds[-1], self.lists))
            self.lists += name in ("ul", "ol")
        elif not is_bold:
            return False
        self.bold += is_bold
        return True

    def leave(self, tag: Tag) -> None:
        """Close a tag."""
        name = tag.name
        if name in _HEADINGS or name in _BLOCKS:
            self.end_block()
            self.kinds.pop()
            self.lists -= name in ("ul", "ol")
        self.bold -= _is_bold(tag)

    def add(self, text: str) -> None:
        if self.raised:
            self.raised = False
            if text[:1].isdecimal() and self.pieces and self.pieces[-1][-1:].isdecimal():
                self.pieces.append(" ")  # "31 December 2024" and the number of a note
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
        if text.strip() and not (len(text) < _BUTTON_LENGTH and _BUTTON.match(" ".join(text.split()))):
            kind, level, depth = self.kinds[-1]
            if kind is BlockKind.HEADING:
                text = text.rstrip().rstrip("#¶")  # the link to itself
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
            stack.extend((title, False) for title in own_titles(node))
        elif leaving:
            out.leave(node)
        elif name in ("br", "img"):
            out.put(node)
        elif name == "tr" and is_data_row(node):
            out.end_block()
            out.drafts.append(Draft(row_text(node), BlockKind.TABLE_ROW))
        else:
            if out.enter(node):
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


def _is_bold(tag: Tag) -> bool:
    """Whether the tag says that its text is bold, or underlined as headings were before there were styles."""
    return tag.name in _BOLD or (
        tag.name in _MAY_BE_BOLD and _WEIGHT.search(str(tag.get("style", ""))[:500]) is not None
    )


def _kind(name: str, inherited: tuple[BlockKind, int, int], depth: int) -> tuple[BlockKind, int, int]:
    if name in _HEADINGS:
        return BlockKind.HEADING, _HEADINGS[name], 0
    if name in ("li", "dd"):
        return BlockKind.LIST_ITEM, 0, max(depth - 1, 0)
    if name in ("ul", "ol", "table", "td", "th", "article", "section"):
        return BlockKind.PARAGRAPH, 0, 0
    return inherited


def _links(root: Tag, furniture: frozenset[int]) -> tuple[tuple[str, str], ...]:
    found = []
    for link in root.find_all("a", href=True, limit=MAX_LINKS):
        href = str(link["href"]).strip()
        if not href or href.startswith(("#", "javascript:")):
            continue
        if furniture and any(id(parent) in furniture for parent in islice(link.parents, 100)):
            continue
        found.append((href[:2000], _label(link)))
    return tuple(found)


def _label(link: Tag) -> str:
    """How the text of a link begins: hostile pages put links into links, and a book into the last of them."""
    said = (
        node[:_LABEL]
        for node in islice(link.descendants, _LABEL)
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString)
    )
    return " ".join(" ".join(said).split())[:_LABEL]
