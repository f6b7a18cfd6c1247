"""Whether who approves or signs is plainly of a company abroad, where the statement is a British company's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.bodies import Named, companies
from checker.document import Document
from checker.lexicon import small
from checker.rulebook import Rulebook

_AROUND = 60
"""Characters after a name in which words may say that the company acts for others."""
_OF = re.compile(
    r",?[ \xa0]{0,3}(?:\n[ \t]{0,8})?(?:[-–—|(,:][ \xa0]{0,3})?"
    r"(?:(?:(?:for and )?on behalf of|of|at|with|for)[ \xa0\n]{1,3})?(?:the[ \xa0])?",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[ \xa0.,;|)]*(?:\n|$|\d|(?:on|dated?)\b)", re.IGNORECASE)
"""After the name of the company that a signature is given for, which opens no sentence of its own."""
_LONGEST = 100


def is_of_another(
    document: Document, sentence: str, names: Sequence[Named], rulebook: Rulebook, organisation: str | None
) -> bool:
    """Whether the companies named in `sentence` are all abroad, and `organisation` is a British company and none of them.

    A parent abroad may act for the group: so nothing in the sentence may say that it leads or acts for others, and
    the text may not call it a parent.
    """
    naming = rulebook.organisation
    abroad = naming.forms_abroad
    if organisation is None or not organisation.endswith(naming.forms) or organisation.endswith(abroad):
        return False
    if not names or any(not each.is_abroad or each.words == organisation for each in names):
        return False
    if rulebook.around_approval["for_the_group"].search(sentence[: names[-1].end + _AROUND]):
        return False
    return not _is_called_a_parent(document.text, names[0].words.lower(), rulebook)


def _is_called_a_parent(text: str, name: str, rulebook: Rulebook) -> bool:
    """Whether a line or sentence tells what the company of that name has to do with others: "a subsidiary of"."""
    low = small(text)
    for each in rulebook.around_approval["before_a_parent"].finditer(text):
        at = low.find(name, each.end(), each.end() + _BEFORE + len(name))
        if at >= 0 and not _BREAK.search(text, each.end(), at):
            return True
    for each in rulebook.around_approval["after_a_parent"].finditer(text):
        at = low.rfind(name, max(0, each.start() - _BEHIND - len(name)), each.start())
        if at >= 0 and not _BREAK.search(text, at + len(name), each.start()):
            return True
    return False


_BEFORE, _BEHIND = 80, 60
"""Characters between such words and the name."""
_BREAK = re.compile(r"[.\n]")


def signs_for_another(
    document: Document, start: int, role_end: int, rulebook: Rulebook, organisation: str | None
) -> bool:
    """Whether the company right after the role in the signature `text[start:role_end]` is such a one."""
    after = _OF.match(document.text, role_end)
    begin = after.end() if after else role_end
    found = next(companies(document.text[begin : begin + _LONGEST], rulebook.organisation), None)
    if found is None or found.start or not _CLOSES.match(document.text, begin + found.end):
        return False
    # "For and on behalf of" speaks of the group elsewhere; here of the company that is named.
    signed = f"{document.text[start:role_end]} "
    name = found._replace(start=len(signed), end=len(signed) + found.end)
    sentence = signed + document.text[begin : begin + found.end + _AROUND]
    return is_of_another(document, sentence, [name], rulebook, organisation)
