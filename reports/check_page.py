"""An assessment as one self-contained page of HTML that reads on a screen and prints on paper."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from checker.assessment import Assessment, Evidence, Overall, Verdict
from checker.rulebook import Rulebook
from reports.screen import (
    ABOUT_AREAS,
    CAVEAT,
    MARKS,
    advice_on,
    headline,
    next_line,
    said_level,
    said_words,
    what_it_is,
)

_STYLE = """
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, sans-serif; color: #1d1d1d; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; border-top: 2px solid #1d1d1d; padding-top: .5rem; margin-top: 2rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
.about, .source, footer { color: #505a5f; }
.verdict { display: inline-block; min-width: 6.5rem; padding: 0 .5rem; border: 2px solid; font-weight: 600; }
.met { color: #00513b; } .not_met { color: #942514; } .partly { color: #704800; }
.not_checked, .not_applicable { color: #505a5f; }
blockquote { margin: .25rem 0 .25rem 1rem; padding-left: .75rem; border-left: 3px solid #b1b4b6; }
.advice { margin: .25rem 0 .25rem 1rem; }
.warning { border-left: 6px solid #704800; padding-left: .75rem; }
.source { white-space: nowrap; }
.next { border: 3px solid #1d1d1d; padding: .75rem 1rem; font-weight: 600; }
@media print { body { margin: 0; max-width: none; } h3, blockquote, .next { break-inside: avoid; } }
"""


def check_page(assessment: Assessment, rulebook: Rulebook, *, full: bool = False) -> str:
    """The page. Everything that comes from the document is escaped; nothing is loaded from elsewhere.

    What is no statement is judged only with `full`.
    """
    return "\n".join(_lines(assessment, rulebook, full=full))


def _lines(assessment: Assessment, rulebook: Rulebook, *, full: bool) -> Iterator[str]:
    source = escape(assessment.document.source or "The text")
    yield "<!doctype html>"
    yield f'<html lang="en-GB"><head><meta charset="utf-8"><title>Section 54 check of {source}</title>'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body><main>'
    yield f"<h1>{escape(headline(assessment))}</h1>"
    yield f'<p class="about">{_about(assessment)}</p>'
    for warning in assessment.document.warnings:
        yield f'<p class="warning">{escape(_sentence(rulebook.said_warning(warning)))}</p>'
    reasons = [each.text for each in assessment.observations if each.rule == "kind"]
    if assessment.verdict is Overall.NOT_A_STATEMENT and reasons:
        yield f"<p>{escape(' '.join(reasons))}</p>"
    if step := next_line(assessment):
        yield f'<p class="next">{escape(step)}</p>'
    if full or assessment.verdict is not Overall.NOT_A_STATEMENT:
        yield from _judged(assessment, rulebook)
    yield f"</main><footer><p>{escape(CAVEAT)}</p><p>Rulebook {escape(assessment.rulebook)}.</p></footer></body></html>"


def _judged(assessment: Assessment, rulebook: Rulebook) -> Iterator[str]:
    yield "<h2>What the law asks, section 54</h2>"
    yield from _findings(assessment, "mandatory", rulebook)
    score = "" if assessment.score is None else f" (disclosure score {assessment.score} of 100)"
    yield f"<h2>What it may cover, section 54(5){score}</h2><p>{escape(ABOUT_AREAS)}</p>"
    yield from _findings(assessment, "area", rulebook)
    notes = [each for each in assessment.observations if each.rule != "kind"]
    if notes:
        yield "<h2>Worth knowing</h2><p>None of this changes the verdict.</p><ul>"
        for each in notes:
            yield f'<li>{escape(each.text)} <span class="source">({escape(each.basis.replace("_", " "))})</span></li>'
        yield "</ul>"


def _about(assessment: Assessment) -> str:
    return escape(f"{what_it_is(assessment)}, {said_words(assessment.document.words)}.")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _findings(assessment: Assessment, kind: str, rulebook: Rulebook) -> Iterator[str]:
    for finding in assessment.findings:
        if finding.kind != kind:
            continue
        title = rulebook.requirement(finding.requirement).title
        yield (
            f'<h3><span class="verdict {finding.verdict}">{MARKS[finding.verdict]}</span> {escape(title)}{said_level(finding)} '
            f'<span class="source">[{escape(finding.reference)}]</span></h3>'
        )
        yield from (_quote(each) for each in finding.evidence[:2])
        if (advice := advice_on(finding, assessment)) and finding.verdict is not Verdict.MET:
            yield f'<p class="advice">→ {escape(advice)}</p>'


def _quote(evidence: Evidence) -> str:
    page = f' <span class="source">(page {evidence.page})</span>' if evidence.page else ""
    return f"<blockquote>{escape(' '.join(evidence.quote.split()))}{page}</blockquote>"
