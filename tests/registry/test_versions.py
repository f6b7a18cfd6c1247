"""Statements over the years, the same words elsewhere, and one document for several firms."""

from __future__ import annotations

import time

from checker.assessment import Overall
from registry import names_left_in
from tests.registry.conftest import Entry, Story, assessment, document, visit

COMMON = tuple(f"Sentence number {number} speaks at some length about what we do." for number in range(6))


def looked(story: Story, firm: int, sha256: str, words: tuple[str, ...], year: str = "2026-03-31") -> None:
    said = assessment(sha256, Overall.COMPLIANT, year_end=year)
    story.crawled(visit(firm, document(sha256)), said)
    story.registry.record_assessment(said, firm, None, story.at, words)


def test_versions_by_year_and_the_same_words_once(story: Story) -> None:
    story.load(Entry("Alpha Ltd", "a.test"))
    looked(story, 1, "new", (*COMMON, "Now."))
    looked(story, 1, "old", (*COMMON, "Then."), "2025-03-31")
    looked(story, 1, "new-again", (*COMMON, "NOW"))
    versions = story.registry.statement_versions(1)
    assert [(each.financial_year_end, each.sentences[-1], each.is_shown) for each in versions] == [
        ("2025-03-31", "Then.", False),
        ("2026-03-31", "Now.", True),
    ]


def test_the_same_text_at_another_firm(story: Story) -> None:
    story.load(Entry("Alpha Ltd", "a.test"), Entry("Beta Ltd", "b.test"), Entry("Gamma Ltd", "c.test"))
    looked(story, 1, "a", (*COMMON, "Ours alone, and a sentence that is long enough to tell."))
    looked(story, 2, "b", (*COMMON[:5], "Short.", "Something else that Beta has written all by itself."))
    looked(story, 3, "c", (*COMMON[:2], "Something else that Gamma has written all by itself."))
    (shared,) = story.registry.shared_texts(1)
    assert (shared.name, shared.shared, shared.longer) == ("Beta Ltd", 5, 7)
    assert [each.name for each in story.registry.shared_texts(3)] == []


def test_one_document_for_several_firms_names_some_of_them(story: Story) -> None:
    words = ("This is the statement of Top plc and of its subsidiary Middle Limited.", *COMMON)
    story.load(
        Entry("Top plc", "t.test", "00000001"),
        Entry("Middle Ltd", "m.test", "00000002", parent_name="Top plc", parent_number="00000001"),
        Entry(
            "Low Ltd",
            "l.test",
            "00000003",
            parent_name="Top plc",
            parent_number="00000001",
            scope="covered_by_group",
        ),
        Entry("Other Ltd", "o.test", "00000004"),
    )
    assert story.registry.group_statement(1) is None
    looked(story, 1, "g1", words)
    looked(story, 2, "g2", words)
    looked(story, 4, "o", COMMON[:1])
    for asked in (1, 2, 3):
        group = story.registry.group_statement(asked)
        assert group is not None
        assert {(each.name, each.how, each.named_in) for each in group.members} == {
            ("Top plc", "shows", words[0]),
            ("Middle Ltd", "shows", words[0]),
            ("Low Ltd", "subsidiary", None),
        }
        assert group.members[0].firm_id == asked
    assert story.registry.group_statement(4) is None


def test_names_left_in_a_text() -> None:
    sentences = (
        "Alpha Foods Limited and The Alpha Foods Group plc take this seriously.",
        "This statement is made by Crane & Heron Fisheries Ltd.",
        "Crane & Heron Fisheries Limited trains its staff, as does Zeta of Norwich LLP.",
    )
    assert names_left_in(sentences, ("ALPHA FOODS LTD",)) == {
        "Crane & Heron Fisheries Ltd": sentences[1],
        "Zeta of Norwich LLP": sentences[2],
    }


def test_a_hostile_text_takes_no_time() -> None:
    start = time.process_time()
    assert names_left_in(("A" * 200_000, "A " * 50_000, "A&" * 50_000, "Aa and " * 20_000), ("Alpha",)) == {}
    assert time.process_time() - start < 5
