"""Ways of not being able to look, none of which is ever held against a firm; and sites that only pretend to have pages."""

from __future__ import annotations

from crawler.records import Reason
from demo.web import Asked, Reply
from tests.crawler.second_web.case import (
    BY_PATH,
    LINKED,
    NONE,
    Case,
    Pages,
    found,
    missing,
    served,
    to,
    unseen,
)
from tests.crawler.second_web.files import pdf
from tests.crawler.second_web.look import USUAL, a, home, inner, li, own
from tests.crawler.second_web.menus import SECOND, STATEMENT, only
from tests.crawler.second_web.texts import FORMAL, filled

HTML = {"Content-Type": "text/html; charset=UTF-8"}
CHALLENGE = Reply(
    b'<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow">'
    b'</head><body><div class="main-wrapper"><noscript>Enable JavaScript and cookies to continue</noscript></div><script>window._cf_chl_opt'
    b"={cvId:'3'};</script></body></html>",
    403,
    {**HTML, "Server": "cloudflare", "cf-mitigated": "challenge"},
)
INCAPSULA = (
    '<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"></head><body style="margin:0px;height:100%">'
    '<iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=5-1" frameborder=0 width="100%" height="100%">Request '
    "unsuccessful. Incapsula incident ID: 877000-1</iframe></body></html>"
)
AKAMAI = Reply(
    b"<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY><H1>Access Denied</H1>You don't have permission to access "
    b'"http&#58;&#47;&#47;acorn&#47;" on this server.<P>Reference&#32;&#35;18&#46;5f1e</BODY></HTML>',
    403,
    HTML,
)
SUCURI = (
    "<html><title>You are being redirected...</title><noscript>Javascript is required. Please enable javascript before you are "
    "allowed to see this page.</noscript><script>var s={},u,c,U,r,i,l=0,a,e=eval,w=String.fromCharCode,sucuri_cloudproxy_js=''"
    ";S='cz0iNyI=';</script></html>"
)
CAPTCHA = (
    "<!doctype html><title>Verify you are human</title><body><h1>One more step</h1><p>Please complete the security check to "
    'access this site.</p><div class="g-recaptcha" data-sitekey="x"></div><p>Why do I have to complete a CAPTCHA?</p></body>'
)
LOGIN = inner(
    '<h1>Sign in</h1><form method="post" action="/account/login"><label>E-mail <input name="email" type="email"></label><label>Password '
    '<input name="password" type="password"></label><button>Sign in</button></form>',
    "Sign in",
)
SSO = only(
    '<h1>Sign in to your account</h1><form method="post"><input type="email" name="loginfmt"><input type="password" name="passwd">'
    '<input type="submit" value="Sign in"></form>'
)
PARKED = only(
    "<h1>acorn-barns.example</h1><p>This domain is parked free of charge. Buy this domain.</p><p>Related searches: Barns, Sheds, "
    "Loans, Insurance</p><p>The domain owner has parked this page with Sedo. Disclaimer: Sedo maintains no relationship with "
    "third party advertisers.</p>"
)
FOR_SALE = only(
    "<h1>acorn-barns.example is for sale</h1><p>Make an offer or buy now for $2,495. Escrow protected. Domain names sold by "
    "HugeDomains.</p>"
)
HOLDING = only("<h1>Acorn Barns</h1><p>Our new website is coming soon. Please check back later.</p>")
DEFAULT_PAGE = only(
    "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further "
    "configuration is required.</p>"
)
SUSPENDED = only(
    "<h1>Account Suspended</h1><p>This account has been suspended. Contact your hosting provider for more information.</p>"
)
CLOSED = only(
    "<h1>Acorn Barns Limited</h1><p>Acorn Barns Limited ceased trading on 3 May 2026. Administrators have been appointed. Creditors "
    "may write to the administrators at 1 Insolvency Row, Norwich. We thank all our customers and staff for forty years.</p>"
)
BUSY = Reply(b"<h1>Service Unavailable</h1>", 503, HTML)
SEARCHED = inner(
    "<h1>Sorry, nothing was found for modern slavery statement</h1><p>It looks like the page you wanted has moved. Try a search, "
    'or one of these.</p><form role="search"><input type="search"></form>' + a("/services/", "Services"),
    "Modern slavery statement - Search | Acorn Barns",
)


def _echo(asked: Asked) -> Reply:
    words = asked.path.strip("/").replace("-", " ").replace("/", " ")
    return Reply(
        inner(
            f"<h1>{words}</h1><p>We could not find “{words}”. Here are our most popular products.</p>", words
        ).encode(),
        headers=HTML,
    )


def _after(pages: Pages, number: int, then: Reply) -> Pages:
    """The site answers so many requests and then only this."""
    asked: list[str] = []

    def limited(path: str):  # type: ignore[no-untyped-def]
        def answer(request: Asked) -> Reply:
            asked.append(path)
            known = pages[path]
            assert isinstance(known, str)
            return then if len(asked) > number else Reply(known.encode(), headers=HTML)

        return answer

    return {path: limited(path) for path in pages}


CASES: dict[str, Case] = {
    "challenge of a content network": unseen({}, Reason.BOT_WALL, missing_page=CHALLENGE),
    "wall with status 200": unseen({}, Reason.BOT_WALL, missing_page=INCAPSULA),
    "access denied at the edge": unseen(
        {}, frozenset({Reason.BOT_WALL, Reason.HTTP_403}), missing_page=AKAMAI
    ),
    "script before the site": unseen({}, Reason.BOT_WALL, missing_page=SUCURI),
    "captcha": unseen({}, Reason.BOT_WALL, missing_page=CAPTCHA),
    "challenge before the statement only": unseen(
        own({"/": home(li("/ms/", "Modern slavery statement")), "/ms/": CHALLENGE}),
        Reason.BOT_WALL,
        url="any",
        link=LINKED,
    ),
    "log-in before the statement": unseen(
        own(
            {
                "/": home(li("/hub/ms", "Modern slavery statement")),
                "/hub/ms": to("/account/login?return=%2Fhub%2Fms"),
                "/account/login": LOGIN,
            }
        ),
        Reason.LOGIN,
        url="any",
        link=LINKED,
    ),
    "log-in before everything": unseen(
        {"/": to("https://login.identity.example/oauth2/authorize?client_id=1")},
        Reason.LOGIN,
        others={"login.identity.example": {"/oauth2/authorize": SSO}},
        missing_page=to("https://login.identity.example/oauth2/authorize?client_id=1"),
    ),
    "parked": unseen({}, Reason.OTHER, missing_page=PARKED),
    "for sale, on a dealer's site": unseen(
        {"/": to("https://www.namedealer.example/profile?d=acorn")},
        Reason.OTHER,
        others={"www.namedealer.example": {"/profile": FOR_SALE}},
    ),
    "coming soon": unseen({"/": HOLDING}, Reason.OTHER),
    "web server just installed": unseen({"/": DEFAULT_PAGE}, Reason.OTHER),
    "account suspended": unseen({}, Reason.OTHER, missing_page=SUSPENDED),
    "closed business": missing({"/": CLOSED}),
    "maintenance": unseen(
        {},
        Reason.HTTP_5XX,
        missing_page=Reply(b"<h1>Down for maintenance</h1>", 503, {**HTML, "Retry-After": "0"}),
    ),
    "statement answers with a fault": unseen(
        own({"/": home(li("/ms.pdf", "Modern slavery statement")), "/ms.pdf": BUSY}),
        Reason.HTTP_5XX,
        url="any",
        link=LINKED,
    ),
    "everything but the home page answers with a fault": unseen(
        {"/": home(li("/policies/", "Policies"))},
        Reason.HTTP_5XX,
        link=frozenset({None, NONE}),
        missing_page=BUSY,
    ),
    "policy page answers with a fault": unseen(
        own({"/": home(li("/policies/", "Our policies")), "/policies/": BUSY}),
        Reason.HTTP_5XX,
        link=frozenset({None, NONE}),
    ),
    "asked to slow down after three pages": unseen(
        _after(
            {
                **{p: t for p, t in USUAL.items() if isinstance(t, str)},
                "/": home(li("/policies/", "Policies")),
                "/policies/": inner("<h1>Policies</h1>"),
            },
            2,
            Reply(b"Too many requests", 429, {**HTML, "Retry-After": "0"}),
        ),
        Reason.HTTP_429,
        link=frozenset({None, NONE}),
        missing_page=Reply(b"Too many requests", 429, {**HTML, "Retry-After": "0"}),
    ),
    "robots.txt closes the folder of the statement": unseen(
        own(
            {
                "/robots.txt": served("User-agent: *\nDisallow: /legal/\n", "text/plain"),
                "/": home(li("/legal/ms", "Modern slavery statement")),
                "/legal/ms": STATEMENT,
            }
        ),
        Reason.ROBOTS,
        url="any",
        link=LINKED,
    ),
    "robots.txt closes the site": unseen(
        own(
            {
                "/robots.txt": served("User-agent: *\nDisallow: /\n", "text/plain"),
                "/": home(li("/ms", "Modern slavery statement")),
                "/ms": STATEMENT,
            }
        ),
        Reason.ROBOTS,
    ),
    "encrypted file": unseen(
        own(
            {
                "/": home(li("/ms.pdf", "Modern slavery statement")),
                "/ms.pdf": pdf(filled(FORMAL)).replace(
                    b"/Root 1 0 R",
                    b"/Root 1 0 R /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <"
                    + b"ab" * 32
                    + b"> /U <"
                    + b"cd" * 32
                    + b"> >> /ID [<00> <00>]",
                ),
            }
        ),
        Reason.UNREADABLE,
        url="/ms.pdf",
        link=LINKED,
    ),
    "broken file": unseen(
        own(
            {
                "/": home(li("/ms.pdf", "Modern slavery statement")),
                "/ms.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 30,
            }
        ),
        Reason.UNREADABLE,
        url="/ms.pdf",
        link=LINKED,
    ),
    "empty file": unseen(
        own(
            {"/": home(li("/ms.pdf", "Modern slavery statement")), "/ms.pdf": served(b"", "application/pdf")}
        ),
        frozenset({Reason.UNREADABLE, Reason.OTHER}),
        url="any",
        link=LINKED,
    ),
    "unknown pages lead home": missing(own({"/": home()}), missing_page=to("/")),
    "unknown pages are the home page": missing(own({"/": home()}), missing_page=home()),
    "unknown pages are a search": missing(own({"/": home()}), missing_page=SEARCHED),
    "unknown pages repeat what was asked": missing(own({"/": home()}), missing_page=_echo),
    "unknown pages are the same to all, and one is real": found(
        own({"/": home(), "/modern-slavery-statement": SECOND}),
        "/modern-slavery-statement",
        found_by=BY_PATH,
        link=NONE,
        missing_page=SEARCHED,
    ),
    "dead link among pages that never fail": missing(
        own({"/": home(li("/legal/slavery-statement", "Modern slavery statement"))}),
        link=frozenset({"dead", "other_document"}),
        missing_page=SEARCHED,
    ),
    "dead link that leads home": missing(
        own({"/": home(li("/legal/slavery-statement", "Modern slavery statement"))}),
        link=frozenset({"dead", "other_document"}),
        missing_page=to("/"),
    ),
}
