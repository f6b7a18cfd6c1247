"""What each published register calls things, and which of its rows are candidates for section 54."""

from __future__ import annotations

import re

from sources import values
from sources.official import Cells, postcode_in
from sources.records import Declaration

# A link from the gender pay gap service may lead anywhere; these hosts are nobody's own web site.
_NOT_OWN = re.compile(
    r"(^|\.)(gender-pay-gap\.service\.gov\.uk|linkedin\.com|facebook\.com|twitter\.com|x\.com|google\.com"
    r"|sharepoint\.com|dropbox\.com|youtube\.com)$"
)

# Companies House, category of accounts. Small, micro and dormant accounts rule a turnover of GBP 36m out for the
# company alone, and there are millions of them; medium ones do not since the limits rose in April 2025.
_LARGE_ACCOUNTS = frozenset({"group", "full", "large", "medium"})
_REGISTERED_OFFICE = ("careof", "pobox", "addressline1", "addressline2", "posttown", "county")
_LEGAL_FORMS = (
    ("limited liability partnership", "llp"),
    ("limited partnership", "partnership"),
    ("charitable incorporated organisation", "charity"),
    ("limited company", "company"),
    ("ltd", "company"),
    ("community interest company", "company"),
)


_NOT_TELLING = frozenset(
    {"limited", "group", "holdings", "company", "services", "international", "trust", "the"}
)


def _speaks_of(url: str, names: str) -> bool:
    """Whether the URL's host holds a telling word of the names: "kettlefoods.co.uk" of "KETTLE FOODS LTD."."""
    host = re.sub(r"[^a-z0-9]", "", values.host(url))
    words = [word for word in re.findall(r"[a-z0-9]+", names.casefold()) if word not in _NOT_TELLING]
    return any(len(word) > 2 and word in host for word in words)


def govuk_registry(cells: Cells) -> dict[str, str]:
    """The GOV.UK modern slavery statement registry: one row for each organisation and statement.

    The web site is that of the statement if its host speaks of the organisation or its parent: many statements lie
    on some file store instead.
    """
    url = cells["statementurl"]
    is_public = cells.get("sectortype", "").casefold() == "public"
    names = f"{cells['organisationname']} {cells.get('parentname', '')}"
    return {
        "name": cells["organisationname"],
        "company_number": cells["companynumber"],
        "postcode": postcode_in(cells["address"]),
        "address": cells["address"],
        "website": values.root(url) if _speaks_of(url, names) else "",
        "statement_url": url if values.root(url) and url.partition("//")[2].partition("/")[2] else "",
        "sector": "; ".join(
            line.strip() for line in cells.get("organisationsectors", "").splitlines() if line.strip()
        ),
        "turnover_band": cells.get("turnover", ""),
        "legal_form": "public_body" if is_public else "",
        "parent_name": cells.get("parentname", ""),
        **_told_scope(cells, is_public=is_public),
    }


def _told_scope(cells: Cells, *, is_public: bool) -> dict[str, str]:
    """What the organisation told the registry of its turnover means. Its own account: a presumption, no more."""
    band = cells.get("turnover", "")
    if is_public:
        scope, reason = "public_body", "a public body, as it told the GOV.UK registry"
    elif band:
        scope = "voluntary" if band.casefold().startswith("under") else "presumed_in_scope"
        reason = f"turnover {band}, as it told the GOV.UK registry"
    else:
        return {}
    return {
        "scope": scope,
        "scope_reason": reason,
        "scope_source": "GOV.UK modern slavery statement registry",
        "scope_date": cells.get("lastupdated", ""),
    }


_AREA_COLUMNS = {
    "structure": "statementincludesorgstructure",
    "policies": "statementincludespolicies",
    "risk": "statementincludesrisksassessment",
    "due_diligence": "statementincludesduediligence",
    "training": "statementincludestraining",
    "effectiveness": "statementincludesgoals",
}


def govuk_declaration(cells: Cells) -> Declaration:
    """The organisation's claims in a row of the GOV.UK registry. The columns say "Yes", or "No" or nothing."""
    url = cells["statementurl"].strip()
    areas: dict[str, bool | None] = {
        area: cells[column].casefold() == "yes" if cells.has(column) else None
        for area, column in _AREA_COLUMNS.items()
    }
    return Declaration(
        statement_year=cells.get("statementyear") or None,
        period_start=_day(cells.get("statementstartdate")),
        period_end=_day(cells.get("statementenddate")),
        approved_on=_day(cells.get("dateapproved")),
        statement_url=url if values.root(url) else None,
        summary_url=cells.get("statementsummaryurl") or None,
        no_website=bool(cells.get("emailaddressnourl")),
        is_group=cells.get("groupsubmission", "").casefold() == "yes",
        **areas,
    )


def _day(text: str) -> str | None:
    try:
        return values.day(text)
    except values.ValueProblemError:
        return None


def registered_office(cells: Cells) -> str:
    """The postcode of a row of Companies House basic company data."""
    return cells["regaddress.postcode"]


def companies_house(cells: Cells) -> dict[str, str] | None:
    """Companies House basic company data: live companies whose accounts are not of a small company."""
    if cells.get("accounts.accountcategory", "").casefold() not in _LARGE_ACCOUNTS:
        return None
    category = cells.get("companycategory", "").casefold()
    activity = cells.get("siccode.sictext_1", "")
    return {
        "name": cells["companyname"],
        "company_number": cells["companynumber"],
        "postcode": registered_office(cells),
        "address": "\n".join(cells.get(f"regaddress.{part}") for part in _REGISTERED_OFFICE),
        "sector": activity.partition(" - ")[2] or activity,
        "kind": cells.get("companycategory", ""),
        "legal_form": next((form for words, form in _LEGAL_FORMS if words in category), ""),
        "accounting_reference": _reference_day(cells),
        "last_accounts": cells.get("accounts.lastmadeupdate", ""),
    }


def _reference_day(cells: Cells) -> str:
    day, month = cells.get("accounts.accountrefday", ""), cells.get("accounts.accountrefmonth", "")
    return f"{day}/{month}" if day and month else ""


def gender_pay_gap(cells: Cells) -> dict[str, str]:
    """Gender pay gap data: employers of 250 and more, with a link that mostly lies on their own web site."""
    link = cells["companylinktogpginfo"]
    public = cells.get("siccodes", "").replace("\n", ",").replace(" ", "").split(",")
    is_public = "1" in public  # the service's own code for the public sector
    return {
        "name": cells.get("currentname") or cells["employername"],
        "company_number": cells.get("companynumber", ""),
        "postcode": cells.get("postcode") or postcode_in(cells.get("address", "")),
        "address": cells.get("address"),
        "website": "" if _NOT_OWN.search(values.host(link)) else values.root(link),
        "legal_form": "public_body" if is_public else "",
        "scope": "public_body" if is_public else "",
    }


def organisation_list(cells: Cells) -> dict[str, str]:
    """The Home Office's list of organisations thought to be in scope (2020): names, addresses and numbers."""
    public = cells.get("sector", "").casefold() == "public"
    return {
        "name": cells["organisationname"],
        "company_number": cells["companynumber"],
        "postcode": cells["postcode"],
        "address": "\n".join(
            cells.get(part) for part in ("address1", "address2", "address3", "towncity", "county")
        ),
        "legal_form": "public_body" if public else "",
        "scope": "public_body" if public else "presumed_in_scope",
        "scope_reason": "a public body" if public else "thought to be in scope by the Home Office in 2020",
        "scope_source": "Home Office list of organisations, 2020",
    }
