"""A small web of invented firms for what spans more than one of them: groups, shared texts, registry entries, scans."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pypdfium2 as pdfium

YEAR = "for the financial year ended 31 March 2026"
CARE = (
    "In the year we visited eleven suppliers of bedding and uniforms, and talked to forty of their workers.",
    "We checked the right to work of everyone we employed, and paid no agency that charges its workers.",
    "We judge the risk to be highest in the cotton of our bedding, which is grown in Gujarat.",
    "All ninety of our managers were trained to see the signs of forced labour, and tested on it.",
    "We count the suppliers visited, eleven this year after four last year, and mean to visit twenty.",
)
FIRMS = """name,website,company_number,district,scope,parent_name,parent_number
Norbreck Group Limited,norbreck.example,99200001,Norwich,in_scope,,
Norbreck Foods Limited,norbreckfoods.example,99200002,Norwich,in_scope,Norbreck Group Limited,99200001
Norbreck Cold Stores Limited,norbreckcold.example,99200003,Breckland,in_scope,Norbreck Group Limited,99200001
Sallow Care Limited,sallowcare.example,99200004,Broadland,in_scope,,
Teasel Care Limited,teaselcare.example,99200005,Broadland,in_scope,,
Bulrush Mills Limited,bulrush.example,99200006,Breckland,in_scope,,
"""

_REGISTRY = (
    "StatementYear,OrganisationName,Address,SectorType,CompanyNumber,LastUpdated,GroupSubmission,ParentName,StatementURL,"
    "EmailAddressNoURL,StatementSummaryURL,StatementStartDate,StatementEndDate,DateApproved,StatementIncludesOrgStructure,"
    "StatementIncludesTraining,StatementIncludesGoals\n"
)
REGISTRY = _REGISTRY + (
    # Another year than the site's.
    '2024,NORBRECK GROUP LIMITED,"1 Quay\nNorwich\nNR1 1AA",Private,99200001,01/02/2025,Yes,,'
    "http://norbreck.example/statement.html,,http://registry.example/1,01/04/2024,31/03/2025,01/06/2025,Yes,Yes,Yes\n"
    # Says that it has no web site.
    '2026,SALLOW CARE LIMITED,"2 Quay\nNorwich\nNR1 1AA",Private,99200004,01/02/2026,No,,'
    ",post@sallowcare.example,http://registry.example/2,01/04/2025,31/03/2026,,Yes,Yes,Yes\n"
    # Declares training, of which its statement has none.
    '2026,TEASEL CARE LIMITED,"3 Quay\nNorwich\nNR1 1AA",Private,99200005,01/02/2026,No,,'
    "http://teaselcare.example/statement.html,,http://registry.example/3,01/04/2025,31/03/2026,,Yes,Yes,Yes\n"
    # A link that leads nowhere.
    '2026,BULRUSH MILLS LIMITED,"4 Quay\nNorwich\nNR1 1AA",Private,99200006,01/02/2026,No,,'
    "http://bulrush.example/gone/statement.pdf,,http://registry.example/4,01/04/2025,31/03/2026,,,,\n"
)


def write_web(folder: Path) -> dict[str, Path]:
    """The sites, by host name."""
    group = _statement(
        "Norbreck Group Limited",
        "This statement is made by Norbreck Group Limited for itself and for its subsidiary Norbreck Foods Limited.",
        *(each.replace("bedding and uniforms", "fish and oil") for each in CARE),
    )
    care = _statement("Sallow Care Limited", "We run four care homes in Broadland with 310 staff.", *CARE)
    # The same text with its own name put in everywhere but once, and without the training.
    copied = _statement(
        "Teasel Care Limited",
        "We run four care homes in Broadland with 310 staff.",
        "Every home of Sallow Care Limited has a person to whom staff can turn.",
        *(each for each in CARE if "trained" not in each),
    )
    sites: Mapping[str, Mapping[str, str | bytes]] = {
        "norbreck.example": {"index.html": _home("Norbreck"), "statement.html": group},
        "norbreckfoods.example": {"index.html": _home("Norbreck Foods"), "statement.html": group},
        "norbreckcold.example": {"index.html": _home("Norbreck Cold Stores", "")},
        "sallowcare.example": {"index.html": _home("Sallow Care"), "statement.html": care},
        "teaselcare.example": {"index.html": _home("Teasel Care"), "statement.html": copied},
        "bulrush.example": {
            "index.html": _home("Bulrush", '<a href="/statement.pdf">Modern slavery statement</a>'),
            "statement.pdf": scan(),
        },
    }
    for host, pages in sites.items():
        (folder / host).mkdir(parents=True)
        for name, body in pages.items():
            (folder / host / name).write_bytes(body.encode() if isinstance(body, str) else body)
    return {host: folder / host for host in sites}


def readable(name: str) -> str:
    """What stands in place of the scan later: a statement that can be read."""
    return _statement(name, "We mill wheat and barley at Breckland with 260 staff.", *CARE)


def scan() -> bytes:
    """A PDF of two pages without a word of text: as a scanner makes them, of sheets on which nothing can be made out."""
    document = pdfium.PdfDocument.new()
    for _ in range(2):
        document.new_page(595, 842)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _home(name: str, link: str = '<a href="/statement.html">Modern slavery statement</a>') -> str:
    return (
        f"<!doctype html><html lang=en><title>{name}</title><h1>{name}</h1><p>We have been in Norfolk since 1931, and "
        f"our doors are open from Monday to Friday.</p><footer><a href='/'>Home</a> {link}</footer></html>"
    )


def _statement(name: str, *sentences: str) -> str:
    text = "".join(f"<p>{each}</p>" for each in sentences)
    return (
        f"<!doctype html><html lang=en><title>Modern slavery statement</title><h1>Modern slavery and human trafficking "
        f"statement</h1><p>This is the statement of {name} under section 54 of the Modern Slavery Act 2015 {YEAR}.</p>"
        f"{text}<p>Our anti-slavery policy applies to all staff and suppliers, and forbids recruitment fees.</p>"
        f"<p>This statement was approved by the board of directors of {name} on 8 June 2026.</p>"
        f"<p>Signed: Ada Marsh, Director, 9 June 2026</p></html>"
    )
