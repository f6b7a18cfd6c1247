from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from random import Random
from typing import Any

import pytest

from checker.phrases import Compiler, PhraseError

LISTS = {"board": ["board of directors", "trustees"], "slavery": ["modern slavery"]}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("train* staff", "we Trained\n staff"),
        ("staff/employees", "our employees"),
        ("approved ... {board}", "approved on 3 May by the Board of Directors"),
        ("whistle-blow*", "a whistleblowing line"),
        ("whistle-blow*", "a whistle blower"),
        ("[all] staff", "staff"),
        ("train [all] staff", "train all staff"),
        ("train [all] staff", "train staff"),
        ("# per cent", "1,250.5 per cent"),
        ("anti-slavery statement", "Anti–Slavery Statement"),
        ("steps taken", "StepsTaken"),
        ("act 2018 of", "the Act, 2018 of"),
        ("the company's own staff", "THE COMPANY’S OWN\nSTAFF"),
        ("own risk-based audit*", "our own risk based auditing"),
        ("we train* all [of our] own staff", "We trained all of our own staff"),
        ("approved", "endedApproved by"),
    ],
)
def test_matches(phrase: str, text: str) -> None:
    pattern = Compiler(LISTS).compile([phrase])
    assert pattern is not None
    assert pattern.search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("approved", "disapproved"),
        ("policy", "policyholders"),
        ("approved ...10 {board}", "approved by nobody at all, though there are trustees"),
        ("train staff", "staff train"),
    ],
)
def test_does_not_match(phrase: str, text: str) -> None:
    pattern = Compiler(LISTS).compile([phrase])
    assert pattern is not None
    assert not pattern.search(text)


@pytest.mark.parametrize("phrase", ["", "... board", "approved ...", "{nobody}", "approved ...900 board"])
def test_refuses_what_it_cannot_read(phrase: str) -> None:
    with pytest.raises(PhraseError):
        Compiler(LISTS).compile([phrase])


def test_refuses_lists_that_contain_each_other() -> None:
    with pytest.raises(PhraseError):
        Compiler({"a": ["{b}"], "b": ["{a}"]}).compile(["{a}"])


def spelt(phrase: str, lists: dict[str, list[str]], pick: Random) -> str:
    """A text that the phrase describes, words and gaps chosen by `pick`."""
    words = []
    for token in re.findall(r"\[[^\]]+\]|\S+", phrase):
        if token.startswith("..."):
            words.append("Xy, " * pick.randrange(int(token[3:] or 60) // 5))
        elif token.startswith("["):
            words.append(pick.choice(["", spelt(token[1:-1], lists, pick)]))
        elif token.startswith("{"):
            words.append(spelt(pick.choice(lists[token[1:-1]]), lists, pick))
        else:
            word = pick.choice([choice for choice in token.split("/") if choice])
            words.append(word.replace("*", pick.choice(["", "ing"])).replace("#", "1,250.5"))
    return " ".join(word for word in words if word)


def phrases_of(branch: Any) -> Iterator[list[str]]:
    """Every list of phrases in the rulebook."""
    if isinstance(branch, dict):
        for key, value in branch.items():
            if key == "phrases" or (isinstance(value, list) and key not in ("kinds", "counts")):
                yield [each for each in value if isinstance(each, str)]
            yield from phrases_of(value)
    elif isinstance(branch, list):
        for each in branch:
            yield from phrases_of(each)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_phrase_of_the_rulebook_spells_out_is_found(seed: int) -> None:
    pick = Random(seed)
    raw = tomllib.loads(resources.files("checker").joinpath("rulebook.toml").read_text("utf-8"))
    rules = {name: raw[name] for name in ("cues", "kinds", "approval", "signature")}
    rules["rules"] = [rule for each in raw["requirement"] for rule in each.get("rule", ())]
    checked = 0
    for phrases in phrases_of(rules):
        found = Compiler(raw["words"]).compile(phrases)
        for phrase in phrases:
            assert found is not None
            text = spelt(phrase, raw["words"], pick)
            for form in (text, text.upper(), text.capitalize(), text.replace("'", "’").replace(" ", " \n")):
                place = found.search(f"In 2015 we {form}. No more")
                assert place is not None, (phrase, form)
            checked += 1
    assert checked > 500


def test_of_several_phrases_the_first_place_counts_then_the_first_phrase() -> None:
    found = Compiler({}).compile(["supply chains and people", "supply chains", "chains and people", "people"])
    assert found is not None
    text = "People run supply chains and people SupplyChains"
    assert [place[0] for place in found.finditer(text)] == [
        "People",
        "supply chains and people",
        "SupplyChains",
    ]
    assert found.search(text, 7, 20) is None
    assert found.search(text, 7, 24)[0] == "supply chains"  # type: ignore[index]
    assert found.fullmatch("chains\nAND people")
    assert not found.fullmatch("chains and people.")


def test_a_number_may_have_its_sign() -> None:
    found = Compiler({}).compile(["#% of"])
    assert found is not None
    assert found.search("By May 85% of them")


def test_a_letter_whose_small_form_is_longer_shifts_no_place() -> None:
    phrases = Compiler({}).compile(["train* ...40 staff"])
    assert phrases is not None
    text = "İZMİR: We TRAINED all of our Staff there."
    found = phrases.search(text)
    assert found is not None
    assert found[0] == "TRAINED all of our Staff"
    assert [each.span() for each in phrases.finditer(text)] == [found.span()]
