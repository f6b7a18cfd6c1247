"""Where the statement lives once the home page is left: pages of policies, parts of pages, annual reports, site maps."""

from __future__ import annotations

import gzip

from tests.crawler.second_web.case import BY_MAP, BY_SITE, LINKED, NONE, Case, found, served
from tests.crawler.second_web.files import pdf
from tests.crawler.second_web.look import ABOUT, a, home, inner, li, own
from tests.crawler.second_web.menus import SECOND, STATEMENT
from tests.crawler.second_web.texts import FORMAL, LEGAL, OTHER_POLICIES, SHORT, filled, html

EITHER = frozenset({LINKED, NONE})
PDF = pdf(filled(FORMAL))


def accordion(inside: str) -> str:
    rows = [(name, f"<p>{text}</p>") for name, text in OTHER_POLICIES.items()]
    rows.insert(2, ("Modern slavery statement", inside))
    return "".join(
        f'<div class="accordion-item"><h2 class="accordion-header" id="h{n}"><button class="accordion-button collapsed" '
        f'type="button" aria-expanded="false" aria-controls="c{n}">{name}</button></h2><div id="c{n}" class="collapse" '
        f'aria-labelledby="h{n}"><div class="accordion-body">{text}</div></div></div>'
        for n, (name, text) in enumerate(rows)
    )


DETAILS = "".join(
    f"<details><summary>{n}</summary><p>{t}</p></details>" for n, t in OTHER_POLICIES.items()
) + (f"<details id='slavery'><summary>Modern slavery</summary>{html(filled(SHORT), 'h3', 'h4')}</details>")
TABS = (
    '<div class="tabs"><ul role="tablist"><li><a role="tab" href="#tab-company">Company</a></li><li><a role="tab" '
    'href="#tab-slavery">Modern Slavery Act</a></li></ul>'
    "<div role='tabpanel' id='tab-company'><p>Registered in England 00000000.</p></div>"
    f"<div role='tabpanel' id='tab-slavery' hidden>{html(filled(LEGAL), 'h2', 'h3')}</div></div>"
)
LONG_CSR = (
    f"<h1>Our responsibility</h1><h2>Environment</h2><p>{OTHER_POLICIES['Environment']}</p>{ABOUT}<h2>Community</h2>{ABOUT}"
    f"{html(filled(FORMAL), 'h2', 'h3')}<h2>Charity</h2><p>We gave £4,000 to the lifeboats.</p>"
)
REPORT = [
    "# Annual Report and Accounts 2026\nAcorn Barns plc",
    *(
        f"# Strategic report, part {n}\n"
        + "Revenue grew and margins held in the year, as the yard worked at full capacity. " * 30
        for n in range(1, 24)
    ),
    filled(LEGAL, "Acorn Barns plc"),
    *(
        f"# Notes to the accounts, {n}\n"
        + "Tangible assets are held at cost less depreciation and impairment. " * 30
        for n in range(1, 12)
    ),
]


def site_map(host: str, *paths: str) -> str:
    rows = "".join(f"<url><loc>http://{host}{path}</loc></url>" for path in paths)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


CASES: dict[str, Case] = {
    "page of policies with an accordion": found(
        own(
            {
                "/": home(li("/policies/", "Policies")),
                "/policies/": inner(
                    f"<h1>Policies</h1>{accordion(html(filled(FORMAL), 'h3', 'h4'))}", "Policies"
                ),
            }
        ),
        "/policies/",
        year="2026-03-31",
        requests=8,
    ),
    "compliance with details and summary": found(
        own(
            {
                "/": home(li("/compliance/", "Compliance")),
                "/compliance/": inner(f"<h1>Compliance</h1>{DETAILS}", "Compliance"),
            }
        ),
        "/compliance/",
        requests=8,
    ),
    "corporate information in tabs": found(
        own(
            {
                "/": home(li("/corporate/", "Corporate information")),
                "/corporate/": inner(f"<h1>Corporate information</h1>{TABS}"),
            }
        ),
        "/corporate/",
    ),
    "section of a long page on responsibility": found(
        own({"/": home(menu=li("/csr/", "CSR")), "/csr/": inner(LONG_CSR, "Responsibility")}),
        "/csr/",
        year="2026-03-31",
    ),
    "list of policies, each a file": found(
        own(
            {
                "/": home(li("/policies/", "Policies")),
                "/policies/": inner(
                    "<h1>Policies</h1><table><tr><td>Environmental policy</td><td>"
                    + a("/f/1.pdf", "Download")
                    + "</td></tr><tr><td>Modern slavery statement</td><td>"
                    + a("/f/2.pdf", "Download")
                    + "</td></tr><tr><td>Quality policy</td><td>"
                    + a("/f/3.pdf", "Download")
                    + "</td></tr></table>"
                ),
                "/f/1.pdf": pdf("# Environmental policy\n" + OTHER_POLICIES["Environment"] * 4),
                "/f/2.pdf": PDF,
                "/f/3.pdf": pdf("# Quality policy\n" + OTHER_POLICIES["Quality"] * 4),
            }
        ),
        "/f/2.pdf",
        found_by=BY_SITE,
        link=NONE,
    ),
    "legal and regulatory": found(
        own(
            {
                "/": home(li("/legal/", "Legal &amp; regulatory")),
                "/legal/": inner(
                    "<h1>Legal</h1><ul>" + li("/legal/22/", "Slavery and human trafficking") + "</ul>"
                ),
                "/legal/22/": SECOND,
            }
        ),
        "/legal/22/",
        found_by=BY_SITE,
        link=NONE,
    ),
    "investors, then governance, then documents": found(
        own(
            {
                "/": home(menu=li("/investors/", "Investors")),
                "/investors/": inner(
                    "<h1>Investors</h1><ul>"
                    + li("/investors/results/", "Results")
                    + li("/investors/cg/", "Corporate governance")
                    + "</ul>"
                ),
                "/investors/results/": inner("<h1>Results</h1><p>Up.</p>"),
                "/investors/cg/": inner(
                    "<h1>Governance</h1><ul>"
                    + li("/investors/cg/board/", "Board")
                    + li("/investors/cg/docs/", "Policies and statements")
                    + "</ul>"
                ),
                "/investors/cg/docs/": inner(
                    "<h1>Documents</h1><ul>"
                    + li("/investors/d/8812", "Modern slavery act statement")
                    + "</ul>"
                ),
                "/investors/d/8812": served(PDF, "application/pdf"),
            }
        ),
        "/investors/d/8812",
        found_by=BY_SITE,
        link=NONE,
    ),
    "third page of a list of policies": found(
        own(
            {
                "/": home(li("/policies/", "Policies")),
                **{
                    f"/policies/{page}": inner(
                        "<h1>Policies</h1><ul>"
                        + "".join(
                            li(f"/policies/doc-{n}", f"Policy on {n}")
                            for n in range(page_number * 5, page_number * 5 + 5)
                        )
                        + (
                            li("/policies/doc-slavery", "Modern slavery statement")
                            if page_number == 3
                            else ""
                        )
                        + "</ul><nav class='pagination'>"
                        + a("/policies/", "1")
                        + a("/policies/?page=2", "2")
                        + a("/policies/?page=3", "3")
                        + (
                            a(f"/policies/?page={page_number + 1}", "Next", 'rel="next"')
                            if page_number < 3
                            else ""
                        )
                        + "</nav>"
                    )
                    for page_number, page in ((1, ""), (2, "?page=2"), (3, "?page=3"))
                },
                "/policies/doc-slavery": STATEMENT,
            }
        ),
        "/policies/doc-slavery",
        found_by=BY_SITE,
        link=NONE,
    ),
    "annual report with the statement inside": found(
        own(
            {
                "/": home(menu=li("/investors/", "Investors")),
                "/investors/": inner(
                    "<h1>Investors</h1><ul>"
                    + li("/investors/annual-report-2026.pdf", "Annual report 2026")
                    + "</ul>"
                ),
                "/investors/annual-report-2026.pdf": pdf(*REPORT),
            }
        ),
        "/investors/annual-report-2026.pdf",
        kind="report_with_statement",
        found_by=BY_SITE,
        link=NONE,
    ),
    "landing page that offers the file": found(
        own(
            {
                "/": home(li("/modern-slavery/", "Modern slavery")),
                "/modern-slavery/": inner(
                    "<h1>Modern slavery</h1><p>We are committed to preventing slavery. Our latest statement is "
                    + a("/s/2026.pdf", "here")
                    + " and last year's "
                    + a("/s/2025.pdf", "here")
                    + ".</p>"
                ),
                "/s/2026.pdf": PDF,
                "/s/2025.pdf": pdf(filled(FORMAL, year=2025)),
            }
        ),
        "/s/2026.pdf",
        found_by=frozenset({"homepage_link", "site_link"}),
        year="2026-03-31",
        older=("/s/2025.pdf",),
    ),
    "pay gap and slavery on one page": found(
        own(
            {
                "/": home(li("/reports/", "Gender pay gap &amp; modern slavery")),
                "/reports/": inner(
                    "<h1>Reports</h1><ul>"
                    + li("/gpg.pdf", "Gender pay gap report 2026")
                    + li("/ms.pdf", "Modern slavery statement 2026")
                    + "</ul>"
                ),
                "/gpg.pdf": pdf(
                    "# Gender pay gap report\n"
                    + "Women's median hourly pay is 4 per cent lower than men's. " * 20
                ),
                "/ms.pdf": PDF,
            }
        ),
        "/ms.pdf",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "in a packed site map under an index": found(
        own(
            {
                "/": home(),
                "/sitemap.xml": '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                "<sitemap><loc>http://in-a-packed-site-map-under-an-index.example/map/posts.xml.gz</loc></sitemap>"
                "<sitemap><loc>http://in-a-packed-site-map-under-an-index.example/map/pages.xml.gz</loc></sitemap></sitemapindex>",
                "/map/posts.xml.gz": served(
                    gzip.compress(
                        site_map(
                            "in-a-packed-site-map-under-an-index.example", *(f"/news/{n}/" for n in range(50))
                        ).encode(),
                        mtime=0,
                    ),
                    "application/octet-stream",
                ),
                "/map/pages.xml.gz": served(
                    gzip.compress(
                        site_map(
                            "in-a-packed-site-map-under-an-index.example",
                            "/a/",
                            "/b/slavery-and-trafficking/",
                        ).encode(),
                        mtime=0,
                    ),
                    "application/octet-stream",
                ),
                "/b/slavery-and-trafficking/": SECOND,
            }
        ),
        "/b/slavery-and-trafficking/",
        found_by=BY_MAP,
        link=NONE,
    ),
    "news teaser that leads to the file": found(
        own(
            {
                "/": home(li("/news/slavery-26/", "Our modern slavery statement for 2026 is out")),
                "/news/slavery-26/": inner(
                    "<h1>Our statement is out</h1><p>12 June 2026. You can read our modern slavery statement "
                    + a("/u/ms26.pdf", "here")
                    + ".</p>"
                ),
                "/u/ms26.pdf": PDF,
            }
        ),
        "/u/ms26.pdf",
        found_by=frozenset({"homepage_link", "site_link"}),
        link=EITHER,
    ),
    "title of the page says policy, the text is the statement": found(
        own(
            {
                "/": home(li("/modern-slavery-policy/", "Modern Slavery Policy")),
                "/modern-slavery-policy/": inner(
                    html(
                        filled(FORMAL).replace(
                            "# Modern Slavery and Human Trafficking Statement", "# Modern Slavery Policy"
                        )
                    ),
                    "Modern Slavery Policy",
                ),
            }
        ),
        "/modern-slavery-policy/",
    ),
}
