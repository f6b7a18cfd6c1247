"""`s54 area`: which firms belong to the area, whatever their registered office says."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands import texts
from commands.output import Column, emit, format_option
from commands.register import opened
from commands.settings import InputError, Settings, pass_settings
from registry import AmbiguousFirmError, AreaDecision, Registry, UnknownFirmError
from sources.districts import Districts
from sources.records import SourceError
from sources.values import ValueProblemError, company_number

_LISTED = (
    Column("name", "firm", least=20),
    Column("company_number", "number"),
    Column("decision", "decision"),
    Column("district", "district"),
    Column("reason", "reason", least=20),
    Column("by", "by", least=8),
)
_PLACED = (
    Column("name", "firm", least=20),
    Column("postcode", "postcode"),
    Column("was", "was in"),
    Column("district", "is in"),
)
_reason = click.option("--reason", required=True, type=texts.Text(), help="Why; kept with the decision.")
_by = texts.by("decides", default="the coordinator")


@click.group()
def area() -> None:
    """Say which firms belong to the area, whatever their registered office says.

    A business that works in the area may be registered elsewhere, and the other way round. Imports follow what was
    decided here before they look at postcodes. Firms put outside stay in the register, but are neither listed nor
    crawled.

    \b
    Example:
      s54 area include 99001234 --reason "its factory is in Norwich" --district Norwich
      s54 area exclude tuckthorpe --reason "only its accountant is in the county"
      s54 area list
    """


@area.command("include")
@click.argument("firm")
@_reason
@click.option("--district", help="The district it is counted in.")
@click.option("--name", help="Its name, for a firm that no register has brought yet.")
@_by
@pass_settings
def include(
    settings: Settings, firm: str, reason: str, district: str | None, name: str | None, by: str
) -> None:
    """Count FIRM in, wherever it is registered. One that is not in the register is named by its company number.

    \b
    Example:
      s54 area include 99001234 --reason "its factory is in Norwich" --district Norwich
    """
    with opened(settings) as registry:
        decision = _decision(registry, firm, reason, by, included=True, district=district, name=name)
        known = registry.decide_area(decision, settings.now())
    when = "from now on" if known else "once an import brings it"
    click.echo(f"{decision.name} belongs to the area {when}")


@area.command("exclude")
@click.argument("firm")
@_reason
@_by
@pass_settings
def exclude(settings: Settings, firm: str, reason: str, by: str) -> None:
    """Leave FIRM out: it is neither listed nor crawled, and imports pass over it. `s54 area include` undoes it.

    \b
    Example:
      s54 area exclude tuckthorpe --reason "only its accountant is in the county"
    """
    with opened(settings) as registry:
        decision = _decision(registry, firm, reason, by, included=False)
        registry.decide_area(decision, settings.now())
    click.echo(f"{decision.name} does not belong to the area")


@area.command("list")
@format_option
@pass_settings
def listed(settings: Settings, form: str) -> None:
    """List what was decided, and why.

    \b
    Example:
      s54 area list
    """
    with opened(settings) as registry:
        rows = [
            asdict(each) | {"decision": "include" if each.included else "exclude"}
            for each in registry.area_decisions()
        ]
    for row in rows:
        del row["firm_id"], row["included"]
    emit(rows, _LISTED, form)


@area.command("place")
@format_option
@pass_settings
def place(settings: Settings, form: str) -> None:
    """Count each firm in the district its postcode lies in now, where its own has ended or is not known.

    For when districts change, as Norfolk's do in April 2028 by today's plans: get a list of postcodes for the new ones,
    name it in the area's file, and run this. Reports of earlier quarters keep the districts of then. A district that a
    register or a person gave, and that still exists, stays.

    \b
    Example:
      s54 area place
      s54 --area norfolk-2028.toml area place
    """
    try:
        districts = Districts.of_area(settings.area, settings.today)
    except SourceError as error:
        raise InputError(str(error)) from error
    moved: dict[int, str] = {}
    rows: list[dict[str, object]] = []
    without = 0
    with opened(settings) as registry:
        for each in registry.places():
            known, found = districts.named(each.district), districts.of(each.postcode)
            if each.district and (known is None or known.exists_on(settings.today)):
                continue
            if found is None or not found.exists_on(settings.today):
                without += each.district is not None
                continue
            moved[each.firm_id] = found.name
            rows.append(
                {"name": each.name, "postcode": each.postcode, "was": each.district, "district": found.name}
            )
        registry.place(moved, settings.now())
    emit(rows, _PLACED, form)
    if without:
        click.echo(
            f"{without} {'firm stays' if without == 1 else 'firms stay'} in districts that have ended: no postcode leads to "
            "one that exists on "
            f"{settings.today}",
            err=True,
        )


def _decision(
    registry: Registry, text: str, reason: str, by: str, *, included: bool, district: str | None = None,
    name: str | None = None,
) -> AreaDecision:  # fmt: skip
    try:
        known = registry.find_firm(text)
    except AmbiguousFirmError as error:
        raise InputError(str(error)) from error
    except UnknownFirmError as error:
        try:
            number = company_number(text)
        except ValueProblemError:
            raise InputError(
                f"{error}; a firm that is not there yet is named by its company number"
            ) from error
        return AreaDecision(name or f"company {number}", number, included, reason, by, district)
    return AreaDecision(known.name, known.company_number, included, reason, by, district, known.id)
