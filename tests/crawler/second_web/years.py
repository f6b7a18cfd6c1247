"""Several years, dead links, links to the wrong thing."""

from __future__ import annotations

from tests.crawler.second_web.case import (
    BY_MAP,
    BY_SITE,
    DEAD,
    OTHER_YEAR,
    POLICY_ONLY,
    Case,
    found,
    missing,
)
from tests.crawler.second_web.files import pdf
from tests.crawler.second_web.homes import site_map
from tests.crawler.second_web.look import home, inner, li, own
from tests.crawler.second_web.menus import SECOND, STATEMENT
from tests.crawler.second_web.texts import FORMAL, LEGAL, POLICY, SHORT, filled, html

CASES: dict[str, Case] = {
    "files with titles that say nothing": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery")),
                "/slavery/": inner(
                    "<h1>Modern slavery</h1><ul>"
                    + li("/f/a.pdf", "Statement")
                    + li("/f/b.pdf", "Statement (1)")
                    + li("/f/c.pdf", "Statement v2 final")
                    + "</ul>"
                ),
                "/f/a.pdf": pdf(filled(SHORT, year=2024)),
                "/f/b.pdf": pdf(filled(FORMAL, year=2026)),
                "/f/c.pdf": pdf(filled(LEGAL, year=2025)),
            }
        ),
        "/f/b.pdf",
        year="2026-03-31",
        found_by=frozenset({"homepage_link", "site_link"}),
        older=("/f/c.pdf", "/f/a.pdf"),
    ),
    "address of one year, text of another": found(
        own(
            {
                "/": home(
                    li("/modern-slavery-statement-2019/", "Modern slavery statement")
                    + li("/modern-slavery-statement-2025/", "Modern slavery statement (archive)")
                ),
                "/modern-slavery-statement-2019/": inner(html(filled(FORMAL, year=2026))),
                "/modern-slavery-statement-2025/": inner(html(filled(FORMAL, year=2025))),
            }
        ),
        "/modern-slavery-statement-2019/",
        year="2026-03-31",
        older=("/modern-slavery-statement-2025/",),
    ),
    "previous statements below the current one": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(
                    html(filled(FORMAL))
                    + "<h2>Previous statements</h2><ul>"
                    + li("/f/25.pdf", "2024/25")
                    + li("/f/24.pdf", "2023/24")
                    + "</ul>"
                ),
                "/f/25.pdf": pdf(filled(FORMAL, year=2025)),
                "/f/24.pdf": pdf(filled(FORMAL, year=2024)),
            }
        ),
        "/slavery/",
        year="2026-03-31",
        requests=6,
    ),
    "last year's file on the home page, this year's under governance": found(
        own(
            {
                "/": home(
                    li("/f/ms25.pdf", "Modern slavery statement 2025") + li("/governance/", "Governance")
                ),
                "/f/ms25.pdf": pdf(filled(FORMAL, year=2025)),
                "/governance/": inner(
                    "<h1>Governance</h1><ul>" + li("/f/ms26.pdf", "Modern slavery statement 2026") + "</ul>"
                ),
                "/f/ms26.pdf": pdf(filled(FORMAL, year=2026)),
            }
        ),
        "/f/ms26.pdf",
        found_by=BY_SITE,
        link=OTHER_YEAR,
        year="2026-03-31",
        older=("/f/ms25.pdf",),
    ),
    "home page links to the policy, the statement is elsewhere": found(
        own(
            {
                "/": home(li("/ms-policy/", "Modern slavery policy") + li("/about-us/", "About us")),
                "/ms-policy/": inner(html(filled(POLICY))),
                "/about-us/": inner(
                    "<h1>About us</h1><ul>" + li("/ms-statement/", "Modern slavery statement") + "</ul>"
                ),
                "/ms-statement/": STATEMENT,
            }
        ),
        "/ms-statement/",
        found_by=BY_SITE,
        link=POLICY_ONLY,
    ),
    "dead link and nothing else": missing(
        own({"/": home(li("/old/modern-slavery.pdf", "Modern slavery statement"))}), link=DEAD
    ),
    "dead link, the statement in the site map": found(
        own(
            {
                "/": home(li("/old/modern-slavery.pdf", "Modern slavery statement")),
                "/sitemap.xml": site_map(
                    "dead-link-the-statement-in-the-site-map.example", "/", "/slavery-26/"
                ),
                "/slavery-26/": SECOND,
            }
        ),
        "/slavery-26/",
        found_by=BY_MAP,
        link=DEAD,
    ),
    "old statement only": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statement")),
                "/slavery/": inner(html(filled(FORMAL, year=2022))),
            }
        ),
        "/slavery/",
        year="2022-03-31",
    ),
    "two years on one page, newest last": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery statements")),
                "/slavery/": inner(
                    "<h1>Statements</h1><ul>"
                    + li("/f/1", "Year to March 2025")
                    + li("/f/2", "Year to March 2026")
                    + "</ul>"
                ),
                "/f/1": inner(html(filled(SHORT, year=2025))),
                "/f/2": inner(html(filled(SHORT, year=2026))),
            }
        ),
        "/f/2",
        year="2026-03-31",
        found_by=frozenset({"homepage_link", "site_link"}),
        older=("/f/1",),
    ),
    "statements of a firm and of its sister side by side": found(
        own(
            {
                "/": home(li("/slavery/", "Modern slavery")),
                "/slavery/": inner(
                    "<h1>Modern slavery</h1><ul>"
                    + li("/f/sister.pdf", "Willow Pools Limited")
                    + li("/f/acorn.pdf", "Acorn Barns Limited")
                    + "</ul>"
                ),
                "/f/sister.pdf": pdf(filled(LEGAL, "Willow Pools Limited")),
                "/f/acorn.pdf": pdf(filled(FORMAL, "Acorn Barns Limited")),
            }
        ),
        # Either is on the site; that one of them is found is what matters, and that it is linked.
        "any",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
}
