"""Telling a heading from other short lines, above all from the lines people sign with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from checker.characters import word_set

MAX_LENGTH: Final = 130
"""Characters; the longest real heading in our documents has 110."""

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
SIGNATURE: Final = re.compile(
    r"^(?:signed|signature|signatory|sign(?! ?-?off)|name|print(?:ed)? name|position|job title|title|role|dated?|for and on behalf|on behalf of|"
    r"approved(?: by| on)?|authorised by)\b"
    r"|\b(?:managing|executive|finance|financial|operations?|sales|commercial|company|technical|hr|group|founding)"
    r"(?:[ /&,]+\w+){0,3}[ /](?:director|officer|secretary|partner|president)\b"
    r"|\b(?:director|chief executive(?: officer)?|chair(?:man|woman|person)?|ceo|cfo|coo|cto|president|principal|founder|"
    r"leader of the council|partner|company secretary|managing member|trustee)\b[\s,;.)]*$"
    r"|^(?:director|chief executive|chair(?:man|woman|person)?|ceo|cfo|coo|president|founder)\b"
    rf"|^(?:\w+,?\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+\d{{2,4}}\W*$|^{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}}\W*$"
    rf"|^\W*\d{{1,2}}[./-](?:\d{{1,2}}|{_MONTH})[./-]\d{{2,4}}\W*$|{_MONTH} \d{{1,2}}, \d{{4}} \d{{1,2}}:\d\d|_{{3,}}|\.{{5,}}",
    re.IGNORECASE,
)
"""A line of a signature block: a label, a role, a date alone, a rule to sign on."""

_NAMES_A_VALUE: Final = re.compile(
    r"^(?:signed(?: by)?|signature|(?:print(?:ed)? |full )?name|position|(?:job )?title|role|dated?|(?:date )?approved(?: by| on)?|"
    r"date of (?:approval|signature)|authorised by)\W*$",
    re.IGNORECASE,
)
_NOT_A_NAME: Final = re.compile(
    r"\d|statement|slavery|trafficking|policy|report|approv|sign|declaration|introduction|\bact\b|:$",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:signed|signature|name|position|dated?|approved (?:by|on)|for and on behalf)\b", re.IGNORECASE
)
_IN_SENTENCE: Final = re.compile(
    r"\b(?:our|we|the|to|for|in|on|with|who|how|what|is|are|it)\b", re.IGNORECASE
)
_TO_SIGN: Final = re.compile(r"^(?:signed(?: by| on behalf of .{1,60})?|signature|sign)\b\W*$", re.IGNORECASE)
_SMALL_WORDS: Final = word_set("a an and as at by for from in into of on or our the to with within")


def could_be_heading(text: str) -> bool:
    """Whether a line that is set apart (large, bold, alone) may be a heading: short, no full stop, not a signature."""
    words = text.split()
    if not words or len(text) > MAX_LENGTH or len(words) > 16 or text[-1] in ".,;" or "|" in text:
        return False
    if sum(character.isalpha() for character in text) * 3 < len(text) or (
        text[0].islower() and len(words) > 3
    ):
        return False
    is_quoted = text[0] in '"“‘«' and text[-1] in '"”’»' and len(words) > 4
    return "@" not in text and not is_quoted and not SIGNATURE.search(text)


def is_labelled(texts: Sequence[str]) -> bool:
    """Whether pieces side by side are a label and what it names: "Signed by", "Ann Reed, Director", but not two labels."""
    return (
        len(texts) > 1
        and _NAMES_A_VALUE.match(texts[0]) is not None
        and _NAMES_A_VALUE.match(texts[1]) is None
    )


def is_heading_alone(text: str) -> bool:
    """Whether a line of plain text that nothing sets apart reads as a heading: capitals or title case, and short."""
    words = text.split()
    if (
        not could_be_heading(text)
        or len(words) > 12
        or not text[0].isalnum()
        or text[-1] in ":!"
        or "_" in text
    ):
        return False
    if text.isupper():
        return len(text) > 3
    if re.search(r"\b(?:ltd|limited|plc|llp)$|\d{4}$", text, re.IGNORECASE):
        return False
    main = [word for word in words if word.casefold() not in _SMALL_WORDS and word[0].isalpha()]
    return len(main) > 2 and sum(word[0].isupper() for word in main) >= 0.8 * len(main)


def is_signatory(text: str, following: str) -> bool:
    """Whether a set-apart line is no heading but the name above a role, a date or a place to sign."""
    return (
        2 <= len(text.split()) <= 5
        and not _NOT_A_NAME.search(text)
        and not _IN_SENTENCE.search(text)
        and len(following) < 60
        and SIGNATURE.search(following) is not None
        and not (following[-1] == "." and len(following.split()) > 6)
    )


def is_signed(text: str, before: str) -> bool:
    """Whether a set-apart line is no heading but the name, or the signature, below a place to sign."""
    return (
        len(text.split()) <= 5
        and not _NOT_A_NAME.search(text)
        and not _IN_SENTENCE.search(text)
        and _TO_SIGN.search(before) is not None
    )


def is_misused(text: str) -> bool:
    """Whether what is marked up as a heading is none: a whole sentence, or a line of the signature block."""
    return len(text) > 200 or (text[-1] == "." and len(text.split()) > 10) or _LABEL.match(text) is not None
