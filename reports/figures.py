"""What the quarterly report says: figures of the register turned into sentences, tables and bars. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checker.rulebook import Rulebook
from registry import MANDATORY, NOT_LOOKED, Answered, Overview, Stood
from reports.charts import GROUPS, Chart, charts, group
from reports.councils import Council, about_councils
from reports.letter import said_day
from reports.standing import REASONS

_RANK = {"missing": 0, "out_of_date": 1, "incomplete": 2, "unclear": 3, "compliant": 4}
_PERCENT_FROM = 20
_NAMES = 200
_SCOPES = {
    "in_scope": "in scope",
    "presumed_in_scope": "presumed in scope",
    "unknown": "scope not known",
    "covered_by_group": "covered by a group's statement",
    "voluntary": "publishes although it need not",
    "public_body": "public body",
    "below_threshold": "below the threshold",
    "out_of_scope": "out of scope",
    "dissolved": "dissolved",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """A firm that stands better than a quarter ago."""

    firm: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything the page shows, in its order."""

    title: str
    end: str
    before: str
    takeaways: tuple[str, ...]
    headlines: tuple[tuple[str, str], ...]
    charts: tuple[Chart, ...]
    improved: tuple[Moved, ...]
    improved_more: int
    worsened: int
    first_time: int
    compared: bool
    not_looked: tuple[tuple[str, int, str], ...]
    scopes: tuple[tuple[str, int, int], ...]
    method: tuple[str, ...]


def figures(found: Overview, rulebook: Rulebook, area: str, councils: Sequence[Council] = ()) -> Figures:
    """The report's content; `area` is what the whole register is of, such as Norfolk, `councils` its districts."""
    scoped = [each for each in found.stood if each.scope == "in_scope"]
    better, worse, first_time = _moved(scoped, found.stood_before)
    compared = bool(found.stood_before) and found.first_look is not None and found.first_look <= found.before
    place = found.district or area
    now = Counter(group(each.status) for each in scoped)
    return Figures(
        title=f"Modern slavery statements in {place}",
        end=said_day(found.end),
        before=said_day(found.before),
        takeaways=tuple(
            _takeaways(found, rulebook, scoped, len(better) if compared else None, _lacking(found))
        ),
        headlines=(
            (str(len(scoped)), "known to be in scope"),
            (
                str(now["compliant"]),
                f"{_share_of(now['compliant'], len(scoped))}publish a statement with nothing missing that the law asks for",
            ),
            (
                str(now["incomplete"] + now["out_of_date"]),
                "publish one that lacks something or is out of date",
            ),
            (str(now["unclear"]), "publish one with something in doubt"),
            (str(now["missing"]), "have a site on which none could be found"),
            (str(now["not_looked"]), "could not be looked at"),
        ),
        charts=tuple(charts(found, rulebook, scoped)),
        improved=tuple(better[:_NAMES]) if compared else (),
        improved_more=max(0, len(better) - _NAMES),
        worsened=worse,
        first_time=first_time,
        compared=compared,
        not_looked=tuple(_not_looked(scoped)),
        scopes=tuple(_scopes(found.stood)),
        method=(
            *_method(found, rulebook),
            *about_councils(councils, found.end, {each.district for each in found.stood if each.district}),
        ),
    )


def _takeaways(
    found: Overview, rulebook: Rulebook, scoped: list[Stood], improved: int | None, lacking: Answered | None
) -> Iterable[str]:
    now = Counter(group(each.status) for each in scoped)
    if not scoped:
        yield "No firm here is known to be in scope yet, so nothing can be said of how the law is kept."
    else:
        looked = len(scoped) - now["not_looked"]
        verb = "publishes" if now["compliant"] == 1 else "publish"
        yield (
            f"{_share(now['compliant'], len(scoped), 'firms')} in scope {verb} a statement in which nothing is missing "
            f"that the law asks for. {looked} could be looked at."
        )
        if improved is not None:
            was = Counter(group(status) for status in found.stood_before.values())
            change = now["compliant"] - was["compliant"]
            said = "as many as" if not change else f"{abs(change)} {'more' if change > 0 else 'fewer'} than"
            yield f"That is {said} on {said_day(found.before)}; {_firms(improved)} improved since then."
        if now["missing"]:
            yield f"On the sites of {_firms(now['missing'])} in scope no statement could be found."
    if lacking is not None:
        title = rulebook.requirement(lacking.requirement).title
        yield (
            f"The commonest gap in what is published: “{title}” is missing or not clear in "
            f"{_share(_short(lacking), sum(lacking.verdicts.values()), 'statements')}."
        )
    unknown = sum(each.scope in ("unknown", "presumed_in_scope") for each in found.stood)
    if unknown:
        yield (
            f"For {_firms(unknown)} more it is not settled whether the law applies. They are counted apart and never as "
            "failing it."
        )
    decided = sum(each.decided for each in found.requirements)
    total = sum(sum(each.verdicts.values()) for each in found.requirements)
    if total:
        yield (
            f"A program read the statements; a person has decided on {decided} of its {total} findings. Take the rest as "
            "a list of where to look, not as a judgement on any firm."
        )


def _lacking(found: Overview) -> Answered | None:
    """The requirement of the law that most statements lack; None when none lacks any."""
    from_law = (each for each in found.requirements if each.requirement in MANDATORY)
    most = max(from_law, key=_short, default=None)
    return most if most and _short(most) else None


def _short(answered: Answered) -> int:
    """The statements in which the requirement is missing or not clear."""
    return answered.verdicts.get("not_met", 0) + answered.verdicts.get("partly", 0)


def _moved(scoped: list[Stood], before: Mapping[int, str]) -> tuple[list[Moved], int, int]:
    """Who stands better, and how many stand worse or were looked at for the first time."""
    better, worse, first = [], 0, 0
    for each in scoped:
        was = before.get(each.firm_id)
        if each.status not in _RANK:
            continue
        if was not in _RANK:
            first += 1
        elif _RANK[each.status] > _RANK[was]:
            better.append(Moved(each.name, GROUPS[was], GROUPS[each.status]))
        elif _RANK[each.status] < _RANK[was]:
            worse += 1
    return better, worse, first


def _not_looked(scoped: list[Stood]) -> Iterable[tuple[str, int, str]]:
    by: dict[str, list[str]] = {}
    for each in scoped:
        if each.status in NOT_LOOKED:
            by.setdefault(each.reason or each.status, []).append(each.name)
    for reason, names in sorted(by.items(), key=lambda item: -len(item[1])):
        more = f" and {len(names) - 20} more" if len(names) > 20 else ""
        yield REASONS.get(reason, reason.replace("_", " ")), len(names), "; ".join(names[:20]) + more


def _scopes(stood: Iterable[Stood]) -> Iterable[tuple[str, int, int]]:
    """Each scope, its firms, and how many of them publish a statement of whatever kind."""
    counted = Counter(each.scope for each in stood)
    publishing = Counter(each.scope for each in stood if _RANK.get(each.status, 0))
    for scope, said in _SCOPES.items():
        if counted[scope]:
            yield said, counted[scope], publishing[scope]


def _method(found: Overview, rulebook: Rulebook) -> Iterable[str]:
    yield (
        "A crawler looks through each firm's own web site, as its robots.txt allows, keeps what it finds, and judges the "
        f"newest statement by the rulebook {rulebook.version}, in which each rule names its source."
    )
    if found.first_look:
        yield f"The first look at any firm was on {said_day(found.first_look)}; nothing is known from before."
    yield (
        "Only firms known to be in scope are counted against what the law asks. In the figures of an earlier day, scope and "
        "district are those the register had on that day. A site that could not be looked at is never counted against its "
        "firm."
    )
    yield (
        "“In doubt” means that nothing is missing outright but something is not clear: a person has to look."
    )
    yield (
        "“Out of date” means that the newest statement found covers a year that ended more than 18 months before. The Act "
        "sets no date; six months from the year's end is the guidance's advice."
    )
    yield (
        "The program reads words, not deeds: it cannot say whether there is slavery in a business, and a full statement "
        "is no proof that there is none. It misses statements kept elsewhere, in pictures, or behind scripts."
    )
    seen = found.reread.agreed + found.reread.overruled
    if seen:
        yield (
            f"How far to trust it: people have looked at {seen} finding{'' if seen == 1 else 's'} after it, and overruled "
            f"{_overruled(found.reread.overruled, seen)}. They look at doubtful ones first."
        )
    else:
        yield "How far to trust it: no person has looked at any of its findings here yet."
    yield "This page names firms that improved and sites that could not be reached. It names none as failing the law."


def _overruled(count: int, seen: int) -> str:
    percentage = f" ({round(100 * count / seen)}%)" if count and seen >= _PERCENT_FROM else ""
    return f"{count or 'none'}{percentage}"


def _firms(count: int) -> str:
    return "1 firm" if count == 1 else f"{count} firms"


def _share(part: int, whole: int, of: str = "") -> str:
    """Such as "12 of 40 (30%)"; without the percentage where so few are counted that it would mislead."""
    said = f"{part} of {whole} {of}".rstrip()
    return f"{said} ({round(100 * part / whole)}%)" if whole >= _PERCENT_FROM else said


def _share_of(part: int, whole: int) -> str:
    """Such as "of 40 (30%) ", to follow the number itself."""
    return _share(part, whole).removeprefix(f"{part} ") + " " if whole else ""
