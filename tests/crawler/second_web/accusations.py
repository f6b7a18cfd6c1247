"""Three ways of accusing a firm wrongly: its statement overlooked, not looked where it is, or its link not seen."""

from __future__ import annotations

from crawler.records import Reason
from demo.web import Reply
from tests.crawler.second_web.case import (
    BY_PATH,
    BY_SITE,
    LINKED,
    NONE,
    NOT_SEEN,
    Case,
    found,
    served,
    to,
    unseen,
)
from tests.crawler.second_web.files import pdf
from tests.crawler.second_web.look import ABOUT, MENU, SMALL, USUAL, a, home, inner, items, li, own, page
from tests.crawler.second_web.menus import MAYBE, SECOND, STATEMENT, THIRD, only
from tests.crawler.second_web.texts import FORMAL, LEGAL, SHORT, filled, html

PDF = pdf(filled(FORMAL))
ANYHOW = frozenset({"homepage_link", "usual_path", "sitemap", "site_link"})
POSTED = (
    "<p class='meta'>Posted on 18 June 2026 by admin in Company news. 4 minute read.</p>"
    + html(filled(FORMAL))
    + "<p>Share this post. Related news: new saw installed. Book now for the open day.</p>"
)
BOTH_ACTS = filled(FORMAL).replace(
    "section 54(1) of the Modern Slavery Act 2015",
    "the Modern Slavery Act 2018 (Cth) in Australia and section 54 of the British Act",
)
PUBLISHES = (
    html(filled(SHORT))
    + "<p>We have published our statement on our web site and in the Home Office's registry.</p>"
)
SHELL = (
    '<!doctype html><html><head><title>Policies</title></head><body><div id="root"></div>'
    '<script src="/static/js/main.js"></script></body></html>'
)


def named(text: str) -> Case:
    """A link under such a name in the footer, to an address that says nothing."""
    return found(own({"/": home(li("/d/8812/", text)), "/d/8812/": SECOND}), "/d/8812/", requests=8)


def footer_of_inner_pages(pages: dict[str, str]) -> dict[str, str]:
    """The pages with a link in the footer that the home page's own template has not."""
    return {
        path: text.replace("</footer>", f"{a('/d/77/', 'Modern slavery')}</footer>")
        for path, text in pages.items()
    }


CASES: dict[str, Case] = {
    **{
        f"named {text}": named(text)
        for text in (
            "MS Statement 2026",
            "Human Trafficking Statement",
            "Slavery Act Statement",
            "Statement on slavery",
            "Modern Day Slavery",
            "MSHT statement",
            "Slavery & Trafficking",
            "Modern slavery policy statement",
            "Supply Chain Act",
            "Modern Slavery (PDF)",
            "Preventing exploitation",
            "TISC statement",
        )
    },
    "statement posted like news": found(
        own(
            {
                "/": home(li("/2026/06/18/modern-slavery-statement/", "Modern slavery statement")),
                "/2026/06/18/modern-slavery-statement/": inner(POSTED, "Modern slavery statement"),
            }
        ),
        "/2026/06/18/modern-slavery-statement/",
        year="2026-03-31",
    ),
    "statement that says it was published": found(
        own({"/": home(li("/ms/", "Modern slavery")), "/ms/": inner(PUBLISHES)}), "/ms/"
    ),
    "statement under two countries' Acts, the other first": found(
        own({"/": home(li("/ms/", "Modern slavery")), "/ms/": inner(html(BOTH_ACTS))}), "/ms/"
    ),
    "folded up on the home page": found(
        own(
            {
                "/": home(
                    end=f"<details><summary>Modern slavery statement</summary>{html(filled(SHORT), 'h4', 'h5')}</details>"
                )
            }
        ),
        "/",
        found_by=frozenset({"homepage", "homepage_link"}),
    ),
    "in the footer of inner pages only": found(
        {
            "/": home(),
            **footer_of_inner_pages({path: text for path, text in USUAL.items() if isinstance(text, str)}),
            "/d/77/": STATEMENT,
        },
        "/d/77/",
        found_by=BY_SITE,
        link=NONE,
    ),
    "portal of policies at another host": found(
        own({"/": home(li("https://acorn.policyportal.example/", "Policies"))}),
        "http://acorn.policyportal.example/p/4",
        found_by=BY_SITE,
        link=NONE,
        elsewhere=True,
        others={
            "acorn.policyportal.example": {
                "/": only(
                    "<h1>Acorn Barns: policies</h1><ul>"
                    + li("/p/1", "Quality policy")
                    + li("/p/4", "Modern slavery statement")
                    + "</ul>"
                ),
                "/p/4": only(html(filled(FORMAL))),
            }
        },
    ),
    "many downloads": found(
        own(
            {
                "/": home(li("/downloads/", "Downloads")),
                "/downloads/": inner(
                    "<h1>Downloads</h1><ul>"
                    + "".join(li(f"/f/{n}.pdf", f"Data sheet {n}") for n in range(60))
                    + li("/f/ms.pdf", "Modern slavery")
                    + "</ul>"
                ),
                "/f/ms.pdf": PDF,
            }
        ),
        "/f/ms.pdf",
        found_by=BY_SITE,
        link=NONE,
    ),
    "web site given with a path": found(
        {"/uk/": home(li("/uk/ms/", "Modern slavery")), "/uk/ms/": SECOND, "/": only("Group")},
        "/uk/ms/",
        website="web-site-given-with-a-path.example/uk/",
    ),
    "page of policies for scripts only": unseen(
        own({"/": home(li("/policies", "Policies")), "/policies": SHELL}),
        Reason.NEEDS_BROWSER,
        link=frozenset({NONE, NOT_SEEN}),
    ),
    "page of policies behind a log-in": unseen(
        own(
            {
                "/": home(li("/policies", "Our policies")),
                "/policies": to("/login?next=/policies"),
                "/login": inner(
                    '<h1>Log in</h1><form><input name="u"><input type="password" name="p"></form>'
                ),
            }
        ),
        Reason.LOGIN,
        link=frozenset({NONE, NOT_SEEN}),
    ),
    "page of policies behind a wall": unseen(
        own(
            {
                "/": home(li("/policies", "Our policies")),
                "/policies": Reply(
                    b"<title>Just a moment...</title>",
                    403,
                    {"Content-Type": "text/html", "cf-mitigated": "challenge"},
                ),
            }
        ),
        Reason.BOT_WALL,
        link=frozenset({NONE, NOT_SEEN}),
    ),
    "page of policies closed by robots.txt": unseen(
        own(
            {
                "/robots.txt": served("User-agent: *\nDisallow: /policies\n", "text/plain"),
                "/": home(li("/policies", "Our policies")),
                "/policies": inner("<h1>Policies</h1>"),
            }
        ),
        Reason.ROBOTS,
        link=frozenset({NONE, NOT_SEEN}),
    ),
    "frame of policies that fails": unseen(
        own(
            {
                "/": home(li("/slavery", "Modern slavery statement")),
                "/slavery": inner('<h1>Modern slavery statement</h1><iframe src="/frame/9"></iframe>'),
                "/frame/9": Reply(b"x", 500),
            }
        ),
        Reason.HTTP_5XX,
        url="any",
        link=LINKED,
    ),
    "packed archive": unseen(
        own(
            {
                "/": home(li("/ms.zip", "Modern slavery statement")),
                "/ms.zip": served(b"PK\x03\x04" + bytes(400), "application/zip"),
            }
        ),
        frozenset({Reason.UNREADABLE, Reason.OTHER}),
        url="any",
        link=LINKED,
    ),
    "rich text file": unseen(
        own(
            {
                "/": home(li("/ms.rtf", "Modern slavery statement")),
                "/ms.rtf": served(b"{\\rtf1\\ansi Modern slavery statement}", "application/rtf"),
            }
        ),
        frozenset({Reason.UNREADABLE, Reason.OTHER}),
        url="any",
        link=LINKED,
    ),
    "text that its frame keeps in an attribute": found(
        own(
            {
                "/": home(li("/slavery", "Modern slavery statement")),
                "/slavery": inner(
                    "<h1>Modern slavery statement</h1><iframe data-src='/frame/9' loading='lazy'></iframe>"
                ),
                "/frame/9": only(html(filled(FORMAL))),
            }
        ),
        "/frame/9",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "element that acts as a link": found(
        own(
            {
                "/": home(
                    '<li><div role="link" tabindex="0" data-href="/d/1/">Modern slavery statement</div></li>'
                ),
                "/d/1/": SECOND,
            }
        ),
        "/d/1/",
        found_by=ANYHOW,
        link=MAYBE,
    ),
    "list item with a click": found(
        own(
            {
                "/": home("<li onclick=\"window.location='/d/2/'\">Modern slavery statement</li>"),
                "/d/2/": SECOND,
            }
        ),
        "/d/2/",
        found_by=ANYHOW,
        link=MAYBE,
    ),
    "component given its links": found(
        own(
            {
                "/": home(
                    end='<site-footer :links=\'[{"text":"Privacy","href":"/privacy-policy/"},{"text":"Modern slavery","href":"/d/3/"}]\'></site-footer>'
                ),
                "/d/3/": SECOND,
            }
        ),
        "/d/3/",
        found_by=ANYHOW,
        link=MAYBE,
    ),
    "footer from a script's file": found(
        own(
            {
                "/": page(f"<h1>Barns</h1>{ABOUT}").split("<footer")[0]
                + '<div id="site-footer"></div><script src="/js/footer.js"></script></body></html>',
                "/modern-slavery-statement": SECOND,
            }
        ),
        "/modern-slavery-statement",
        found_by=BY_PATH,
        link=MAYBE,
    ),
    "footer in a frame of its own": found(
        own(
            {
                "/": page(f"<h1>Barns</h1>{ABOUT}").split("<footer")[0]
                + '<iframe src="/footer.html" title="Footer"></iframe></body></html>',
                "/footer.html": only(items(SMALL) + li("/d/4/", "Modern slavery statement")),
                "/d/4/": SECOND,
            }
        ),
        "/d/4/",
        found_by=ANYHOW,
        link=MAYBE,
    ),
    "button of a form": found(
        own(
            {
                "/": home(
                    '<li><form action="/modern-slavery/" method="get"><button>Modern slavery statement</button></form></li>'
                ),
                "/modern-slavery/": SECOND,
            }
        ),
        "/modern-slavery/",
        found_by=ANYHOW,
        link=MAYBE,
    ),
    "short address that leads to the file": found(
        own(
            {
                "/": home(li("/go/ms", "Modern slavery statement")),
                "/go/ms": to("/media/4711/download"),
                "/media/4711/download": served(PDF, "application/pdf"),
            }
        ),
        "/media/4711/download",
    ),
    "one link dead, another alive": found(
        own(
            {
                "/": home(
                    li("/old-ms/", "Modern slavery statement") + li("/ms/", "Modern slavery statement 2026")
                ),
                "/ms/": SECOND,
            }
        ),
        "/ms/",
    ),
    "link with a fragment": found(
        own({"/": home(li("/ms/#content", "Modern slavery statement")), "/ms/": SECOND}), "/ms/"
    ),
    "link by page number": found(
        own(
            {
                "/": home(li("/?page_id=77", "Modern slavery statement")),
                "/?page_id=77": to("/ms/", 301),
                "/ms/": THIRD,
            }
        ),
        "/ms/",
    ),
    "link inside a template element": found(
        own(
            {
                "/": home(end=f"<template id='menu'>{items(MENU)}{li('/ms/', 'Modern slavery')}</template>"),
                "/ms/": SECOND,
            }
        ),
        "/ms/",
        link=MAYBE,
    ),
    "policies and legal in one sentence of the footer": found(
        own(
            {
                "/": home(
                    "<p>"
                    + a("/privacy-policy/", "Privacy")
                    + " | "
                    + a("/terms/", "Terms")
                    + " | "
                    + a("/l/", "MSA")
                    + "</p>"
                ),
                "/l/": inner(html(filled(LEGAL))),
            }
        ),
        "/l/",
    ),
}
