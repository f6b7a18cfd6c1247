"""The pages that the statements stand on: with a header, a menu and a footer, as firms have them."""

from __future__ import annotations

from demo.web import Reply
from tests.crawler.patterns.texts import PARAGRAPHS, html_of

HTML = {"Content-Type": "text/html; charset=utf-8"}
PROSE = (
    "<h1>Joinery that lasts</h1><p>"
    + "We make staircases, windows and doors for houses old and new, in two workshops and with a steady hand. "
    * 8
    + "</p><p>Ask for a visit: we measure, draw and quote within a week, and deliver within ten.</p>"
)


def page(
    content: str, title: str = "Quillhaven Joinery", footer: str = "", nav: str = "", head: str = ""
) -> str:
    """A page of the site."""
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body>"
        "<header><a href='/'><img src='/logo.svg' alt='Quillhaven Joinery'></a>"
        f"<nav><ul><li><a href='/windows'>Windows</a></li><li><a href='/stairs'>Stairs</a></li>{nav}</ul></nav></header>"
        f"<main>{content}</main>"
        f"<footer><p>Quillhaven Joinery Limited, Dereham</p><a href='/privacy'>Privacy</a> {footer}</footer></body></html>"
    )


def home(footer: str = "", nav: str = "", main: str = "", head: str = "") -> str:
    """The home page."""
    return page(PROSE + main, footer=footer, nav=nav, head=head)


def statement(year: int = 2026, more: str = "", title: str = "Modern Slavery Statement | Quillhaven") -> str:
    """The statement as a page."""
    return page(html_of(PARAGRAPHS, year) + more, title)


def text_page(manuscript: str, title: str = "Quillhaven Joinery", year: int = 2026, more: str = "") -> str:
    """A page with another text."""
    return page(html_of(manuscript, year) + more, title)


def shell(title: str = "Quillhaven") -> str:
    """A page that scripts have yet to make."""
    return (
        f"<!doctype html><html><head><title>{title}</title><script src='/static/app.js' defer></script></head>"
        "<body><noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div></body></html>"
    )


def link(href: str, text: str = "Modern slavery statement") -> str:
    """A link."""
    return f"<a href='{href}'>{text}</a>"


def html(body: str, status: int = 200, **headers: str) -> Reply:
    """An answer with a page."""
    return Reply(body.encode(), status, {**HTML, **headers})
