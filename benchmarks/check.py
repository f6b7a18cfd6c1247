"""What checking costs, as ratios, so that the figures mean the same on every machine. Nothing is asserted here.

Usage: python -m benchmarks.check [FOLDER_OF_PDFS] [--rounds N]

1. Each PDF: reading and judging it, over four times its plain PDFium text plus 1 ms a sentence (bar: 1).
2. A cold `s54 check` of a PDF, over a cold Python that imports click and pypdfium2 and extracts the same text (bar: 4).
3. Documents judged a second by two child processes, over one (bar: 1.7), in wall-clock time, the best of two turns.
   Counted is all that happens from the making of the processes to the last answer, on as many documents as a register
   of some hundred firms holds. Shown beside it: the processor time, of which the parent's share is what cannot be
   divided; and the same ratio without the time for which other work on the machine had the cores.

Scans are left out, as text recognition costs something else (`benchmarks.read_scans`): Tesseract is put out of sight.
The first two are measured in processor time, which other work on the machine disturbs least. Bytecode is at hand, as
it is after an installation. Without a folder, and without the real documents beside the project, the demo's own PDFs
are read.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pypdfium2

from checker import Context, UnreadableError, judge, load_rulebook, read
from demo.pages import write_sites
from survey.examiners import Examiners

PROJECT = Path(__file__).resolve().parents[1]
REAL = PROJECT.parent / "shared" / "data" / "documents"
TODAY = date(2026, 11, 21)
TIMES_TEXT = 4
PER_SENTENCE = 0.001
"""Seconds."""
COLD_PAGES = 5
PASSES = 20
"""How often the files are judged to see how processes scale: the 17 short ones of the real documents make 340."""
TURNS = 2

EXTRACT = """
import sys, click, pypdfium2
document = pypdfium2.PdfDocument(open(sys.argv[1], "rb").read())
for number in range(len(document)):
    page = document[number]
    text = page.get_textpage()
    text.get_text_range()
    text.close()
    page.close()
document.close()
"""


def say(line: str) -> None:
    """Print a line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def plain(body: bytes) -> str:
    """The text as PDFium gives it: what a reading can cost no less than."""
    texts = []
    with closing(pypdfium2.PdfDocument(body)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                texts.append(text.get_text_range())
    return "\n".join(texts)


def documents(folder: Path | None) -> Iterator[Path]:
    """The PDFs of the folder, of the real documents, or of the demo, written to a folder that is left behind."""
    chosen = folder or REAL
    if not chosen.is_dir():
        chosen = Path(tempfile.mkdtemp(prefix="s54-benchmark-"))
        write_sites(chosen, TODAY)
    yield from sorted(chosen.rglob("*.pdf"))


def processor_time(work: Callable[[], object], rounds: int) -> float:
    """Seconds, the best of `rounds`, after one that is not counted."""
    work()
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def warm(bodies: dict[str, bytes], rounds: int) -> None:
    """Print the first table."""
    rulebook = load_rulebook()
    context = Context(today=TODAY)
    say(f"{'file':<42}{'pages':>6}{'sentences':>10}{'text ms':>9}{'read ms':>9}{'judge ms':>9}{'of bar':>8}")
    shares = []
    for name, body in bodies.items():
        document = read(body)
        text = processor_time(lambda body=body: plain(body), rounds)  # type: ignore[misc]
        reading = processor_time(lambda body=body: read(body), rounds)  # type: ignore[misc]
        judging = processor_time(lambda read=document: judge(read, rulebook, context), rounds)  # type: ignore[misc]
        bar = TIMES_TEXT * text + PER_SENTENCE * len(document.sentences)
        shares.append((reading + judging) / bar)
        say(
            f"{name[:41]:<42}{document.pages or 0:6}{len(document.sentences):10}{text * 1e3:9.1f}{reading * 1e3:9.1f}"
            f"{judging * 1e3:9.1f}{shares[-1]:8.2f}"
        )
    shares.sort()
    say(
        f"1. reading and judging, of the bar: median {shares[len(shares) // 2]:.2f}, worst {shares[-1]:.2f}\n"
    )


def child_time(command: Sequence[str]) -> float:
    """Processor seconds of a process from its start to its end."""
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=PROJECT)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def cold(path: Path, rounds: int) -> None:
    """Print the second ratio: of the best of several runs, the two commands taking turns."""
    commands = (
        [sys.executable, "-c", EXTRACT, str(path)],
        [sys.executable, str(PROJECT / "cli.py"), "check", str(path)],
    )
    times = [[child_time(command) for command in commands] for _ in range(rounds + 1)]
    bare, whole = (min(column) for column in zip(*times[1:], strict=True))
    say(
        f"2. cold, {path.name}: text {bare * 1e3:.0f} ms, s54 check {whole * 1e3:.0f} ms: {whole / bare:.2f} times\n"
    )


def scaling(bodies: dict[str, bytes]) -> None:
    """Print the third ratio, in wall-clock time: it only means something on an idle machine."""

    def load(name: str) -> tuple[bytes, str, str, str | None]:
        return bodies[name], "application/pdf", name, None

    def judged(processes: int, passes: int = PASSES) -> tuple[float, float]:
        start, parent, children = time.perf_counter(), time.process_time(), children_time()
        with Examiners(processes) as examiners:
            count = sum(1 for _ in examiners.in_order(list(bodies) * passes, load, TODAY))
            took = time.perf_counter() - start
            waited = waiting_time() / processes
        parent, children = time.process_time() - parent, children_time() - children
        say(
            f"{processes} process{'es' * (processes > 1):2}: {count} documents in {took:.1f} s;"
            f" processor time {children:.1f} s in children, {parent:.1f} s in the parent;"
            f" a child waited {waited:.1f} s for a core"
        )
        return count / took, count / (took - waited)

    judged(1, passes=1)
    turns = [(judged(1), judged(2)) for _ in range(TURNS)]
    (one, one_alone), (two, two_alone) = (
        [max(speeds) for speeds in zip(*column, strict=True)] for column in zip(*turns, strict=True)
    )
    say(
        f"3. documents a second: {one:.1f} by one process, {two:.1f} by two: {two / one:.2f} times;"
        f" without the waiting for a core {two_alone / one_alone:.2f} times"
        f" ({os.cpu_count()} cores, load {os.getloadavg()[0]:.1f})"
    )


def waiting_time() -> float:
    """Seconds that the children which run were ready to, while others had the cores; 0 where the system tells not."""
    places = (Path(f"/proc/{child.pid}/schedstat") for child in multiprocessing.active_children())
    return sum(int(place.read_text().split()[1]) / 1e9 for place in places if place.exists())


def children_time() -> float:
    """Processor seconds of the children that have ended."""
    used = os.times()
    return used.children_user + used.children_system


def with_bytecode(arguments: Sequence[str]) -> int:
    """All of it in a process that writes bytecode, to a folder that is thrown away; else every child would compile."""
    command = [sys.executable, "-m", "benchmarks.check", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}
        return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: Sequence[str]) -> int:
    """Print all three."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    if sys.dont_write_bytecode:
        return with_bytecode(arguments)
    os.environ["PATH"] = ""
    paths = {}
    for path in documents(options.folder):
        try:
            read(path.read_bytes())
        except UnreadableError as error:
            sys.stderr.write(f"{path.name} is left out: {error}\n")
            continue
        paths[path.name] = path
    if not paths:
        sys.stderr.write("there are no PDFs to read; name a folder that holds some\n")
        return 2
    bodies = {name: path.read_bytes() for name, path in paths.items()}
    warm(bodies, options.rounds)
    pages = {name: read(body).pages or 0 for name, body in bodies.items()}
    cold(paths[min(pages, key=lambda name: abs(pages[name] - COLD_PAGES))], options.rounds)
    scaling({name: body for name, body in bodies.items() if pages[name] <= 2 * COLD_PAGES})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
