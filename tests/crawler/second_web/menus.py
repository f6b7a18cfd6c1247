"""Where on the home page the link stands, and what it is made of."""

from __future__ import annotations

from tests.crawler.second_web.case import BY_MAP, BY_PATH, LINKED, NONE, NOT_SEEN, Case, found, to
from tests.crawler.second_web.files import pdf
from tests.crawler.second_web.look import ABOUT, a, home, inner, items, li, own, page
from tests.crawler.second_web.texts import FORMAL, GROUP, LEGAL, SHORT, filled, html

STATEMENT = inner(html(filled(FORMAL)), "Modern Slavery and Human Trafficking Statement | Acorn Barns")
SECOND = inner(html(filled(SHORT)), "Statement | Acorn Barns")
THIRD = inner(html(filled(LEGAL)), "Acorn Barns")
MAYBE = frozenset({LINKED, NOT_SEEN})
"""The link is there, but only a browser sees it: either it is seen, or nothing is said. Never "none"."""

MEGA = f"""<li class="menu-item menu-item-has-children"><a href="#" aria-haspopup="true" aria-expanded="false">About</a>
<div class="mega-menu" style="display:none"><div class="mega-col"><h3>Company</h3><ul>{items({"/history/": "History"})}</ul></div>
<div class="mega-col"><h3>Responsibility</h3><ul>{items({"/charity/": "Charity", "/anti-slavery/": "Anti-Slavery Statement"})}
</ul></div></div></li>"""

DRAWER = f"""<div class="offcanvas offcanvas-start" id="drawer" tabindex="-1" aria-hidden="true" hidden>
<div class="offcanvas-body"><ul>{items({"/jobs/": "Jobs", "/slavery-act/": "Modern Slavery Act"})}</ul></div></div>"""

NOSCRIPT = f"""<div id="nav-root"></div><noscript><ul>{items({"/about-us/": "About us", "/msa/": "Modern Slavery"})}</ul></noscript>
<script src="/static/js/nav.8f2c.js" defer></script>"""

IN_SCRIPT = """<div id="site-footer"></div><script id="__FOOTER__" type="application/json">{"columns":[{"title":"Legal","links":
[{"label":"Privacy","url":"/privacy-policy/"},{"label":"Modern Slavery Statement","url":"/legal/ms-2026"}]}]}</script>
<script src="/static/footer.js"></script>"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://{host}/</loc></url><url><loc>http://{host}{path}</loc></url></urlset>"""


def sitemap(host: str, path: str) -> str:
    return SITEMAP.format(host=host, path=path)


def only(body: str) -> str:
    """A page by itself, without a theme."""
    return f"<!DOCTYPE html><html><head><title>Acorn Barns</title></head><body>{body}</body></html>"


CASES: dict[str, Case] = {
    "wordpress footer, slash added by the server": found(
        own(
            {
                "/": home(li("/modern-slavery-statement", "Modern Slavery Statement")),
                "/modern-slavery-statement": to("/modern-slavery-statement/", 301),
                "/modern-slavery-statement/": STATEMENT,
            }
        ),
        "/modern-slavery-statement/",
        year="2026-03-31",
        requests=6,
    ),
    "mega menu folded away": found(
        own({"/": home(menu=MEGA), "/anti-slavery/": SECOND}), "/anti-slavery/", year="2026-03-31", requests=6
    ),
    "drawer behind a hamburger": found(
        own({"/": home(end=DRAWER), "/slavery-act/": STATEMENT}), "/slavery-act/", requests=6
    ),
    "menu in noscript beside a script": found(
        own({"/": home(footer=NOSCRIPT), "/msa/": THIRD}), "/msa/", year="2026-03-31", requests=8
    ),
    "footer made by a script from JSON": found(
        own(
            {
                "/": home(end=IN_SCRIPT),
                "/legal/ms-2026": STATEMENT,
                "/sitemap.xml": sitemap("footer-made-by-a-script-from-json.example", "/legal/ms-2026"),
            }
        ),
        "/legal/ms-2026",
        found_by=frozenset({"homepage_link", "sitemap"}),
        link=MAYBE,
    ),
    "icon with a title inside": found(
        own(
            {
                "/": home(
                    li(
                        "/p/19",
                        '<svg role="img"><title>Modern Slavery Statement</title><path d="M0 0h9"/></svg>',
                    )
                ),
                "/p/19": THIRD,
            }
        ),
        "/p/19",
    ),
    "labelled by an element elsewhere": found(
        own(
            {
                "/": home(
                    '<li><h5 id="card-ms">Modern slavery</h5><a href="/p/20" aria-labelledby="card-ms">Read more</a></li>'
                ),
                "/p/20": SECOND,
            }
        ),
        "/p/20",
    ),
    "card whose heading stands beside its link": found(
        own(
            {
                "/": home(
                    '<li><div class="card"><h5>Modern Slavery Act statement</h5><p>What we did this year.</p>'
                    '<a class="btn" href="/p/21">Learn more</a></div></li>'
                ),
                "/p/21": SECOND,
            }
        ),
        "/p/21",
    ),
    "button with onclick": found(
        own(
            {
                "/": home(
                    "<li><button onclick=\"window.location.href='/slavery-statement.html'\">Modern slavery</button></li>"
                ),
                "/slavery-statement.html": STATEMENT,
            }
        ),
        "/slavery-statement.html",
        link=MAYBE,
        found_by=frozenset({"homepage_link", "sitemap", "usual_path"}),
    ),
    "javascript opens a window": found(
        own(
            {
                "/": home(
                    li(
                        "javascript:void(window.open('/files/mss26.pdf','_blank'))",
                        "Modern slavery statement",
                    )
                ),
                "/files/mss26.pdf": pdf(filled(FORMAL)),
            }
        ),
        "/files/mss26.pdf",
        link=MAYBE,
    ),
    "link text broken by spans and odd characters": found(
        own(
            {
                "/": home(
                    li("/p/22", "<span>MODERN</span>&nbsp;<span>SLAV&shy;ERY</span> ACT&#8239;<b>2015</b>")
                ),
                "/p/22": SECOND,
            }
        ),
        "/p/22",
    ),
    "anti-slavery with a hyphen that does not break": found(
        own({"/": home(li("/p/23", "Anti\u2011Slavery &amp; Human\u00a0Trafficking")), "/p/23": SECOND}),
        "/p/23",
    ),
    "untidy href with spaces": found(
        own(
            {
                "/": home(li("\n   /docs/modern slavery statement 2026.pdf \t", "Modern slavery")),
                "/docs/modern%20slavery%20statement%202026.pdf": pdf(filled(LEGAL)),
            }
        ),
        "/docs/modern%20slavery%20statement%202026.pdf",
    ),
    "unquoted attributes and unclosed tags": found(
        own({"/": home("<li><a href=/ms.html>Modern Slavery<li><a href=/x>Other"), "/ms.html": SECOND}),
        "/ms.html",
    ),
    "map of an image": found(
        own(
            {
                "/": home(
                    '<li><img src="/foot.gif" usemap="#foot" alt=""><map name="foot"><area shape="rect" coords="0,0,9,9" '
                    'href="/slavery.htm" alt="Slavery statement"><area href="/privacy-policy/" alt="Privacy"></map></li>'
                ),
                "/slavery.htm": SECOND,
            }
        ),
        "/slavery.htm",
    ),
    "option of a drop-down list": found(
        own(
            {
                "/": home(
                    '<li><select onchange="location=this.value"><option value="">Policies...</option><option '
                    'value="/quality.html">Quality</option><option value="/slavery.html">Modern slavery</option></select></li>'
                ),
                "/slavery.html": SECOND,
            }
        ),
        "/slavery.html",
        link=MAYBE,
        found_by=frozenset({"homepage_link", "sitemap", "usual_path"}),
    ),
    "only the word slavery": found(
        own({"/": home(li("/page-42/", "Slavery")), "/page-42/": STATEMENT}), "/page-42/"
    ),
    "our commitment": found(
        own({"/": home(li("/our-commitment/", "Our commitment")), "/our-commitment/": STATEMENT}),
        "/our-commitment/",
    ),
    "supply chain transparency in the header": found(
        own({"/": home(menu=li("/supply-chain/", "Supply Chain Transparency")), "/supply-chain/": SECOND}),
        "/supply-chain/",
    ),
    "section 54": found(own({"/": home(li("/s54/", "Section 54 statement")), "/s54/": THIRD}), "/s54/"),
    "MSA and the years": found(
        own(
            {
                "/": home(li("/files/MSA%2025-26.pdf", "MSA 25-26")),
                "/files/MSA%2025-26.pdf": pdf(filled(LEGAL)),
            }
        ),
        "/files/MSA%2025-26.pdf",
    ),
    "corporate site on another host name of the firm": found(
        own(
            {
                "/": home(
                    li(
                        "http://corporate.corporate-site-on-another-host-name-of-the-firm.example/",
                        "Corporate site",
                    )
                )
            }
        ),
        "http://corporate.corporate-site-on-another-host-name-of-the-firm.example/slavery/",
        found_by="site_link",
        link=NONE,
        others={
            "corporate.corporate-site-on-another-host-name-of-the-firm.example": own(
                {"/": home(li("/slavery/", "Modern slavery statement")), "/slavery/": STATEMENT}
            )
        },
    ),
    "statement in a dialogue of the home page": found(
        own(
            {
                "/": home(
                    li("#ms-modal", "Modern Slavery", 'data-bs-toggle="modal" data-bs-target="#ms-modal"'),
                    end='<div class="modal fade" id="ms-modal" tabindex="-1" aria-hidden="true" style="display:none">'
                    f'<div class="modal-dialog"><div class="modal-body">{html(filled(FORMAL), "h4", "h5")}</div></div></div>',
                )
            }
        ),
        "/#ms-modal",
        found_by=frozenset({"homepage", "homepage_link"}),
        requests=8,
    ),
    "commented out": found(
        own(
            {
                "/": home(
                    '<!-- <li><a href="/modern-slavery-statement/">Modern Slavery Statement</a></li> -->'
                ),
                "/modern-slavery-statement/": STATEMENT,
            }
        ),
        "/modern-slavery-statement/",
        found_by=BY_PATH,
        link=NONE,
    ),
    "hidden by CSS outside any menu": found(
        own(
            {
                "/": page(
                    f'<h1>Barns</h1>{ABOUT}<a style="display:none" href="/ms-statement/">Modern slavery statement</a>'
                ),
                "/ms-statement/": STATEMENT,
            }
        ),
        "/ms-statement/",
        # In its markup the link is there, to the eye it is not: a person has to look.
        link=frozenset({NOT_SEEN, NONE}),
    ),
    "no link at all, and in no list": found(
        own({"/": home(), "/modern-slavery/": STATEMENT}), "/modern-slavery/", found_by=BY_PATH, link=NONE
    ),
    "unlinked, in the site map that robots.txt names": found(
        own(
            {
                "/": home(),
                "/robots.txt": "User-agent: *\nDisallow: /wp-admin/\n"
                "Sitemap: http://unlinked-in-the-site-map-that-robots-txt-names.example/seo/map-7.xml\n",
                "/seo/map-7.xml": sitemap(
                    "unlinked-in-the-site-map-that-robots-txt-names.example", "/x/slavery-26/"
                ),
                "/x/slavery-26/": SECOND,
            }
        ),
        "/x/slavery-26/",
        found_by=BY_MAP,
        link=NONE,
    ),
    "group statement under a word of its own": found(
        own(
            {
                "/": home(li("/people-first/", "People first")),
                "/people-first/": inner(html(filled(GROUP)), "People first"),
            }
        ),
        "/people-first/",
    ),
    "big figures footer of a shop": found(
        own(
            {
                "/": home(
                    "".join(li(f"/collections/{n}", f"Collection {n}") for n in range(300))
                    + li("/pages/modern-slavery-statement", "Modern Slavery Statement")
                    + li("/policies/terms-of-service", "Terms of service")
                ),
                "/pages/modern-slavery-statement": STATEMENT,
            }
        ),
        "/pages/modern-slavery-statement",
        requests=6,
    ),
    "link beside a company's policies in a sentence": found(
        own(
            {
                "/": home(
                    "<p>Read "
                    + a("/p/30", "here")
                    + " how we keep slavery and human trafficking out of our supply chains.</p>"
                ),
                "/p/30": SECOND,
            }
        ),
        "/p/30",
    ),
}
