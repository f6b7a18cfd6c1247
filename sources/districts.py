"""Which district a postcode lies in, by the shipped list. A postcode that is not in it is unknown, not elsewhere."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

import data
from sources.records import Problem, RegisterRow, SourceError


@dataclass(frozen=True, slots=True)
class District:
    """A local authority district: its GSS code, its name, and its first and last day as far as they are known.

    A district that is only planned has no code yet; a list of postcodes may lead to it by its name.
    """

    code: str
    name: str
    begins: date | None = None
    ends: date | None = None

    def exists_on(self, day: date) -> bool:
        """Whether it is a district on that day."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


class Districts:
    """Postcodes and the districts they lie in on one day, where their list knows of more than one."""

    def __init__(
        self,
        by_postcode: dict[str, tuple[District, ...]],
        known: tuple[District, ...],
        area: str = "",
        day: date | None = None,
    ) -> None:
        self._by_postcode = by_postcode
        self.known = known
        self.area = area
        self.day = day
        self._admitted: Mapping[str, str | None] = {}
        self._left_out: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """The districts that postcodes lead to."""
        return tuple(district.name for district in self._led_to())

    def _led_to(self) -> Iterator[District]:
        reached = {district for places in set(self._by_postcode.values()) for district in places}
        return (district for district in self.known if district in reached)

    def decided(self, admitted: Mapping[str, str | None], left_out: Iterable[str]) -> Self:
        """Let what people decided on single firms, by company number, go before their postcodes.

        `admitted` firms belong to the area wherever they are registered, in the district named, if one is.
        """
        self._admitted, self._left_out = dict(admitted), frozenset(left_out)
        return self

    def outdated_on(self, day: date) -> tuple[District, ...]:
        """The districts that have ended by that day, if postcodes lead to them and to none that came in their place."""
        reached = tuple(self._led_to())
        ended = [each for each in reached if each.ends and each.ends < day]
        last = max((each.ends for each in ended if each.ends), default=day)
        came_after = any(each.begins and each.begins > last and each.exists_on(day) for each in reached)
        return () if came_after else tuple(ended)

    def named(self, name: str | None) -> District | None:
        """The district of that name; None when the area knows none."""
        return next((each for each in self.known if each.name.casefold() == (name or "").casefold()), None)

    def may_admit(self, postcode: str | None) -> bool:
        """Whether a firm there can belong to the area: False for nearly all of a national file, and quickly so."""
        return bool(self._admitted) or self.of(postcode) is not None

    def admits(self, postcode: str | None, company_number: str | None) -> bool:
        """Whether a firm belongs to the area: as people decided, else by its postcode."""
        if company_number and company_number in self._left_out:
            return False
        return self.of(postcode) is not None or (company_number or "") in self._admitted

    @classmethod
    def shipped(cls) -> Self:
        """Norfolk's, as the product brings them."""
        return cls.of_area("norfolk")

    @classmethod
    def of_area(cls, area: str, day: date | None = None) -> Self:
        """Of the area that ships under that name, or that a configuration file describes. SourceError if neither.

        Where its list has a postcode in several districts, one after the other, it leads to that of the `day`.
        """
        path = Path(area)
        try:
            if path.suffix != ".toml":
                path = data.path(f"{area.casefold()}.toml")
            said = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls.read(
                path.parent / str(said["districts"]),
                path.parent / str(said["postcodes"]),
                str(said["name"]),
                day,
            )
        except FileNotFoundError as error:
            missing = f"no file {error.filename}" if error.filename else f"no area {area!r}"
            raise SourceError(
                f"there is {missing}: --area takes norfolk, or a .toml file such as data/norfolk.toml"
            ) from error
        except tomllib.TOMLDecodeError as error:
            raise SourceError(f"{path} is not TOML ({error}); write it like data/norfolk.toml") from error
        except KeyError as error:
            raise SourceError(
                f"{path} or a file it names has no {error}; write it like data/norfolk.toml"
            ) from error
        except (OSError, ValueError, EOFError, csv.Error, zlib.error) as error:
            raise SourceError(
                f"{path} or a file it names cannot be read ({error}); write it like data/norfolk.toml"
            ) from error

    @classmethod
    def read(cls, districts: Path, postcodes: Path, area: str = "", day: date | None = None) -> Self:
        """From `code,name,from,until` and `postcode,district_code`.

        The postcodes may also be the gzipped `outward,inward,district_code` that tools/ makes. A district that has no
        code yet is led to by its name; a postcode that changes districts has a row for each.
        """
        with districts.open(encoding="utf-8", newline="") as file:
            known = tuple(
                District(row["code"], row["name"], _day(row.get("from")), _day(row.get("until")))
                for row in csv.DictReader(file)
            )
        by_code = {district.code or district.name: (district,) for district in known}
        by_postcode: dict[str, tuple[District, ...]] = {}
        together: dict[tuple[District, ...], tuple[District, ...]] = {}
        packed = postcodes.suffix == ".gz"
        raw = gzip.decompress(postcodes.read_bytes()) if packed else postcodes.read_bytes()
        for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
            if row["district_code"] not in by_code:
                raise KeyError(f"district {row['district_code']}")
            places = by_code[row["district_code"]]
            postcodes_there = (
                [row["outward"] + inward for inward in row["inward"].split()] if packed else [row["postcode"]]
            )
            for each in postcodes_there:
                key = each if packed else re.sub(r"\s+", "", each).upper()
                before = by_postcode.get(key, ())
                if places[0] not in before:
                    # Millions of postcodes share a few such tuples.
                    all_of_it = before + places
                    by_postcode[key] = together.setdefault(all_of_it, all_of_it)
        return cls(by_postcode, known, area, day)

    def __len__(self) -> int:
        return len(self._by_postcode)

    def of(self, postcode: str | None) -> District | None:
        """The district the postcode lies in, however it is spaced; None when it is not in the list.

        Of several that of the day; where the list knows none for it, the last.
        """
        places = self._by_postcode.get("".join((postcode or "").split()).upper())
        if not places:
            return None
        day = self.day
        return next(
            (each for each in places if day and each.exists_on(day)), places[-1] if day else places[0]
        )

    def placed(self, row: RegisterRow) -> RegisterRow:
        """The row with the district a person decided on, else its own, else its postcode's."""
        decided = self._admitted.get(row.company_number or "")
        found = self.of(row.postcode)
        name = decided or row.district or (found.name if found else None)
        return row if name == row.district else replace(row, district=name)

    def renewed(self, row: RegisterRow) -> RegisterRow:
        """The row as it is, but for a district that has ended by the day: then with that of its postcode, if known."""
        given, found = self.named(row.district), self.of(row.postcode)
        if self.day is None or given is None or found is None or given.exists_on(self.day):
            return row
        return replace(row, district=found.name)

    def doubt(self, row: RegisterRow) -> Problem | None:
        """A note when the row's district is not its postcode's: a registered office often lies elsewhere."""
        found = self.of(row.postcode)
        if found is None or row.district is None or found.name.casefold() == row.district.casefold():
            return None
        return Problem(
            row.line,
            f"{row.name}: district {row.district}, but {row.postcode} lies in {found.name}; kept as given",
        )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
