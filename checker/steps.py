"""Whether the text sets out steps taken, or says that none were: s.54(4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from checker.areas import AreaFound
from checker.assessment import Evidence, Verdict
from checker.document import BlockKind, Document
from checker.quotes import leads_on, quote
from checker.rulebook import Rulebook
from checker.tense import Tense, Tenses, tells_the_law

_ENOUGH = 2
_RUN_ON = 350
"""Characters of a quote from which on it is rather a table whose rows ran together than a sentence."""
_TELLING = ("due_diligence", "training", "risk", "policies", "effectiveness")
"""The areas whose deeds are steps; first those whose sentences best show one."""


class StepsFound(NamedTuple):
    """The verdict on s.54(4), and whether both the business and its supply chains are spoken of."""

    verdict: Verdict
    evidence: tuple[Evidence, ...]
    none_taken: bool
    covers_business: bool
    covers_supply_chains: bool


def _telling(evidence: Evidence, rulebook: Rulebook) -> tuple[bool, ...]:
    """Sorts what best shows a step to the front: deeds in the past tense, on the subject.

    What others must do, what would be done about a breach, and what only leads in come last.
    """

    def holds(*cues: str) -> bool:
        return any(rulebook.cue(cue, evidence.quote) for cue in cues)

    about = holds("on_subject", "supply_chain")
    return (
        leads_on(evidence.quote) or len(evidence.quote) > _RUN_ON,
        holds("required_of_others", "expected_of_others") or (holds("sanction") and not holds("done")),
        not (about and holds("done")),
        not (about and holds("steps")),
        not (about or holds("own_deed")),
    )


def steps_taken(
    document: Document,
    rulebook: Rulebook,
    areas: Mapping[str, AreaFound],
    tenses: Tenses | None = None,
) -> StepsFound:
    """Two deeds meet s.54(4)(a); a plain statement that no steps were taken meets (b).

    What was found for an area of s.54(5) other than structure is a step too: the Act asks for steps, in any words. What
    the firm did that stands under a heading of steps, in words that no rule knows, is enough not to say that none are
    set out.
    `tenses` are those that the areas were judged with, where they were.
    """
    tenses = tenses or Tenses(document, rulebook)
    business = rulebook.cue("own_business", document.text) is not None
    chains = rulebook.cue("supply_chain", document.text) is not None
    done: list[Evidence] = []
    planned: list[Evidence] = []
    for sentence in document.sentences:
        if document.blocks[sentence.block].kind is BlockKind.HEADING:
            continue
        none = rulebook.cue("no_steps", sentence.text)
        some = rulebook.cue("steps", sentence.text)
        if not (none or some) or tells_the_law(sentence.text, rulebook):
            continue
        if some and not none and rulebook.cue("announced", sentence.text):
            continue
        if none:
            return StepsFound(
                Verdict.MET,
                (quote(sentence),),
                none_taken=True,
                covers_business=business,
                covers_supply_chains=chains,
            )
        into = done if tenses.of(sentence) is Tense.DONE else planned
        into.append(quote(sentence))
    deeds = 0
    shown: list[Evidence] = []
    for area in _TELLING:
        found = areas[area]
        # Deeds about suppliers, training or risk may stand in two sentences of one area; policies are one step.
        deeds += min(1 if area == "policies" else _ENOUGH, found.deeds)
        into = shown if found.deeds else planned
        into += [each for each in found.steps if each not in into]
    # What was done shows better than that something was.
    done = [*shown, *(each for each in done if each not in shown)]
    deeds += len(done) - len(shown)
    if deeds >= _ENOUGH:
        verdict = Verdict.MET
    elif done or planned or (done := _under_their_heading(document, rulebook, tenses)):
        verdict = Verdict.PARTLY
    else:
        verdict = Verdict.NOT_MET
    return StepsFound(
        verdict,
        tuple(sorted(done or planned, key=lambda each: _telling(each, rulebook))[:3]),
        none_taken=False,
        covers_business=business,
        covers_supply_chains=chains,
    )


def _under_their_heading(document: Document, rulebook: Rulebook, tenses: Tenses) -> list[Evidence]:
    """The firm's own deeds, in whatever words, that stand under a heading such as "Steps taken"."""
    headings = {
        at
        for at, block in enumerate(document.blocks)
        if block.kind is BlockKind.HEADING
        and rulebook.cue("steps_heading", document.text[block.start : block.end])
    }
    return [
        quote(sentence)
        for sentence in document.sentences
        if document.blocks[sentence.block].heading in headings
        and rulebook.cue("own_deed", sentence.text)
        and tenses.of(sentence) is Tense.DONE
        and not tells_the_law(sentence.text, rulebook)
    ]
