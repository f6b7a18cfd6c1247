"""Compare the two PDF readers, and what reading costs over plain text extraction.

Usage: python -m benchmarks.read_pdf FOLDER_OF_PDFS [--rounds N]

For each file and each reader: the time of its pages, the words, and the share of words that look damaged (unmapped
or glued letters). Then the whole reading - text, layout, blocks, sentences - as a multiple of plain PDFium text.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from benchmarks.check import plain
from checker import miner, pdfium
from checker.document import UnreadableError
from checker.pages import Page
from checker.read import read

PAGES = 400
Result = TypeVar("Result")
WORD = re.compile(r"[^\W\d_]+")


def fast(body: bytes) -> list[Page]:
    """Pages by pypdfium2."""
    with closing(pdfium.open_pdf(body)) as document:
        return list(pdfium.read_pages(document, PAGES))


def slow(body: bytes) -> list[Page]:
    """Pages by pdfminer.six."""
    return list(miner.read_pages(body, PAGES))


def words(pages: Sequence[Page]) -> list[str]:
    """The words on the pages, in small letters; words a line's end broke are put together."""
    text = "".join(line.text + ("" if line.joined else " ") for page in pages for line in page.lines)
    return [word.casefold() for word in WORD.findall(text)]


def timed(work: Callable[[], Result], rounds: int) -> tuple[float, Result]:
    """The best time of `rounds`, in milliseconds, and the last result."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best * 1000, result


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    files = {path: path.read_bytes() for path in sorted(options.folder.glob("*.pdf"))}
    by_fast, by_slow = {}, {}
    totals = dict.fromkeys(("plain", "read", "pypdfium2", "pdfminer"), 0.0)
    times = {}
    for path, body in files.items():
        times[path] = [
            timed(lambda body=body: plain(body), options.rounds)[0],  # type: ignore[misc]
            timed(lambda body=body: read(body), options.rounds)[0],  # type: ignore[misc]
        ]
        quick, pages = timed(lambda body=body: fast(body), options.rounds)  # type: ignore[misc]
        late, others = timed(lambda body=body: slow(body), 1)  # type: ignore[misc]
        by_fast[path], by_slow[path] = words(pages), words(others)
        times[path] += [quick, late]
    # A word is taken for a real one if both readers found it somewhere, so each is checked by the other.
    known = {w for found in by_fast.values() for w in found} & {
        w for found in by_slow.values() for w in found
    }
    out = sys.stdout.write
    out(
        f"{'file':<44}{'plain':>8}{'read':>8}{'x':>6}{'fium ms':>9}{'miner ms':>10}{'words':>7}{'words':>7}"
        f"{'odd':>5}{'odd':>5}\n"
    )
    odd_fast = odd_slow = 0
    for path, (bare, whole, quick, late) in times.items():
        odd = [sum(word not in known for word in found[path]) for found in (by_fast, by_slow)]
        odd_fast, odd_slow = odd_fast + odd[0], odd_slow + odd[1]
        for key, value in zip(totals, (bare, whole, quick, late), strict=True):
            totals[key] += value
        out(
            f"{path.name[:43]:<44}{bare:8.1f}{whole:8.1f}{whole / bare:6.2f}{quick:9.1f}{late:10.1f}"
            f"{len(by_fast[path]):7}{len(by_slow[path]):7}{odd[0]:5}{odd[1]:5}\n"
        )
    out(
        f"total: plain {totals['plain']:.0f} ms, read {totals['read']:.0f} ms"
        f" ({totals['read'] / totals['plain']:.2f} times), pages by pypdfium2 {totals['pypdfium2']:.0f} ms,"
        f" by pdfminer.six {totals['pdfminer']:.0f} ms; words the other reader never found:"
        f" pypdfium2 {odd_fast}, pdfminer.six {odd_slow}\n"
    )
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except UnreadableError as error:
        sys.exit(f"cannot compare: {error}")
