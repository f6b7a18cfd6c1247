"""Texts made to hang a reader or swell it: the whole check of each stays bounded in time and memory."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.conftest import PROJECT

SIZE = 120_000
"""Characters: enough for anything that grows with the square, or faster, to run out of time by a hundred times."""

SECONDS = 60
"""Of processor time for one group, which takes about three."""

MEGABYTES = 500

PLAIN = {
    "one word": "a",
    "capitals": "aA",
    "dots": ".",
    "rule to sign on": "_",
    "digits": "1",
    "numbered": "1.",
    "years": "2025/",
    "days": "20 May ",
    "year ends": "financial year ended ",
    "short years": "FY24 ",
    "initials": "J. ",
    "approvals": "approved by the board of directors ",
    "roles": "director ",
    "names with roles": "Ann Reed, Managing Director ",
    "mentions": "Our chair met the head of human resources. ",
    "signatures": "Signed by\nAnn Reed\nDirector\n3 May 2025\n\n",
    "gaps": "suppliers due diligence audit questionnaire contract ",
    "short sentences": "We audit it. ",
    "companies": "Fen Mill of and the Ltd ",
    "brackets": "[insert ",
    "quotes": '"',
    "bullets": "• ",
    "lead-ins": "the following includes such as ",
    "accents": "e\u0301",
    "marks": "(cid:77)",
    "hyphens": "anti-slavery-",
    "titles": "Modern Slavery Statement 2025 ",
}
MARKDOWN = {
    "bold": "**a ",
    "bold with lines": "__a ",
    "emphasis": "*a ",
    "code": "`a ",
    "links": "[a](b ",
    "comments": "<!--",
    "rows": "| a |\n",
}
HTML = {
    "closed comments": "<!---->",
    "nested": "<div>",
    "nested lists": "<ul><li>",
    "nested tables": "<table><tr><td>",
    "links": "<a href='statement.pdf'>modern slavery</a> ",
    "entities": "&amp;&#x41;&notin;",
    "classes": "<p class='nav menu footer cookie'>modern slavery</p>",
    "NULs": "a\0",
    "open tags": "<p ",
}
RUN = """
import json, resource, sys
from datetime import date
from checker import Context, UnreadableError, check
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
media_type, size, texts = json.loads(sys.stdin.read())
for name, unit in texts.items():
    try:
        check((unit * (size // len(unit)) + "x").encode(), source=name, media_type=media_type,
              context=Context(today=date(2026, 11, 21)))
    except UnreadableError as error:
        assert error.problem in ("empty", "broken", "too_large", "unsupported"), error
    print(name, flush=True)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "linux" else 1024 * 1024))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits processor time with setrlimit")
@pytest.mark.parametrize(
    ("media_type", "texts"),
    [("text/plain", PLAIN), ("text/markdown", MARKDOWN), ("text/html", HTML)],
    ids=["plain", "markdown", "html"],
)
def test_no_text_hangs_the_check(media_type: str, texts: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(seconds=SECONDS)],
        input=json.dumps([media_type, SIZE, texts]),
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    *names, memory = done.stdout.splitlines() or ["0"]
    assert names == list(texts), done.stderr[-2000:]
    assert int(memory) < MEGABYTES
