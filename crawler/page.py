"""An HTML page as discovery sees it: parsed once, with lxml, and asked few questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, cast

from lxml import etree, html
from w3lib.encoding import html_body_declared_encoding as declared_in_body
from w3lib.encoding import http_content_type_encoding, resolve_encoding

from crawler import urls

# A page with more is a trap or a dump; what matters stands before the end of this.
MOST_BYTES = 5_000_000
MOST_COUNTED = 500

_FURNITURE = re.compile(r"(?:^|[\s_/.-])(?:footer|menu|nav(?:igation|bar)?)(?:$|[\s_/.-])", re.I)
_REFRESH = re.compile(r"^\s*(\d+)[\d.]*\s*[;,]\s*(?:url\s*=\s*)?['\"]?\s*(.*?)\s*['\"]?\s*$", re.I | re.S)
_UNSEEN = ("script", "style", "noscript", "template", "svg", "head", "iframe", "object")
# Where the frameworks of the day put what their scripts make of a page.
_MOUNTS = frozenset(
    {"root", "app", "__next", "__nuxt", "___gatsby", "svelte", "react-root", "app-root", "q-app"}
)
_SENDS_ON = re.compile(
    r"""\blocation(?:\.href)?\s{0,3}=\s{0,3}["']([^"']{1,1000})["']|\blocation\.(?:replace|assign)\(\s{0,3}["']([^"']{1,1000})["']""",
)
_LONGEST_SENDING_SCRIPT = 300
_FEW_WORDS = 40
# Looked for one by one: many times faster than one expression of alternatives.
_MAY_MENTION = (
    "slaver",
    "traffick",
    "forced labour",
    "supply chain act",
    "supply chains act",
    "section 54",
    "transparency",
    "ethical trad",
    "human rights",
)
# A refresh after longer than this is a page that updates itself, not one that sends visitors on.
_LONGEST_REFRESH = 20

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Page:
    """A parsed page. `url` is where it was found, before any `<base href>`."""

    url: str
    tree: etree._Element | None
    _answers: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def parse(cls, body: bytes, url: str, content_type: str = "") -> Page:
        """Parse what a server sent as HTML. Never fails: where there is nothing to parse, the page is empty."""
        body = body[:MOST_BYTES]
        named = http_content_type_encoding(content_type) or declared_in_body(body[:4096])
        encoding = resolve_encoding(named) if named else None
        if encoding is None:
            encoding = "utf-8" if _is_utf8(body) else "cp1252"
        if encoding.startswith(("utf-16", "utf-32")):
            body, encoding = body.decode(encoding, "replace").encode(), "utf-8"
        # libxml2 takes a NUL for the end.
        body = body.replace(b"\0", b"")
        try:
            # Not lxml.html's, which has Python code choose a class for every element that is looked at.
            parser = etree.HTMLParser(encoding=encoding)
            return cls(url, html.document_fromstring(body, parser=parser))
        except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError):
            return cls(url, None)

    def asked(self, question: Callable[[Page], Answer]) -> Answer:
        """The answer to `question`, worked out when it is first asked: several look for links on the same page."""
        if question not in self._answers:
            self._answers[question] = question(self)
        return cast("Answer", self._answers[question])

    @cached_property
    def base(self) -> str:
        """What relative links are relative to."""
        for element in self.elements("base"):
            href = element.get("href")
            if href:
                return urls.absolute(self.url, href) or self.url
        return self.url

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """The elements with one of `tags`, in the order of the page."""
        return self.tree.iter(*tags) if self.tree is not None else iter(())

    @cached_property
    def title(self) -> str:
        """The page's title."""
        return next((text_of(element, 300) for element in self.elements("title")), "")

    @cached_property
    def heading(self) -> str:
        """The page's first main heading."""
        return next((text for element in self.elements("h1") if (text := text_of(element, 300))), "")

    @cached_property
    def mentions_it(self) -> bool:
        """Whether anything on the page, seen or not, could be a mention of the statement."""
        if self.tree is None:
            return False
        # All text at once, as most pages do not; where two pieces may have made one mention, each by itself.
        if not _may_mention(etree.tostring(self.tree, method="text", encoding="unicode")):
            return False
        return any(_may_mention(piece) for piece in _pieces(self.tree) if len(piece) >= 7)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words a visitor would see."""
        if self.tree is None:
            return ()
        return tuple(" ".join(_visible(self.tree)).split())

    @cached_property
    def word_count(self) -> int:
        """How many words a visitor would see. Not counted beyond `MOST_COUNTED`: that many tell a page from a notice."""
        count = 0
        for piece in _visible(self.tree) if self.tree is not None else ():
            count += len(piece.split())
            if count >= MOST_COUNTED:
                return MOST_COUNTED
        return count

    @cached_property
    def refresh(self) -> str | None:
        """Where `<meta http-equiv=refresh>` sends the visitor, if it does so at once."""
        for element in self.elements("meta"):
            if (element.get("http-equiv") or "").strip().lower() == "refresh":
                matched = _REFRESH.match(element.get("content") or "")
                if matched and matched[2] and int(matched[1][:6]) <= _LONGEST_REFRESH:
                    return urls.absolute(self.base, matched[2])
        return None

    @cached_property
    def script_refresh(self) -> str | None:
        """Where a page that shows nothing sends the visitor by one plain line of script."""
        if self.word_count >= _FEW_WORDS:
            return None
        for element in self.elements("script"):
            script = element.text or ""
            matched = _SENDS_ON.search(script) if len(script) <= _LONGEST_SENDING_SCRIPT else None
            if matched:
                return urls.absolute(self.base, matched[1] or matched[2])
        return None

    @cached_property
    def frames(self) -> tuple[str, ...]:
        """The pages a frameset is made of, the frame that is all there is, or that is menu or footer.

        To a visitor they are this page.
        """
        is_masked = self.word_count < _FEW_WORDS and next(self.elements("a"), None) is None
        frames = (
            each
            for each in self.elements("frame", "iframe")
            if each.tag == "frame" or is_masked or _is_furniture(each)
        )
        shown = (each for each in frames if next(each.iterancestors("noscript"), None) is None)
        found = (urls.absolute(self.base, element.get("src") or "") for element in shown)
        return tuple(dict.fromkeys(url for url in found if url))

    @cached_property
    def is_shell(self) -> bool:
        """Whether there is next to nothing here until scripts have run."""
        hrefs = (element.get("href") or "#" for element in self.elements("a"))
        links = (href for href in hrefs if not href.startswith(("#", "javascript:")))
        if len(list(islice(links, 3))) == 3 or self.frames:
            return False
        return any(True for _ in self.elements("script")) and self.word_count < _FEW_WORDS

    @cached_property
    def needs_scripts(self) -> bool:
        """Whether scripts are still to fill in what the page is about, though menus may stand there already."""
        if self.is_shell:
            return True
        if not any(True for _ in self.elements("script")):
            return False
        mounts = (
            element for element in self.elements("div", "main", "section", "app-root") if _is_mount(element)
        )
        if any(not text_of(element, 20) for element in mounts):
            return True
        asks = (text_of(element, 400).lower() for element in self.elements("noscript"))
        return self.word_count < 3 * _FEW_WORDS and any("javascript" in text for text in asks)


def _may_mention(text: str) -> bool:
    text = text.lower()
    return any(name in text for name in _MAY_MENTION)


def _is_furniture(frame: etree._Element) -> bool:
    named = " ".join(frame.get(name) or "" for name in ("id", "class", "name", "title", "src"))
    return _FURNITURE.search(named[:500]) is not None


def _is_mount(element: etree._Element) -> bool:
    return element.tag == "app-root" or (element.get("id") or "").lower() in _MOUNTS


def text_of(element: etree._Element, limit: int) -> str:
    """The element's text with its white space made single, up to `limit` characters."""
    if not len(element):
        return " ".join((element.text or "").split())[:limit]
    pieces: list[str] = []
    length = 0
    for piece in _pieces(element):
        pieces.append(piece)
        length += len(piece)
        if length > 4 * limit:
            break
    return " ".join(" ".join(pieces).split())[:limit]


def _pieces(element: etree._Element) -> Iterator[str]:
    # Its type leaves room for bytes, which only trees made by hand can hold.
    return cast("Iterator[str]", element.itertext())


def _visible(tree: etree._Element) -> Iterator[str]:
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            if skipped is None and element.tag in _UNSEEN:
                skipped = element
            if skipped is None and element.text:
                yield element.text
        else:
            if skipped is element:
                skipped = None
            if skipped is None and element.tail:
                yield element.tail


def _is_utf8(body: bytes) -> bool:
    try:
        body[:200_000].decode("utf-8")
    except UnicodeDecodeError as error:
        # Cut in the middle of a character at the very end is no sign of another encoding.
        return error.start > 199_990
    return True
