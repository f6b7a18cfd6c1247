"""Patterns of documents: formats, years side by side, landing pages, and what is no statement."""

from __future__ import annotations

from crawler.records import FoundBy, LinkState
from demo.web import Reply
from tests.crawler.patterns.pages import HTML, home, link, page, statement, text_page
from tests.crawler.patterns.pattern import Expected, Pattern, found, instead, nothing, unlinked
from tests.crawler.patterns.texts import (
    EMPTY,
    FOREIGN,
    GUIDE,
    NEWS,
    PARAGRAPHS,
    POLICY,
    REPORT_START,
    SUPPLIER_CODE,
    TEMPLATE,
    TERMS,
    pdf,
    pdf_body,
    report_with_statement,
    word,
)

OTHER_YEAR, POLICY_ONLY = LinkState.OTHER_YEAR, LinkState.POLICY_ONLY
SOFT = page("<h1>Page not found</h1><p>Sorry, the page you asked for does not exist.</p>", "404 - Quillhaven")


def _linked(answer: str | Reply, expected: Expected, text: str = "Modern slavery statement") -> Pattern:
    return Pattern({"/": home(link("/f/9", text)), "/f/9": answer}, expected)


PATTERNS: dict[str, Pattern] = {
    "PDF": Pattern({"/": home(link("/f/9.pdf")), "/f/9.pdf": pdf()}, found("/f/9.pdf")),
    "PDF without an ending": _linked(pdf(content_type="application/octet-stream"), found("/f/9")),
    "PDF that is declared a page": _linked(Reply(pdf_body(), headers=HTML), found("/f/9")),
    "page that is declared a PDF": _linked(
        Reply(statement().encode(), headers={"Content-Type": "application/pdf"}), found("/f/9")
    ),
    "Word file": _linked(word(), found("/f/9")),
    "landing page with the PDF": Pattern(
        {
            "/": home(link("/ms")),
            "/ms": page(f"<h1>Modern slavery</h1><p>{link('/f/9.pdf', 'Download')}</p>"),
            "/f/9.pdf": pdf(),
        },
        found("/f/9.pdf"),
    ),
    "landing page with words of its own": Pattern(
        {
            "/": home(link("/ms")),
            "/ms": page(
                "<h1>Modern slavery</h1><p>We are committed to preventing slavery and human trafficking in our supply "
                f"chains. Our statement is {link('/f/9.pdf', 'available here')}.</p>"
            ),
            "/f/9.pdf": pdf(),
        },
        found("/f/9.pdf"),
    ),
    "years side by side": Pattern(
        {
            "/": home(link("/ms", "Modern slavery statements")),
            "/ms": page(
                "<h1>Modern slavery statements</h1>"
                + "".join(
                    f"<p>{link(f'/f/{year}.pdf', f'Statement {year}')}</p>" for year in (2024, 2026, 2025)
                )
            ),
            **{f"/f/{year}.pdf": pdf(year=year) for year in (2024, 2025, 2026)},
        },
        found("/f/2026.pdf", older=("/f/2025.pdf", "/f/2024.pdf")),
    ),
    "addresses that contradict the documents": Pattern(
        {
            "/": home(link("/uploads/2027/ms.pdf") + link("/uploads/2019/ms-new.pdf")),
            "/uploads/2027/ms.pdf": pdf(year=2025),
            "/uploads/2019/ms-new.pdf": pdf(year=2026),
        },
        found("/uploads/2019/ms-new.pdf", older=("/uploads/2027/ms.pdf",)),
    ),
    "ten years, the oldest first": Pattern(
        {
            "/": home(link("/ms")),
            "/ms": page(
                "<h1>Modern slavery statement archive</h1>"
                + "".join(
                    f"<p>{link(f'/f/{year}', f'Modern slavery statement {year}')}</p>"
                    for year in range(2017, 2027)
                )
            ),
            **{f"/f/{year}": pdf(year=year) for year in range(2017, 2027)},
        },
        found("/f/2026", older=("/f/2025", "/f/2024", "/f/2023")),
    ),
    "earlier years beside the statement": Pattern(
        {
            "/": home(link("/ms")),
            "/ms": statement(more=f"<h3>Previous statements</h3><p>{link('/f/2025.pdf', '2025')}</p>"),
            "/f/2025.pdf": pdf(year=2025),
        },
        found("/ms", older=("/f/2025.pdf",)),
    ),
    "home page links to an old one, policies to the new": Pattern(
        {
            "/": home(link("/ms-old") + link("/policies", "Policies")),
            "/ms-old": statement(2022),
            "/policies": page(link("/f/9.pdf", "Modern slavery statement 2026")),
            "/f/9.pdf": pdf(),
        },
        Expected(url="/f/9.pdf", found_by=FoundBy.SITE_LINK, link=OTHER_YEAR, older=("/ms-old",)),
    ),
    "home page links to a policy, policies to the statement": Pattern(
        {
            "/": home(link("/f/p", "Anti-slavery policy") + link("/policies", "Policies")),
            "/f/p": text_page(POLICY, "Anti-slavery policy"),
            "/policies": page(link("/f/9.pdf")),
            "/f/9.pdf": pdf(),
        },
        Expected(url="/f/9.pdf", found_by=FoundBy.SITE_LINK, link=POLICY_ONLY, older=("/f/p",)),
    ),
    "home page link is dead, policies lead to the statement": Pattern(
        {
            "/": home(link("/gone.pdf") + link("/policies", "Policies")),
            "/policies": page(link("/f/9.pdf")),
            "/f/9.pdf": pdf(),
        },
        Expected(url="/f/9.pdf", found_by=FoundBy.SITE_LINK, link=LinkState.DEAD),
    ),
    "home page link is dead and that is all": Pattern(
        {"/": home(link("/gone.pdf"))}, nothing(LinkState.DEAD, "footer")
    ),
    "home page link to a soft 404": _linked(SOFT, nothing(LinkState.DEAD, "footer")),
    "policy only": _linked(
        text_page(POLICY, "Anti-slavery policy"), instead("/f/9", "policy_only", POLICY_ONLY)
    ),
    "supplier code": _linked(
        text_page(SUPPLIER_CODE, "Supplier code of conduct"),
        instead("/f/9", "supplier_code", POLICY_ONLY),
        "Modern slavery and supplier code",
    ),
    "template": _linked(text_page(TEMPLATE), instead("/f/9", "template", LinkState.OTHER_DOCUMENT)),
    "foreign law": _linked(
        text_page(FOREIGN, "Supply chain transparency"),
        instead("/f/9", "other_law", LinkState.OTHER_DOCUMENT),
        "Transparency in supply chains",
    ),
    "empty page": _linked(
        text_page(EMPTY, "Modern slavery statement"), instead("/f/9", "empty", LinkState.OTHER_DOCUMENT)
    ),
    "guide": _linked(
        text_page(GUIDE, "Guide to modern slavery"),
        nothing(LinkState.OTHER_DOCUMENT, "footer"),
        "Modern slavery",
    ),
    "terms and conditions": Pattern(
        {
            "/": home(link("/terms", "Terms and conditions")),
            "/terms": text_page(TERMS, "Terms and conditions"),
        },
        nothing(),
    ),
    "news and blog": Pattern(
        {
            "/": home(
                link("/news/1", "Charity run raises £4,000 to fight modern slavery"), link("/blog/2", "Blog")
            ),
            "/news/1": text_page(NEWS, "News"),
            "/blog/2": text_page(NEWS, "Blog"),
        },
        nothing(LinkState.OTHER_DOCUMENT, "footer"),
    ),
    "annual report": Pattern(
        {
            "/": home(link("/investors", "Investors")),
            "/investors": page(link("/f/report.pdf", "Annual report 2026")),
            "/f/report.pdf": pdf(REPORT_START),
        },
        nothing(),
    ),
    "statement within the annual report": Pattern(
        {
            "/": home(link("/investors", "Investors")),
            "/investors": page(link("/f/report.pdf", "Annual report 2026")),
            "/f/report.pdf": report_with_statement(),
        },
        unlinked("/f/report.pdf", FoundBy.SITE_LINK, kind="report_with_statement"),
    ),
    "one that is only in force by its date": Pattern(
        {
            "/": home(link("/ms")),
            "/ms": text_page(
                PARAGRAPHS.replace(" for the financial year ending 31 March YEAR", ""),
                "Modern slavery statement",
            ),
        },
        found("/ms", year=None),
    ),
    "nothing at all": Pattern(
        {"/": home(link("/about", "About us")), "/about": page("<p>Since 1911.</p>")}, nothing()
    ),
}
