"""Which district a postcode lies in, by the shipped list. A postcode that is not in it is unknown, not elsewhere."""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import data
from sources.records import Problem, RegisterRow


@dataclass(frozen=True, slots=True)
class District:
    """A local authority district: its GSS code and its name."""

    code: str
    name: str


class Districts:
    """Postcodes and the districts they lie in."""

    def __init__(self, by_postcode: dict[str, District], names: tuple[str, ...]) -> None:
        self._by_postcode = by_postcode
        self.names = names

    @classmethod
    def shipped(cls) -> Self:
        """Norfolk's, as the product brings them."""
        return cls.read(data.path("norfolk_districts.csv"), data.path("norfolk_postcodes.csv.gz"))

    @classmethod
    def read(cls, districts: Path, postcodes: Path) -> Self:
        """From `code,name` and the gzipped `outward,inward,district_code` that tools/ makes."""
        with districts.open(encoding="utf-8", newline="") as file:
            known = {row["code"]: District(row["code"], row["name"]) for row in csv.DictReader(file)}
        by_postcode: dict[str, District] = {}
        text = gzip.decompress(postcodes.read_bytes()).decode()
        for row in csv.DictReader(io.StringIO(text, newline="")):
            district = known[row["district_code"]]
            by_postcode.update((row["outward"] + inward, district) for inward in row["inward"].split())
        return cls(by_postcode, tuple(district.name for district in known.values()))

    def __len__(self) -> int:
        return len(self._by_postcode)

    def of(self, postcode: str | None) -> District | None:
        """The district the postcode lies in, however it is spaced; None when it is not in the list."""
        return self._by_postcode.get(re.sub(r"\s+", "", postcode or "").upper())

    def placed(self, row: RegisterRow) -> RegisterRow:
        """The row with its postcode's district, if it has none of its own."""
        found = None if row.district else self.of(row.postcode)
        return replace(row, district=found.name) if found else row

    def doubt(self, row: RegisterRow) -> Problem | None:
        """A note when the row's district is not its postcode's: a registered office often lies elsewhere."""
        found = self.of(row.postcode)
        if found is None or row.district is None or found.name.casefold() == row.district.casefold():
            return None
        return Problem(
            row.line,
            f"{row.name}: district {row.district}, but {row.postcode} lies in {found.name}; kept as given",
        )
