"""What the firms of the web of patterns write: statements, and what is none."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import docx

from demo.manuscript import parts
from demo.pdf import write_pdf
from demo.web import Reply
from tests.checker.papers import Picture
from tests.checker.papers import pdf as drawn

PARAGRAPHS = """# Modern Slavery and Human Trafficking Statement

This statement is made by Quillhaven Joinery Limited under section 54(1) of the Modern Slavery Act 2015 and is our
slavery and human trafficking statement for the financial year ending 31 March YEAR.

## Our business

We make staircases and windows in two workshops in Dereham and employ 340 people. We buy timber from Latvia and Sweden,
ironmongery from Italy and hardwood from Ghana.

## Policies and checks

Our supplier code of conduct and our whistleblowing policy forbid forced labour in any form. During the year we sent a
questionnaire to all 62 suppliers of timber, visited eleven of them, and ended our business with one that would not
show us its wage records. We consider hardwood from West Africa to carry the highest risk of slavery.

## Training and results

All nineteen buyers and site managers completed training on how to recognise the signs of forced labour. Three concerns
were reported to us and each was looked into within ten days.

This statement was approved by the board of directors on 14 June YEAR.

Signed: Ottoline Farrow, Managing Director, 14 June YEAR
"""
POLICY = """# Anti-slavery policy

This policy applies to everyone who works for us in any capacity. Modern slavery is a crime and a violation of human
rights. You must comply with this policy and report any suspicion of slavery or trafficking to your line manager.

## Breach of this policy

Any employee who breaches this policy will face disciplinary action. The human resources manager has responsibility for
this policy and reviews it every second year. The policy applies to agency workers and contractors too.
"""
SUPPLIER_CODE = """# Supplier code of conduct

Suppliers must pay at least the minimum wage. Suppliers must not use forced labour, slavery or child labour. Suppliers
shall keep records of hours. Suppliers shall allow our visits. Suppliers must report accidents. Suppliers must pass this
code on to their own suppliers, and suppliers must tell us of any breach. Suppliers must not keep the passports of those
who work for them, and must not charge them for being hired. Trafficking of any kind ends our business with a supplier.
"""
TERMS = """# Terms and conditions of sale

Goods remain ours until they are paid for. The buyer shall comply with the Modern Slavery Act 2015 and shall not engage
in slavery or human trafficking. Delivery dates are estimates. Our liability is limited to the price of the goods.
Prices are those of the day of dispatch, and value added tax is added to them. Claims must reach us within seven days.
"""
GUIDE = """# A guide to modern slavery for small businesses

This guide explains what modern slavery is. You should look at your suppliers first. Businesses should ask where goods
come from. Employers should check identity papers. This guide lists the signs of forced labour, and you should call the
helpline when you see them. Organisations should train their staff to spot slavery and human trafficking.
"""
NEWS = """# Charity run raises £4,000 to fight modern slavery

Forty colleagues ran ten kilometres round Whitlingham Broad on Sunday for a charity that helps victims of modern
slavery. Posted on 3 May. The weather was kind and the cakes were gone by noon. The next run is in September, when the
road by the sailing club will be closed. Slavery is a crime that hides in plain sight, said the organiser.
"""
TEMPLATE = """# Modern Slavery Statement

This statement is made by [Company name] under section 54 of the Modern Slavery Act 2015 for the financial year ending
[insert date]. [Company name] is a [describe your business]. We buy from [list your suppliers].

Our policies forbid slavery and human trafficking. Our supply chains include [list countries]. We train [list staff].

Approved by the board on [date]. Signed: [name], [position]
"""
FOREIGN = """# Supply chain transparency disclosure

Hollis Ridge Tooling LLC is based in Dayton, Ohio. This disclosure is made under the California Transparency in Supply
Chains Act of 2010. We verify our supply chains to evaluate risks of human trafficking and slavery. We ask direct
suppliers to certify that materials comply with the laws on slavery of the countries in which they do business.
"""
EMPTY = "# Modern Slavery Statement\n\nComing soon."
REPORT_START = """# Annual report and accounts YEAR

This report reviews the year. Revenue rose by four per cent and the dividend was held. Shareholders will be asked to
vote at the annual general meeting. Greenhouse gas emissions fell for the third year, carbon emissions from vans by a
tenth. Our gender pay gap is nine per cent. Biodiversity surveys were made at both sites. Net zero remains our aim.
"""


def html_of(manuscript: str, year: int = 2026) -> str:
    """The manuscript as markup."""
    tags = {"title": "h1", "heading": "h2", "bullet": "li", "paragraph": "p"}
    blocks = (block.replace("\n", " ") for block in manuscript.replace("YEAR", str(year)).split("\n\n"))
    return "".join(
        f"<{tags[part.style]}>{part.text}</{tags[part.style]}>" for part in parts("\n".join(blocks))
    )


def flowing(manuscript: str, year: int = 2026) -> str:
    """The manuscript with each paragraph on one line."""
    blocks = (block.replace("\n", " ") for block in manuscript.replace("YEAR", str(year)).split("\n\n"))
    return "\n\n".join(blocks)


def pdf_body(manuscript: str = PARAGRAPHS, year: int = 2026) -> bytes:
    """The manuscript as a PDF."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        write_pdf(path, parts(flowing(manuscript, year)), "Quillhaven Joinery")
        return path.read_bytes()


def pdf(manuscript: str = PARAGRAPHS, year: int = 2026, content_type: str = "application/pdf") -> Reply:
    """An answer with the PDF."""
    return Reply(pdf_body(manuscript, year), headers={"Content-Type": content_type})


def scan() -> Reply:
    """An answer with a PDF of pictures."""
    pages = [[Picture(0, 0, 595, 842)], [Picture(0, 0, 595, 842)]]
    return Reply(drawn(pages), headers={"Content-Type": "application/pdf"})


def word(manuscript: str = PARAGRAPHS, year: int = 2026) -> Reply:
    """An answer with the manuscript as a Word file, declared as anything."""
    document = docx.Document()
    for part in parts(flowing(manuscript, year)):
        document.add_paragraph(part.text, style="Title" if part.style == "title" else "Normal")
    target = io.BytesIO()
    document.save(target)
    return Reply(target.getvalue(), headers={"Content-Type": "application/octet-stream"})


def report_with_statement(year: int = 2026) -> Reply:
    """A long annual report, a chapter of which is the statement."""
    filler = "\n\n".join(
        f"## Review of the quarter {n}\n\n"
        + "The workshops were busy and the yard was kept in good order. " * 45
        for n in range(1, 9)
    )
    return pdf(f"{REPORT_START}\n\n{filler}\n\n{PARAGRAPHS}\n\n# Accounts\n\nThe accounts follow.", year)
