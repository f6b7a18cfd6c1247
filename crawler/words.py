"""The words of words.toml, and how much they speak for a link."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

# Soft hyphens and the like stand inside words and are not seen.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z]{3})(?=20[12]\d)")
_INSIDE_WORDS = ("slavery", "trafficking", "statement")
_INSIDE = re.compile(f"({'|'.join(_INSIDE_WORDS)})", re.I)
_NOT_WORDS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(?<!\d)(20[12]\d)(?:\s?(?:to|and)?\s?(?:20)?(\d\d))?(?!\d)")
_YEAR_OF_THE_ACT = 2015


@cache
def _vocabulary() -> Mapping[str, Any]:
    return tomllib.loads(files("crawler").joinpath("words.toml").read_text(encoding="utf-8"))


def _table(name: str) -> Mapping[str, float]:
    table: Mapping[str, float] = _vocabulary()[name]
    return table


@cache
def _matcher(name: str) -> re.Pattern[str]:
    # Longest first, so that "modern slavery" is seen before "slavery".
    phrases = sorted(_table(name), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, phrases)) + r")(?!\w)")


def plain(text: str) -> str:
    """`text` as words: lower case, one space between, nothing else."""
    text = unquote(text[:500])
    if not text.isascii():
        text = _UNSEEN.sub("", text)
    return _NOT_WORDS.sub(" ", text).strip().lower()


def spelled(address: str) -> str:
    """The words of a URL's path, plain; run-together ones ("ModernSlaveryStatement2026") taken apart."""
    parted = unquote(address[:500])
    # Every link on every page comes here, and next to none has anything to take apart.
    if "20" in parted or not parted.islower():
        parted = _RUN_TOGETHER.sub(" ", parted)
    lower = parted.lower()
    if any(name in lower for name in _INSIDE_WORDS):
        parted = _INSIDE.sub(r" \1 ", parted)
    return plain(parted)


def _heaviest(name: str, words: str) -> float:
    return max((_table(name)[m] for m in _matcher(name).findall(words)), default=0)


@cache
def _any_word() -> re.Pattern[str]:
    phrases = {*_table("statement"), *_table("hub")}
    return re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) + r")(?!\w)"
    )


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in (*_table("statement"), *_table("hub")))


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(_vocabulary()[name]["words"])


def is_vague(words: str) -> bool:
    """Whether plain `words` say nothing of what a link leads to ("read more", "PDF", "2025")."""
    return all(word in _listed("vague") or not word.isalpha() for word in words.split())


def leads_away(words: str) -> bool:
    """Whether plain `words` are those of a shop, a menu or a contact page: nothing to look behind."""
    return not _listed("away").isdisjoint(words.split())


def may_matter(words: str) -> bool:
    """Whether any name of a statement or of a page that may hold one occurs in plain `words`."""
    # In plain words, a name can only begin where a word is its first.
    return not _first_words().isdisjoint(words.split()) and _any_word().search(words) is not None


def address_may_matter(address: str) -> bool:
    """Whether any such name occurs in the words of an address, spelled out."""
    is_plain = "%" not in address and "20" not in address and address.isascii() and address.islower()
    # In most addresses on most pages nothing is to be taken apart, and none of their words begins a name.
    if is_plain and not any(name in address for name in _INSIDE_WORDS):
        parts = _NOT_WORDS.split(address[:500])
        return not _first_words().isdisjoint(parts) and may_matter(plain(address))
    return may_matter(spelled(address))


def statement_weight(words: str) -> float:
    """How much plain `words` sound like a statement's name; 0 where no such name occurs."""
    name = _heaviest("statement", words)
    if not name:
        return 0
    return name + sum(_table("beside")[m] for m in set(_matcher("beside").findall(words)))


def hub_weight(words: str) -> float:
    """How much plain `words` sound like a page that firms keep such documents on. Short names count more."""
    weight = _heaviest("hub", words)
    # "Our policies" is a hub; a sentence in which the word policy occurs is a news item.
    return weight if len(words.split()) <= 6 else weight / 3


def region_weight(region: str) -> float:
    """What the place on the page adds."""
    return _table("region")[region]


def file_weight(suffix: str) -> float:
    """What a file name's ending adds."""
    return _table("file").get(suffix, 0)


def threshold(name: str) -> float:
    """The score from which a link is `strong`, `possible` or a `hub`."""
    return _table("thresholds")[name]


def year_in(text: str) -> int | None:
    """The latest year after that of the Act that `text` names ("2023/24" is 2024); None without one."""
    years = []
    for first, second in _YEAR.findall(plain(text)):
        year = int(first)
        # The two digits after a year continue it only when they are the next year's.
        continued = year + 1 if second and int(second) == (year + 1) % 100 else year
        # The Act is of 2015; the first statements were for years that ended in 2016.
        if continued > _YEAR_OF_THE_ACT:
            years.append(continued)
    return max(years, default=None)


@cache
def hosts_elsewhere() -> frozenset[str]:
    """Hosts that are about modern slavery, or about everybody; never a firm's own."""
    return frozenset(_vocabulary()["elsewhere"]["hosts"])


@cache
def file_hosts() -> frozenset[str]:
    """Hosts under `hosts_elsewhere` where a firm may keep a file of its own."""
    return frozenset(_vocabulary()["elsewhere"]["files"])


@cache
def gateway(name: str) -> frozenset[str]:
    """Words of the links on a page before the site: `ours` lead to the site for visitors in the United Kingdom."""
    return frozenset(_vocabulary()["gateway"][name])


def usual_paths() -> tuple[str, ...]:
    """Paths under which firms publish when nothing leads there."""
    return tuple(_vocabulary()["usual"]["paths"])
