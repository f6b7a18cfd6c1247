"""Another organisation's name where the firm's own should stand."""

from __future__ import annotations

from datetime import date

import pytest

from checker import Assessment, Context, check, read
from checker.rulebook import Rulebook
from checker.strangers import stranger

STATEMENT = (
    "<html><head><title>{title}</title></head><body><main><h1>Modern Slavery Statement</h1>"
    "<p>This statement is made under section 54 of the Modern Slavery Act 2015 by Larkbread Limited for the year ended "
    "31 March 2026.</p><p>We bake bread in Norwich and buy flour from four mills. {said}</p>"
    "<p>Every buyer was trained in the signs of slavery in supply chains. We visited each mill.</p>"
    "<p>Approved by the board on 4 June 2026.</p><p>Mira Lark, Director of Larkbread Limited</p></main></body></html>"
)


def judged(said: str = "", title: str = "Modern slavery | Larkbread") -> Assessment:
    body = STATEMENT.format(title=title, said=said).encode()
    return check(body, source="a.html", media_type=None, context=Context(today=date(2026, 11, 21)))


@pytest.mark.parametrize(
    "said",
    [
        "Harbourline Freight Limited is committed to preventing slavery in its supply chains.",
        "Harbourline has a zero-tolerance approach to modern slavery. At Harbourline we mean it.",
        "Signed for and on behalf of Harbourline Freight Limited.",
    ],
)
def test_a_text_left_over_from_another_firm_is_said(said: str) -> None:
    found = judged(said)
    assert "other_organisation_named" in found.document.warnings
    (told,) = (each for each in found.observations if each.rule == "other_organisation")
    assert "Harbourline" in told.text
    assert "Larkbread" in told.text
    assert {each.quote.split()[0] for each in told.evidence} < {"Harbourline", "Larkbread"}


def test_a_statement_on_another_firms_site_is_said() -> None:
    assert (
        "other_organisation_named" in judged(title="Modern slavery | Harbourline Freight").document.warnings
    )


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Our parent company, Harbourline Holdings plc, is committed to ending slavery.",
        "Our supplier Harbourline Mills Limited is committed to ending slavery.",
        "Our sister company Crumb Limited is committed to the same fight against slavery.",
        "LB Limited, trading as Larkbread, recognises that slavery exists.",
        "Larkbread is committed to ending slavery. The Company is committed to it too.",
        "The United Kingdom is committed to ending slavery. The Home Office recognises that it will take long.",
        "The Ethical Trading Initiative recognises the risk of slavery. Stronger Together is dedicated to ending slavery.",
        "Norfolk is committed to being a county free of slavery.",
        "Our Board is committed to ending slavery. Senior Management recognises the risk of slavery.",
        "Human Resources is committed to ending slavery. The Modern Slavery Act recognises slavery.",
    ],
)
def test_kin_suppliers_and_public_bodies_are_not(said: str) -> None:
    assert "other_organisation_named" not in judged(said).document.warnings


def test_initials_leave_out_the_legal_form(rulebook: Rulebook) -> None:
    document = read(
        b"MDU works with dentists. MDU is committed to ending slavery in its business.", source="a.txt"
    )
    assert stranger(document, rulebook, "Medway Dental Union Ltd") is None
    assert stranger(document, rulebook, "Larkbread Ltd") is not None
