"""Patterns of what cannot be seen: walls, log-ins, pages made by scripts, scans, and servers that refuse."""

from __future__ import annotations

from crawler.records import FoundBy, LinkState, Reason
from demo.web import Reply
from tests.crawler.fakes import redirect
from tests.crawler.patterns.pages import home, html, link, page, shell, statement
from tests.crawler.patterns.pattern import Pattern, unseen
from tests.crawler.patterns.texts import scan

BROWSER, LINKED = Reason.NEEDS_BROWSER, LinkState.LINKED
LOG_IN = page(
    "<form action='/login' method=post>E-mail <input name=u><input type=password name=p></form>", "Log in"
)
WALL = "<html><head><title>Just a moment...</title></head><body>Checking your browser before accessing.</body></html>"

PATTERNS: dict[str, Pattern] = {
    "scripts make the home page": Pattern({"/": shell()}, unseen(BROWSER), otherwise=html(shell())),
    "scripts make the statement's page": Pattern(
        {"/": home(link("/ms")), "/ms": shell("Modern slavery statement")}, unseen(BROWSER, LINKED, "footer")
    ),
    "scripts fill the statement's page between menus": Pattern(
        {
            "/": home(link("/ms")),
            "/ms": page("<div id='app'></div><script src='/app.js'></script>", "Modern slavery statement"),
        },
        unseen(BROWSER, LINKED, "footer"),
    ),
    "hash-bang": Pattern(
        {"/": home(link("#!/modern-slavery"), head="<script src='/app.js'></script>")},
        unseen(BROWSER, LINKED, "footer"),
    ),
    "a link that only a script follows": Pattern(
        {"/": home("<a href='javascript:void(0)' class='open-modal'>Modern slavery statement</a>")},
        unseen(BROWSER, LinkState.NONE),
    ),
    "a scan": Pattern(
        {"/": home(link("/f/9.pdf")), "/f/9.pdf": scan()},
        unseen(
            Reason.UNREADABLE, LINKED, "footer", url="/f/9.pdf", kind="other", found_by=FoundBy.HOMEPAGE_LINK
        ),
    ),
    "wall before the site": Pattern({"/": html(WALL, 403)}, unseen(Reason.BOT_WALL)),
    "wall before the statement": Pattern(
        {"/": home(link("/ms")), "/ms": html(WALL, 503)}, unseen(Reason.BOT_WALL, LINKED, "footer")
    ),
    "log-in before the statement": Pattern(
        {"/": home(link("/ms")), "/ms": redirect("/login?next=/ms"), "/login": LOG_IN},
        unseen(Reason.LOGIN, LINKED, "footer"),
    ),
    "log-in before the site": Pattern({"/": LOG_IN}, unseen(Reason.LOGIN)),
    "statement that robots.txt forbids": Pattern(
        {"/": home(link("/ms")), "/ms": statement(), "/robots.txt": Reply(b"User-agent: *\nDisallow: /ms\n")},
        unseen(Reason.ROBOTS, LINKED, "footer"),
    ),
    "the server fails": Pattern({"/": html("", 500)}, unseen(Reason.HTTP_5XX)),
}
