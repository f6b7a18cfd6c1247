from __future__ import annotations

from collections.abc import Callable

import pytest

from checker import Document
from checker.names import name_after, name_before
from checker.rulebook import Rulebook
from checker.signature import signature

Make = Callable[[str], Document]
BODY = "We bake bread in Dereham, buy flour from four mills and visited each of them this year.\n\n" * 12


@pytest.mark.parametrize(
    ("text", "name", "role", "qualifies", "on"),
    [
        ("Signed: Hesper Quill\n\nManaging Director\n\n12 May 2026", "Hesper Quill", "Managing Director", True, "2026-05-12"),
        ("Director's name: Hesper Quill\n\nDate: 12 May 2026", "Hesper Quill", "Director", True, "2026-05-12"),
        ("H. R. Quill, Chief Executive Officer", "H. R. Quill", "Chief Executive Officer", True, None),
        ("HESPER QUILL\nCEO", "HESPER QUILL", "CEO", True, None),
        ("Signed on behalf of the board by Hesper Quill-Moss, Group Finance Director", "Hesper Quill-Moss", "Group Finance Director", True, None),
        ("Signed: Hesper Quill, Company Secretary", "Hesper Quill", "Company Secretary", False, None),
        ("Hesper Quill\nCountry Lead, UK and Ire\nDirector\n5 July 2026", "Hesper Quill", "Country Lead, UK and Ire Director", True, "2026-07-05"),
        ("Hesper Quill\nCountry Lead, UK\nDirectors are listed on our web site.", "Hesper Quill", "Country Lead", False, None),
        ("Signed by Hesper Quill", "Hesper Quill", None, False, None),
        ("Signed by Hesper Quill, Managing Director, who leads this work.", "Hesper Quill", "Managing Director", True, None),
        ("Hesper Quill, Director, is responsible for this statement and has signed it.", "Hesper Quill", "Director", True, None),
    ],
)  # fmt: skip
def test_tells_who_signed(
    document: Make,
    rulebook: Rulebook,
    text: str,
    name: str,
    role: str | None,
    qualifies: bool,
    on: str | None,
) -> None:
    found = signature(document(BODY + text), rulebook, "company")
    assert found is not None
    assert (found.name, found.role, found.qualifies, found.signed_on) == (name, role, qualifies, on)


@pytest.mark.parametrize(
    "text",
    [
        "Our Head of Procurement, Hesper Quill, leads a group that meets every month and reports what it has seen.",
        "All suppliers signed the code of conduct.",
        "Contact: office@bread.example",
        "Hesper Quill, Director, is responsible for this and has signed up to the charter.",
    ],
)
def test_is_not_fooled(document: Make, rulebook: Rulebook, text: str) -> None:
    assert signature(document(BODY + text + "\n\n" + BODY), rulebook, "company") is None


def test_the_role_that_qualifies_depends_on_the_legal_form(document: Make, rulebook: Rulebook) -> None:
    made = document(BODY + "Signed: Hesper Quill, Designated Member")
    for_llp, for_company = (signature(made, rulebook, form) for form in ("llp", "company"))
    assert for_llp is not None
    assert for_llp.qualifies
    assert for_company is None or not for_company.qualifies


def test_names_end_and_begin_where_people_write_them() -> None:
    text = "Signed: Tamsin de Vries-O’Connor, Group Director"
    span = name_before(text, text.index("Director"))
    assert span is not None
    assert text[slice(*span)] == "Tamsin de Vries-O’Connor"
    assert name_after("on behalf of the Board of Directors of Bread Limited", 0) is None


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Approved by the board on 2 May 2026.\n\nHesper Quill\nDirector", None),
        ("Approved by the board on 2 May 2026 and signed by Hesper Quill, Director.", None),
        ("Approved by the board on 2 May 2026.\n\nHesper Quill\nDirector\n9 May 2026", "2026-05-09"),
        ("9 May 2026\n\nHesper Quill\nDirector\nIncorporated 4 May 1987", "2026-05-09"),
        ("Hesper Quill\nDirector\nNext review: 9 May 2027", None),
        ("Hesper Quill\nDirector\nIssue date: 9 May 2026", None),
        ("Hesper Quill\nDirector\nThis year we visit sites. In July 2026 we begin.", None),
        ("Signed: Hesper Quill, Director\n31 March 2026", None),
        ("Signed: Hesper Quill, Director\nDate: 31 March 2026", "2026-03-31"),
        ("Dated this 9th day of May 2026\nHesper Quill, Director", "2026-05-09"),
        ("Signed: Hesper Quill, Director\nDocuSigned on 09-May-2026", "2026-05-09"),
        ("Signature\n\nHesper Quill (May 9, 2026 14:32 GMT+1)\nHesper Quill\nDirector", "2026-05-09"),
    ],
)
def test_the_date_is_that_of_signing(document: Make, rulebook: Rulebook, text: str, on: str | None) -> None:
    found = signature(document(BODY + text), rulebook, "company", year_end="2026-03-31")
    assert found is not None
    assert (found.name, found.signed_on) == ("Hesper Quill", on)


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Our CEO, Hesper Quill, has signed this statement.", "Hesper Quill", "CEO"),
        ("Signed by Hesper St. John-Quill in her capacity as director", "Hesper St. John-Quill", "director"),
        ("Signed: Hesper Quill\nDesignation: Director", "Hesper Quill", "Director"),
        ("Signed: Hesper Quill\nHead of Procurement", "Hesper Quill", "Head of Procurement"),
        ("Signed: Hesper Quill\nChairPage 4", "Hesper Quill", "Chair"),
        ("Signed by\nHesper Quill\nhqf Group CEO", "Hesper Quill", "hqf Group CEO"),
    ],
)
def test_roles_before_and_behind_names(
    document: Make, rulebook: Rulebook, text: str, name: str, role: str
) -> None:
    found = signature(document(BODY + text), rulebook, "company")
    assert found is not None
    assert (found.name, found.role) == (name, role)


@pytest.mark.parametrize("form", ["company", "llp", "partnership"])
def test_a_partner_signs_for_a_partnership_only(document: Make, rulebook: Rulebook, form: str) -> None:
    found = signature(document(BODY + "Signed by Hesper Quill, partner"), rulebook, form)
    assert found is not None
    assert (found.role, found.qualifies) == ("partner", form != "company")


@pytest.mark.parametrize(
    "text",
    [
        "For questions contact Hesper Quill, Head of Compliance, on 01632 960123.\n\nLast updated: 1 July 2026",
        "Further information: Hesper Quill, Managing Director, hesper@bread.example",
        "This statement must be approved by the board and signed by a director before it is published.",
    ],
)
def test_whom_to_ask_has_not_signed(document: Make, rulebook: Rulebook, text: str) -> None:
    assert signature(document(BODY + text), rulebook, "company") is None


def test_a_director_of_a_company_named_is_one(document: Make, rulebook: Rulebook) -> None:
    for company in (
        "Quill Quays Limited", "QUILL QUAYS SAS", "the Company", "both companies", "Quill & Moss (Norfolk) plc"
    ):  # fmt: skip
        found = signature(document(f"{BODY}Hesper Quill\nDirector of {company}"), rulebook, "company")
        assert found is not None
        assert found.qualifies
    for duty in ("Operations", "Buying for Quill Quays Limited", "Operations, Quill Quays Limited"):
        found = signature(document(f"{BODY}Hesper Quill\nDirector of {duty}"), rulebook, "company")
        assert found is not None
        assert not found.qualifies


@pytest.mark.parametrize(
    ("ending", "is_anothers"),
    [
        ("Signed: Hesper Quill, Director, Quill Quays Australia Pty Limited", True),
        ("Hesper Quill\nDirector\nQuill Quays GmbH", True),
        ("Hesper Quill, Director of Quill Quays GmbH", True),
        ("Hesper Quill, Director, for and on behalf of Quill Quays GmbH", True),
        ("Hesper Quill\nDirector\n\nQuill Quays GmbH buys our flour.", False),
        ("Hesper Quill, Director, Quill Quays Limited", False),
        ("Hesper Quill, Director, Larkbread Limited", False),
        ("Hesper Quill, Group Director, Quill Quays GmbH", False),
        ("Hesper Quill, Director, Quill Quays GmbH\n\nAda Snell, Director, Larkbread Limited", False),
        ("Larkbread is a subsidiary of Quill Quays GmbH.\n\nHesper Quill, Director, Quill Quays GmbH", False),
        ("Our transparency rests on Quill Quays GmbH.\n\nHesper Quill, Director, Quill Quays GmbH", True),
    ],
)
def test_a_director_of_a_sister_abroad_signs_for_another(
    document: Make, rulebook: Rulebook, ending: str, *, is_anothers: bool
) -> None:
    found = signature(document(BODY + ending), rulebook, "company", organisation="Larkbread Limited")
    assert found is not None
    assert (found.qualifies, found.is_anothers) == (True, is_anothers)
    for unsaid in (None, "Quill Quays GmbH"):
        own = signature(document(BODY + ending), rulebook, "company", organisation=unsaid)
        assert own is not None
        assert not own.is_anothers
