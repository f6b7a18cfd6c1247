"""What a person decided on a firm's belonging to the area."""

from __future__ import annotations

from registry import AreaDecision, CrawlRequest, StatusFilter
from tests.registry.conftest import NOW, TODAY, Entry, Story


def test_put_outside_a_firm_is_neither_listed_nor_crawled_nor_lost(story: Story) -> None:
    story.load(Entry("Alpha Ltd", "a.test", "00000001", district="Norwich"), Entry("Beta Ltd", "b.test"))
    out = AreaDecision(
        "Alpha Ltd", "00000001", included=False, reason="its accountant's address", by="A. Reader"
    )
    assert story.registry.decide_area(out, NOW) == 1
    assert [row.name for row in story.registry.firm_statuses(TODAY)] == ["Beta Ltd"]
    assert sum(story.registry.status_counts(TODAY).values()) == 1
    assert [row.name for row in story.registry.firm_statuses(TODAY, StatusFilter(outside=True))] == [
        "Alpha Ltd"
    ]
    crawl = story.registry.start_or_resume_crawl(CrawlRequest(), NOW)
    assert crawl is not None
    assert [each.name for each in crawl.waiting] == ["Beta Ltd"]
    assert story.registry.firm_history(1, TODAY).firm.name == "Alpha Ltd"
    story.load(Entry("Alpha Ltd", "a.test", "00000001"))
    assert [row.name for row in story.registry.firm_statuses(TODAY)] == ["Beta Ltd"]
    back = AreaDecision("Alpha Ltd", "00000001", True, "its factory", "A. Reader", "Breckland", 1)
    story.registry.decide_area(back, NOW)
    (alpha, _) = story.registry.firm_statuses(TODAY)
    assert alpha.district == "Breckland"
    (kept,) = story.registry.area_decisions()
    assert (kept.included, kept.reason) == (True, "its factory")


def test_a_firm_that_no_register_has_brought_is_remembered_by_its_number(story: Story) -> None:
    decision = AreaDecision("company 00000009", "00000009", True, "its factory", "A. Reader", "Norwich")
    assert story.registry.decide_area(decision, NOW) is None
    assert story.registry.area_decisions() == [decision]
