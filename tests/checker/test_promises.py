"""Signs of the future: which verb promises, where it stands, and which years a sentence names."""

from __future__ import annotations

import pytest

from checker.promises import SIGNS_IN_WORDS, promise_of, promises_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We will train all our buyers.",
            {"promise_by_will", "promise_at_0", "promise_in_main"},
        ),
        (
            "Over the next year the company intends to audit its ten largest suppliers.",
            {"promise_by_intend", "promise_at_1", "promise_in_main"},
        ),
        (
            "A new questionnaire for our hauliers, with guidance in four languages, will be introduced.",
            {"promise_by_will", "promise_at_2", "promise_in_main", "promise_be_ed"},
        ),
        (
            "We WILL BE reviewing our code.",
            {"promise_by_will", "promise_at_0", "promise_in_main", "promise_be_ing"},
        ),
        (
            "We will continue to audit our suppliers.",
            {
                "promise_by_will",
                "promise_at_0",
                "promise_in_main",
                "promise_to_continue",
                "continue_promised",
            },
        ),
        (
            "We have a policy that will apply where necessary.",
            {"promise_by_will", "promise_at_1", "promise_in_clause", "condition_promised"},
        ),
        ("We continued our audits in the event of complaints.", {"promise_none", "continue", "condition"}),
        ("Goodwill matters, and our plans are good.", {"promise_none"}),
        ("", {"promise_none"}),
        ("We are currently exploring a new questionnaire.", {"promise_none", "in_preparation"}),
        ("The group is now also developing a course.", {"promise_none", "in_preparation"}),
        ("The course is interesting.", {"promise_none"}),
        ("• Map the growers of our herbs.", {"promise_none", "opens_step"}),
        ("Mapped the growers of our herbs.", {"promise_none", "opens_ed"}),
        (
            "Building on this we will map our growers.",
            {"promise_by_will", "promise_at_1", "promise_in_main", "opens_ing", "opens_ing_promised"},
        ),
    ],
)
def test_how_a_sentence_speaks_of_the_future(text: str, expected: set[str]) -> None:
    found = promise_of(text)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_years_are_told_apart_by_those_the_statement_names() -> None:
    signs = promises_of(
        [
            "This statement is for the year ended 31 March 2024.",
            "In 2024 we audited six suppliers.",
            "In 2025 we will audit twelve.",
            "We were founded in 2011 and will stay.",
            "We train our staff.",
        ]
    )
    years = [{sign for sign in each if "year" in sign} for each in signs]
    assert years == [
        {"year_before", "year_usual"},
        {"year_before", "year_usual"},
        {"year_latest", "year_later", "promise_year_later"},
        {"year_before", "year_usual", "promise_year_usual"},
        set(),
    ]
    assert promises_of([]) == []


def test_every_sign_but_a_verb_has_its_words() -> None:
    texts = [
        "We plan to train staff in 2030.",
        "It will be so.",
        "Staff are trained as required, and continue.",
    ]
    for each in promises_of(texts):
        for sign in each:
            assert sign in SIGNS_IN_WORDS or sign.startswith("promise_by_"), sign
