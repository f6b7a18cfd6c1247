"""Patterns of names: what a link says, how it says it, and where it stands."""

from __future__ import annotations

from crawler.records import FoundBy
from tests.crawler.patterns.pages import home, link, page, statement
from tests.crawler.patterns.pattern import Pattern, found

WITHOUT_NAME = statement(title="Quillhaven Joinery")


def _footer(anchor: str, path: str = "/p/8812") -> Pattern:
    return Pattern({"/": home(anchor), path: statement()}, found(path))


PATTERNS: dict[str, Pattern] = {
    "modern slavery statement": _footer(link("/p/8812")),
    "modern slavery act": _footer(link("/p/8812", "Modern Slavery Act 2015")),
    "anti-slavery": _footer(link("/p/8812", "Anti-slavery")),
    "slavery and human trafficking": _footer(link("/p/8812", "Slavery &amp; Human Trafficking")),
    "transparency in supply chains": _footer(link("/p/8812", "Transparency in supply chains")),
    "msa in the footer": _footer(link("/p/8812", "MSA")),
    "transparency": _footer(link("/p/8812", "Transparency")),
    "ethical trading": _footer(link("/p/8812", "Ethical trading")),
    "human rights": _footer(link("/p/8812", "Human rights")),
    "our commitment to people": _footer(link("/p/8812", "Our commitment to people")),
    "doing the right thing": _footer(link("/p/8812", "Doing the right thing")),
    "only the address says it": _footer(
        link("/docs/Modern%20Slavery_2026", "Read"), "/docs/Modern%20Slavery_2026"
    ),
    "only the image's alt says it": _footer("<a href='/p/8812'><img src='x.png' alt='Modern slavery'></a>"),
    "only the label says it": _footer("<a href='/p/8812' aria-label='Modern slavery statement'><i></i></a>"),
    "only the title says it": _footer("<a href='/p/8812' title='Modern slavery statement'>Read more</a>"),
    "only the paragraph says it": _footer(
        "<p>Our modern slavery statement is <a href='/p/8812'>here</a>.</p>"
    ),
    "only the heading above says it": Pattern(
        {
            "/": home(
                main="<section><h3>Modern slavery statement</h3><div><a href='/p/8812'>Download</a></div></section>"
            ),
            "/p/8812": statement(),
        },
        found("/p/8812", region="main"),
    ),
    "in the menu": Pattern(
        {"/": home(nav=f"<li>{link('/p/8812')}</li>"), "/p/8812": statement()}, found("/p/8812", region="nav")
    ),
    "in a drop-down of the menu": Pattern(
        {
            "/": home(
                nav=f"<li><a href='#'>About</a><ul class='dropdown-menu'><li>{link('/p/8812')}</li></ul></li>"
            ),
            "/p/8812": statement(),
        },
        found("/p/8812", region="nav"),
    ),
    "in a list to choose from": Pattern(
        {
            "/": home(
                "<select onchange='go(this)'><option>Legal</option>"
                "<option value='/p/8812'>Modern slavery statement</option></select>"
            ),
            "/p/8812": statement(),
        },
        found("/p/8812"),
    ),
    "in a footer that only a class names": Pattern(
        {
            "/": f"<html><body><div id=top>Quillhaven</div><p>Joinery.</p><div class='siteFooterLinks'>{link('/p/8812')}</div>",
            "/p/8812": statement(),
        },
        found("/p/8812"),
    ),
    "in the text of the home page": Pattern(
        {"/": home(main=f"<p>Read our {link('/p/8812')}.</p>"), "/p/8812": statement()},
        found("/p/8812", region="main"),
    ),
    "a button with a plain line of script": Pattern(
        {
            "/": home("<button onclick=\"window.location.href='/p/8812'\">Modern slavery statement</button>"),
            "/p/8812": statement(),
        },
        found("/p/8812"),
    ),
    "behind a cookie banner": Pattern(
        {
            "/": home(link("/p/8812")).replace(
                "<header>",
                "<div id='cookie-overlay' role='dialog'><h2>We value your privacy</h2><p>"
                + "Cookies help us. " * 60
                + "</p><button>Accept all</button><a href='/cookies'>Cookie policy</a></div><header>",
            ),
            "/p/8812": statement(),
        },
        found("/p/8812"),
    ),
    "a home page in another language": Pattern(
        {
            "/": page(
                "<h1>Schreinerei seit 1911</h1><p>"
                + "Wir bauen Treppen, Fenster und Türen für alte und neue Häuser. " * 10
                + "</p>",
                "Quillhaven Tischlerei",
                f"<a href='/impressum'>Impressum</a> {link('/en/p/8812', 'Modern Slavery Act Statement')}",
            ),
            "/en/p/8812": statement(),
        },
        found("/en/p/8812"),
    ),
    "page whose title and address say nothing": Pattern(
        {"/": home(link("/p/8812", "How we work")), "/p/8812": WITHOUT_NAME}, found("/p/8812")
    ),
    "statement on the home page itself": Pattern(
        {"/": home(main=statement().split("<main>")[1].split("</main>")[0])},
        found("/", FoundBy.HOMEPAGE, "main"),
    ),
}
