"""Sentences end where a reader would say they end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.sentences import MAX_SENTENCE, split


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["This statement is made under s. 54(1) of the Modern Slavery Act 2015.", "It covers our year."],
        ["It was approved by the Board of Fenland Flour Ltd. on 3 May 2025.", "We review it yearly."],
        ["We act for Broadland Boats Co. Ltd and its subsidiaries.", "Our suppliers know this."],
        ["Registered in England No. 1234567.", "VAT No. 99 8877 66."],
        ["Signed by Mr. J. Smith, Director.", "Dated 31.12.2024."],
        ["We spend approx. 4 million pounds on goods, e.g. flour, i.e. wheat.", "No. 5 mill is let."],
        ["This covers Wensum Holdings plc.", "The Group has four mills."],
        ["The year ended on 31.12.2024.", "We then trained all staff."],
        ["Did we find any cases?", "We did not!", "We go on looking…", "And we report."],
        ["He said “we will act.”", "They did."],
        ["We follow the Act (see section 54.)", "We follow it well."],
        ["In 2024 we trained 40 staff.", "In 2025 we trained 60."],
        ["1. Our policies cover the U.K. and Ireland.", "They are reviewed."],
        ["See paras. 4 and 5 of the policy.", "It binds us."],
        ["We joined in 2015.", "Staff numbers rose."],
        ["Our suppliers number some 1,300.", "Buyers look at all of them."],
        ["Our office is at Norwich NR1 7HS.", "Further particulars follow."],
        ["The year ended on 31. March 2025.", "The next began on 1. April."],
        ["Our business is baking.", "2. Our suppliers are millers.", "3. Our people are bakers."],
        ["There are three steps:", "1. Know.", "2. Act.", "3. Show.", "All are needed."],
        ["Is a fee lawful?", "No.", "Fees are repaid."],
        ["See fig. 2.", "It shows the chain."],
        ["The scheme is run by Saltmarsh Data Ltd.", "Members share audits."],
        ["We own Saltmarsh Foods Ltd. Norwich and others.", "They trade."],
        ["Max. 48 hours a week are worked.", "Rest is 11 hours min. and often more."],
        ["We rely on Schedule 2, Pt. 1, of the Act.", "It is long."],
        ["Nos. 4 and 5 are closed.", "No. 6 is open."],
        ["We work in Bury St. Edmunds, Co. Durham and Washington, D.C.", "All are visited."],
    ],
)
def test_sentences_that_trip_others(sentences: list[str]) -> None:
    assert cut(" ".join(sentences)) == sentences


def test_company_suffix_before_a_new_sentence() -> None:
    assert cut("This is the statement of Norwich Nails Ltd. We make nails.") == [
        "This is the statement of Norwich Nails Ltd.",
        "We make nails.",
    ]


def test_bullets_left_in_a_line_part_sentences() -> None:
    assert cut("Our policies: • Whistleblowing • Recruitment") == [
        "Our policies:",
        "Whistleblowing",
        "Recruitment",
    ]


def test_a_contents_line_is_one_piece() -> None:
    assert cut("Our supply chain ........................ 7") == [
        "Our supply chain ........................ 7"
    ]


def test_a_table_without_full_stops_is_cut_to_a_length_that_can_be_quoted() -> None:
    pieces = cut("; ".join(f"supplier {number} in country {number}" for number in range(400)))
    assert max(len(piece) for piece in pieces) <= MAX_SENTENCE
    assert len(pieces) > 5


def test_one_endless_word_is_cut_too() -> None:
    assert [len(piece) for piece in cut("x" * (2 * MAX_SENTENCE + 7))] == [MAX_SENTENCE, MAX_SENTENCE, 7]


@given(st.text(alphabet=st.sampled_from("aBc. !?1)(“”•;Ltd\u00e9 "), max_size=400))
def test_pieces_come_in_order_and_lose_nothing(text: str) -> None:
    spans = split(text)
    assert all(start < end for start, end in spans)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
