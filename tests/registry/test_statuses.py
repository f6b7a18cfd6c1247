from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.assessment import Kind, Overall
from crawler.records import Reason
from registry import STATUSES, FirmStatus, Registry, StatusFilter, open_registry
from tests.registry.conftest import TODAY, Entry, Said, Story, assessment, document, refresh_standings, visit

SCAN = Said(kind="other", is_statement=False, unreadable="a scan")
POLICY = Said(kind="policy_only", is_statement=False)


@pytest.fixture
def alpha(story: Story) -> Story:
    story.load(Entry("Alpha Ltd", "a.test", district="Breckland"))
    return story


def row(story: Story, today: date = TODAY) -> FirmStatus:
    (only,) = story.registry.firm_statuses(today)
    return only


def test_before_any_look(story: Story) -> None:
    story.load(Entry("Alpha Ltd", "a.test"), Entry("Beta Ltd"))
    assert [(each.name, each.status) for each in story.registry.firm_statuses(TODAY)] == [
        ("Alpha Ltd", "not_checked"),
        ("Beta Ltd", "no_website"),
    ]
    story.registry.add_firms([Entry("Beta Ltd", None, sector="Food")], "test", story.at)
    assert story.registry.firm_statuses(TODAY)[1].status == "no_website"


@pytest.mark.parametrize("verdict", [Overall.COMPLIANT, Overall.INCOMPLETE, Overall.UNCLEAR])
def test_a_statement_found_has_its_assessments_verdict(alpha: Story, verdict: Overall) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1", verdict, not_met=("approval", "training")))
    assert row(alpha).as_json() == {
        "name": "Alpha Ltd",
        "company_number": None,
        "district": "Breckland",
        "website": "a.test",
        "scope": "unknown",
        "status": verdict.value,
        "reason": None,
        "statement_url": "https://a.test/modern-slavery",
        "statement_kind": "statement",
        "financial_year_end": "2026-03-31",
        "homepage_link": True,
        "score": 60,
        "missing": ["approval", "training"],
        "checked_at": "2026-12-22T09:00:00Z",
        "followup_due": None,
    }


def test_a_statement_grows_out_of_date_by_itself(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1", Overall.INCOMPLETE, year_end="2025-03-31"))
    assert row(alpha, date(2026, 9, 30)).status == "incomplete"
    assert row(alpha, date(2026, 10, 1)).status == "out_of_date"


def test_an_imprecise_year_is_never_held_to_end_early(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1", year_end="2025"))
    assert row(alpha, date(2027, 6, 30)).status == "compliant"
    assert row(alpha, date(2027, 7, 1)).status == "out_of_date"


def test_an_old_statement_looked_at_on_an_earlier_day_shows_what_it_was(alpha: Story) -> None:
    old = assessment("d1", Overall.OUT_OF_DATE, year_end="2024-03-31", partly=("signature",))
    alpha.crawled(visit(1, document("d1")), old)
    assert row(alpha).status == "out_of_date"
    assert row(alpha, date(2025, 1, 1)).status == "unclear"


def test_an_old_statement_of_no_stated_year_stays_out_of_date(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1", Overall.OUT_OF_DATE, year_end=None))
    assert row(alpha).status == "out_of_date"
    assert row(alpha).score == 60


def test_nothing_found_is_missing(alpha: Story) -> None:
    alpha.crawled(visit(1, link=None))
    found = row(alpha)
    assert (found.status, found.statement_url, found.homepage_link, found.score, found.missing) == (
        "missing",
        None,
        None,
        None,
        (),
    )


def test_a_policy_in_its_place_is_shown_and_is_no_statement(alpha: Story) -> None:
    judged = assessment("d1", Overall.NOT_A_STATEMENT, kind=Kind.POLICY_ONLY, not_met=("approval",))
    alpha.crawled(visit(1, document("d1", POLICY)), judged)
    found = row(alpha)
    assert (found.status, found.statement_kind, found.statement_url) == (
        "missing",
        "policy_only",
        "https://a.test/modern-slavery",
    )
    assert (found.score, found.missing) == (None, ())


@pytest.mark.parametrize("reason", list(Reason))
def test_not_being_able_to_look_is_never_held_against_a_firm(alpha: Story, reason: Reason) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1", Overall.INCOMPLETE, not_met=("approval",)))
    alpha.crawled(visit(1, reason=reason))
    found = row(alpha)
    assert (found.status, found.reason) == ("could_not_check", reason.value)
    assert (found.score, found.missing, found.homepage_link) == (None, (), None)
    assert found.statement_url == "https://a.test/modern-slavery"
    assert found.financial_year_end == "2026-03-31"
    # Even when the statement known would be out of date by now.
    assert row(alpha, date(2040, 1, 1)).status == "could_not_check"


def test_a_scan_keeps_its_url_and_is_judged_when_it_can_be_read(alpha: Story) -> None:
    visit_id = alpha.crawled(visit(1, document("d1", SCAN), reason=Reason.UNREADABLE))
    assert (row(alpha).status, row(alpha).reason) == ("could_not_check", "unreadable")
    assert row(alpha).statement_url == "https://a.test/modern-slavery"
    unreadable = assessment("d1", Overall.UNREADABLE, score=None, kind=Kind.OTHER)
    alpha.registry.record_assessment(unreadable, 1, visit_id, alpha.at)
    assert (row(alpha).status, row(alpha).reason) == ("could_not_check", "unreadable")
    alpha.registry.record_assessment(assessment("d1", rulebook="2026.2"), 1, visit_id, alpha.at)
    assert (row(alpha).status, row(alpha).reason) == ("compliant", None)


def test_a_scan_among_policies_may_be_the_statement(alpha: Story) -> None:
    alpha.crawled(
        visit(1, document("d1", POLICY, "https://a.test/policy"), document("d2", SCAN, "https://a.test/scan"))
    )
    found = row(alpha)
    assert (found.status, found.reason, found.statement_url) == (
        "could_not_check",
        "unreadable",
        "https://a.test/scan",
    )


def test_an_old_statement_is_not_held_against_a_firm_whose_new_one_could_not_be_read(alpha: Story) -> None:
    """The look ends as one that could not look, for the scan may be this year's statement."""
    old, scan = Said(year_end="2024-03-31", is_out_of_date=True), "https://a.test/2026.pdf"
    visit_id = alpha.crawled(
        visit(
            1,
            document("d1", old, "https://a.test/2024"),
            document("d2", SCAN, scan),
            reason=Reason.UNREADABLE,
        ),
        assessment("d1", Overall.OUT_OF_DATE, year_end="2024-03-31"),
    )
    later = TODAY + timedelta(days=90)
    found = row(alpha, later)
    assert (found.status, found.reason, found.statement_url) == ("could_not_check", "unreadable", scan)
    assert (found.score, found.missing, found.financial_year_end) == (None, (), None)
    # Once it can be read, it is what is said of the firm, if it is the newer one.
    alpha.registry.record_assessment(assessment("d2", rulebook="2026.2"), 1, visit_id, alpha.at)
    found = row(alpha, later)
    assert (found.status, found.statement_url) == ("compliant", scan)
    older = assessment("d2", year_end="2022-03-31", rulebook="2026.3")
    alpha.registry.record_assessment(older, 1, visit_id, alpha.at)
    assert (row(alpha, later).status, row(alpha, later).statement_url) == (
        "out_of_date",
        "https://a.test/2024",
    )


def test_a_statement_goes_before_what_ranks_higher(alpha: Story) -> None:
    alpha.crawled(
        visit(
            1,
            document("d1", POLICY, "https://a.test/policy"),
            document("d2", Said(), "https://a.test/statement"),
        ),
        assessment("d2"),
    )
    assert row(alpha).statement_url == "https://a.test/statement"


def test_a_statement_taken_down_is_missing_again(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1"))
    alpha.crawled(visit(1, link=None))
    assert (row(alpha).status, row(alpha).statement_url) == ("missing", None)
    alpha.crawled(visit(1, reason=Reason.DNS))
    assert (row(alpha).status, row(alpha).statement_url) == ("could_not_check", None)


def test_found_but_not_yet_assessed_is_for_a_person(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1", Said(year_end="2026")), link=None))
    found = row(alpha)
    assert (found.status, found.financial_year_end, found.homepage_link) == ("unclear", "2026", False)


def test_a_firm_that_loses_its_web_site_has_none(alpha: Story) -> None:
    alpha.crawled(visit(1, document("d1")), assessment("d1"))
    alpha.registry._db.execute("UPDATE firms SET website = NULL")
    refresh_standings(alpha.registry)
    assert row(alpha).status == "no_website"


def test_filters_and_order(story: Story) -> None:
    story.load(
        Entry("Alpha Ltd", "a.test", district="Breckland", scope="in_scope"),
        Entry("Beta Ltd", "b.test", district="Breckland"),
        Entry("Gamma Ltd", "c.test", district="Norwich", scope="in_scope"),
        Entry("Delta Ltd"),
    )
    story.crawled(
        visit(1, document("d1")), assessment("d1", Overall.INCOMPLETE, not_met=("approval",), score=40)
    )
    story.crawled(
        visit(2, document("d1")), assessment("d1", Overall.INCOMPLETE, not_met=("signature",), score=20)
    )
    story.crawled(visit(3, document("d1")), assessment("d1", year_end="2020", score=90))

    def names(**chosen: object) -> list[str]:
        return [each.name[0] for each in story.registry.firm_statuses(TODAY, StatusFilter(**chosen))]  # type: ignore[arg-type]

    assert names() == ["A", "B", "D", "G"]
    assert names(status=("incomplete",)) == ["A", "B"]
    assert names(status=("incomplete",), district="breckland", missing="approval") == ["A"]
    assert names(status=("out_of_date", "no_website")) == ["D", "G"]
    assert names(scope="in_scope") == ["A", "G"]
    assert names(missing="appro") == []
    assert names(due=True) == []
    assert names(sort="score") == ["B", "A", "G", "D"]
    assert names(sort="district") == ["A", "B", "G", "D"]
    assert names(sort="year")[0] == "G"
    assert names(sort="checked") == ["A", "B", "G", "D"]
    assert names(sort="status") == ["A", "B", "D", "G"]
    assert story.registry.status_counts(TODAY) == dict.fromkeys(STATUSES, 0) | {
        "incomplete": 2,
        "out_of_date": 1,
        "no_website": 1,
    }


STEPS = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.sampled_from([None, None, *Reason]),
        st.lists(st.sampled_from([Said(), SCAN, POLICY]), max_size=3),
        st.lists(st.sampled_from([None, *Overall]), min_size=3, max_size=3),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_what_is_remembered_is_what_would_be_worked_out_anew(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[int, Reason | None, list[Said], list[Overall | None]]],
) -> None:
    with open_registry(tmp_path_factory.mktemp("standings") / "registry.db") as registry:
        story = Story(registry)
        story.load(*[Entry(f"Firm {n}", f"{n}.test", str(n)) for n in (1, 2, 3)])
        for firm_id, reason, said, verdicts in steps:
            documents = [document(f"d{n}{each.kind}", each) for n, each in enumerate(said)]
            judged = [
                assessment(each.sha256, verdict)
                for each, verdict in zip(documents, verdicts, strict=False)
                if verdict is not None
            ]
            story.crawled(visit(firm_id, *documents, reason=reason), *judged)
        remembered = _standings(registry)
        refresh_standings(registry)
        assert _standings(registry) == remembered
        for each in registry.firm_statuses(TODAY):
            assert each.status in STATUSES
            assert (each.reason is not None) == (each.status == "could_not_check")
            if each.status in ("could_not_check", "missing", "not_checked"):
                assert (each.score, each.missing) == (None, ())


def _standings(registry: Registry) -> list[tuple[object, ...]]:
    return next(list(table.rows) for table in registry.tables() if table.name == "standings")
