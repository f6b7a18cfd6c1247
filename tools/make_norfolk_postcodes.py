"""Make data/norfolk_postcodes.csv.gz from a list `postcode,district_code`, such as an extract of Code-Point Open.

    python tools/make_norfolk_postcodes.py PATH_TO_LIST

Run it again with each newer list; the attribution in data/ATTRIBUTION.md names the year. Only the districts in
data/norfolk_districts.csv are kept. The result depends on the list alone, so that a refresh shows what changed.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"


def compact(listed: Path, districts: Path) -> bytes:
    """The gzipped list: `outward,inward codes,district_code`, one row for each outward code and district."""
    with districts.open(encoding="utf-8", newline="") as file:
        wanted = {row["code"] for row in csv.DictReader(file)}
    groups: dict[tuple[str, str], list[str]] = {}
    with listed.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            squeezed = row["postcode"].replace(" ", "").upper()
            if row["district_code"] in wanted:
                groups.setdefault((squeezed[:-3], row["district_code"]), []).append(squeezed[-3:])
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["outward", "inward", "district_code"])
    for (outward, district), inward in sorted(groups.items()):
        writer.writerow([outward, " ".join(sorted(set(inward))), district])
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def main() -> None:
    """Write the file and say how large it is."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    packed = compact(Path(sys.argv[1]), DATA / "norfolk_districts.csv")
    target = DATA / "norfolk_postcodes.csv.gz"
    target.write_bytes(packed)
    sys.stderr.write(f"{target.name}: {len(packed):,} bytes\n")


if __name__ == "__main__":
    main()
