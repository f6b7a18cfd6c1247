"""Why a sentence counted: the rules that found it, and the words that the evidence model weighed."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from checker import Assessment, Document
from checker.assessment import Evidence
from checker.document import Sentence
from checker.model import load
from checker.reasons import in_words
from checker.rulebook import Rulebook
from checker.tense import Tense, tense_of
from checker.views import views_of

_REASONS = 5
_LEAST_SHARE = 0.05
_INDENT = " " * 6
_QUOTE = 160
_SPOKEN = {
    Tense.DONE: "",
    Tense.PLANNED: ", as planned or promised",
    Tense.DENIED: ", as not done",
    Tense.EXPECTED: ", as expected of suppliers",
    Tense.REQUIRED: ", as required of suppliers",
    Tense.NOBODYS: ", as the Act's words or another's deed",
}


def explanation(document: Document, assessment: Assessment, rulebook: Rulebook, *, width: int) -> str:
    """For each quoted sentence of each finding that the model scores: the rules, the number, the strongest reasons."""
    model = load()
    views = views_of(document)
    scores = model.score(views)
    lines = ["Why each sentence counted (the model's number runs from 0 to 1; 0.5 and more is evidence)"]
    for finding in assessment.findings:
        if finding.requirement not in model.labels or not finding.evidence:
            continue
        lines += ["", f"{finding.requirement}: {finding.verdict.replace('_', ' ')}"]
        for evidence in finding.evidence:
            index = _sentence(document, evidence)
            if index is None:
                continue
            words = textwrap.shorten(evidence.quote, _QUOTE, placeholder=" …")
            lines += textwrap.wrap(f"  “{words}”", width, subsequent_indent="   ")
            lines += _rules(document, document.sentences[index], finding.requirement, rulebook, width)
            lines.append(f"{_INDENT}the model gives it {scores[index][finding.requirement]:.2f}")
            shares = in_words(model.explain(views, index, finding.requirement), rulebook)
            for reason, share in [each for each in shares if abs(each[1]) >= _LEAST_SHARE][:_REASONS]:
                lines += textwrap.wrap(
                    f"{share:+.1f} {reason}",
                    width,
                    initial_indent=_INDENT + "  ",
                    subsequent_indent=_INDENT * 2,
                )
    return "\n".join(lines)


def _sentence(document: Document, evidence: Evidence) -> int | None:
    """The sentence that the quote stands in, or begins with."""
    for index, sentence in enumerate(document.sentences):
        if sentence.start <= evidence.start < sentence.end:
            return index
    return None


def _rules(
    document: Document, sentence: Sentence, requirement: str, rulebook: Rulebook, width: int
) -> Iterator[str]:
    for rule in rulebook.requirement(requirement).rules:
        match = rule.pattern.search(sentence.text)
        if match is not None:
            words = " ".join(match[0].split())
            said = _SPOKEN[tense_of(document, sentence, rulebook, match.span())]
            yield from textwrap.wrap(
                f"rule {rule.id}: it {rule.says} (“{words}”){said}",
                width,
                initial_indent=_INDENT,
                subsequent_indent=_INDENT * 2,
            )
