"""What scoring sentences costs, in processor time and as ratios to plainer work. Nothing is asserted here.

Usage: python -m benchmarks.evidence [GOLD.csv] [--rounds N]

1. Reading the model from its file, over unpacking the same file and splitting it into lines.
2. Scoring each sentence, over cutting the same sentence into words and counting them in a dictionary; and in
   milliseconds.

Without a file of annotated statements, the demo's pages are scored.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

from checker import load_rulebook
from checker.document import UnreadableError
from checker.features import SentenceView, views_of, views_of_rows
from checker.model import FILE, EvidenceModel, parse
from checker.read import read
from evaluation.gold import read_gold

_WORD = re.compile(r"\w+")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What scoring sentences costs.")
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    body = resources.files("checker").joinpath(FILE).read_bytes()
    rules = load_rulebook()
    plain = best(lambda: zlib.decompress(body.partition(b"\n")[2]).splitlines(), given.rounds)
    loaded = best(lambda: parse(body, rules), given.rounds)
    say(
        f"model: {len(body) / 1000:.0f} kB, read in {loaded * 1000:.0f} ms, {loaded / plain:.1f} times its bare lines"
    )
    statements = views(given.gold)
    sentences = sum(map(len, statements))
    model = parse(body, rules)
    model.score(statements[0])  # the rulebook compiles its phrases when it first needs them
    counted = best(lambda: count_words(statements), given.rounds)
    scored = best(lambda: score_all(model, statements), given.rounds)
    say(
        f"scoring: {scored / sentences * 1000:.2f} ms a sentence over {sentences}, {scored / counted:.0f} times counting words"
    )


def views(gold: Path | None) -> list[list[SentenceView]]:
    """The statements to score."""
    if gold is not None:
        return [views_of_rows(each.sentences) for each in read_gold(gold).statements]
    found = []
    for page in sorted((Path(__file__).resolve().parents[1] / "demo" / "sites").rglob("*.html")):
        try:
            found.append(views_of(read(page.read_bytes(), source=page.name, media_type="text/html")))
        except UnreadableError:
            continue
    return [each for each in found if each]


def count_words(statements: Sequence[Sequence[SentenceView]]) -> None:
    """The plainest thing one could do with every sentence."""
    for statement in statements:
        for view in statement:
            Counter(_WORD.findall(view.text.lower()))


def score_all(model: EvidenceModel, statements: Sequence[Sequence[SentenceView]]) -> None:
    """What we do with every sentence."""
    for statement in statements:
        model.score(statement)


def best(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of several tries, in seconds: what disturbs only ever adds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def say(line: str) -> None:
    """Print a line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
