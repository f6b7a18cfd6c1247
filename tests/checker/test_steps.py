from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document
from checker.answers import Answers
from checker.areas import judge_area
from checker.assessment import Verdict
from checker.no_cases import only_finds_nothing
from checker.read import read
from checker.rulebook import Rulebook
from checker.steps import StepsFound, steps_taken

Make = Callable[[str], Document]

LIKELY = 0.7
"""What the model is taken to give each sentence on suppliers for due diligence; nothing else counts."""


def found(text: str, document: Make, rulebook: Rulebook) -> StepsFound:
    made = document(text)
    areas = {
        each.id: judge_area(
            made,
            each,
            rulebook,
            [
                LIKELY if each.id == "due_diligence" and "supplier" in one.text else 0.0
                for one in made.sentences
            ],
        )
        for each in rulebook.requirements
        if each.kind == "area"
    }
    return steps_taken(made, rulebook, areas)


@pytest.mark.parametrize(
    "announced",
    [
        "This statement sets out the steps that Larkbread Limited has taken to see that slavery is not taking place.",
        "This statement outlines the measures we have taken in our business and supply chains.",
        "We are committed to acting ethically and to having effective systems and controls in place.",
    ],
)
def test_saying_that_steps_follow_is_no_step(document: Make, rulebook: Rulebook, announced: str) -> None:
    assert found(announced, document, rulebook).verdict is Verdict.NOT_MET
    both = found(f"{announced} Our suppliers are audited, and new suppliers are vetted.", document, rulebook)
    assert announced not in [each.quote for each in both.evidence]


def test_two_deeds_of_one_area_are_two_steps(document: Make, rulebook: Rulebook) -> None:
    one = "We audited our suppliers of tea."
    assert found(one, document, rulebook).verdict is Verdict.PARTLY
    two = f"{one} Our contracts with suppliers ask for proof of the right to work."
    assert found(two, document, rulebook).verdict is Verdict.MET


@pytest.mark.parametrize(
    "poor",
    [
        "We audited suppliers on each of these farms: "
        + ", ".join(f"Mill {number} at Wells" for number in range(30)),
        "Last spring we audited our suppliers in places such as",
    ],
)
def test_a_whole_sentence_is_quoted_before_one_that_is_cut_or_ran_on(
    document: Make, rulebook: Rulebook, poor: str
) -> None:
    whole = "We visited six suppliers of tea and went through their payslips."
    assert found(f"{poor}.\n\n{whole}", document, rulebook).evidence[0].quote == whole


def test_what_suppliers_must_do_is_one_step_in_all(document: Make, rulebook: Rulebook) -> None:
    duties = (
        "Our suppliers must carry out audits of their mills. Our suppliers must keep payslips for two years."
    )
    assert found(duties, document, rulebook).verdict is Verdict.PARTLY
    assert found(f"{duties} We visited six suppliers.", document, rulebook).verdict is Verdict.MET


def test_that_it_took_no_steps_is_what_the_law_allows(document: Make, rulebook: Rulebook) -> None:
    text = (
        "In the year to March, Gorse Storage Limited took no steps to keep slavery out of its supply chains."
    )
    none = found(text, document, rulebook)
    assert (none.verdict, none.none_taken) == (Verdict.MET, True)


def test_a_deed_is_quoted_before_a_line_that_leads_in(document: Make, rulebook: Rulebook) -> None:
    text = (
        "We take the following steps to check our suppliers for forced labour in supply chains:\n\n"
        "- we visit sites\n\nLast spring we audited six suppliers for forced labour."
    )
    shown = [each.quote for each in found(text, document, rulebook).evidence]
    assert shown[0] == "Last spring we audited six suppliers for forced labour."


@pytest.mark.parametrize(
    ("text", "verdict", "none"),
    [
        ("Larkbread Limited has taken no such steps during the year.", Verdict.MET, True),
        ("We will audit our suppliers next year.", Verdict.PARTLY, False),
        ("We do not audit our suppliers.", Verdict.NOT_MET, False),
        ("Bread is baked at night.", Verdict.NOT_MET, False),
    ],
)
def test_plans_are_partly_and_only_a_plain_word_is_none_taken(
    document: Make, rulebook: Rulebook, text: str, verdict: Verdict, *, none: bool
) -> None:
    steps = found(text, document, rulebook)
    assert (steps.verdict, steps.none_taken) == (verdict, none)


def test_ones_own_deed_is_quoted_before_what_suppliers_must_do(document: Make, rulebook: Rulebook) -> None:
    theirs = "Suppliers must pay each worker monthly and keep forced labour out of supply chains."
    made = found(f"{theirs}\n\nWe verify the papers of every supplier.", document, rulebook)
    assert made.evidence[0].quote == "We verify the papers of every supplier."


def test_a_duty_of_all_companies_is_no_step(document: Make, rulebook: Rulebook) -> None:
    duty = "Organisations still have a legal duty to drive forced labour out of each supplier."
    assert found(duty, document, rulebook).verdict is Verdict.NOT_MET


def test_general_words_are_no_steps(document: Make, rulebook: Rulebook) -> None:
    general = found(
        "We hold the wellbeing of those who work for a supplier dear. No supplier is dearer than its people.",
        document,
        rulebook,
    )
    told = found(
        "We audited every supplier of tinned fruit. Each supplier answered our questionnaire.",
        document,
        rulebook,
    )
    assert general.verdict is Verdict.PARTLY
    assert told.verdict is Verdict.MET


def test_what_a_statement_must_say_is_no_step(document: Make, rulebook: Rulebook) -> None:
    asked = found(
        "The statement must confirm the steps taken to keep slavery out of the business and its supply chains.",
        document,
        rulebook,
    )
    assert asked.verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("text", "verdict", "none_taken"),
    [
        ("No complaints were made in the year that point to slavery.", Verdict.NOT_MET, False),
        ("There were no reported cases of slavery at our suppliers.", Verdict.NOT_MET, False),
        ("We took no steps during the year, and no reports were received.", Verdict.MET, True),
        ("We audited our suppliers of tea. No cases of slavery were found.", Verdict.PARTLY, False),
        ("Our audits of suppliers found no cases of slavery.", Verdict.PARTLY, False),
    ],
)
def test_that_nothing_was_found_is_no_step(
    document: Make, rulebook: Rulebook, text: str, verdict: Verdict, *, none_taken: bool
) -> None:
    made = document(text)
    areas = {
        each.id: judge_area(
            made,
            each,
            rulebook,
            [0.95 if each.id in ("effectiveness", "due_diligence") else 0.0] * len(made.sentences),
        )
        for each in rulebook.requirements
        if each.kind == "area"
    }
    steps = steps_taken(made, rulebook, areas)
    assert (steps.verdict, steps.none_taken) == (verdict, none_taken)


def test_an_indicator_that_came_to_none_is_more_than_nothing_found(rulebook: Rulebook) -> None:
    asked = rulebook.requirement("effectiveness")
    answers = Answers(rulebook)
    assert only_finds_nothing("No complaints were made of slavery.", asked, answers)
    measured = "We measure how effective we are by complaints made: no complaints of slavery."
    assert not only_finds_nothing(measured, asked, answers)


@pytest.mark.parametrize(
    "sanction",
    [
        "We reserve the right to terminate contracts with suppliers if slavery is found in the supply chain.",
        "Suppliers in breach of our code on modern slavery may have their contracts terminated.",
        "A breach of our code on slavery by suppliers will result in the termination of their contracts.",
    ],
)
def test_a_deed_is_quoted_before_what_would_be_done_about_a_breach(
    document: Make, rulebook: Rulebook, sanction: str
) -> None:
    deeds = "We visited growers among our suppliers and spoke with pickers. We check suppliers on our list."
    quotes = [each.quote for each in found(f"{sanction} {deeds}", document, rulebook).evidence]
    assert len(quotes) > 1
    assert sanction not in quotes[:1]
    done = "We ended the contract of one of our suppliers that broke our code on slavery."
    assert found(f"We check suppliers on our list. {done}", document, rulebook).evidence[0].quote == done


@pytest.mark.parametrize(
    ("heading", "verdict"),
    [
        ("## Steps taken", Verdict.PARTLY),
        ("## What we have done", Verdict.PARTLY),
        ("## About us", Verdict.NOT_MET),
    ],
)
def test_what_the_firm_did_under_a_heading_of_steps_is_not_nothing(
    rulebook: Rulebook, heading: str, verdict: Verdict
) -> None:
    text = f"{heading}\n\nWe sat down with forty of them, chosen by lot, and put right what they told us.\n"
    made = read(text.encode(), source="statement.md", media_type="text/markdown")
    areas = {
        each.id: judge_area(made, each, rulebook, [0.0] * len(made.sentences))
        for each in rulebook.requirements
        if each.kind == "area"
    }
    assert steps_taken(made, rulebook, areas).verdict is verdict
