"""Patterns from the corners: many texts on one page, words run together, masks, moved texts, noisy sites."""

from __future__ import annotations

from crawler.records import FoundBy, LinkState, Reason
from demo.web import Reply
from tests.crawler.patterns.pages import PROSE, home, html, link, page, statement, text_page
from tests.crawler.patterns.pattern import Expected, Pattern, found, instead, nothing, unlinked, unseen
from tests.crawler.patterns.texts import (
    GUIDE,
    NEWS,
    PARAGRAPHS,
    POLICY,
    REPORT_START,
    TEMPLATE,
    TERMS,
    html_of,
    pdf,
)

ASTRAY = LinkState.OTHER_DOCUMENT
TEXT = html_of(PARAGRAPHS)
OTHER_POLICIES = """# Anti-bribery policy

This policy applies to all employees. We do not give or take bribes. A breach of this policy is gross misconduct. The
policy applies to agents. Responsibility for this policy lies with the finance director.

# Privacy policy

This policy says what we do with personal data. You may ask for a copy. This policy is reviewed each year.

# Health and safety policy

This policy applies to visitors. We provide boots and hats.
"""
LOWER = html_of(OTHER_POLICIES).replace("h1", "h3")
MENU = "".join(
    f"<li>{link(f'/n/{number}', text)}</li>"
    for number, text in enumerate(
        [
            "About us",
            "Our people",
            "Our values",
            "Sustainability",
            "Community",
            "Careers",
            "News",
            "Quality",
            "Group",
        ]
    )
)
BEHIND_THE_MENU = {f"/n/{number}": page("<p>We like what we do.</p>") for number in range(9)}
UNDATED = statement().replace(" for the financial year ending 31 March 2026", "")

PATTERNS: dict[str, Pattern] = {
    "heading among policies on one page": Pattern(
        {
            "/": home(link("/policies#ms")),
            "/policies": page(
                f"<h1>Policies</h1>{LOWER}<h3 id=ms>Modern slavery statement</h3><div>"
                + TEXT.replace("h1", "h4").replace("h2", "h5")
                + "</div><h3>Quality policy</h3><p>This policy applies to everyone.</p>",
                "Our policies",
            ),
        },
        found("/policies#ms"),
    ),
    "accordion among policies on one page": Pattern(
        {
            "/": home(link("/policies#ms")),
            "/policies": page(
                f"<h1>Policies</h1>{LOWER}<details id=ms><summary>Modern slavery statement</summary>{TEXT}</details>",
                "Our policies",
            ),
        },
        found("/policies#ms"),
    ),
    "accordion among policies to which nothing leads": Pattern(
        {
            "/": home(link("/policies", "Policies")),
            "/policies": page(
                f"{LOWER}<details><summary>Modern slavery statement</summary>{TEXT}</details>", "Policies"
            ),
        },
        found("/policies#:~:text=Modern%20slavery%20statement"),
    ),
    "box over the home page": Pattern(
        {
            "/": home(
                "<a href='#' data-bs-toggle='modal' data-bs-target='#msModal'>Modern slavery statement</a>",
                main=f"<div id='msModal' class='modal'>{TEXT}</div>",
            )
        },
        found("/#msModal"),
    ),
    "old, and no newer to be had": Pattern(
        {
            "/": home(link("/ms") + link("/policies", "Policies")),
            "/policies": page("<p>We have some.</p>"),
            "/ms": statement(2022),
        },
        found("/ms", year="2022-03-31"),
    ),
    "two bytes a letter": Pattern(
        {
            "/": home(link("/p")),
            "/p": Reply(statement().encode("utf-16"), headers={"Content-Type": "text/html; charset=utf-16"}),
        },
        found("/p"),
    ),
    "meta refresh to the PDF": Pattern(
        {
            "/": home(link("/ms")),
            "/ms": "<html><head><meta http-equiv=refresh content='0; url=/f/1.pdf'></head></html>",
            "/f/1.pdf": pdf(),
        },
        found("/f/1.pdf"),
    ),
    "link dead, statement under a usual path": Pattern(
        {"/": home(link("/old-ms.pdf")), "/modern-slavery": statement()},
        unlinked("/modern-slavery", FoundBy.USUAL_PATH, link=LinkState.DEAD, region="footer"),
    ),
    "part of a long home page": Pattern(
        {"/": home(link("#ms"), main=f"{PROSE * 6}<section id=ms>{TEXT}</section>{PROSE * 3}")}, found("/#ms")
    ),
    "legal page with everything": Pattern(
        {
            "/": home(link("/legal", "Legal")),
            "/legal": page(
                f"<h1>Legal information</h1>{html_of(TERMS)}<h2>Modern slavery</h2>{TEXT}<h2>Privacy</h2><p>Safe.</p>",
                "Legal information",
            ),
        },
        found("/legal"),
    ),
    "words run together": Pattern(
        {
            "/": home(link("/f/ModernSlaveryStatement2026.pdf", "PDF")),
            "/f/ModernSlaveryStatement2026.pdf": pdf(),
        },
        found("/f/ModernSlaveryStatement2026.pdf"),
    ),
    "words run together in small letters": Pattern(
        {"/": home(link("/f/modernslaverystatement.pdf", "PDF")), "/f/modernslaverystatement.pdf": pdf()},
        found("/f/modernslaverystatement.pdf"),
    ),
    "soft hyphens": Pattern(
        {"/": home(link("/p/1", "Mod&shy;ern slav&shy;ery")), "/p/1": statement()}, found("/p/1")
    ),
    "site behind a mask": Pattern(
        {
            "/": "<html><head><title>Q</title></head><body><iframe src='http://hosting.example/q/'></iframe></body></html>"
        },
        found("http://hosting.example/q/p/1", elsewhere=True),
        hosts={"hosting.example": {"/q/": home(link("p/1")), "/q/p/1": statement()}},
    ),
    "on a subdomain": Pattern(
        {"/": home(link("http://documents.on-a-subdomain.example/1"))},
        found("http://documents.on-a-subdomain.example/1"),
        hosts={"documents.on-a-subdomain.example": {"/1": statement()}},
    ),
    "an image map": Pattern(
        {
            "/": home("<img src=x usemap='#m'><map name=m><area href='/p/1' alt='Modern Slavery Act'></map>"),
            "/p/1": statement(),
        },
        found("/p/1"),
    ),
    "a long menu and investors": Pattern(
        {
            "/": home(link("/inv", "Investors") + link("/privacy", "Privacy policy"), nav=MENU),
            **BEHIND_THE_MENU,
            "/inv": page(link("/inv/gov", "Corporate governance")),
            "/inv/gov": page(link("/p/1")),
            "/p/1": statement(),
        },
        unlinked("/p/1", FoundBy.SITE_LINK),
    ),
    "a long menu and a commitment": Pattern(
        {
            "/": home(link("/c", "Our commitment to people"), nav=MENU),
            **BEHIND_THE_MENU,
            "/c": statement(title="Quillhaven"),
        },
        found("/c"),
    ),
    "newer by its signature": Pattern(
        {"/": home(link("/a") + link("/b")), "/a": UNDATED.replace("2026", "2024"), "/b": UNDATED},
        found("/b", year=None, older=("/a",)),
    ),
    "gone for good": Pattern(
        {"/": home(link("/gone")), "/gone": html("gone", 410)}, nothing(LinkState.DEAD, "footer")
    ),
    "the parent's home page is linked, not its statement": Pattern(
        {"/": home(link("http://oak-parent.example/", "Part of Oak Group"))},
        nothing(),
        hosts={"oak-parent.example": {"/": home(link("/ms")), "/ms": statement()}},
    ),
    "policy on the home page, statement in the site map": Pattern(
        {
            "/": home(link("/policy", "Modern slavery policy")),
            "/policy": text_page(POLICY, "Modern slavery policy"),
            "/sitemap.xml": "<urlset><url><loc>http://%HOST%/docs/slavery-statement</loc></url></urlset>",
            "/docs/slavery-statement": statement(),
        },
        Expected(
            url="/docs/slavery-statement",
            found_by=FoundBy.SITEMAP,
            link=LinkState.POLICY_ONLY,
            older=("/policy",),
        ),
    ),
    "a news item that leads to the statement": Pattern(
        {
            "/": home(link("/n/1", "Our modern slavery statement 2026 is out")),
            "/n/1": page(
                "<h1>Our modern slavery statement is out</h1><p>Posted by Ann on 3 July. We have published our "
                f"statement. {link('/f/1.pdf', 'Read it here')}</p>",
                "News",
            ),
            "/f/1.pdf": pdf(),
        },
        found("/f/1.pdf"),
    ),
    "forty posts on the subject": Pattern(
        {
            "/": home(
                "".join(link(f"/blog/{n}", f"Modern slavery in the news, part {n}") for n in range(40))
            ),
            **{f"/blog/{n}": text_page(NEWS) for n in range(40)},
        },
        nothing(ASTRAY, "footer"),
    ),
    "a guide of the firm's own": Pattern(
        {"/": home(link("/g.pdf", "Modern slavery guide for suppliers")), "/g.pdf": pdf(GUIDE)},
        nothing(ASTRAY, "footer"),
    ),
    "ESG report": Pattern(
        {
            "/": home(link("/esg.pdf", "ESG report")),
            "/esg.pdf": pdf(REPORT_START.replace("Annual report and accounts", "ESG report")),
        },
        nothing(),
    ),
    "template as PDF": Pattern(
        {"/": home(link("/t.pdf")), "/t.pdf": pdf(TEMPLATE)}, instead("/t.pdf", "template", ASTRAY)
    ),
    "a page for everything that names it": Pattern(
        {"/": home(), "/robots.txt": Reply(b"", 404)},
        nothing(),
        otherwise=html(
            page("<h1>Search: modern slavery statement</h1><p>No results. Please try other words.</p>")
        ),
    ),
    "statement that asks for a password": Pattern(
        {"/": home(link("/ms")), "/ms": html("", 401)}, unseen(Reason.HTTP_401, LinkState.LINKED, "footer")
    ),
    "statement as a picture": Pattern(
        {
            "/": home(link("/ms.png")),
            "/ms.png": Reply(b"\x89PNG\r\n" + b"x" * 99, headers={"Content-Type": "image/png"}),
        },
        unseen(
            Reason.UNREADABLE,
            LinkState.LINKED,
            "footer",
            url="/ms.png",
            kind="other",
            found_by=FoundBy.HOMEPAGE_LINK,
        ),
    ),
}
