"""Patterns of places: hubs, frames, addresses, site maps, other domains."""

from __future__ import annotations

import gzip

from crawler.records import FoundBy, LinkState
from demo.web import Reply
from tests.crawler.fakes import redirect
from tests.crawler.patterns.pages import home, html, link, page, shell, statement, text_page
from tests.crawler.patterns.pattern import Pattern, found, nothing, unlinked
from tests.crawler.patterns.texts import pdf

SITE = FoundBy.SITE_LINK
GROUP = {"group.oakbarrow.example": {"/": home(), "/statements/2026": statement()}}


def _hub(text: str, path: str) -> Pattern:
    return Pattern(
        {
            "/": home(link(path, text)),
            path: page(f"<ul><li>{link('/p/41')}</li></ul>", text),
            "/p/41": statement(),
        },
        unlinked("/p/41", SITE),
    )


URLSET = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
WHERE = "http://site-map-in-an-index.example"

PATTERNS: dict[str, Pattern] = {
    "under legal": _hub("Legal", "/legal"),
    "under policies": _hub("Policies", "/policies"),
    "under governance": _hub("Governance", "/governance"),
    "under responsibility": _hub("Responsibility", "/responsibility"),
    "under sustainability": _hub("Sustainability", "/sustainability"),
    "under about": _hub("About us", "/about-us"),
    "under investors": _hub("Investors", "/investors"),
    "under corporate information": _hub("Corporate information", "/corporate-information"),
    "two levels deep": Pattern(
        {
            "/": home(link("/investors", "Investors") + link("/about", "About")),
            "/about": page("<h1>About us</h1><p>Since 1911.</p>"),
            "/investors": page(link("/investors/governance", "Corporate governance")),
            "/investors/governance": page(f"<p>{link('/p/41')}</p>"),
            "/p/41": statement(),
        },
        unlinked("/p/41", SITE),
    ),
    "part of the home page": Pattern(
        {
            "/": home(
                link("#ms", "Modern slavery statement"),
                main=f"<section id='ms'>{statement().split('<main>')[1].split('</main>')[0]}</section>",
            )
        },
        found("/#ms"),
    ),
    "part of a page of policies": Pattern(
        {
            "/": home(link("/policies#ms")),
            "/policies": page(
                "<h1>Our policies</h1><details><summary>Returns</summary><p>Within a fortnight, unused and in its box. "
                "Return postage is ours where the fault is.</p></details><details><summary>Complaints</summary><p>Write to "
                "us and we answer within ten days.</p></details><details id='ms'><summary>Modern slavery statement</summary>"
                + statement().split("<main>")[1].split("</main>")[0]
                + "</details>",
                "Policies",
            ),
        },
        found("/policies#ms"),
    ),
    "home page by meta refresh": Pattern(
        {
            "/": "<html><head><meta http-equiv='refresh' content='0;url=/welcome/'></head><body></body></html>",
            "/welcome/": home(link("../p/41.html")),
            "/p/41.html": statement(),
        },
        found("/p/41.html"),
    ),
    "home page by a line of script": Pattern(
        {
            "/": "<html><head><script>window.location.replace('/welcome/');</script></head><body></body></html>",
            "/welcome/": home(link("/p/41")),
            "/p/41": statement(),
        },
        found("/p/41"),
    ),
    "a frameset": Pattern(
        {
            "/": "<html><head><title>Quillhaven</title></head><frameset cols='20%,*'><frame src='menu.htm'>"
            "<frame src='main.htm'></frameset></html>",
            "/menu.htm": f"<html><body><div class='menu'><a href='main.htm'>Home</a> {link('ms41.htm')}</div></body></html>",
            "/main.htm": home(),
            "/ms41.htm": statement(),
        },
        found("/ms41.htm", region="nav"),
    ),
    "a page that shows the document in a frame": Pattern(
        {
            "/": home(link("/p/41")),
            "/p/41": page("<h1>Modern slavery statement</h1><iframe src='/files/41.pdf'></iframe>"),
            "/files/41.pdf": pdf(),
        },
        found("/files/41.pdf"),
    ),
    "base href": Pattern(
        {"/": home(link("p41"), head="<base href='/en/legal/'>"), "/en/legal/p41": statement()},
        found("/en/legal/p41"),
    ),
    "relative address": Pattern(
        {"/shop/": home(link("../../p/./41")), "/": redirect("/shop/"), "/p/41": statement()}, found("/p/41")
    ),
    "address in a query": Pattern(
        {"/": home(link("/index.php?id=41&lang=en")), "/index.php?id=41&lang=en": statement()},
        found("/index.php?id=41&lang=en"),
    ),
    "host in capitals": Pattern(
        {
            "/": home("<a href='HTTP://WWW.HOST-IN-CAPITALS.EXAMPLE/P/41'>Modern Slavery</a>"),
            "/P/41": statement(),
        },
        found("http://www.host-in-capitals.example/P/41"),
        hosts={"www.host-in-capitals.example": {"/P/41": statement()}},
    ),
    "moved to another domain": Pattern(
        {"/": redirect("http://newname.example/", 301)},
        found("http://newname.example/p/41"),
        hosts={"newname.example": {"/": home(link("/p/41")), "/p/41": statement()}},
    ),
    "only with www": Pattern(
        {},
        found("http://www.only-with-www.example/p/41"),
        hosts={"www.only-with-www.example": {"/": home(link("/p/41")), "/p/41": statement()}},
        website="www.only-with-www.example",
    ),
    "site map": Pattern(
        {
            "/": home(),
            "/sitemap.xml": URLSET.format("<url><loc>http://%HOST%/x/slavery-2026</loc></url>"),
            "/x/slavery-2026": statement(),
        },
        unlinked("/x/slavery-2026", FoundBy.SITEMAP),
    ),
    "site map in an index": Pattern(
        {
            "/": home(),
            "/robots.txt": Reply(f"Sitemap: {WHERE}/maps.xml\n".encode()),
            "/maps.xml": f"<sitemapindex><sitemap><loc>{WHERE}/products.xml</loc></sitemap>"
            f"<sitemap><loc>{WHERE}/pages.xml.gz</loc></sitemap></sitemapindex>",
            "/products.xml": URLSET.format(f"<url><loc>{WHERE}/windows/1</loc></url>"),
            "/pages.xml.gz": Reply(
                gzip.compress(URLSET.format(f"<url><loc>{WHERE}/x/slavery-2026</loc></url>").encode()),
                headers={"Content-Type": "application/x-gzip"},
            ),
            "/x/slavery-2026": statement(),
        },
        unlinked("/x/slavery-2026", FoundBy.SITEMAP),
    ),
    "site map that lists a page of policies": Pattern(
        {
            "/": home(),
            "/sitemap.xml": URLSET.format(
                "<url><loc>http://%HOST%/windows</loc></url><url><loc>http://%HOST%/company-policies</loc></url>"
            ),
            "/company-policies": page(link("/p/41")),
            "/p/41": statement(),
        },
        unlinked("/p/41", SITE),
    ),
    "usual path": Pattern(
        {"/": home(), "/modern-slavery-statement": statement()},
        unlinked("/modern-slavery-statement", FoundBy.USUAL_PATH),
    ),
    "usual path on a site with a page for everything": Pattern(
        {"/": home(), "/robots.txt": Reply(b"", 404), "/modern-slavery": statement()},
        unlinked("/modern-slavery", FoundBy.USUAL_PATH),
        otherwise=html(page("<h1>Oh dear</h1><p>We could not find what you wanted. Try the menu.</p>")),
    ),
    "a page for everything and no statement": Pattern(
        {"/": home(), "/robots.txt": Reply(b"", 404)},
        nothing(),
        otherwise=html(page("<h1>Oh dear</h1><p>We could not find what you wanted. Try the menu.</p>")),
    ),
    "home page for everything and no statement": Pattern(
        {"/": home(link("/p/41")), "/robots.txt": Reply(b"", 404)},
        nothing(LinkState.DEAD, "footer"),
        otherwise=redirect("/"),
    ),
    "on the parent's site": Pattern(
        {"/": home(link("http://group.oakbarrow.example/statements/2026", "Group modern slavery statement"))},
        found("http://group.oakbarrow.example/statements/2026", elsewhere=True),
        hosts=GROUP,
    ),
    "a sister on the parent's site": Pattern(
        {
            "/": home(
                "<p>Modern slavery: see <a href='http://group.oakbarrow.example/statements/2026'>here</a></p>"
            )
        },
        found("http://group.oakbarrow.example/statements/2026", elsewhere=True),
        hosts=GROUP,
    ),
    "on a host for files": Pattern(
        {"/": home(link("http://cdn.filestore.example/u/7f3a?dl=1"))},
        found("http://cdn.filestore.example/u/7f3a?dl=1", elsewhere=True),
        hosts={"cdn.filestore.example": {"/u/7f3a?dl=1": pdf(content_type="binary/octet-stream")}},
    ),
    "a copy to which nothing leads": Pattern(
        {"/": home()},
        nothing(),
        hosts={"copies.example": {"/q": statement()}},
        known="http://copies.example/q",
    ),
    "a copy to which words without meaning lead": Pattern(
        {"/": home(link("http://linked-copies.example/q", "Further reading"))},
        found("http://linked-copies.example/q", elsewhere=True),
        hosts={"linked-copies.example": {"/q": statement()}},
        known="http://linked-copies.example/q",
    ),
    "an address that the register knows": Pattern(
        {"/": home(), "/x/41": statement()}, unlinked("/x/41", FoundBy.KNOWN_URL), known="/x/41"
    ),
    "listed under a heading by year alone": Pattern(
        {
            "/": home(link("/policies", "Policies")),
            "/policies": page(
                "<h2>Gender pay</h2><ul><li><a href='/f/1.pdf'>2026</a></li></ul><h2>Modern slavery statements</h2>"
                "<ul><li><a href='/f/2.pdf'>2024</a></li><li><a href='/f/3.pdf'>2026</a></li></ul>"
            ),
            "/f/1.pdf": pdf("# Gender pay report\n\nThe gap is nine per cent.\n"),
            "/f/2.pdf": pdf(year=2024),
            "/f/3.pdf": pdf(year=2026),
        },
        unlinked("/f/3.pdf", SITE, older=("/f/2.pdf",)),
    ),
    "scripts make the home page, a site map lists the statement": Pattern(
        {
            "/": shell(),
            "/sitemap.xml": URLSET.format("<url><loc>http://%HOST%/modern-slavery</loc></url>"),
            "/modern-slavery": statement(),
        },
        unlinked("/modern-slavery", FoundBy.SITEMAP, link=None),
    ),
    "policies that lead on to a landing page": Pattern(
        {
            "/": home(link("/legal", "Legal")),
            "/legal": page(link("/legal/ms", "Modern slavery")),
            "/legal/ms": text_page(
                "# Modern slavery\n\nPlease see the document below.\n",
                more=link("/f/9.pdf", "Download (PDF)"),
            ),
            "/f/9.pdf": pdf(),
        },
        unlinked("/f/9.pdf", SITE),
    ),
}
