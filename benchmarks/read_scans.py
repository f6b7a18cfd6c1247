"""How well scans are read: real PDFs made into pictures, read by text recognition, and held against their own text.

    python -m benchmarks.read_scans FOLDER [NAME...]

Reads the PDFs in the folder that have text (all, or those whose names begin so), and prints a line for each and the sum.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

from checker import Assessment, Context, Document, judge, load_rulebook, read, readable
from checker import ocr as recognition
from checker.assessment import Verdict

INCH: Final = 200
_WORD: Final = re.compile(r"\w+(?:['’-]\w+)*")
_CONTEXT: Final = Context(today=date(2026, 11, 21))


@dataclass(slots=True)
class Sum:
    """What all documents come to."""

    words: int = 0
    found: int = 0
    verdicts: int = 0
    softened: int = 0
    others: int = 0
    facts: int = 0
    pages: int = 0
    seconds: float = 0.0


def picture_of(body: bytes, seed: str) -> bytes:
    """The PDF as grey JPEG pictures of its pages, each turned a little."""
    chance = random.Random(seed)
    pages = []
    for page in pypdfium2.PdfDocument(body):
        picture = page.render(scale=INCH / 72).to_pil().convert("L")
        pages.append(picture.rotate(chance.uniform(-0.7, 0.7), Image.Resampling.BICUBIC, fillcolor=255))
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        pages[0].save(file.name, save_all=True, append_images=pages[1:], resolution=INCH, quality=60)
        return Path(file.name).read_bytes()


def words(document: Document) -> Counter[str]:
    """How often each word occurs."""
    return Counter(word.casefold().replace("’", "'") for word in _WORD.findall(document.text))


def differences(text: Assessment, scan: Assessment) -> Iterator[tuple[str, Verdict, Verdict]]:
    """The requirements with another verdict, and both."""
    for one, other in zip(text.findings, scan.findings, strict=True):
        if one.verdict is not other.verdict:
            yield one.requirement, one.verdict, other.verdict


def main(folder: str, *names: str) -> None:
    """Prints the comparison."""
    recognition.MAX_SECONDS = recognition._PAGE_SECONDS = 1_000.0  # type: ignore[misc]
    rulebook, whole = load_rulebook(), Sum()
    for path in sorted(Path(folder).glob("*.pdf")):
        body = path.read_bytes()
        text = read(body)
        if (
            text.is_scan
            or (text.pages or 0) > recognition.MAX_PAGES
            or not path.stem.startswith(names or ("",))
        ):
            continue
        pictures = picture_of(body, path.stem)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        scan = readable(pictures, source=path.name, media_type=None)
        seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        had = words(text)
        found = sum((had & words(scan)).values())
        judged = [judge(each, rulebook, _CONTEXT) for each in (text, scan)]
        other = list(differences(judged[0], judged[1]))
        softened = [each for each in other if each[1:] == (Verdict.NOT_MET, Verdict.NOT_CHECKED)]
        facts = [(each.document.kind, each.statement.financial_year_end) for each in judged]
        pages = text.pages or 1
        whole.words += sum(had.values())
        whole.found += found
        whole.verdicts += len(judged[0].findings)
        whole.softened += len(softened)
        whole.others += len(other) - len(softened)
        whole.facts += facts[0] != facts[1]
        whole.pages += pages
        whole.seconds += seconds
        said = ", ".join(
            f"{name} {one}>{two}" for name, one, two in other if (name, one, two) not in softened
        )
        print(
            f"{path.stem[:40]:<40} {pages:>3} pages  words {found / sum(had.values()):.3f}  {seconds / pages:.1f} s/page  {said}"
        )
    print(
        f"{whole.pages} pages: {whole.found / whole.words:.3f} of {whole.words} words; of {whole.verdicts} verdicts "
        f"{whole.softened} softened and {whole.others} others differ; {whole.facts} kinds or years; "
        f"{whole.seconds / whole.pages:.1f} s of processor time a page"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
