"""A person's verdict wins, is never overwritten, and is to be made again when the document changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.assessment import Kind, Overall
from registry import Answer, AreaDecision, Decision, FirmStatus, RegistryError, StatusFilter
from tests.registry.conftest import NOW, TODAY, Entry, Story, assessment, refresh_standings, visit
from tests.registry.conftest import document as found

WORDS = (
    "We have taken steps to stop slavery in our own business and its supply chains.",
    "Signed by A. Person.",
)


@pytest.fixture
def alpha(story: Story) -> Story:
    story.load(Entry("Alpha Ltd", "a.test", scope="in_scope"))
    return story


def status(story: Story) -> FirmStatus:
    (row,) = story.registry.firm_statuses(TODAY, StatusFilter(firm_id=1))
    return row


def decide(story: Story, requirement: str, verdict: str | None, *, confirm: bool = False) -> None:
    decision = Decision(requirement, verdict, "A. Reader", "as page 4 says", confirm=confirm)
    story.registry.record_review(1, decision, story.at)


def incomplete(sha256: str, **other: object) -> object:
    return assessment(sha256, Overall.INCOMPLETE, not_met=("approval",), **other)  # type: ignore[arg-type]


def looked(story: Story, sha256: str, words: tuple[str, ...] = WORDS, **other: object) -> None:
    """A visit that finds a statement without approval, and its text kept."""
    said = incomplete(sha256, **other)
    story.crawled(visit(1, found(sha256)), said)  # type: ignore[arg-type]
    story.registry.record_assessment(said, 1, None, story.at, words)  # type: ignore[arg-type]


def test_it_wins_and_the_machines_verdict_stays(alpha: Story) -> None:
    looked(alpha, "d1")
    assert (status(alpha).status, status(alpha).missing) == ("incomplete", ("approval",))
    decide(alpha, "approval", "met")
    # financial_year and steps_taken are not among this assessment's findings, so they are undecided.
    assert (status(alpha).status, status(alpha).missing) == ("unclear", ())
    for requirement in ("financial_year", "steps_taken"):
        decide(alpha, requirement, "met")
    assert status(alpha).status == "compliant"
    history = alpha.registry.firm_history(1, TODAY)
    assert history.current is not None
    approval = next(each for each in history.current.findings if each["requirement"] == "approval")
    assert (approval["verdict"], approval["machine_verdict"]) == ("met", "not_met")
    assert history.current.assessment["verdict"] == "incomplete"
    assert [(each["cause"], each["was_status"], each["status"]) for each in history.changes] == [
        ("person", "unclear", "compliant"),
        ("person", "incomplete", "unclear"),
        ("first", "not_checked", "incomplete"),
    ]


def test_another_rulebook_does_not_overrule_a_person(alpha: Story) -> None:
    looked(alpha, "d1")
    decide(alpha, "approval", "met")
    newer = incomplete("d1", rulebook="2027.1")
    alpha.registry.record_assessment(newer, 1, None, alpha.at, WORDS)  # type: ignore[arg-type]
    assert "approval" not in status(alpha).missing
    (review,) = alpha.registry.firm_history(1, TODAY).reviews
    assert review.counts


def test_the_same_words_in_a_new_file_keep_it_and_other_words_reopen_it(alpha: Story) -> None:
    looked(alpha, "d1")
    decide(alpha, "approval", "met")
    looked(alpha, "d2", tuple(each.upper() + "  " for each in WORDS))
    assert status(alpha).missing == ()
    looked(alpha, "d3", (*WORDS, "We trained all our buyers."))
    assert (status(alpha).status, status(alpha).missing) == ("incomplete", ("approval",))
    (review,) = alpha.registry.firm_history(1, TODAY).reviews
    assert not review.counts
    assert alpha.registry.firm_history(1, TODAY).changes[0]["cause"] == "content"
    decide(alpha, "approval", None, confirm=True)
    (review,) = alpha.registry.firm_history(1, TODAY).reviews
    assert (review.counts, review.verdict, review.confirms) == (True, "not_met", True)
    assert [each["verdict"] for each in alpha.registry.reviews()] == ["met", "not_met"]


def test_it_can_be_withdrawn(alpha: Story) -> None:
    looked(alpha, "d1")
    decide(alpha, "approval", "met")
    decide(alpha, "approval", None)
    assert status(alpha).missing == ("approval",)
    assert alpha.registry.firm_history(1, TODAY).reviews == ()


def test_nothing_found_can_be_confirmed_and_lasts_until_something_is(alpha: Story) -> None:
    with pytest.raises(RegistryError, match="nothing has been looked at yet"):
        decide(alpha, "published", "not_met")
    alpha.crawled(visit(1))
    decide(alpha, "published", None, confirm=True)
    (review,) = alpha.registry.firm_history(1, TODAY).reviews
    assert (review.verdict, review.counts, status(alpha).status) == ("not_met", True, "missing")
    with pytest.raises(RegistryError, match="only 'published'"):
        decide(alpha, "approval", "met")
    decide(alpha, "published", "met")
    assert status(alpha).status == "unclear"
    looked(alpha, "d1")
    assert status(alpha).status == "incomplete"
    (review,) = alpha.registry.firm_history(1, TODAY).reviews
    assert not review.counts


def test_a_person_can_take_a_policy_for_the_statement_and_a_statement_for_none(alpha: Story) -> None:
    policy = assessment("p", Overall.NOT_A_STATEMENT, kind=Kind.POLICY_ONLY, not_met=("approval",))
    alpha.crawled(visit(1, found("p")), policy)
    assert status(alpha).status == "missing"
    decide(alpha, "published", "met")
    assert (status(alpha).status, status(alpha).score) == ("incomplete", 60)
    decide(alpha, "published", "not_met")
    assert (status(alpha).status, status(alpha).missing) == ("missing", ())


def test_a_persons_verdict_on_an_area_moves_the_score(alpha: Story) -> None:
    looked(alpha, "d1")
    assert status(alpha).score == 60
    decide(alpha, "training", "partly")
    assert status(alpha).score == 25


def test_the_remembered_standing_is_what_would_be_worked_out(alpha: Story) -> None:
    looked(alpha, "d1")
    decide(alpha, "approval", "met")
    before = status(alpha)
    refresh_standings(alpha.registry)
    assert status(alpha) == before


def test_an_answer_changes_nothing_and_is_shown(alpha: Story) -> None:
    looked(alpha, "d1")
    before = status(alpha)
    alpha.registry.record_reply(1, Answer("Our chair signed it.", "signature", "B. Clerk"), NOW)
    assert status(alpha) == before
    (reply,) = alpha.registry.firm_history(1, TODAY).replies
    assert (reply["text"], reply["requirement"], reply["by"]) == (
        "Our chair signed it.",
        "signature",
        "B. Clerk",
    )
    with pytest.raises(RegistryError, match="empty"):
        alpha.registry.record_reply(1, Answer("  "), NOW)
    with pytest.raises(RegistryError, match="'singing' is not a requirement"):
        alpha.registry.record_reply(1, Answer("x", "singing"), NOW)
    with pytest.raises(RegistryError, match="needs the name"):
        alpha.registry.record_review(1, Decision("approval", "met", " "), NOW)


def test_search_finds_the_sentence_and_the_firm_until_the_statement_is_replaced(alpha: Story) -> None:
    looked(
        alpha,
        "d1",
        ("No worker pays a recruitment fee.", "We train buyers.", "Recruitment is ours; fees are fair."),
    )
    hits = alpha.registry.search('"recruitment fees"')
    assert [(hit.name, hit.marked) for hit in hits] == [("Alpha Ltd", "No worker pays a [recruitment fee].")]
    assert len(alpha.registry.search("recruitment fees")) == 2
    assert alpha.registry.search('"') == alpha.registry.search("NEAR( *") == []
    assert alpha.registry.search("recruitment", district="Breckland") == []
    outside = AreaDecision("Alpha Ltd", None, False, "it has moved", "A. Reader", firm_id=1)
    alpha.registry.decide_area(outside, NOW)
    assert alpha.registry.search("recruitment") == []
    alpha.registry.decide_area(replace(outside, included=True), NOW)
    assert len(alpha.registry.search("recruitment")) == 2
    looked(alpha, "d2", ("We train buyers.",))
    assert alpha.registry.search("recruitment") == []
