from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document, read
from checker.areas import judge_area
from checker.assessment import Verdict
from checker.rulebook import Rulebook
from checker.tense import Tense, tells_the_law, tense_of

Make = Callable[[str], Document]

LIKELY = 0.7
"""What the model is taken to give each sentence, so that only what the rules make of it is tested."""

DONE = [
    ("due_diligence", "Not one supplier refused an audit."),
    ("due_diligence", "Suppliers that had not been audited since the flood were audited in May."),
    ("due_diligence", "We found no forced labour when we audited suppliers of dates."),
    ("due_diligence", "No grower joins us before our agent has audited its suppliers."),
    ("due_diligence", "No fewer than nine suppliers were audited."),
    ("policies", "No worker pays a fee: our recruitment policy says so."),
    ("policies", "We have a policy that no recruitment fees are charged to anyone."),
    ("policies", "Suppliers that do not comply with our supplier code of conduct hear from us."),
    ("policies", "Nobody is above our anti-slavery policy, which binds directors too."),
    ("policies", "Our anti-slavery policy does not stop at our gate: it binds agencies too."),
    ("risk", "The highest risk of slavery in our supply chain is not in cleaning but in squid from Peru."),
    ("training", "Modern slavery training is not a matter of ticking boxes here: 40 drivers sat it in May."),
    ("due_diligence", "None of our suppliers was found to use forced labour when we audited them."),
    ("due_diligence", "No supplier escapes an audit: all 14 were visited."),
    ("risk", "The risk of slavery may be highest in seasonal labour at our growers in Norfolk."),
    ("due_diligence", "Our suppliers know that we audit them, and we were ready to leave two that refused."),
    ("training", "We delivered training on modern slavery that will help drivers to see its signs."),
    ("due_diligence", "We undertake audits of our suppliers every spring."),
    ("training", "All 412 of our shop-floor colleagues now hold the modern slavery e-learning certificate."),
    (
        "training",
        "Training on modern slavery is given to all new starters and will be repeated every two years.",
    ),
    ("training", "We trained our drivers to spot the signs of slavery, and we will do more next year."),
    (
        "training",
        "Although we have not audited suppliers this year, we trained our buyers on modern slavery.",
    ),
    ("due_diligence", "New suppliers are asked to fill in a questionnaire before we place an order."),
    ("due_diligence", "Suppliers are audited by us every second year, and all passed in 2025."),
    ("policies", "Our modern slavery policy explains what we expect, and we will review it in May."),
    ("policies", "The board adopted an anti-slavery policy in March and sent it to every employee."),
    ("risk", "The greatest risk lies with agency labour at our packing sites in the picking season."),
    ("due_diligence", "In our audits of suppliers no forced labour was found; breaches were not identified."),
    ("training", "As well as training staff on modern slavery, we have put up posters."),
    ("training", "We train our managers so that they will know the signs of slavery."),
    ("policies", "There is now an anti-slavery policy, which every new starter will be shown."),
    ("policies", "We have an anti-slavery policy and it will be reviewed each year."),
    ("due_diligence", "We noted in the spring that all our suppliers have been audited."),
    ("structure", "We do not have suppliers outside the UK, and we buy from growers in Norfolk."),
    ("structure", "Our goods come from 61 suppliers, most of them in Portugal, Turkey and the UK."),
    ("due_diligence", "We never take on a mill without having audited its suppliers."),
    ("risk", "We assessed the risk in our supply chain; no mill was rated high risk, and one as medium."),
]

PLANNED = [
    ("due_diligence", "We could ask suppliers to fill in a questionnaire."),
    ("due_diligence", "The programme of supplier audits starts in January."),
    ("due_diligence", "Our auditor is to visit four suppliers in the autumn."),
    ("due_diligence", "In the pipeline are audits of our six largest suppliers."),
    ("policies", "A whistleblowing policy has reached its third draft."),
    ("policies", "We see merit in an anti-slavery policy."),
    ("training", "Ideally our drivers would have modern slavery training."),
    ("policies", "The partners contemplate a supplier code of conduct for the growers."),
    ("training", "Modern slavery training for the night shift is slated for the summer."),
    ("due_diligence", "It is hoped that questionnaires to suppliers can go out in the spring."),
    ("training", "A course on modern slavery for our foremen has been budgeted for."),
    ("training", "We are continuing to develop training on modern slavery for our buyers."),
    ("due_diligence", "Audits of suppliers: planned for the autumn."),
    ("due_diligence", "Larger suppliers may also be requested to fill in a self-assessment questionnaire."),
    ("due_diligence", "We are gearing up to audit our growers."),
    ("due_diligence", "We are weighing whether to audit our growers."),
    ("policies", "A supplier code of conduct is out for consultation."),
    ("training", "This training will chiefly look at the signs of modern slavery in packhouses."),
    ("training", "We envisage training every buyer in modern slavery by the spring."),
    ("training", "Training on modern slavery for line managers is pencilled in for the autumn."),
    ("training", "Modern slavery training for our drivers is awaiting a budget."),
    ("training", "We are keen to train our growers on modern slavery."),
    ("training", "Consideration is being given to training our drivers on modern slavery."),
    ("training", "The coming year brings the first modern slavery training for all staff."),
    ("due_diligence", "A questionnaire for suppliers is on the drawing board."),
    ("due_diligence", "We strive to audit our suppliers."),
    ("due_diligence", "We have agreed to audit our twelve largest suppliers."),
    ("due_diligence", "Our suppliers are to be audited once the new system is live."),
    ("policies", "The directors asked procurement to draft a supplier code of conduct."),
    ("policies", "Work to develop a supplier code of conduct continues."),
    ("effectiveness", "Our plan includes continuing to track progress with key performance indicators."),
    ("training", "From the autumn, each depot manager is to attend a workshop on modern slavery."),
    ("training", "It is our intention that modern slavery training be part of every induction."),
    (
        "training",
        "A modern slavery training module is due to be launched in the spring for the procurement team.",
    ),
    ("training", "Training on modern slavery is scheduled for the first quarter."),
    ("training", "We have committed to train all our managers in modern slavery awareness by 2027."),
    ("training", "Larkbread Limited will train its bakers on modern slavery."),
    ("training", "Where it is thought necessary, staff may be given training on modern slavery."),
    ("due_diligence", "We expect to begin auditing our tier one suppliers during the coming twelve months."),
    ("due_diligence", "A programme of supplier audits is being designed for our suppliers."),
    ("due_diligence", "Suppliers will in time be asked to complete a self-assessment questionnaire."),
    ("due_diligence", "Should concerns arise, an audit of the supplier may be commissioned."),
    ("risk", "A risk assessment of our supply chain is under way and should be finished by March."),
    ("risk", "In 2027 we want to map the risk of modern slavery and analyse the highest risks."),
    ("policies", "An anti-slavery policy is being drafted."),
    (
        "effectiveness",
        "Key performance indicators are being considered to measure how effective we have been.",
    ),
    ("effectiveness", "Our goal is to measure our effectiveness by key performance indicators."),
    ("effectiveness", "We are putting performance indicators in place, to be reported next time."),
    ("training", "The intention is for each site to hold a toolbox talk on modern slavery."),
    ("policies", "A whistleblowing policy is on the agenda for the next meeting of the board."),
    ("training", "As well as training staff on modern slavery, we will put up posters."),
    ("training", "Work has begun on a training package about modern slavery for our buyers."),
    ("training", "We anticipate that modern slavery training will reach all sites before the end of 2027."),
    ("training", "Modern slavery training for team leaders will start in the spring."),
    ("training", "The personnel department has been asked to prepare training on modern slavery."),
    ("training", "Subject to budget, staff training on modern slavery could begin in the autumn."),
    ("due_diligence", "We have agreed in principle to audit suppliers of tea."),
    ("policies", "The board hopes to approve a supplier code of conduct in the new year."),
    ("policies", "We have appointed a manager who will develop our whistleblowing policy."),
    ("policies", "An anti-slavery policy, which is being drafted, waits for the board."),
]

DENIED = [
    ("due_diligence", "Our suppliers are not audited, for we have known them since school."),
    ("due_diligence", "There was no time for audits of suppliers."),
    ("due_diligence", "Nothing was done by way of due diligence on suppliers."),
    ("due_diligence", "We never got round to auditing our suppliers."),
    ("due_diligence", "The supplier questionnaires have been discontinued."),
    ("due_diligence", "0 of 36 suppliers were audited."),
    ("training", "Our people have had no instruction in modern slavery."),
    ("training", "Modern slavery training lapsed when the trainer left us."),
    ("training", "Zero employees completed the course on modern slavery."),
    ("policies", "Ours is a family firm without an anti-slavery policy."),
    ("policies", "No whistleblowing policy is in force."),
    ("effectiveness", "We keep no tally of the number of staff trained on modern slavery."),
    ("effectiveness", "The number of staff trained is not recorded."),
    ("effectiveness", "We did not choose key performance indicators for the year."),
    ("due_diligence", "Audits of our growers: none yet."),
    ("due_diligence", "Suppliers visited: 0."),
    ("due_diligence", "Questionnaires to suppliers: not yet sent out."),
    ("training", "Number of drivers who had training on modern slavery: nil"),
    ("effectiveness", "Key performance indicators: none set."),
    ("effectiveness", "Performance indicators: not applicable."),
    ("due_diligence", "No supplier was visited in the year, and none will miss us."),
    ("due_diligence", "The firm has neither audited its suppliers nor asked them anything."),
    ("due_diligence", "Due diligence on suppliers is not something that we undertake."),
    ("training", "No one here has had training on modern slavery."),
    ("training", "Nobody here has been trained on modern slavery so far."),
    ("due_diligence", "None of our suppliers was visited."),
    ("due_diligence", "Neither audits of suppliers nor questionnaires were carried out."),
    ("due_diligence", "We stopped short of auditing our suppliers this year."),
    ("due_diligence", "The questionnaire for suppliers was never sent."),
    ("policies", "We are without a policy on modern slavery."),
    ("training", "We have yet to train our staff in the signs of modern slavery."),
    ("training", "None of our employees has received training on modern slavery."),
    ("training", "We do not believe that training our staff on modern slavery is necessary."),
    ("training", "No modern slavery training took place this year owing to the move of our offices."),
    ("due_diligence", "We do not audit our suppliers."),
    ("due_diligence", "No audits of suppliers were carried out in the year."),
    ("due_diligence", "We were unable to carry out the supplier audits that we had planned."),
    ("due_diligence", "Audits of our suppliers were postponed because of the pandemic."),
    ("risk", "To date we have not carried out a risk assessment of our supply chain."),
    ("risk", "We have never assessed the risk of modern slavery among our suppliers."),
    ("policies", "We have no written policy, nor a code of conduct."),
    ("policies", "At present there is no anti-slavery policy in place."),
    ("effectiveness", "We have not set any key performance indicators for modern slavery."),
    ("effectiveness", "As yet there are no indicators by which we measure our effectiveness."),
    ("training", "Training on modern slavery has not been given to anyone so far."),
    ("training", "There was no training on modern slavery in 2025."),
    ("due_diligence", "Suppliers have not been audited."),
    ("risk", "No risk assessment has been made of modern slavery in our supply chain."),
    ("training", "Owing to the sale of the business, training in modern slavery did not go ahead."),
    ("due_diligence", "Audits of suppliers haven't begun."),
    ("effectiveness", "Performance indicators have not been chosen."),
    ("policies", "The company does not operate an anti-slavery policy."),
    ("policies", "We decided against adopting a supplier code of conduct."),
]

NOT_OURS = [
    ("training", "Agencies train the workers whom they send us on modern slavery.", Tense.NOBODYS),
    ("training", "Our suppliers must train their own workers on modern slavery.", Tense.REQUIRED),
    ("training", "We also request our business partners to provide training on slavery.", Tense.REQUIRED),
    ("training", "We require our suppliers to train their workers on modern slavery.", Tense.REQUIRED),
    (
        "due_diligence",
        "Suppliers are expected to carry out due diligence on their subcontractors.",
        Tense.EXPECTED,
    ),
    ("training", "Stronger Together provides training on modern slavery to employers.", Tense.NOBODYS),
    (
        "training",
        "The charity trains police officers in recognising victims of modern slavery.",
        Tense.NOBODYS,
    ),
    ("policies", "The Act invites companies to describe their anti-slavery policy.", Tense.NOBODYS),
    (
        "due_diligence",
        "Due diligence means looking into suppliers before a contract is signed.",
        Tense.NOBODYS,
    ),
]


def tense(made: Document, area: str, rulebook: Rulebook) -> Tense:
    """How the first sentence speaks of what the area's first rule finds in it."""
    sentence = made.sentences[0]
    found = next(
        match for rule in rulebook.requirement(area).rules if (match := rule.pattern.search(sentence.text))
    )
    return tense_of(made, sentence, rulebook, found.span())


def verdict(text: str, area: str, rulebook: Rulebook, document: Make) -> Verdict:
    made = (
        read(text.encode(), source="draft.md", media_type="text/markdown") if "|" in text else document(text)
    )
    return judge_area(made, rulebook.requirement(area), rulebook, [LIKELY] * len(made.sentences)).verdict


@pytest.mark.parametrize(
    ("area", "text", "expected"),
    [
        *((area, text, Tense.DONE) for area, text in DONE),
        *((area, text, Tense.PLANNED) for area, text in PLANNED),
        *((area, text, Tense.DENIED) for area, text in DENIED),
        *NOT_OURS,
    ],
)
def test_each_way_of_speaking_is_told_from_the_others(
    document: Make, rulebook: Rulebook, area: str, text: str, expected: Tense
) -> None:
    assert tense(document(text), area, rulebook) is expected


@pytest.mark.parametrize(("area", "text"), [*PLANNED, *DENIED, *(each[:2] for each in NOT_OURS)])
def test_what_is_not_done_by_the_firm_meets_nothing(
    document: Make, rulebook: Rulebook, area: str, text: str
) -> None:
    assert verdict(text, area, rulebook, document) is not Verdict.MET


def test_contractors_beside_our_own_people_leave_it_our_training(document: Make, rulebook: Rulebook) -> None:
    made = document("All our employees and contractors must complete the training on modern slavery.")
    assert tense(made, "training", rulebook) is Tense.DONE


ITEMS = "- train all managers on modern slavery\n- audit our ten largest suppliers for forced labour\n"


@pytest.mark.parametrize(
    ("lead_in", "expected"),
    [
        ("In the year ahead we will:", Verdict.PARTLY),
        ("Over the next twelve months our priorities are to:", Verdict.PARTLY),
        ("Our Objectives for 2027", Verdict.PARTLY),
        ("We are committed to:", Verdict.PARTLY),
        ("Where appropriate we may:", Verdict.PARTLY),
        ("We have not yet been able to:", Verdict.NOT_MET),
        ("In 2025 we did not:", Verdict.NOT_MET),
        ("If resources allow, we could:", Verdict.PARTLY),
        ("In the past year we have been able to:", Verdict.MET),
        ("We are committed to our people, and in the year we have taken the following steps:", Verdict.MET),
        ("Last year we said that we would do the following, and we did:", Verdict.MET),
        ("Progress against our priorities for the year:", Verdict.MET),
    ],
)
@pytest.mark.parametrize("area", ["training", "due_diligence"])
def test_items_inherit_from_the_line_above_them(
    document: Make, rulebook: Rulebook, lead_in: str, expected: Verdict, area: str
) -> None:
    assert verdict(f"{lead_in}\n\n{ITEMS}", area, rulebook, document) is expected


@pytest.mark.parametrize("area", ["training", "due_diligence"])
def test_a_list_that_runs_on_after_bullets_inherits_too(
    document: Make, rulebook: Rulebook, area: str
) -> None:
    run_on = "Our objectives for 2027 • Train all managers on modern slavery. • Audit our largest suppliers. Thank you."
    assert verdict(run_on, area, rulebook, document) is Verdict.PARTLY
    done = run_on.replace("Our objectives for 2027", "What we have done in 2026")
    assert verdict(done, area, rulebook, document) is Verdict.MET


@pytest.mark.parametrize(
    ("area", "expected"),
    [("training", Verdict.NOT_MET), ("risk", Verdict.NOT_MET), ("due_diligence", Verdict.PARTLY)],
)
@pytest.mark.parametrize("above", ["Our suppliers are expected to:", "# What our suppliers must do"])
def test_what_suppliers_are_to_do_is_not_ours(
    document: Make, rulebook: Rulebook, above: str, area: str, expected: Verdict
) -> None:
    items = "- train workers on modern slavery\n- assess the risk of modern slavery\n- carry out audits of their suppliers\n"
    assert verdict(f"{above}\n\n{items}", area, rulebook, document) is expected


def test_what_is_recommended_to_businesses_is_nobodys(document: Make, rulebook: Rulebook) -> None:
    text = f"The Home Office recommends that businesses:\n\n{ITEMS}"
    assert verdict(text, "training", rulebook, document) is Verdict.NOT_MET


def test_what_is_listed_from_the_act_is_nobodys(document: Make, rulebook: Rulebook) -> None:
    text = (
        "The Act says that a statement may include information about:\n\n"
        "- the training about modern slavery available to staff\n- policies, such as a whistleblowing policy\n"
    )
    assert verdict(text, "training", rulebook, document) is Verdict.NOT_MET
    assert verdict(text, "policies", rulebook, document) is Verdict.NOT_MET


def test_what_stands_under_a_heading_of_plans_is_planned_unless_it_tells_a_deed(
    document: Make, rulebook: Rulebook
) -> None:
    plans = "# Next steps\n\nModern slavery training for all buyers, with a test at the end."
    told = "# Next steps\n\nThis year we trained all our buyers on modern slavery, as a first step."
    kept = plans.replace("Next steps", "Progress with last year's next steps")
    assert verdict(plans, "training", rulebook, document) is Verdict.PARTLY
    assert verdict(told, "training", rulebook, document) is Verdict.MET
    assert verdict(kept, "training", rulebook, document) is Verdict.MET


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("Complete", Verdict.MET),
        ("Planned", Verdict.PARTLY),
        ("In progress", Verdict.PARTLY),
        ("Not started", Verdict.NOT_MET),
        ("Postponed", Verdict.NOT_MET),
        ("Delayed", Verdict.PARTLY),
    ],
)
def test_a_row_of_a_table_says_how_it_stands(
    document: Make, rulebook: Rulebook, status: str, expected: Verdict
) -> None:
    text = f"| Action | Status |\n|---|---|\n| Train all managers on modern slavery | {status} |\n"
    assert verdict(text, "training", rulebook, document) is expected


@pytest.mark.parametrize(
    ("heading", "head", "tense"),
    [
        ("Key figures for 2024", "Measure | Figure", Tense.DONE),
        ("Targets for the coming year", "Measure | Figure", Tense.PLANNED),
        ("Actions", "Action | Owner | Due", Tense.PLANNED),
    ],
)
def test_a_row_inherits_from_the_head_of_its_table_and_the_heading_above(
    rulebook: Rulebook, heading: str, head: str, tense: Tense
) -> None:
    columns = "|".join(["---"] * len(head.split("|")))
    text = f"# {heading}\n\n| {head} |\n|{columns}|\n| Managers trained on modern slavery | 40 |\n"
    made = read(text.encode(), source="statement.md")
    row = next(each for each in made.sentences if each.text.startswith("Managers"))
    assert tense_of(made, row, rulebook) is tense


def test_a_cell_that_tells_two_things_is_no_one_state(document: Make, rulebook: Rulebook) -> None:
    made = document(
        "| Action | Progress |\n|---|---|\n| Audit ten suppliers | Nine audited; one postponed |\n"
    )
    assert tense_of(made, made.sentences[-1], rulebook) is Tense.DONE


def test_the_first_row_of_a_table_says_what_the_others_are(document: Make, rulebook: Rulebook) -> None:
    table = "| Objectives for next year | Owner |\n|---|---|\n| Train all managers on modern slavery | The board |\n"
    assert verdict(table, "training", rulebook, document) is Verdict.PARTLY
    assert (
        verdict(table.replace("Objectives for next", "Done this"), "training", rulebook, document)
        is Verdict.MET
    )


def test_a_denial_is_shown_for_what_is_not_met(document: Make, rulebook: Rulebook) -> None:
    made = document("We do not audit our suppliers. We bake bread in Norfolk.")
    found = judge_area(made, rulebook.requirement("due_diligence"), rulebook, [LIKELY, 0.0])
    assert (found.verdict, [each.quote for each in found.evidence]) == (
        Verdict.NOT_MET,
        ["We do not audit our suppliers."],
    )


@pytest.mark.parametrize(
    "text",
    [
        "We have no policy on modern slavery; its place is taken by our anti-slavery policy for the whole group.",
        "We have yet to train our drivers on modern slavery, but we trained our buyers on modern slavery.",
    ],
)
def test_what_is_denied_first_may_be_told_behind(document: Make, rulebook: Rulebook, text: str) -> None:
    area = "training" if "train" in text else "policies"
    assert verdict(text, area, rulebook, document) is Verdict.MET


def test_a_guess_of_the_model_does_not_outweigh_a_denial(document: Make, rulebook: Rulebook) -> None:
    denied = "Our staff have not been given training on modern slavery."
    assert (
        verdict(f"{denied} We keep an eye on how it goes.", "training", rulebook, document) is Verdict.NOT_MET
    )
    told = "We train our foremen every spring on modern slavery."
    assert verdict(f"{denied} {told}", "training", rulebook, document) is Verdict.MET


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Modern Slavery Act 2015 requires us to publish a statement each year.", True),
        ("Modern slavery encompasses servitude and forced labour.", True),
        ("We trained our buyers on what the Act means for them.", False),
    ],
)
def test_tells_the_law_from_deeds(rulebook: Rulebook, text: str, expected: bool) -> None:
    assert tells_the_law(text, rulebook) is expected


def test_a_list_that_lost_its_layout_is_known_by_the_line_above_it(
    document: Make, rulebook: Rulebook
) -> None:
    text = "We intend to take the following steps.\n\nMore training on modern slavery for managers.\n\nMore audits of suppliers."
    assert verdict(text, "training", rulebook, document) is Verdict.PARTLY
    assert verdict(text, "due_diligence", rulebook, document) is Verdict.PARTLY
    semicolon = text.replace("We intend to take the following steps.", "Our next steps will be;")
    assert verdict(semicolon, "training", rulebook, document) is Verdict.PARTLY
    interrupted = text.replace("More audits", "We carry out audits")
    assert verdict(interrupted, "due_diligence", rulebook, document) is Verdict.MET


def test_plans_reach_down_through_the_headings_below_them(document: Make, rulebook: Rulebook) -> None:
    text = "# Statement\n\n## Steps to take\n\n### Our people\n\n- modern slavery training for all managers\n"
    made = read(text.encode(), source="draft.md", media_type="text/markdown")
    found = judge_area(made, rulebook.requirement("training"), rulebook, [LIKELY] * len(made.sentences))
    assert (found.verdict, found.only_planned) == (Verdict.PARTLY, True)


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("## Measuring our work and next steps\n\n- Number of concerns on our helpline: none", Tense.DONE),
        ("## Next steps\n\n- Number of concerns on our helpline: none", Tense.PLANNED),
        ("## Measuring our work and next steps\n\n- Audits of growers", Tense.PLANNED),
        ("| Measured | Result |\n|---|---|\n| Concerns on our helpline | No concerns |", Tense.DONE),
        ("| Measured | Result |\n|---|---|\n| Audits of our growers | No |", Tense.DENIED),
        ("| Measured | Result |\n|---|---|\n| Audits of our growers | None |", Tense.DENIED),
        ("| Measured | 2023 | 2024 |\n|---|---|---|\n| Audits of our growers | 0 | 7 |", Tense.DONE),
        ("Concerns on our helpline: none", Tense.DONE),
        ("Forced labour at our growers: none found", Tense.DONE),
    ],
)
def test_cases_that_came_to_none_were_counted(rulebook: Rulebook, text: str, tense: Tense) -> None:
    made = read(text.encode(), source="a.md", media_type="text/markdown")
    assert tense_of(made, made.sentences[-1], rulebook) is tense
