"""Cutting a block of text into sentences, with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from checker.characters import word_set

MAX_SENTENCE: Final = 1_500
"""Characters of one sentence. Tables and lists without full stops are cut here, so that a quote stays readable."""

MAX_STRETCH: Final = 5_000
"""Characters given to syntok at once, so that its time stays in proportion to the text."""

# A place where a sentence may end: its terminator with closing quotes and brackets, white space, more text.
_TERMINATOR: Final = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?:\s*\[?\d{1,2}\]?(?=\s+[A-Z]))?\s+(?=\S)")
_BULLET: Final = re.compile(r"\s+[•●▪■◦‣⁃∙○➢➤►▶✓✔❖]\s+")
_BETWEEN: Final = " •●▪■◦‣⁃∙○➢➤►▶✓✔❖"
_LAST_WORD: Final = re.compile(r"[\w.&/'’-]*$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_LEADERS: Final = re.compile(r"\.{4,}")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d)?$")
_NO_LIST_NUMBER: Final = re.compile(r"\d{3,}$|\d+[a-z][a-z\d]*$")
_WORD_BREAK: Final = re.compile(r"\W")
_OPENING: Final = "\"'“‘«([•"

# Never the end of a sentence, whatever follows.
_TITLES: Final = word_set(
    "mr mrs ms miss dr prof rev hon sir st messrs cllr capt lt col maj gen e.g eg i.e ie cf vs v viz approx c ca"
    " s ss sec sect para paras pp p art arts reg regs sch schs ch cl fig figs tel fax ext dept est incl esp resp"
    " nr attn ref vol ed eds b.v s.a u.s pt"
)
# The end of a sentence only where the next word opens one.
_SUFFIXES: Final = word_set(
    "ltd co inc corp plc llp pty bros cic llc l.l.p p.l.c u.k u.s.a e.u al a.m p.m am pm jr sr esq ph.d b.a m.sc"
    " obe mbe cbe max min mins hrs p.a p.h jan feb mar apr jun jul aug sep sept oct nov dec"
)
_OPENERS: Final = word_set(
    "we our ours the this that these those it its in as all any each every they their there if for during when"
    " where while a an on at by to with from since following once although however please no not you your us"
    " he she his her both some such under within through being having after before also further more most"
    " modern slavery signed approved date dated registered"
)
_NUMBERS: Final = frozenset(("no", "nos"))
_FORMS: Final = frozenset(("ltd", "inc", "plc", "llp"))
_SPEAKS: Final = re.compile(
    r"[A-Z][a-z]+ (?!(?:of|and|for|in|at|the|to|on|by|or|who|which|is|are|has)\b)[a-z]"
)
_COUNTER: Final = re.compile(r"\d{1,2}$")
_FIRST_OF_LIST: Final = re.compile(r":\s+(?=1\.\s+[A-Z])")
_MONTH: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_ENDED: Final = re.compile(r"[.!?;:][\"'”’)\]]*\s+$")


def split(text: str) -> list[tuple[int, int]]:
    """The (start, end) of each sentence of one block; together they cover all but the spaces and bullets between.

    Plain ends ("…of the Board. We…") are taken as they are; only where a number makes an end
    doubtful is syntok asked, and its answer put right where it is known to err.
    """
    ends: list[int] = []
    doubtful: list[re.Match[str]] = []
    for mark in _TERMINATOR.finditer(text):
        verdict = _ends_here(text, mark)
        if verdict is None:
            doubtful.append(mark)
        elif verdict:
            ends.append(mark.end())
    if doubtful:
        told = _syntok_starts(text)
        ends.extend(mark.end() for mark in doubtful if mark.end() in told)
    second = text.rfind(" 2. ")
    ends.extend(mark.end() for mark in _FIRST_OF_LIST.finditer(text) if mark.end() < second)
    for mark in _BULLET.finditer(text):
        ends.extend((mark.start(), mark.end()))
    return list(_spans(text, sorted(set(ends))))


def _ends_here(text: str, mark: re.Match[str]) -> bool | None:
    """Whether a sentence ends at the mark; None where it takes more than a look to tell."""
    following = text[mark.end() : mark.end() + 40].lstrip(_OPENING)
    if not following or following[0].islower() or text[mark.start()] != ".":
        return bool(following) and not following[0].islower()
    before = _LAST_WORD.search(text, max(0, mark.start() - 40), mark.start())
    word = before.group().strip(".").casefold() if before else ""
    if not word:
        return not _LEADERS.match(mark.group())  # the dots of a table of contents
    at_start = before is not None and before.start() < 10 and not text[: before.start()].strip(_OPENING + " ")
    if (
        word in _TITLES
        or (at_start and (len(word) <= 2 or word[0].isdigit()))
        or _LEADERS.match(mark.group())
        or _is_counter(text, before, following)
    ):
        return False  # "1. Introduction", "a. Our people", "1.10. The": a list number, not a sentence
    opens = _WORD_BREAK.split(following, maxsplit=1)[0].casefold() in _OPENERS
    if word in _NUMBERS or word in _SUFFIXES or _INITIALS.match(word):
        return _ends_with(word, following, opens=opens, alone=_follows_an_end(text, before))
    # Of "1,300", "W1F 7HS" and "£85m" before a plain full stop syntok says the same in all our documents;
    # but "the cost of £8.5m. Staff", "section 5. Penalties": the number tells nothing.
    plain = mark.group().strip() == "." and _NO_LIST_NUMBER.match(word)
    return True if plain or opens or not word[0].isdigit() or _YEAR.match(word) else None


def _ends_with(word: str, following: str, *, opens: bool, alone: bool) -> bool:
    """Whether a word that is often shortened ends the sentence. `alone` says that another ended just before it."""
    if word in _NUMBERS:
        return not following[0].isdigit() and (opens or alone)  # "No. 5", but "Is it legal? No. It"
    if word in _SUFFIXES:
        return (
            opens or not following[0].isalnum() or (word in _FORMS and _SPEAKS.match(following) is not None)
        )
    return opens  # "J. Smith", "the U.K. Board"; syntok says the same of all those in our documents


def _follows_an_end(text: str, before: re.Match[str] | None) -> bool:
    """Whether a sentence or a lead-in ended just before the word."""
    return (
        before is not None and _ENDED.search(text[max(0, before.start() - 20) : before.start()]) is not None
    )


def _is_counter(text: str, before: re.Match[str] | None, following: str) -> bool:
    """Whether a number counts what follows: "… baking. 2. Our suppliers", "on 31. March"."""
    if before is None or not _COUNTER.match(before.group()):
        return False
    if _MONTH.match(following):
        return True
    start = before.start()
    ended = _ENDED.search(text[max(0, start - 20) : start])
    if ended is None or ended.group()[0] == ":":
        return ended is not None and before.group() == "1"
    last = _LAST_WORD.search(text, max(0, start - 20), start - len(ended.group()))
    return last is None or last.group().strip(".").casefold() not in _TITLES  # "see fig. 2. It shows"


def _syntok_starts(text: str) -> frozenset[int]:
    """Where syntok has a sentence start."""
    from syntok import segmenter  # noqa: PLC0415 - its import costs 25 ms that most documents need not pay

    starts: set[int] = set()
    for base in range(0, len(text), MAX_STRETCH):
        for paragraph in segmenter.analyze(text[base : base + MAX_STRETCH]):
            starts.update(base + sentence[0].offset for sentence in paragraph if sentence)
    return frozenset(starts)


def _spans(text: str, ends: list[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for end in (*ends, len(text)):
        yield from _bounded(text, start, end)
        start = end


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without the white space around it, cut where it is too long to be a sentence."""
    while end - start > MAX_SENTENCE:
        room = text[start : start + MAX_SENTENCE]
        cut = max(room.rfind("; "), room.rfind(" | "))
        if cut < MAX_SENTENCE // 3:
            cut = room.rfind(" ")
        cut = start + (cut + 1 if cut > 0 else MAX_SENTENCE)
        yield from _bounded(text, start, cut)
        start = cut
    stretch = text[start:end]
    stripped = stretch.strip(_BETWEEN)
    if stripped:
        start += len(stretch) - len(stretch.lstrip(_BETWEEN))
        yield start, start + len(stripped)
