"""The firms of the demo: invented, in Norfolk, each showing one thing a statement or its web site can be like.

No firm, person or host here exists. Hosts stand under the reserved `.example`, company numbers begin with 99 (none
has been issued), postcodes have a real outward half and an inward half that is not in use.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

COLUMNS = (
    "name",
    "website",
    "company_number",
    "postcode",
    "district",
    "sector",
    "kind",
    "legal_form",
    "turnover_band",
    "scope",
)

UNDER_36 = "Under £36 million"
FROM_36 = "£36 million to £60 million"
FROM_60 = "£60 million to £100 million"
FROM_100 = "£100 million to £500 million"


@dataclass(frozen=True, slots=True)
class Firm:
    """A row of the register, and how the firm's pages are dated.

    `shows` says in a few words what the firm is there to show. `year_end` is (month, day) of its financial year's
    end, never in February. `years_behind` is how many years its newest statement is behind. `is_down` means that its
    web server answers every request with 503.
    """

    name: str
    website: str
    company_number: str
    postcode: str
    district: str
    sector: str
    turnover_band: str
    shows: str
    kind: str = "company"
    legal_form: str = "company"
    scope: str = "in_scope"
    year_end: tuple[int, int] = (3, 31)
    years_behind: int = 0
    is_down: bool = False

    def row(self) -> dict[str, str]:
        """The firm as a row of the register CSV, keyed by `COLUMNS`."""
        return {column: str(getattr(self, column)) for column in COLUMNS}


FIRMS: tuple[Firm, ...] = (
    Firm(
        name="Fenmarsh Foods Limited",
        website="fenmarshfoods.example",
        company_number="99100001",
        postcode="NR19 9ZX",
        district="Breckland",
        sector="Vegetable growing and packing",
        turnover_band=FROM_60,
        shows="a full statement on a page that every page's footer links to",
    ),
    Firm(
        name="Brecksward Logistics Limited",
        website="brecksward.example",
        company_number="99100002",
        postcode="NR18 9ZX",
        district="South Norfolk",
        sector="Haulage and cold storage",
        turnover_band=FROM_100,
        shows="a full statement as a PDF of several pages",
        year_end=(12, 31),
    ),
    Firm(
        name="Staithewell Care Homes Limited",
        website="staithewell.example",
        company_number="99100003",
        postcode="NR7 9ZX",
        district="Broadland",
        sector="Residential care",
        turnover_band=FROM_36,
        shows="the least the law asks, properly approved and signed",
    ),
    Firm(
        name="Wherrycroft Construction Group Limited",
        website="wherrycroft.example",
        company_number="99100004",
        postcode="NR30 9ZX",
        district="Great Yarmouth",
        sector="Construction and joinery",
        turnover_band=FROM_60,
        shows="a statement nobody signed, and that does not say who approved it",
        year_end=(9, 30),
    ),
    Firm(
        name="Marramdyke Hotels Limited",
        website="marramdyke.example",
        company_number="99100005",
        postcode="NR27 9ZX",
        district="North Norfolk",
        sector="Hotels and restaurants",
        turnover_band=FROM_36,
        shows="a sound statement of some years ago, and none since",
        years_behind=2,
    ),
    Firm(
        name="Tuckthorpe Packaging Limited",
        website="tuckthorpe.example",
        company_number="99100006",
        postcode="PE30 9ZX",
        district="King's Lynn and West Norfolk",
        sector="Packaging",
        turnover_band=FROM_36,
        shows="a web site without a statement",
    ),
    Firm(
        name="Dunmarl Poultry Limited",
        website="dunmarl.example",
        company_number="99100007",
        postcode="IP24 9ZX",
        district="Breckland",
        sector="Poultry processing",
        turnover_band=FROM_100,
        shows="a web site that is down",
        is_down=True,
    ),
    Firm(
        name="J & E Pightlebrook & Sons Limited",
        website="",
        company_number="99100008",
        postcode="PE37 9ZX",
        district="Breckland",
        sector="Grain merchants",
        turnover_band=FROM_36,
        shows="no web site, so the duty is to send a copy to whoever asks (s.54(8))",
    ),
    Firm(
        name="Larkmere Thrupp LLP",
        website="larkmerethrupp.example",
        company_number="OC990009",
        postcode="NR1 9ZX",
        district="Norwich",
        sector="Surveyors and property managers",
        turnover_band=FROM_36,
        shows="an LLP, whose members approve and one of whose designated members signs",
        kind="LLP",
        legal_form="llp",
        year_end=(4, 30),
    ),
    Firm(
        name="Oddingfleet Stores Limited",
        website="oddingfleet.example",
        company_number="99100010",
        postcode="NR25 9ZX",
        district="North Norfolk",
        sector="Department stores",
        turnover_band=FROM_36,
        shows="an internal policy where the statement should be",
    ),
    Firm(
        name="Gorsefold Brewing Limited",
        website="gorsefold.example",
        company_number="99100011",
        postcode="NR3 9ZX",
        district="Norwich",
        sector="Brewing",
        turnover_band=UNDER_36,
        shows="a small firm, not bound by the duty, with a template it has not filled in",
        scope="below_threshold",
    ),
    Firm(
        name="Holtsedge Engineering Limited",
        website="holtsedge.example",
        company_number="99100012",
        postcode="NR6 9ZX",
        district="Broadland",
        sector="Precision engineering",
        turnover_band=FROM_60,
        shows="a sound statement as a Word file that the home page does not link to",
        year_end=(6, 30),
    ),
)


def register_csv() -> str:
    """The firms as a register CSV, header first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(firm.row() for firm in FIRMS)
    return text.getvalue()
