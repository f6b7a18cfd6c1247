"""Where the statement lives once the home page is left: pages of policies, parts of pages, viewers, file hosts, parents."""

from __future__ import annotations

import gzip

from crawler.records import Reason
from tests.crawler.second_web.case import BY_MAP, BY_SITE, LINKED, NONE, Case, found, served, to, unseen
from tests.crawler.second_web.files import OLD_WORD, docx, pdf, scan
from tests.crawler.second_web.look import ABOUT, USUAL, a, home, inner, li, own
from tests.crawler.second_web.menus import SECOND, STATEMENT, only
from tests.crawler.second_web.texts import FORMAL, GROUP, LEGAL, OTHER_POLICIES, SHORT, filled, html

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
    "viewer of the site's own in an iframe": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    '<h1>Modern slavery statement</h1><iframe src="/web/viewer.html?file=%2Fdocs%2Fmss.pdf#page=1" width="100%"></iframe>'
                ),
                "/web/viewer.html": only('<div id="viewer"></div><script src="pdf.js"></script>'),
                "/docs/mss.pdf": PDF,
            }
        ),
        "/docs/mss.pdf",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "object element": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    '<h1>Modern slavery statement</h1><object data="/docs/mss.pdf" type="application/pdf" width="100%"><p>No plugin.</p></object>'
                ),
                "/docs/mss.pdf": PDF,
            }
        ),
        "/docs/mss.pdf",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "embed element": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    '<h1>Modern slavery statement</h1><embed src="../docs/mss.pdf#toolbar=0" type="application/pdf">'
                ),
                "/docs/mss.pdf": PDF,
            }
        ),
        "/docs/mss.pdf",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "viewer of a search engine": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    '<h1>Modern slavery statement</h1><iframe src="https://docs.google.com/gview?url='
                    'http%3A%2F%2Fviewer-of-a-search-engine.example%2Fdocs%2Fmss.pdf&amp;embedded=true"></iframe>'
                ),
                "/docs/mss.pdf": PDF,
            }
        ),
        "/docs/mss.pdf",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "page of another host in an iframe": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    '<h1>Modern slavery statement</h1><iframe src="https://policies.peoplecloud.example/acorn/ms"></iframe>'
                ),
            }
        ),
        "http://policies.peoplecloud.example/acorn/ms",
        found_by=frozenset({"homepage_link", "site_link"}),
        elsewhere=True,
        others={"policies.peoplecloud.example": {"/acorn/ms": only(html(filled(SHORT)))}},
    ),
    "flip book": unseen(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    '<h1>Modern slavery statement</h1><iframe src="https://e.flipbooks.example/embed.html?d=acorn_mss" allowfullscreen></iframe>'
                ),
            }
        ),
        frozenset({Reason.NEEDS_BROWSER, Reason.UNREADABLE}),
        url="any",
        link=LINKED,
        others={
            "e.flipbooks.example": {
                "/embed.html": '<!doctype html><html><head><title>Flip book</title></head><body><div id="reader"></div><script src="r.js"></script></body></html>'
            }
        },
    ),
    "picture of a statement": unseen(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    '<h1>Modern slavery statement</h1><img src="/img/ms-page-1.jpg" width="900" height="1270"><img src="/img/ms-page-2.jpg" width="900" height="1270">'
                ),
            }
        ),
        Reason.UNREADABLE,
        url="/slavery/",
        link=LINKED,
    ),
    "link to a picture": unseen(
        own(
            {
                "/": home(li("/img/slavery.jpg", "Modern slavery statement")),
                "/img/slavery.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(3000),
            }
        ),
        Reason.UNREADABLE,
        url="/img/slavery.jpg",
        link=LINKED,
    ),
    "scanned file": unseen(
        own({"/": home(li("/ms.pdf", "Modern slavery statement")), "/ms.pdf": scan()}),
        Reason.UNREADABLE,
        url="/ms.pdf",
        link=LINKED,
    ),
    "file of an old word processor": unseen(
        own(
            {
                "/": home(li("/ms.doc", "Modern slavery statement")),
                "/ms.doc": served(OLD_WORD, "application/msword"),
            }
        ),
        Reason.UNREADABLE,
        url="/ms.doc",
        link=LINKED,
    ),
    "word document": found(
        own(
            {
                "/": home(li("/getfile.php?f=77", "Modern slavery statement")),
                "/getfile.php?f=77": served(
                    docx(filled(FORMAL)),
                    "application/octet-stream",
                    Content_Disposition='attachment; filename="MSS.docx"',
                ),
            }
        ),
        "/getfile.php?f=77",
        year="2026-03-31",
    ),
    "plain text file": found(
        own(
            {
                "/": home(li("/ms.txt", "Modern slavery statement")),
                "/ms.txt": served(filled(LEGAL).replace("# ", ""), "text/plain"),
            }
        ),
        "/ms.txt",
    ),
    "download by number": found(
        own(
            {
                "/": home(li("/download?id=123", "Anti-slavery statement")),
                "/download?id=123": served(
                    PDF,
                    "application/octet-stream",
                    Content_Disposition="attachment; filename*=UTF-8''Slavery%20Statement.pdf",
                ),
            }
        ),
        "/download?id=123",
    ),
    "media handler, on a page of governance": found(
        own(
            {
                "/": home(li("/governance", "Corporate governance")),
                "/governance": inner(
                    "<h1>Corporate governance</h1><h2>Tax strategy</h2><p>"
                    + a("/-/media/77aa01.ashx?la=en", "Download PDF")
                    + "</p><h2>Modern slavery</h2><p>"
                    + a("/-/media/abc123.ashx?la=en&amp;hash=F00", "Download PDF")
                    + "</p>"
                ),
                "/-/media/77aa01.ashx": served(
                    pdf(
                        "# Tax strategy\n"
                        + "We pay the tax that is due, when it is due, and take no aggressive positions. "
                        * 12
                    ),
                    "application/pdf",
                ),
                "/-/media/abc123.ashx": served(PDF, "application/pdf"),
            }
        ),
        "/-/media/abc123.ashx?la=en&hash=F00",
        found_by=BY_SITE,
        link=NONE,
    ),
    "file called a page by the server": found(
        own(
            {
                "/": home(li("/statement/ms", "Modern slavery statement")),
                "/statement/ms": served(PDF, "text/html; charset=utf-8"),
            }
        ),
        "/statement/ms",
    ),
    "page called a file by the server": found(
        own(
            {
                "/": home(li("/ms.pdf", "Modern slavery statement")),
                "/ms.pdf": served(SECOND, "application/pdf"),
            }
        ),
        "/ms.pdf",
    ),
    "library of a collaboration server": found(
        own(
            {
                "/": home(li("/sites/corp/Shared%20Documents/MSA%2025-26.pdf?csf=1&amp;web=1", "MSA 25-26")),
                "/sites/corp/Shared%20Documents/MSA%2025-26.pdf": PDF,
            }
        ),
        "/sites/corp/Shared%20Documents/MSA%2025-26.pdf?csf=1&web=1",
    ),
    "file in a bucket": found(
        own(
            {
                "/": home(
                    li(
                        "https://s3.eu-west-2.amazonaws.com/acorn-docs/2026/9f3c.pdf",
                        "Modern Slavery Statement",
                    )
                )
            }
        ),
        "http://s3.eu-west-2.amazonaws.com/acorn-docs/2026/9f3c.pdf",
        elsewhere=True,
        others={"s3.eu-west-2.amazonaws.com": {"/acorn-docs/2026/9f3c.pdf": PDF}},
    ),
    "short path that leads to a file host": found(
        own(
            {
                "/": home(li("/s/MSA-2026.pdf", "Modern Slavery Statement")),
                "/s/MSA-2026.pdf": to(
                    "https://static1.builderhost.example/t/5e1/MSA-2026.pdf?format=original"
                ),
            }
        ),
        "http://static1.builderhost.example/t/5e1/MSA-2026.pdf?format=original",
        elsewhere=True,
        others={"static1.builderhost.example": {"/t/5e1/MSA-2026.pdf": PDF}},
    ),
    "file share with a page of scripts": unseen(
        own({"/": home(li("https://www.sharebox.example/s/x1y2/MSS.pdf?dl=0", "Modern Slavery Statement"))}),
        Reason.NEEDS_BROWSER,
        link=LINKED,
        url="any",
        others={
            "www.sharebox.example": {
                "/s/x1y2/MSS.pdf": '<!doctype html><html><head><title>MSS.pdf</title></head><body><div id="app"></div><script src="/a.js"></script></body></html>'
            }
        },
    ),
    "parent's site": found(
        own(
            {
                "/": home(
                    li(
                        "https://www.oakparent.example/responsibility/modern-slavery/",
                        "Modern Slavery Statement",
                    )
                )
            }
        ),
        "http://www.oakparent.example/responsibility/modern-slavery/",
        elsewhere=True,
        others={
            "www.oakparent.example": {
                "/responsibility/modern-slavery/": inner(html(filled(GROUP, "Oak Parent plc")))
            }
        },
    ),
    "parent's landing page with a file on its own file host": found(
        own({"/": home(li("https://www.elmgroup.example/slavery/", "Group modern slavery statement"))}),
        "http://cdn.elmgroup-assets.example/x/ms26.pdf",
        elsewhere=True,
        found_by=frozenset({"homepage_link", "site_link"}),
        others={
            "www.elmgroup.example": {
                "/slavery/": inner(
                    "<h1>Modern slavery</h1><p>Read our "
                    + a(
                        "https://cdn.elmgroup-assets.example/x/ms26.pdf",
                        "group modern slavery statement (PDF)",
                    )
                    + ".</p>"
                )
            },
            "cdn.elmgroup-assets.example": {"/x/ms26.pdf": pdf(filled(GROUP, "Elm Group plc"))},
        },
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
assert USUAL
