"""What carries the statement: viewers, pictures, files of every kind, file hosts and parents' sites."""

from __future__ import annotations

from crawler.records import Reason
from tests.crawler.second_web.case import BY_SITE, LINKED, NONE, Case, found, served, to, unseen
from tests.crawler.second_web.files import OLD_WORD, docx, pdf
from tests.crawler.second_web.homes import PDF
from tests.crawler.second_web.look import a, home, inner, li, own
from tests.crawler.second_web.menus import SECOND, only
from tests.crawler.second_web.texts import FORMAL, GROUP, LEGAL, SHORT, filled, html

CASES: dict[str, Case] = {
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
}
