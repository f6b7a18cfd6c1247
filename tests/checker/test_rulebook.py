from __future__ import annotations

from importlib import resources

import pytest

from checker import load_rulebook
from checker.assessment import Verdict
from checker.rulebook import Rule, Rulebook
from checker.rulebook_file import BASES, RulebookError, parse

CONTRACT = [
    "published",
    "homepage_link",
    "financial_year",
    "steps_taken",
    "approval",
    "signature",
    "structure",
    "policies",
    "due_diligence",
    "risk",
    "effectiveness",
    "training",
]


def text() -> str:
    return resources.files("checker").joinpath("rulebook.toml").read_text("utf-8")


def test_has_the_contracts_requirements_in_its_order(rulebook: Rulebook) -> None:
    assert [each.id for each in rulebook.requirements] == CONTRACT


def test_every_requirement_has_source_and_advice(rulebook: Rulebook) -> None:
    for requirement in rulebook.requirements:
        assert requirement.basis == "law"
        assert requirement.reference.startswith("s.54")
        assert requirement.counts
        assert requirement.does_not_count
        assert requirement.advise(Verdict.NOT_MET, None)
        for rule in requirement.rules:
            assert rule.basis in BASES
            assert rule.id.startswith(f"{requirement.id}.")


def test_advice_speaks_to_the_legal_form(rulebook: Rulebook) -> None:
    assert "members" in rulebook.requirement("approval").advise(Verdict.NOT_MET, "llp")
    assert "board" in rulebook.requirement("approval").advise(Verdict.NOT_MET, "company")
    assert "partner" in rulebook.requirement("signature").advise(Verdict.NOT_MET, "partnership")
    for form, body in (
        ("charity", "trustees"),
        ("university", "governing body"),
        ("public_body", "body that governs"),
    ):
        for verdict in (Verdict.PARTLY, Verdict.NOT_MET):
            advice = rulebook.requirement("approval").advise(verdict, form)
            assert body in advice
            assert "directors" not in advice


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('basis = "law"\nreference = "s.54(6)"', 'basis = "opinion"\nreference = "s.54(6)"'),
        ("level = 1\neti = 1", "level = 3\neti = 1"),
        ('id = "approval"\nkind', 'id = "approval"\ncolour = "red"\nkind'),
        ('steps = ["steps ...40 taken"', 'steps = ["{nobody} ...40 taken"'),
        ("[words]", "[words"),
        ("published_within = 6", "published_within = 0"),
    ],
)
def test_refuses_a_rulebook_it_does_not_understand(old: str, new: str) -> None:
    assert old in text()
    with pytest.raises(RulebookError):
        parse(text().replace(old, new, 1))


def test_unknown_requirement_is_a_key_error(rulebook: Rulebook) -> None:
    with pytest.raises(KeyError):
        rulebook.requirement("haste")


RULES = [rule for requirement in load_rulebook().requirements for rule in requirement.rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_finds_its_example_and_not_the_near_miss(rule: Rule) -> None:
    assert rule.pattern.search(rule.meets)
    assert not rule.pattern.search(rule.misses)


def test_warnings_are_said_in_words_and_notes_of_readers_stay(rulebook: Rulebook) -> None:
    for code in (
        "unfilled_placeholder",
        "lorem_ipsum",
        "missing_content",
        "other_organisation_named",
        "multi_law",
    ):
        assert " " in rulebook.said_warning(code)
    assert rulebook.said_warning("page 3 could not be read") == "page 3 could not be read"
