from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document
from checker.areas import AreaFound, judge_area
from checker.assessment import Verdict
from checker.model import load
from checker.rulebook import Rulebook
from checker.tense import Tense, tense_of
from checker.views import views_of

Make = Callable[[str], Document]


def judged(made: Document, area: str, rulebook: Rulebook) -> AreaFound:
    """The area judged as the product does, with the model that ships."""
    scores = [each[area] for each in load().score(views_of(made))]
    return judge_area(made, rulebook.requirement(area), rulebook, scores)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("We trained 38 staff on modern slavery.", Tense.DONE),
        ("We will train all staff on modern slavery next year.", Tense.PLANNED),
        ("We aim to audit our suppliers.", Tense.PLANNED),
        ("We have no formal training on modern slavery.", Tense.DENIED),
        ("We do not yet audit our suppliers.", Tense.DENIED),
        ("Suppliers may be asked to complete a questionnaire.", Tense.PLANNED),
    ],
)
def test_tells_done_from_planned_and_denied(
    document: Make, rulebook: Rulebook, text: str, tense: Tense
) -> None:
    made = document(text)
    assert tense_of(made, made.sentences[0], rulebook) is tense


def test_a_plan_in_another_clause_does_not_undo_a_deed(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "Our performance indicator is the number of buyers trained, 40 this year, and we will report on it more fully."
    )
    assert judged(made, "effectiveness", rulebook).verdict is Verdict.MET


def test_a_bullet_inherits_from_the_line_above_the_list(document: Make, rulebook: Rulebook) -> None:
    planned = document(
        "Next year we will:\n\n- training on modern slavery for all staff\n- training for buyers"
    )
    done = document(
        "This year we delivered:\n\n- training on modern slavery for all staff\n- training for buyers"
    )
    assert judged(planned, "training", rulebook).verdict is Verdict.PARTLY
    assert judged(planned, "training", rulebook).only_planned
    assert judged(done, "training", rulebook).verdict is Verdict.MET


def test_levels_count_what_is_done_on_top(document: Make, rulebook: Rulebook) -> None:
    one = document("We trained all staff to see the signs of modern slavery.")
    two = document(
        "We trained all staff to see the signs of modern slavery. Training for procurement and for managers dwelt on forced labour. "
        "We trained suppliers in two countries to see the signs of forced labour."
    )
    assert (judged(one, "training", rulebook).level, judged(one, "training", rulebook).eti_level) == (
        1,
        1,
    )
    assert (judged(two, "training", rulebook).level, judged(two, "training", rulebook).eti_level) == (
        2,
        2,
    )


def test_headings_alone_are_no_evidence(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "# Training on modern slavery for all staff\n\nWe bake bread every day of the week in our ovens."
    )
    assert judged(made, "training", rulebook).verdict is Verdict.NOT_MET


def test_training_in_something_else_is_only_partly(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "All employees take mandatory annual training on our code of conduct and pass a test at its end."
    )
    assert judged(made, "training", rulebook).verdict is not Verdict.MET


LIKELY = 0.7
"""What the model is taken to give each sentence where only the rules are tested."""


@pytest.mark.parametrize(
    ("area", "text", "expected"),
    [
        (
            "effectiveness",
            "We use key performance indicators to measure how effective we are.",
            Verdict.PARTLY,
        ),
        ("effectiveness", "Our indicators are the number of buyers trained, and of audits.", Verdict.MET),
        ("effectiveness", "We assess our effectiveness: 92% of our buyers took the course.", Verdict.MET),
        ("risk", "We assess the risk of modern slavery.", Verdict.PARTLY),
        ("risk", "We take the risk of modern slavery to be low.", Verdict.PARTLY),
        ("risk", "The risk of modern slavery is low because our staff are accountants.", Verdict.MET),
        ("risk", "The main area of risk in our supply chains is the use of temporary workers.", Verdict.MET),
        ("policies", "We expect our suppliers to have their own anti-slavery policy.", Verdict.PARTLY),
    ],
)
def test_general_words_meet_nothing_by_themselves(
    document: Make, rulebook: Rulebook, area: str, text: str, expected: Verdict
) -> None:
    made = document(text)
    found = judge_area(made, rulebook.requirement(area), rulebook, [LIKELY] * len(made.sentences))
    assert found.verdict is expected


def test_what_the_model_doubts_makes_one_point_in_all_and_only_on_the_subject(
    document: Make, rulebook: Rulebook
) -> None:
    risk = rulebook.requirement("risk")
    made = document(
        "We carried out a risk assessment of our supply chains. The highest risk lies in our supply chain for tea."
    )
    assert judge_area(made, risk, rulebook, [0.1, 0.1]).verdict is Verdict.PARTLY
    assert judge_area(made, risk, rulebook, [0.1, 0.3]).verdict is Verdict.MET
    other = document("We carried out a risk assessment of our ovens and of our delivery vans.")
    assert judge_area(other, risk, rulebook, [0.1]).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("We audit our suppliers. Stronger Together helps us: we work with a trade union and others.", 1),
        (
            "We audit our suppliers and are members of Stronger Together. When incidents are identified we act.",
            1,
        ),
        (
            "We audit our suppliers and are members of Stronger Together. The audits found two breaches, and both were put right.",
            2,
        ),
    ],
)
def test_level_two_of_due_diligence_needs_what_was_found(
    document: Make, rulebook: Rulebook, text: str, level: int
) -> None:
    made = document(text)
    found = judge_area(made, rulebook.requirement("due_diligence"), rulebook, [LIKELY] * len(made.sentences))
    assert found.level == level


@pytest.mark.parametrize(
    ("area", "text"),
    [
        ("training", "Each of the 40 drivers took a class on the signs of labour exploitation."),
        ("training", "The board was briefed on the Act and on modern slavery in May."),
        ("risk", "We rated every contract by pay and night work; cleaning came out highest for slavery."),
        (
            "due_diligence",
            "We went through the payroll of nine suppliers and spoke with 63 cleaners in private.",
        ),
        (
            "structure",
            "We grow salad on four farms in the Fens and buy from growers; it is sourced from Spain too.",
        ),
    ],
)
def test_deeds_told_in_plain_words_are_seen(document: Make, rulebook: Rulebook, area: str, text: str) -> None:
    made = document(text)
    found = judge_area(made, rulebook.requirement(area), rulebook, [LIKELY] * len(made.sentences))
    assert found.verdict is Verdict.MET


def test_to_look_where_risk_is_highest_names_no_risk(document: Make, rulebook: Rulebook) -> None:
    general = document("Our due diligence is focused on areas of highest risk of modern slavery.")
    named = document(
        "Our areas of highest risk of modern slavery are agency labour and garments from Turkey."
    )
    assert judged(general, "risk", rulebook).verdict is not Verdict.MET
    assert judged(named, "risk", rulebook).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We review our policies every spring. The board hears how we are getting on.", Verdict.NOT_MET),
        ("We track our key performance indicators. We review our policies every spring.", Verdict.PARTLY),
        (
            "We track our key performance indicators. Half of our growers have signed the new code.",
            Verdict.MET,
        ),
        (
            "Our performance indicators are:\n\n- no of buyers trained\n- percentage of growers who signed",
            Verdict.MET,
        ),
        ("In all 212 pickers were trained; 14 of our 20 growers were visited.", Verdict.PARTLY),
        ("We recorded how many of our growers have signed the code.", Verdict.MET),
        ("By the end of the season 87% of our growers had signed the code.", Verdict.MET),
        ("High-risk growers visited in two years: 7 of 12, and 4 of 12 before.", Verdict.MET),
        (
            "We track our key performance indicators. We look for year on year improvement for workers.",
            Verdict.PARTLY,
        ),
        ("| Measured | 2023 | 2024 |\n|---|---|---|\n| Buyers trained | 61% | 94% |", Verdict.MET),
        ("No concerns were received through the helpline. We measure the effectiveness of it.", Verdict.MET),
    ],
)
def test_effectiveness_is_measured_by_indicators_or_figures(
    document: Make, rulebook: Rulebook, text: str, expected: Verdict
) -> None:
    made = document(text)
    found = judge_area(made, rulebook.requirement("effectiveness"), rulebook, [LIKELY] * len(made.sentences))
    assert found.verdict is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We assess the risk of slavery in our supply chains. We mitigate the risk of slavery at suppliers.",
            Verdict.PARTLY,
        ),
        (
            "We assess the risk of slavery at each supplier, considering country, crop and season.",
            Verdict.MET,
        ),
        ("Suppliers fill in a form, and we rate them high, medium or low for forced labour.", Verdict.MET),
        ("The risk of slavery may arise in relation to office cleaning and canteens.", Verdict.MET),
        (
            "Our risk assessment is based upon the nature of our work, which has little exposure to slavery.",
            Verdict.MET,
        ),
        ("We ask which of our suppliers are at highest risk of slavery.", Verdict.PARTLY),
        ("Managers were trained to identify the risk of slavery in agency labour.", Verdict.PARTLY),
    ],
)
def test_risk_is_placed_or_its_assessment_told(
    document: Make, rulebook: Rulebook, text: str, expected: Verdict
) -> None:
    made = document(text)
    found = judge_area(made, rulebook.requirement("risk"), rulebook, [LIKELY] * len(made.sentences))
    assert found.verdict is expected


def test_the_model_alone_and_unsure_makes_one_point_in_all(document: Make, rulebook: Rulebook) -> None:
    checks = rulebook.requirement("due_diligence")
    made = document("We care about how our tea is picked. We get to know the people who pick our tea.")
    assert judge_area(made, checks, rulebook, [0.7, 0.7]).verdict is Verdict.PARTLY
    assert judge_area(made, checks, rulebook, [0.95, 0.7]).verdict is Verdict.MET


def test_a_rule_may_go_by_another_of_the_models_labels(document: Make, rulebook: Rulebook) -> None:
    risk = rulebook.requirement("risk")
    made = document("We assess the risk of slavery at every grower, considering country and crop.")
    assert judge_area(made, risk, rulebook, [0.0]).verdict is Verdict.NOT_MET
    labels = [{"risk": 0.0, "mitigation": 0.8, "future": 0.0}]
    assert judge_area(made, risk, rulebook, [0.0], labels=labels).verdict is Verdict.MET


def test_what_refers_back_is_about_what_was_just_said(document: Make, rulebook: Rulebook) -> None:
    training = rulebook.requirement("training")
    back = document(
        "Modern slavery is hard to see. As such, workshops are held for all pickers and drivers on their first day."
    )
    apart = document(
        "Modern slavery is hard to see. Workshops on our forklift trucks are held for all pickers and drivers."
    )
    assert judge_area(back, training, rulebook, [0.0, 0.95]).verdict is Verdict.MET
    assert judge_area(apart, training, rulebook, [0.0, 0.95]).verdict is Verdict.PARTLY


def test_to_name_supply_chains_is_not_to_train_suppliers(document: Make, rulebook: Rulebook) -> None:
    staff = document(
        "So that slavery stays out of our supply chains, we train our staff. Buyers are trained on modern slavery."
    )
    growers = document("We train our growers on modern slavery. Buyers are trained on modern slavery.")
    assert judged(staff, "training", rulebook).level == 1
    assert judged(growers, "training", rulebook).level == 2


def test_words_that_only_seem_to_be_a_finding_hide_none(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "Where issues are identified we act, and in June our audits found two breaches, since put right. "
        "We audit our suppliers with Stronger Together."
    )
    found = judge_area(made, rulebook.requirement("due_diligence"), rulebook, [LIKELY] * len(made.sentences))
    assert found.level == 2


def test_the_best_quote_can_stand_alone(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "This is why we audit suppliers every year without any exception at all of them. "
        "We audited fourteen suppliers of tinned fruit for forced labour in the spring. "
        "Before an order we carry out an audit of the suppliers in the following way:"
    )
    found = judge_area(made, rulebook.requirement("due_diligence"), rulebook, [0.8, 0.7, 0.8])
    assert found.evidence[0].quote.startswith("We audited fourteen")


def test_what_a_document_says_twice_is_quoted_once(document: Make, rulebook: Rulebook) -> None:
    said = "We audit our suppliers for forced labour. Our contracts with suppliers forbid modern slavery."
    made = document(f"# In 2024\n\n{said}\n\n# In 2023\n\n{said}")
    quotes = [each.quote for each in judged(made, "due_diligence", rulebook).evidence]
    assert len(quotes) == len(set(quotes))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our policies reflect our wish to act fairly.", Verdict.PARTLY),
        ("Our policies are our slavery and exploitation policy and our grievance policy.", Verdict.MET),
    ],
)
def test_policies_are_named(document: Make, rulebook: Rulebook, text: str, expected: Verdict) -> None:
    made = document(text)
    found = judge_area(made, rulebook.requirement("policies"), rulebook, [LIKELY] * len(made.sentences))
    assert found.verdict is expected


def test_a_quote_about_those_who_supply_comes_first(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "Site visits took place in March, in May and again at the end of the harvest season. "
        "Each of our labour providers was visited in May, by day and by night, without notice."
    )
    found = judge_area(made, rulebook.requirement("due_diligence"), rulebook, [0.75, 0.7])
    assert found.evidence[0].quote.startswith("Each of our labour providers")


@pytest.mark.parametrize(
    ("text", "future", "expected"),
    [
        ("Partner with two charities to audit our growers for forced labour.", 0.9, Verdict.PARTLY),
        ("Partner with two charities to audit our growers for forced labour.", 0.3, Verdict.MET),
        ("We have audited our growers, a thing that others still talk of doing.", 0.9, Verdict.MET),
    ],
)
def test_what_the_model_surely_takes_for_a_plan_is_one_unless_it_says_it_was_done(
    document: Make, rulebook: Rulebook, text: str, future: float, expected: Verdict
) -> None:
    made = document(text)
    labels = [{"due_diligence": LIKELY, "future": future}]
    found = judge_area(made, rulebook.requirement("due_diligence"), rulebook, [LIKELY], labels=labels)
    assert found.verdict is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No complaints were made in the year that point to forced labour.", Verdict.PARTLY),
        ("We had no cases of slavery. The line our pickers ring took no such reports.", Verdict.PARTLY),
        ("We are not aware of any trafficking at our growers.", Verdict.PARTLY),
        ("No complaints were made, and 9 growers were visited to see whether that is so.", Verdict.MET),
        ("No complaints were made, and 62% of our buyers completed the course.", Verdict.MET),
    ],
)
def test_that_nothing_was_found_is_by_itself_no_measure(
    document: Make, rulebook: Rulebook, text: str, expected: Verdict
) -> None:
    made = document(text)
    sure = [0.95] * len(made.sentences)
    assert judge_area(made, rulebook.requirement("effectiveness"), rulebook, sure).verdict is expected


@pytest.mark.parametrize(
    ("mitigation", "level"),
    [(0.9, 2), (0.0, 1)],
)
def test_what_level_two_asks_may_be_told_under_another_area(
    document: Make, rulebook: Rulebook, mitigation: float, level: int
) -> None:
    made = document(
        "We buy tea from 31 suppliers on eight estates. We have limited visibility of the smallholders in our supply chain."
    )
    labels = [
        {"structure": 0.95, "mitigation": 0.0, "future": 0.0},
        {"structure": 0.05, "mitigation": mitigation, "future": 0.0},
    ]
    scores = [each["structure"] for each in labels]
    found = judge_area(made, rulebook.requirement("structure"), rulebook, scores, labels=labels)
    assert (found.verdict, found.level) == (Verdict.MET, level)


def test_that_nothing_was_found_is_no_finding(document: Make, rulebook: Rulebook) -> None:
    checks = "We audit our suppliers and are members of Stronger Together."
    nothing = document(f"{checks} There were no reports of slavery.")
    something = document(
        f"{checks} Two findings were closed: the mill paid the overtime that our auditors found unpaid."
    )
    levels = [
        judge_area(
            made, rulebook.requirement("due_diligence"), rulebook, [LIKELY] * len(made.sentences)
        ).level
        for made in (nothing, something)
    ]
    assert levels == [1, 2]


def test_of_lines_that_ran_together_the_part_is_quoted_that_tells(document: Make, rulebook: Rulebook) -> None:
    items = "; ".join(f"the committee met in room {number} to talk about the harvest" for number in range(20))
    made = document(f"This year {items}; all twelve growers were audited for forced labour; {items}.")
    (quote,) = judged(made, "due_diligence", rulebook).evidence[:1]
    assert quote.quote.startswith("all twelve growers were audited for forced labour")
    assert len(quote.quote) < 200
    assert made.text[quote.start : quote.end] == quote.quote


def test_a_deed_is_quoted_before_what_suppliers_must_do(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "Our suppliers must carry out an audit of all their own suppliers. "
        "Our agent and a union man carried out an audit of nine growers."
    )
    found = judge_area(made, rulebook.requirement("due_diligence"), rulebook, [0.8, 0.7])
    assert found.evidence[0].quote.startswith("Our agent")


@pytest.mark.parametrize(
    "poor",
    [
        "The purpose of the training on modern slavery is that each of our foremen knows its signs.",
        "Modern Slavery Training Ethical Trading Policy Child Labour Policy Health Policy Whistleblowing Policy Quality",
    ],
)
def test_a_deed_is_quoted_before_its_purpose_and_before_a_row_of_names(
    document: Make, rulebook: Rulebook, poor: str
) -> None:
    made = document(
        f"{poor}.\n\nOur foremen had training on modern slavery in the spring and again at harvest."
    )
    found = judge_area(made, rulebook.requirement("training"), rulebook, [0.8, 0.7])
    assert found.evidence[0].quote.startswith("Our foremen had")


def test_a_sentence_about_another_area_is_quoted_last(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "We train our buyers to manage the risk of slavery in our supply chains, by country and by crop. "
        "We assess the risk of slavery in our supply chains by country and by crop."
    )
    labels = [
        {"training": 0.9, "mitigation": 0.9, "future": 0.0},
        {"training": 0.0, "mitigation": 0.7, "future": 0.0},
    ]
    found = judge_area(made, rulebook.requirement("risk"), rulebook, [0.2, 0.3], labels=labels)
    assert found.evidence[0].quote.startswith("We assess")


@pytest.mark.parametrize(
    ("area", "text"),
    [
        ("policies", "The partners wrote a Gangmen Policy in 2021, which the foreman keeps."),
        ("due_diligence", "All the mills had a social audit, and inspections follow every spring."),
        ("due_diligence", "Pickers at nine mills answered our questionnaire."),
        ("risk", "The greatest danger of forced labour is in the picking of vanilla."),
        ("risk", "Forced labour is most likely to be found among the crews of boats that land our squid."),
        ("training", "The foremen completed the module on labour exploitation in May."),
    ],
)
def test_deeds_told_in_rarer_words_are_seen(document: Make, rulebook: Rulebook, area: str, text: str) -> None:
    made = document(text)
    found = judge_area(made, rulebook.requirement(area), rulebook, [LIKELY] * len(made.sentences))
    assert found.verdict is Verdict.MET


@pytest.mark.parametrize(
    ("area", "text", "verdict"),
    [
        ("risk", "Foreign migrant labour in Malaysia is our chief risk of modern slavery.", "met"),
        ("risk", "We rate catering, cleaning and uniforms as medium to high risk of modern slavery.", "met"),
        ("risk", "Suppliers that we rate as high risk of modern slavery fill in a form.", "partly"),
        ("risk", "We do not regard any part of our business as high risk.", "partly"),
        ("risk", "We regard groundworks and demolition as the areas where modern slavery is most likely.", "met"),
        ("risk", "Imported light fittings were found to be carrying the most risk of forced labour.", "met"),
        ("risk", "We hold the risk of slavery in our firm to be low. We consider it higher in contract cleaning.", "met"),
        ("risk", "Experts say that the risk of modern slavery is highest in farming and car washes.", "not_met"),
        ("risk", "Risks\n\n- Stone worktops from China\n- Fitters supplied through labour agencies", "met"),
        ("risk", "Where we are exposed\n\n- Electronics assembled by migrant labour in Malaysia", "met"),
        ("risk", "Risks\n\n- We consulted our insurers in Ireland\n- Fines and damage to our name", "not_met"),
        ("risk", "Benefits\n\n- Stone worktops from China\n- Fitters supplied through labour agencies", "not_met"),
        ("due_diligence", "We have carried out checks on our suppliers of gloves and read their statements.", "met"),
        ("due_diligence", "We reviewed the modern slavery declarations of 61 contractors and met eight of them.", "met"),
        ("due_diligence", "We asked both server makers for their social audit results and received them.", "met"),
        ("due_diligence", "We asked our knife suppliers for proof of age and wage records, and got them from five.", "met"),
        ("due_diligence", "We will check our suppliers of gloves for forced labour.", "partly"),
        ("due_diligence", "Many companies check their suppliers with the help of the Government's tool.", "not_met"),
        ("policies", "Our Ethical Purchasing Policy, which was revised in May, forbids hotels to keep papers.", "met"),
        ("policies", "We publish our Code of Labour Practice, and all our factories display it.", "met"),
        ("effectiveness", "We watch three figures: calls to the helpline (nine), fees repaid (14%) and orders placed on time.", "met"),
        ("training", "Modern slavery is part of the safeguarding course that every employee takes each year.", "met"),
        ("training", "Modern slavery is of course a matter that we take to heart.", "not_met"),
        ("training", "Our sourcing staff learned about recruitment debt in a workshop.", "met"),
        ("training", "Our clinical directors were told about the warning signs at their spring meeting.", "met"),
        ("structure", "Fen Vets owns 74 surgeries with 1,700 staff.", "met"),
        ("risk", "We consider castings from India and agency labour to be our top risks of forced labour.", "met"),
        ("due_diligence", "We inspected the caravans of the pickers at six farms, and spoke with them about their pay.", "met"),
        ("training", "Our purchasing team of five attended a webinar on modern slavery.", "met"),
        ("training", "Our sales team attended a webinar on the tax on imports.", "not_met"),
        ("policies", "Our supplier handbook bans forced labour, and all foundries have signed it.", "partly"),
    ],
)  # fmt: skip
def test_plain_words_for_what_is_done(
    document: Make, rulebook: Rulebook, area: str, text: str, verdict: str
) -> None:
    assert judged(document(text), area, rulebook).verdict.value == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("We will review our contract for the upkeep of our grounds.", "not_met"),
        ("Our policies on modern slavery are reviewed every year by a steering team.", "not_met"),
        ("We will review how effective our steps against modern slavery are.", "partly"),
        ("Our policies on modern slavery are reviewed every year against our targets.", "partly"),
        ("A report by a charity led us to this view of slavery in our supply chains.", "not_met"),
        ("We measure our performance against the standards of our trade.", "partly"),
    ],
)
def test_only_what_is_measured_begins_effectiveness(
    document: Make, rulebook: Rulebook, text: str, verdict: str
) -> None:
    """That policies are reviewed, the rulebook says, does not count, however sure the model is of it."""
    assert judged(document(text), "effectiveness", rulebook).verdict.value == verdict
