"""The digest: what changed, as plain text and as an Atom feed."""

from __future__ import annotations

import re
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import date

from registry import Change
from reports.standing import CAUSES, REASONS, said_status
from reports.xml import xml_text

_TITLES = {
    "new_statement": "New statements",
    "changed": "Changed verdicts, and first looks that found no statement",
    "grown_old": "Grown old: the year covered ended more than 18 months ago",
    "not_looked": "Could not be looked at",
}
_ATOM = "http://www.w3.org/2005/Atom"


def digest_text(changes: Sequence[Change], since: date, today: date, width: int) -> str:
    """The digest for a screen or a mail, `width` columns wide."""
    days = f"on {today}" if since == today else f"from {since} to {today}"
    lines = [f"What changed {days}: {len(changes)} change{'' if len(changes) == 1 else 's'}"]
    for kind, title in _TITLES.items():
        mine = [each for each in changes if each.kind == kind]
        if mine:
            lines += ["", f"{title} ({len(mine)})"]
            for each in mine:
                line = f"{each.at[:10]} {_clean(each.firm)}: {told(each)}"
                lines += textwrap.wrap(line, width, initial_indent="  ", subsequent_indent=" " * 13)
                if each.statement_url and kind == "new_statement":
                    lines.append(" " * 13 + _clean(each.statement_url))
    return "\n".join(lines)


def told(change: Change) -> str:
    """The change in words. Of a firm not known to be in scope nothing is said that sounds like failing."""
    parts = [f"{_status(change.was_status, change)} → {_status(change.status, change)}"]
    is_first = change.was_status in (None, "not_checked")
    if is_first:
        parts = [_status(change.status, change)]
    elif change.was_status == change.status:
        parts = [f"still {_status(change.status, change)}"]
    if change.reason:
        parts.append(REASONS.get(change.reason, change.reason.replace("_", " ")))
    if change.lacks and change.scope == "in_scope":
        parts.append(f"not found: {_listed(change.lacks)}")
    if change.mended and change.scope == "in_scope":
        parts.append(f"no longer lacking: {_listed(change.mended)}")
    parts.append(CAUSES["first" if is_first and change.cause == "look" else change.cause])
    return "; ".join(parts)


def digest_atom(changes: Sequence[Change], since: date) -> str:
    """The digest as an Atom feed (RFC 4287), the newest first."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    _put(feed, "id", "tag:section54,2026:digest")
    _put(feed, "title", "Modern slavery statements: what changed")
    _put(feed, "updated", max((each.at for each in changes), default=f"{since}T00:00:00Z"))
    _put(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Section 54")
    for each in reversed(changes):
        entry = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _put(entry, "id", f"tag:section54,2026:{each.id}")
        _put(entry, "title", f"{each.firm}: {_status(each.status, each)}")
        _put(entry, "updated", each.at)
        _put(entry, "summary", told(each))
        ET.SubElement(entry, f"{{{_ATOM}}}category", {"term": each.kind, "label": _TITLES[each.kind]})
        if each.statement_url and re.match(r"https?://", each.statement_url):
            ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "related", "href": _clean(each.statement_url)})
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = _clean(text)


def _status(status: str | None, change: Change) -> str:
    if status is None:
        return "not known"
    return said_status(status, change.scope)


def _listed(requirements: Sequence[str]) -> str:
    return ", ".join(each.replace("_", " ") for each in requirements)


def _clean(text: str) -> str:
    return " ".join(xml_text(text).split())
