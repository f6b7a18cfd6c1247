"""Parts of a page that unfold: the button that opens one is its heading."""

from __future__ import annotations

from itertools import islice
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

MAX_BUTTONS: Final = 300
MAX_NODES: Final = 300
"""Nodes looked at of what a button opens."""
MAX_CHARACTERS: Final = 5_000
"""Characters looked at of each."""

_ALONE: Final = 3  # nodes: the button, and white space around it
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary"))
_PROSE: Final = 8  # words outside links that a part holds, at least: menus unfold too, and hold links


def head_folds(root: Tag) -> None:
    """Make headings of the buttons that open text, so that they are not dropped with those one sends forms with."""
    targets: dict[str, Tag] | None = None
    for button in root.find_all("button", limit=MAX_BUTTONS):
        if any(parent.name in _HEADINGS for parent in islice(button.parents, 3)):
            button.name = "span"
        elif button.has_attr("aria-expanded"):
            if targets is None:
                targets = {str(tag["id"]): tag for tag in root.find_all(id=True, limit=10_000)}
            opened = targets.get(str(button.get("aria-controls", "")).strip()) or _next(button)
            if opened is not None and opened.name not in ("nav", "ul", "menu") and _is_prose(opened):
                button.name = "summary"


def _next(button: Tag) -> Tag | None:
    """What stands behind a button, or behind the tag that holds nothing else."""
    found = button.find_next_sibling()
    parent = button.parent
    if found is None and parent is not None and len(parent.contents) <= _ALONE:
        found = parent.find_next_sibling()
    return found


def _is_prose(opened: Tag) -> bool:
    """Whether its beginning holds text, and more of it outside links than in them."""
    prose = linked = 0
    for node in islice(opened.descendants, MAX_NODES):
        if isinstance(node, NavigableString):
            words = len(node[:MAX_CHARACTERS].split())
            if any(parent.name == "a" for parent in islice(node.parents, 3)):
                linked += words
            else:
                prose += words
    return prose >= max(_PROSE, linked)
