"""How the home page is come to: splash pages, countries, languages, frames, forwardings and gates."""

from __future__ import annotations

from crawler.records import Reason
from tests.crawler.second_web.case import BY_MAP, LINKED, NOT_SEEN, Case, found, served, to, unseen
from tests.crawler.second_web.files import pdf
from tests.crawler.second_web.look import USUAL, a, home, inner, items, li, own
from tests.crawler.second_web.menus import SECOND, STATEMENT, THIRD, only, sitemap
from tests.crawler.second_web.texts import FORMAL, LEGAL, SHORT, filled, html

WELSH = inner(
    "<h1>Datganiad Caethwasiaeth Fodern</h1><p>Gwneir y datganiad hwn o dan adran 54 o Ddeddf Caethwasiaeth Fodern 2015 ar "
    "gyfer y flwyddyn a ddaeth i ben ar 31 Mawrth 2026. Rydym yn cyflogi 460 o bobl ac yn prynu gan 85 o gyflenwyr.</p>"
    "<p>Cymeradwywyd gan y bwrdd ar 18 Mehefin 2026.</p>",
    "Datganiad Caethwasiaeth Fodern",
)
COUNTRIES = {
    f"/{code}/": name
    for code, name in {
        "au/en": "Australia",
        "at/de": "Österreich",
        "be/nl": "België",
        "de/de": "Deutschland",
        "fr/fr": "France",
        "gb/en": "United Kingdom",
        "us/en": "United States",
    }.items()
}


def under(prefix: str, pages: dict[str, object]) -> dict[str, object]:
    return {prefix + path: answer for path, answer in pages.items()}


CASES: dict[str, Case] = {
    "two languages on a splash page": found(
        {
            "/": only(
                '<img src="/logo.png" alt="Acorn Barns">'
                + a("/cy/", "Cymraeg")
                + " | "
                + a("/en/", "English")
            ),
            "/en/": home(li("/en/modern-slavery/", "Modern slavery statement")),
            "/cy/": home(li("/cy/caethwasiaeth/", "Datganiad caethwasiaeth fodern")),
            "/en/modern-slavery/": STATEMENT,
            "/cy/caethwasiaeth/": WELSH,
        },
        "/en/modern-slavery/",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "Welsh first, English second": found(
        own(
            {
                "/": home(
                    li("/cy/caethwasiaeth/", "Datganiad Caethwasiaeth Fodern")
                    + li("/en/slavery/", "Modern Slavery Statement")
                ),
                "/cy/caethwasiaeth/": WELSH,
                "/en/slavery/": STATEMENT,
            }
        ),
        "/en/slavery/",
        year="2026-03-31",
    ),
    "choose your country": found(
        {
            "/": only("<h1>Choose your country</h1><ul>" + items(COUNTRIES) + "</ul>"),
            **{path: home(li(f"{path}impressum", "Impressum")) for path in COUNTRIES if path != "/gb/en/"},
            "/gb/en/": home(li("/gb/en/modern-slavery", "Modern Slavery Act")),
            "/gb/en/modern-slavery": STATEMENT,
        },
        "/gb/en/modern-slavery",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "sent on to the language": found(
        {
            "/": to("/en-gb/", 302),
            "/en-gb/": home(li("/en-gb/legal/anti-slavery", "Anti-slavery")),
            "/en-gb/legal/anti-slavery": SECOND,
        },
        "/en-gb/legal/anti-slavery",
    ),
    "sent on by meta refresh": found(
        own(
            {
                "/": '<html><head><META HTTP-EQUIV="Refresh" CONTENT="0; URL=default.aspx"></head><body></body></html>',
                "/default.aspx": home(li("Slavery.aspx", "Modern slavery")),
                "/Slavery.aspx": THIRD,
            }
        ),
        "/Slavery.aspx",
    ),
    "sent on by a script": found(
        own(
            {
                "/": '<html><head><script type="text/javascript">window.location.replace("/site/index.php");</script></head></html>',
                "/site/index.php": home(li("/site/slavery.php", "Modern slavery")),
                "/site/slavery.php": THIRD,
            }
        ),
        "/site/slavery.php",
    ),
    "frames": found(
        {
            "/": '<html><head><title>Acorn</title></head><frameset cols="200,*"><frame src="menu.htm" name="menu"><frame '
            'src="main.htm" name="main"><noframes>Your browser has no frames.</noframes></frameset></html>',
            "/menu.htm": only(
                a("history.htm", "History") + a("msa.htm", "Modern Slavery Act", 'target="main"')
            ),
            "/main.htm": only("<h1>Welcome to Acorn Barns</h1>"),
            "/msa.htm": only(html(filled(SHORT))),
        },
        "/msa.htm",
    ),
    "base href in a folder": found(
        {
            "/": home(
                "<li><a href='statements/slavery.html'>Slavery statement</a></li>",
                head='<base href="/live/site/">',
            ),
            "/live/site/statements/slavery.html": SECOND,
        },
        "/live/site/statements/slavery.html",
    ),
    "over eighteen?": found(
        {
            "/": only(
                '<h1>Acorn Brewery</h1><p>Are you over 18?</p><a class="btn" href="/welcome/">Yes, enter</a> '
                '<a class="btn" href="https://www.drinkaware.example/">No</a>'
            ),
            "/welcome/": home(li("/slavery/", "Modern slavery statement")),
            "/slavery/": SECOND,
        },
        "/slavery/",
        found_by=frozenset({"homepage_link", "site_link"}),
    ),
    "only under www": found(
        {},
        "http://www.only-under-www.example/ms/",
        others={"www.only-under-www.example": own({"/": home(li("/ms/", "Modern slavery")), "/ms/": SECOND})},
    ),
    "bought by a group whose site it now leads to": found(
        {"/": to("https://www.oakgroup-holdings.example/brands/acorn", 301)},
        "http://www.oakgroup-holdings.example/slavery",
        others={
            "www.oakgroup-holdings.example": {
                **USUAL,
                "/": home(li("/slavery", "Modern slavery statement")),
                "/brands/acorn": home(li("/slavery", "Modern slavery statement")),
                "/slavery": inner(html(filled(LEGAL, "Oak Group Holdings plc"))),
            }
        },
    ),
    "links with https on a site without": found(
        own(
            {
                "/": home(li("https://links-with-https-on-a-site-without.example/ms", "Modern slavery")),
                "/ms": SECOND,
            }
        ),
        "/ms",
    ),
    "upper and lower case of the path": found(
        own(
            {
                "/": home(li("/Policies/Modern-Slavery.ASPX", "Modern Slavery")),
                "/Policies/Modern-Slavery.ASPX": to("/policies/modern-slavery.aspx", 301),
                "/policies/modern-slavery.aspx": THIRD,
            }
        ),
        "/policies/modern-slavery.aspx",
    ),
    "home page in UTF-16": found(
        own(
            {
                "/": served(
                    home(li("/ms/", "Modern slavery statement")).replace("utf-8", "utf-16").encode("utf-16"),
                    "text/html",
                ),
                "/ms/": served(
                    inner(html(filled(FORMAL))).replace("utf-8", "utf-16").encode("utf-16"), "text/html"
                ),
            }
        ),
        "/ms/",
        year="2026-03-31",
    ),
    "says UTF-8 and is not": found(
        own(
            {
                "/": home(li("/ms/", "Modern slavery statement")),
                "/ms/": served(
                    inner(html(filled(FORMAL)).replace("and employ", "– turnover £90m – and employ")).encode(
                        "cp1252"
                    ),
                    "text/html; charset=utf-8",
                ),
            }
        ),
        "/ms/",
        year="2026-03-31",
    ),
    "home page sent as plain octets": found(
        own(
            {
                "/": served(home(li("/ms/", "Modern slavery statement")), "application/octet-stream"),
                "/ms/": SECOND,
            }
        ),
        "/ms/",
    ),
    "page for scripts only": unseen(
        {
            "/": '<!doctype html><html><head><title>Acorn</title><script type="module" src="/assets/index-3fd2.js"></script></head>'
            '<body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>'
        },
        Reason.NEEDS_BROWSER,
        missing_page='<!doctype html><html><head><title>Acorn</title><script type="module" src="/assets/index-3fd2.js"></script>'
        '</head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>',
    ),
    "page for scripts only, with a site map": found(
        {
            "/": '<!doctype html><html><head><title>Acorn</title></head><body><app-root></app-root><script src="main.js"></script>'
            "</body></html>",
            "/sitemap.xml": sitemap("page-for-scripts-only-with-a-site-map.example", "/about/modern-slavery"),
            "/about/modern-slavery": SECOND,
        },
        "/about/modern-slavery",
        found_by=BY_MAP,
        link=NOT_SEEN,
    ),
    "statement's page for scripts only": unseen(
        own(
            {
                "/": home(li("/modern-slavery", "Modern slavery statement")),
                "/modern-slavery": '<!doctype html><html><head><title>Modern slavery statement</title></head><body><div id="__nuxt">'
                '</div><script>window.__NUXT__={config:{}}</script><script src="/_nuxt/entry.js" type="module"></script></body></html>',
            }
        ),
        Reason.NEEDS_BROWSER,
        url="any",
        link=LINKED,
    ),
    "statement is a file of the splash page": found(
        {
            "/": only(
                "<h1>Acorn Barns</h1><p>New site soon.</p>" + a("slavery.pdf", "Modern Slavery Statement")
            ),
            "/slavery.pdf": pdf(filled(SHORT)),
        },
        "/slavery.pdf",
    ),
}
