"""Writes the demo's web sites to a folder, dated so that they look alive on the day they are shown.

A site is a folder under `sites/` named after its host. `_layout.html` is what its pages have in common; the other
`.html` files are what goes into it, the first `<h1>` being the title. `NAME.pdf.md` and `NAME.docx.md` are
manuscripts of documents. `$words` are dates (`FinancialYear.words`); an unknown one is an error.
"""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from demo.dates import FinancialYear, last_year_end
from demo.firms import FIRMS, Firm
from demo.manuscript import parts
from demo.pdf import write_pdf
from demo.word import write_word

LAYOUT = "_layout.html"
TITLE = re.compile(r"<h1>(.+?)</h1>", re.DOTALL)


def financial_year(firm: Firm, today: date) -> FinancialYear:
    """The financial year that the firm's statement is about."""
    year = FinancialYear(last_year_end(today, *firm.year_end))
    for _ in range(firm.years_behind):
        year = year.before
    return year


def write_sites(folder: Path, today: date) -> dict[str, Path]:
    """Write the site of every firm that has one and is up; the answer leads from host to the site's folder."""
    sites = {}
    for firm in FIRMS:
        if firm.website and not firm.is_down:
            sites[firm.website] = folder / firm.website
            _write_site(sites[firm.website], firm, today)
    return sites


def _write_site(folder: Path, firm: Firm, today: date) -> None:
    source = resources.files("demo") / "sites" / firm.website
    words = financial_year(firm, today).words()
    layout = Template((source / LAYOUT).read_text(encoding="utf-8"))
    for name, template in _templates(source, ""):
        text = Template(template.read_text(encoding="utf-8")).substitute(words)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".html"):
            page = layout.substitute(words, title=_title(text, name), body=text.strip())
            path.write_text(page, encoding="utf-8")
        elif name.endswith(".pdf.md"):
            write_pdf(path.with_suffix(""), parts(text), firm.name)
        elif name.endswith(".docx.md"):
            write_word(path.with_suffix(""), parts(text))
        else:
            path.write_text(text, encoding="utf-8")


def _templates(source: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in sorted(source.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _templates(entry, f"{prefix}{entry.name}/")
        elif entry.name != LAYOUT:
            found.append((prefix + entry.name, entry))
    return found


def _title(text: str, name: str) -> str:
    found = TITLE.search(text)
    if found is None:
        raise ValueError(f"demo page {name} has no <h1>")
    return " ".join(found.group(1).split())
