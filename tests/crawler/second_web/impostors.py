"""What is taken for a statement and is none."""

from __future__ import annotations

from tests.crawler.second_web.case import (
    NONE,
    OTHER_DOCUMENT,
    POLICY_ONLY,
    Case,
    found,
    instead,
    missing,
    served,
)
from tests.crawler.second_web.files import pdf
from tests.crawler.second_web.look import a, home, inner, li, own
from tests.crawler.second_web.menus import only
from tests.crawler.second_web.texts import (
    AUSTRALIA,
    BLOG,
    CALIFORNIA,
    CANADA,
    COURSE,
    FORMAL,
    LOREM,
    NEWS,
    POLICY,
    SUPPLIER_CODE,
    TEMPLATE,
    TERMS,
    filled,
    html,
)

NOT_IT = frozenset({OTHER_DOCUMENT, NONE})

CASES: dict[str, Case] = {
    "policy only": instead(
        own(
            {
                "/": home(li("/ms-policy/", "Modern slavery policy")),
                "/ms-policy/": inner(html(filled(POLICY))),
            }
        ),
        "/ms-policy/",
        "policy_only",
        link=POLICY_ONLY,
    ),
    "policy under the name of a statement": instead(
        own({"/": home(li("/ms.pdf", "Modern slavery statement")), "/ms.pdf": pdf(filled(POLICY))}),
        "/ms.pdf",
        "policy_only",
        link=POLICY_ONLY,
    ),
    "supplier code, where the link promises slavery": instead(
        own(
            {
                "/": home(li("/code.pdf", "Modern slavery in our supply chain")),
                "/code.pdf": pdf(filled(SUPPLIER_CODE)),
            }
        ),
        "/code.pdf",
        "supplier_code",
        link=POLICY_ONLY,
    ),
    "supplier code under its own name": missing(
        own({"/": home(li("/code.pdf", "Supplier code of conduct")), "/code.pdf": pdf(filled(SUPPLIER_CODE))})
    ),
    "template with brackets": instead(
        own({"/": home(li("/ms/", "Modern slavery statement")), "/ms/": inner(html(TEMPLATE))}),
        "/ms/",
        "template",
        link=OTHER_DOCUMENT,
    ),
    "California only": instead(
        own({"/": home(li("/ca/", "Supply chains act disclosure")), "/ca/": inner(html(CALIFORNIA))}),
        "/ca/",
        "other_law",
        link=NOT_IT,
    ),
    "Australia only": instead(
        own(
            {
                "/": home(li("/au.pdf", "Modern slavery statement")),
                "/au.pdf": pdf(filled(AUSTRALIA, "Acorn Barns Ltd")),
            }
        ),
        "/au.pdf",
        "other_law",
        link=OTHER_DOCUMENT,
    ),
    "Canada only": instead(
        own(
            {
                "/": home(li("/canada.pdf", "Forced labour report")),
                "/canada.pdf": pdf(filled(CANADA, "Acorn Barns Inc.")),
            }
        ),
        "/canada.pdf",
        "other_law",
        link=NOT_IT,
    ),
    "Australia and the United Kingdom together": found(
        own(
            {
                "/": home(li("/joint.pdf", "Modern slavery statement")),
                "/joint.pdf": pdf(
                    filled(FORMAL).replace(
                        "section 54(1) of the Modern Slavery Act 2015",
                        "section 54(1) of the Modern Slavery Act 2015 (UK) and section 14 of the Modern Slavery Act 2018 (Cth)",
                    )
                ),
            }
        ),
        "/joint.pdf",
    ),
    "right title, nothing under it": instead(
        own(
            {
                "/": home(li("/ms/", "Modern slavery statement")),
                "/ms/": inner("<h1>Modern slavery statement</h1>", "Modern slavery statement"),
            }
        ),
        "/ms/",
        "empty",
        link=OTHER_DOCUMENT,
    ),
    "coming soon under the right title": instead(
        own(
            {
                "/": home(li("/ms/", "Modern slavery statement")),
                "/ms/": inner(
                    "<h1>Modern slavery statement</h1><p>Content coming soon.</p>", "Modern slavery statement"
                ),
            }
        ),
        "/ms/",
        "empty",
        link=OTHER_DOCUMENT,
    ),
    "filler text": instead(
        own(
            {
                "/": home(li("/ms/", "Modern slavery statement")),
                "/ms/": inner(html(LOREM), "Modern slavery statement"),
            }
        ),
        "/ms/",
        frozenset({"template", "empty"}),
        link=OTHER_DOCUMENT,
    ),
    "news about the statement": missing(
        own(
            {
                "/": home(li("/news/12/", "Modern slavery statement published")),
                "/news/12/": inner(html(filled(NEWS))),
            }
        ),
        link=NOT_IT,
    ),
    "blog on modern slavery": missing(
        own(
            {
                "/": home(li("/blog/five-signs/", "Modern slavery: five signs")),
                "/blog/five-signs/": inner(html(BLOG)),
            }
        ),
        link=NOT_IT,
    ),
    "clause in the terms": missing(
        own({"/": home(), "/terms/": inner(html(filled(TERMS)), "Terms and conditions")})
    ),
    "customer's statement in a story": missing(
        own(
            {
                "/": home(li("/news/", "News")),
                "/news/": inner(
                    "<h1>News</h1><p>We supply Bigretail plc. Read "
                    + a(
                        "https://www.bigretail.example/modern-slavery", "Bigretail's modern slavery statement"
                    )
                    + " on its web site.</p>"
                ),
            }
        ),
        others={
            "www.bigretail.example": {
                "/modern-slavery": inner(html(filled(FORMAL, "Bigretail plc")), "Bigretail")
            }
        },
    ),
    "agency's statement behind its name": missing(
        own({"/": home()}),
        others={
            "pixelforge.example": {
                "/": only(
                    "<h1>Pixelforge</h1><p>Web design in Norwich.</p>"
                    + a("/modern-slavery/", "Modern slavery statement")
                ),
                "/modern-slavery/": only(html(filled(FORMAL, "Pixelforge Limited"))),
            }
        },
    ),
    "guide for suppliers and the GOV.UK page": missing(
        own(
            {
                "/": home(li("/resources/", "Resources")),
                "/resources/": inner(
                    "<h1>Resources</h1><ul>"
                    + li(
                        "https://www.gov.uk/guidance/publish-an-annual-modern-slavery-statement",
                        "Publish a modern slavery statement",
                    )
                    + li("https://www.legislation.example/ukpga/2015/30", "Modern Slavery Act 2015")
                    + "</ul>"
                ),
            }
        ),
        others={
            "www.gov.uk": {
                "/guidance/publish-an-annual-modern-slavery-statement": only(
                    "<h1>Publish an annual modern slavery statement</h1><p>Check whether your organisation must publish a statement, and how to add it to the registry.</p>"
                )
            },
            "www.legislation.example": {
                "/ukpga/2015/30": only(
                    "<h1>Modern Slavery Act 2015</h1><p>An Act to make provision about slavery, servitude and forced or compulsory labour.</p>"
                )
            },
        },
    ),
    "training course on slavery": missing(
        own(
            {
                "/": home(li("/courses/modern-slavery/", "Modern slavery awareness")),
                "/courses/modern-slavery/": inner(html(COURSE)),
            }
        ),
        link=NOT_IT,
    ),
    "annual report that only mentions it": missing(
        own(
            {
                "/": home(menu=li("/investors/", "Investors")),
                "/investors/": inner(
                    "<h1>Investors</h1><ul>" + li("/ar.pdf", "Annual report 2026") + "</ul>"
                ),
                "/ar.pdf": served(
                    pdf(
                        "# Annual report 2026\nAcorn Barns plc",
                        *(
                            "# Strategic report\n"
                            + "Sales rose. The board has a modern slavery policy and publishes a statement under the Modern Slavery Act. Margins held. "
                            * 18
                            for _ in range(12)
                        ),
                    ),
                    "application/pdf",
                ),
            }
        ),
    ),
}
