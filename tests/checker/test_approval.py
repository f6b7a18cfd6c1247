from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document
from checker.approval import By, approval
from checker.rulebook import Rulebook

Make = Callable[[str], Document]
OPENING = "Modern slavery statement\n\nWe bake bread in Dereham and buy flour from four mills.\n\n"


@pytest.mark.parametrize(
    ("text", "by", "on"),
    [
        ("This statement was approved by the board of directors on 8 June 2026.", By.BOARD, "2026-06-08"),
        ("The trustees approved this statement on 1 May 2025.", By.BOARD, "2025-05-01"),
        (
            "Approved by the Board on 12 December 2017 and signed on its behalf by A. Baker.",
            By.BOARD,
            "2017-12-12",
        ),
        ("It was ratified by our governing body. This is our statement.", By.BOARD, None),
        (
            "The board approved this statement on 8 June 2026; next year's will be approved in June 2027.",
            By.BOARD,
            "2026-06-08",
        ),
        (
            "This statement has been approved by the board and will be put to it for approval again next year.",
            By.BOARD,
            None,
        ),
        (
            "Our directors approved this statement on 8 June 2026 and are due to approve the next in June 2027.",
            By.BOARD,
            "2026-06-08",
        ),
        ("This statement has been approved by the senior leadership team.", By.OTHER, None),
        ("This statement was approved by the Audit Committee of the Board.", By.OTHER, None),
        ("This statement has been approved and will be reviewed every year.", By.UNATTRIBUTED, None),
    ],
)
def test_tells_who_approved(document: Make, rulebook: Rulebook, text: str, by: By, on: str | None) -> None:
    found = approval(document(OPENING + text), rulebook, members_approve=False, year_end=None)
    assert (found.by, found.approved_on) == (by, on)


@pytest.mark.parametrize(
    "text",
    [
        "We buy only from approved suppliers, and our directors visit them.",
        "The board has considered this statement, and will be asked to approve it again next year.",
        "This statement was reviewed by the board of directors, and is due to be approved at its next meeting.",
        "Our anti-slavery policy was approved by the board.",
        "The statement will be approved by the board.",
        "The Act requires that a statement is approved by the board of directors.",
        "Training was agreed with our suppliers and the board was told.",
    ],
)
def test_is_not_fooled(document: Make, rulebook: Rulebook, text: str) -> None:
    long_tail = " We checked every mill again this year and wrote down what we saw." * 25
    found = approval(document(OPENING + text + long_tail), rulebook, members_approve=False, year_end=None)
    assert found.by is By.NOBODY


def test_members_approve_for_a_limited_liability_partnership(document: Make, rulebook: Rulebook) -> None:
    made = document(OPENING + "This statement was approved by the members on 3 July 2026.")
    assert approval(made, rulebook, members_approve=True, year_end=None).by is By.BOARD
    assert approval(made, rulebook, members_approve=False, year_end=None).by is not By.BOARD


def test_the_year_end_is_not_the_date_of_approval(document: Make, rulebook: Rulebook) -> None:
    made = document(OPENING + "The board approved this statement for the financial year ended 31 March 2026.")
    assert approval(made, rulebook, members_approve=False, year_end="2026-03-31").approved_on is None


def test_a_line_end_does_not_part_the_board_from_its_approval(document: Make, rulebook: Rulebook) -> None:
    made = document(
        OPENING + "This statement has been approved by\n\nthe board of directors of Bread Limited"
    )
    assert approval(made, rulebook, members_approve=False, year_end=None).by is By.BOARD


JOINT = "This statement is made by Larkmoor UK Limited and Larkmoor Pty Ltd. "


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("This statement was approved by the Board of Larkmoor Pty Ltd on 3 December 2025.", By.ANOTHER),
        ("The board of directors of Larkmoor Pty Ltd approved this statement.", By.ANOTHER),
        ("This statement was approved by the Board of Larkmoor Pty Ltd, the ultimate parent.", By.BOARD),
        ("This statement was approved by the Board of Larkmoor Pty Ltd on behalf of the group.", By.BOARD),
        ("This statement was approved by the boards of Larkmoor UK Limited and Larkmoor Pty Ltd.", By.BOARD),
        ("This statement was approved by the Board of Larkmoor UK Limited.", By.BOARD),
        ("This statement was approved by the Board of Directors.", By.BOARD),
    ],
)
def test_the_board_of_a_sister_abroad_is_anothers(
    document: Make, rulebook: Rulebook, text: str, by: By
) -> None:
    made = document(OPENING + JOINT + text)
    ours, theirs = (
        approval(made, rulebook, members_approve=False, year_end=None, organisation=name)
        for name in ("Larkmoor UK Limited", "Larkmoor Pty Ltd")
    )
    assert ours.by is by
    assert theirs.by is By.BOARD


def test_a_parent_abroad_approves_for_its_subsidiaries(document: Make, rulebook: Rulebook) -> None:
    text = "Larkmoor UK Limited is a subsidiary of Larkmoor Inc. This statement was approved by the board of Larkmoor Inc."
    made = document(OPENING + text)
    found = approval(made, rulebook, members_approve=False, year_end=None, organisation="Larkmoor UK Limited")
    assert found.by is By.BOARD


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("This statement was approved by the board.\n\nJo Moss\nDirector\n3 May 2026", None),
        ("This statement was approved by the Board of Moss plc.Jo MossDirector3 May 2026", None),
        ("This statement was approved by the board and signed by Jo Moss, Director, on 3 May 2026.", None),
        ("This statement was approved and signed by the board on 3 May 2026.", "2026-05-03"),
        ("This statement was approved by the board. *Data are of April 2026 unless stated.", None),
        ("This statement was approved by the board.\n\nJo Moss\nDirector\nDate of approval: 3 May 2026", "2026-05-03"),
        ("This statement was approved by the board.\n\n| Date approved | 3 May 2026 |\n| Review | 3 May 2027 |", "2026-05-03"),
        ("This statement was approved by the board.\n\nJo Moss\nDirector\nApproved: May 2026\nApproved: June 2026", None),
    ],
)  # fmt: skip
def test_the_date_is_that_of_the_approval(
    document: Make, rulebook: Rulebook, text: str, on: str | None
) -> None:
    made = document(OPENING + text)
    assert approval(made, rulebook, members_approve=False, year_end=None).approved_on == on


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The Board approved the previous statement on 5 June 2025.", By.NOBODY),
        ("The policy on which this statement relies was approved by the board.", By.NOBODY),
        ("This policy and statement was approved by the board.", By.BOARD),
        ("The Board delegated approval of this statement to the Chief Executive, who approved it.", By.OTHER),
        ("By order of the Board", By.WEAK),
        ("Issued with the authority of the Board", By.WEAK),
        ("This statement was approved on behalf of the Board by Jo Moss.", By.WEAK),
        ("This statement was approved on behalf of the Board of Moss plc on 3 May 2026.", By.BOARD),
        ("This statement was endorsed by our Chief Executive and will be presented to the Board.", By.OTHER),
        (
            "Our suppliers' action plans are approved by the Board. Our next statement is due in 2027.",
            By.NOBODY,
        ),
        ("Authorised by: J Moss", By.UNATTRIBUTED),
    ],
)
def test_what_was_approved_and_who_did(document: Make, rulebook: Rulebook, text: str, by: By) -> None:
    made = document(OPENING + text)
    assert approval(made, rulebook, members_approve=False, year_end=None).by is by


def test_glued_words_are_found_behind_letters_that_are_two_when_small(
    document: Make, rulebook: Rulebook
) -> None:
    text = "İİİİ Istanbul. Thisstatementwasapprovedbytheboardofdirectorson3May2025"
    found = approval(document(text), rulebook, members_approve=False, year_end=None)
    assert found.by is By.BOARD
    assert text[found.said[0] : found.said[1]].startswith("approvedbytheboard")
