"""A doubtful match is a question; only a person's answer makes one firm of two."""

from __future__ import annotations

import pytest

from registry import AreaDecision, Decision, RegistryError, ScopeDecision
from registry.cases import Event
from registry.questions import domain_of
from tests.registry.conftest import NOW, TODAY, Entry, Story, assessment, document, visit


def names(story: Story) -> list[str]:
    return [row.name for row in story.registry.firm_statuses(TODAY)]


def ask(story: Story, first: Entry, second: Entry) -> int:
    story.registry.add_firms([first], "one", NOW)
    return story.registry.add_firms([second], "other", NOW).questions


@pytest.mark.parametrize(
    ("first", "second", "questions"),
    [
        (Entry("Alpha Foods Ltd", "a.test"), Entry("Alpha Food Ltd", None, "00000001"), 1),
        (Entry("Alpha Foods Ltd", "alpha.test"), Entry("Alpha Foods Limited", "files.test"), 1),
        (
            Entry("Alpha Foods", "www.shop.alpha.co.uk"),
            Entry("ALPHA FOODS LTD", "alpha.co.uk", "00000001"),
            1,
        ),
        (Entry("Aviva plc", "aviva.com"), Entry("Aviva Investors Global Services Limited", "x.test"), 0),
        (Entry("Aviva plc", "aviva.com"), Entry("Aviva Investors Global Services Limited", "aviva.com"), 0),
        (Entry("Alpha One Ltd", "a.test", "00000001"), Entry("Alpha Onee Ltd", "a.test", "00000002"), 0),
        (Entry("Alpha Ltd", "a.test"), Entry("Zeta Ltd", "z.test"), 0),
        # Another first word, or the same written in another way.
        (Entry("The Norbreck Group", "a.test"), Entry("Norbreck Group Limited", None, "00000001"), 1),
        (Entry("Norbreck Holdings plc", "a.test"), Entry("The Norbreck Group Ltd", "b.test"), 1),
        (Entry("St. Withburga's Care Ltd", "a.test"), Entry("Saint Withburgas Care Limited", "b.test"), 1),
        (Entry("Hale & Sons Ltd", "a.test"), Entry("Hale and Sons Limited", "b.test"), 1),
        (Entry("Foods of Norbreck Ltd", "a.test"), Entry("Norbreck Foods of Ltd", "b.test"), 1),
        (Entry("Holt Bakery Ltd t/a Crumbs of Norfolk", "a.test"), Entry("Crumbs of Norfolk", "b.test"), 1),
        (
            Entry("Crumbs of Norfolk", "a.test"),
            Entry("Holt Bakery Ltd trading as Crumbs of Norfolk", "b.test"),
            1,
        ),
        (
            Entry("Adder (Adder Cooling and Heating)", "a.test"),
            Entry("Adder Cooling & Heating Ltd", "b.test"),
            1,
        ),
        (Entry("The Norwich Group Ltd", "a.test"), Entry("The Norfolk Group Ltd", "b.test"), 0),
        (Entry("Norbreck Foods (UK) Ltd", "a.test"), Entry("Seabreck Foods (UK) Ltd", "b.test"), 0),
    ],
)
def test_what_is_asked(story: Story, first: Entry, second: Entry, questions: int) -> None:
    assert ask(story, first, second) == questions
    assert len(names(story)) == 2
    assert len(story.registry.questions()) == questions
    assert story.registry.add_firms([second], "other", NOW).questions == 0
    assert len(story.registry.questions()) == questions


def test_a_question_says_what_tells_the_two_apart(story: Story) -> None:
    ask(
        story, Entry("Norbreck Group Ltd", "norbreck.test"), Entry("Norbreck Group Limited", None, "00000001")
    )
    (question,) = story.registry.questions()
    assert question.why == "names 100% alike; norbreck.test against 00000001"


def test_where_every_word_is_common_the_rarest_still_leads_to_the_pair(story: Story) -> None:
    many = [Entry(f"Norfolk Foods {number:03} Ltd", f"f{number}.test") for number in range(320)]
    story.registry.add_firms([*many, Entry("Norfolk Foods Ltd", "f.test")], "one", NOW)
    assert story.registry.add_firms([Entry("The Norfolk Foods Group", "g.test")], "other", NOW).questions == 1


def test_firms_of_one_list_are_taken_at_its_word(story: Story) -> None:
    loaded = story.registry.add_firms(
        [Entry("Alpha Ltd", "a.test"), Entry("Alphaa Ltd", "b.test")], "one", NOW
    )
    assert (loaded.added, loaded.questions) == (2, 0)


def test_the_same_makes_one_firm_that_both_lists_lead_to(story: Story) -> None:
    known = Entry("Alpha Foods Ltd", "a.test", sector="Food")
    listed = Entry("Alpha Food Ltd", None, "00000001", district="Norwich", scope="in_scope")
    ask(story, known, listed)
    story.firms = {"Alpha Foods Ltd": 1}
    story.crawled(visit(1, document("d")), assessment("d"))
    story.registry.record_review(1, Decision("approval", "met", "A. Reader"), NOW)
    (question,) = story.registry.questions()
    story.registry.answer(question.id, "same", "A. Reader", NOW)
    assert names(story) == ["Alpha Foods Ltd"]
    history = story.registry.firm_history(1, TODAY)
    assert (history.firm.company_number, history.firm.district, history.firm.sector) == (
        "00000001",
        "Norwich",
        "Food",
    )
    assert (history.firm.scope, history.status.confirmed, len(history.sources)) == (
        "in_scope",
        ("approval",),
        2,
    )
    for entry in (known, listed):
        loaded = story.registry.add_firms([entry], "again", NOW)
        assert (loaded.added, loaded.questions) == (0, 0)
    with pytest.raises(RegistryError, match="has been answered: same"):
        story.registry.answer(question.id, "different", "A. Reader", NOW)
    with pytest.raises(RegistryError, match="no question 99"):
        story.registry.answer(99, "same", "A. Reader", NOW)


@pytest.mark.parametrize("decided_on", [1, 2])
def test_what_a_person_decided_on_either_holds_for_the_one(story: Story, decided_on: int) -> None:
    ask(
        story, Entry("Alpha Foods Ltd", "a.test", scope="in_scope"), Entry("Alpha Food Ltd", None, "00000001")
    )
    decision = ScopeDecision("out_of_scope", "It has been sold", by="A. Reader")
    story.registry.record_scope(decided_on, decision, NOW)
    story.registry.answer(1, "same", "A. Reader", NOW)
    (row,) = story.registry.firm_statuses(TODAY)
    assert row.scope == "out_of_scope"


@pytest.mark.parametrize("firm_id", [2, None])
def test_one_that_a_person_has_put_outside_the_area_stays_there(story: Story, firm_id: int | None) -> None:
    ask(story, Entry("Alpha Foods Ltd", "a.test"), Entry("Alpha Food Ltd", None, "00000001"))
    outside = AreaDecision("Alpha Food Ltd", "00000001", False, "It has moved", "A. Reader", firm_id=firm_id)
    story.registry.decide_area(outside, NOW)
    story.registry.answer(1, "same", "A. Reader", NOW)
    assert names(story) == []
    assert [each.firm_id for each in story.registry.area_decisions()] == [1]


def test_visits_to_both_are_kept_but_for_two_in_one_crawl(story: Story) -> None:
    ask(story, Entry("Alpha Foods Ltd", "a.test"), Entry("Alpha Food Ltd", "b.test"))
    story.crawled(visit(1))
    story.crawled(visit(2, document("d")), assessment("d"))
    story.registry.answer(1, "same", "A. Reader", NOW)
    assert names(story) == ["Alpha Foods Ltd"]
    history = story.registry.firm_history(1, TODAY)
    assert len(history.assessments) == 1
    assert history.status.status == "compliant"


def test_the_firm_with_a_case_stays_and_two_cases_are_not_put_together(story: Story) -> None:
    ask(story, Entry("Alpha Foods Ltd", "a.test"), Entry("Alpha Food Ltd", "b.test"))
    story.registry.add_firms([Entry("Alpha Foodz Ltd", "c.test")], "third", NOW)
    story.registry.add_case_event(2, Event("note", TODAY, "A. Reader"), NOW)
    story.registry.answer(1, "same", "A. Reader", NOW)
    assert names(story) == ["Alpha Food Ltd", "Alpha Foodz Ltd"]
    story.registry.add_case_event(3, Event("note", TODAY, "A. Reader"), NOW)
    still = story.registry.questions()[0]
    with pytest.raises(RegistryError, match="both firms have cases"):
        story.registry.answer(still.id, "same", "A. Reader", NOW)
    assert story.registry.questions()[0] == still
    story.registry.answer(still.id, "different", "A. Reader", NOW)
    assert still.id in {each.id for each in story.registry.questions(answered=True)}


def test_registrable_domains() -> None:
    assert domain_of("https://www.shop.firm.co.uk/x") == "firm.co.uk"
    assert domain_of("firm.test:8080") == "firm.test"
    assert domain_of("127.0.0.1") == "127.0.0.1"
    assert domain_of(None) == ""
