"""How such sites look: pages after the habits of the systems that make them, with banner, menu, body and footer."""

from __future__ import annotations

from tests.crawler.second_web.case import Answer

COOKIES = (
    '<div id="cookie-banner" role="dialog" aria-label="Cookies"><p>We use cookies to make this site work and to measure '
    'how it is used. By continuing you agree to our <a href="/cookie-policy/">cookie policy</a>.</p>'
    '<button type="button">Accept all</button><button type="button">Reject</button></div>'
)
ABOUT = (
    "<p>Acorn Barns has built timber frames and farm buildings since 1974. Our yard at Attleborough employs joiners, "
    "drivers and engineers, and our showroom is open six days a week. Whether you need a cart lodge, a grain store or a new "
    "roof, our team will draw, make and raise it for you, on time and at a fixed price.</p>"
    "<h2>What our customers say</h2><blockquote>They turned up when they said they would and left the yard tidy."
    "</blockquote><p>Call us on 01632 960 123 or visit us between eight and five.</p>"
)
MENU = {
    "/": "Home",
    "/about-us/": "About us",
    "/services/": "Services",
    "/news/": "News",
    "/contact/": "Contact",
}
SMALL = {"/privacy-policy/": "Privacy policy", "/cookie-policy/": "Cookie policy", "/terms/": "Terms of use"}


def a(href: str, text: str, more: str = "") -> str:
    return f'<a href="{href}"{" " + more if more else ""}>{text}</a>'


def items(links: dict[str, str], each: str = '<li class="menu-item">{}</li>') -> str:
    return "".join(each.format(a(href, text)) for href, text in links.items())


def page(
    main: str,
    *,
    title: str = "Acorn Barns | Timber buildings in Norfolk",
    menu: str = "",
    footer: str = "",
    head: str = "",
    end: str = "",
) -> str:
    """A page as WordPress themes build it: banner, header with a menu, main, footer in columns."""
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}
<link rel="stylesheet" href="/wp-content/themes/barn/style.css?ver=6.4"><script>window.dataLayer=window.dataLayer||[];</script>
</head><body class="home wp-custom-logo">{COOKIES}
<a class="skip-link" href="#content">Skip to content</a>
<header class="site-header"><a href="/" class="custom-logo-link"><img src="/logo.svg" alt="Acorn Barns"></a>
<button class="menu-toggle" aria-controls="primary-menu" aria-expanded="false">Menu</button>
<nav id="primary-menu"><ul class="menu">{items(MENU)}{menu}</ul></nav></header>
<main id="content">{main}</main>
<footer class="site-footer"><div class="col"><h4>Visit us</h4><p>1 Yard Lane, Attleborough</p></div>
<div class="col"><h4>Information</h4><ul>{items(SMALL)}{footer}</ul></div>
<p>&copy; 2026 Acorn Barns Limited. Registered in England 00000000. Site by <a href="https://pixelforge.example/">Pixelforge</a></p>
</footer>{end}<script src="/wp-includes/js/jquery.min.js"></script></body></html>"""


def home(footer: str = "", **more: str) -> str:
    """A home page with this in its footer's list."""
    return page(
        f'<section class="hero"><h1>Timber buildings, made in Norfolk</h1>{ABOUT}</section>',
        footer=footer,
        **more,
    )


def li(href: str, text: str, more: str = "") -> str:
    return f'<li class="menu-item">{a(href, text, more)}</li>'


def inner(main: str, title: str = "Acorn Barns") -> str:
    return page(main.replace(' class="menu-item"', ""), title=title)


USUAL: dict[str, Answer] = {
    "/about-us/": inner(f"<h1>About us</h1>{ABOUT}", "About us | Acorn Barns"),
    "/services/": inner(
        "<h1>Services</h1><p>Design, sawing, framing, raising, roofing and repair.</p>" + ABOUT, "Services"
    ),
    "/news/": inner(
        "<h1>News</h1><p>New saw installed. Open day in May. Two apprentices join.</p>" + ABOUT, "News"
    ),
    "/contact/": inner(
        "<h1>Contact</h1><p>1 Yard Lane, Attleborough. Telephone 01632 960 123.</p>" + ABOUT, "Contact us"
    ),
    "/privacy-policy/": inner(
        "<h1>Privacy policy</h1><p>We keep your name and address to deliver your order.</p>" + ABOUT
    ),
    "/cookie-policy/": inner(
        "<h1>Cookie policy</h1><p>We use two cookies: one for the basket, one for counting.</p>" + ABOUT
    ),
    "/terms/": inner(
        "<h1>Terms of use</h1><p>You may look at this web site and print pages for your own use.</p>" + ABOUT
    ),
}


def own(pages: dict[str, Answer]) -> dict[str, Answer]:
    """These pages beside the usual ones of a small site."""
    return {**USUAL, **pages}
