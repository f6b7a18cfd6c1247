"""Headings and lists guessed from bare rows, with marks and without."""

from __future__ import annotations

import pytest

from checker.views import views_of_rows


def test_headings_and_list_parents_are_guessed_from_rows() -> None:
    views = views_of_rows(
        [
            "Our policies",
            "We have adopted the following:",
            "a recruitment policy",
            "a supplier code",
            "We train staff.",
        ]
    )
    assert [view.heading for view in views] == ["", *["Our policies"] * 4]
    assert views[0].is_heading
    assert [bool(view.parent) for view in views] == [False, False, True, True, False]
    assert [(view.place, view.sentences) for view in views] == [(at, 5) for at in range(5)]


def test_a_list_is_seen_without_its_colon_and_bullets() -> None:
    rows = [
        "Next year we intend to",
        "train our buyers",
        "map our second tier",
        "Our board reviews progress",
        "x",
    ]
    views = views_of_rows(rows)
    assert [view.parent for view in views] == ["", rows[0], rows[0], "", ""]


def test_what_stands_on_every_page_is_no_heading() -> None:
    rows = [
        "Acme Modern Slavery Statement",
        "We buy tea and coffee from growers.",
        "Acme Modern Slavery Statement",
        "We sell tea and coffee to shops.",
        "Acme Modern Slavery Statement",
        "We drink our own tea too.",
    ]
    assert [view.heading for view in views_of_rows(rows)] == [""] * 6


@pytest.mark.parametrize(
    "lead_in",
    [
        "Acme will take the following steps during the year",
        "The next steps for our group will be",
        "We are working with our growers on",
        "Our objectives are as follows",
        "In 2026 we have agreed to these goals:",
    ],
)
def test_a_line_that_announces_a_list_leads_it_in(lead_in: str) -> None:
    items = ["Train all buyers of tea", "Map the second tier"]
    assert [view.parent for view in views_of_rows([lead_in, *items])] == ["", lead_in, lead_in]


@pytest.mark.parametrize(
    "line",
    [
        "We follow the policies.",
        "The steps that we take are set out below.",
        "Our buyers visited growers of tea in May",
        "Following our review the board met twice",
    ],
)
def test_a_whole_sentence_leads_nothing_in(line: str) -> None:
    assert [view.parent for view in views_of_rows([line, "We train our staff", "Our board met"])] == [
        "",
        "",
        "",
    ]


def test_items_that_open_with_one_word_are_one_list_though_each_is_a_sentence() -> None:
    lead_in = "We have set ourselves the following goals for next year"
    rows = [lead_in, "We will train all buyers", "We will map the second tier", "Our board met in May"]
    assert [view.parent for view in views_of_rows(rows)] == ["", lead_in, lead_in, ""]


@pytest.mark.parametrize(
    ("row", "heading"),
    [
        ("Our Supply Chain We buy tea from growers in four counties", "Our Supply Chain"),
        ("Training and Awareness All buyers sat a course", "Training and Awareness"),
        ("3.2 Next Steps In the coming year we will visit growers", "3.2 Next Steps"),
        ("NEXT STEPS Acme will visit growers", "NEXT STEPS "),
        ("We buy tea. Our growers are small", ""),
        ("Acme Tea Limited buys from growers", ""),
    ],
)
def test_a_heading_run_into_its_first_sentence_heads_it(row: str, heading: str) -> None:
    views = views_of_rows([row, "Everything is checked twice before it is paid for"])
    assert [view.heading for view in views] == [heading, heading]
    assert not any(view.is_heading for view in views)
