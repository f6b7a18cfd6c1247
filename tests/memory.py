"""How much memory a process has taken, told of itself alone."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

_PROJECT = Path(__file__).parents[1]
_STATUS = Path("/proc/self/status")


def peak() -> int:
    """The most memory this process has held at once, in bytes."""
    if _STATUS.exists():
        # What getrusage tells holds what the parent took before this process became its own.
        lines = _STATUS.read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def traced(code: str, path: Path) -> tuple[Any, int]:
    """What `told(path)` gives, which `code` defines, and the most memory that Python held for it, in bytes.

    In a process of its own: in this one, threads that tests before have left behind take memory too.
    """
    run = (
        "import json, sys, tracemalloc\n"
        "from pathlib import Path\n"
        f"{code}"
        "tracemalloc.start()\n"
        "print(json.dumps([told(Path(sys.argv[1])), tracemalloc.get_traced_memory()[1]]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", run, str(path)], capture_output=True, cwd=_PROJECT, check=True
    )
    rows, peak = json.loads(done.stdout)
    return rows, int(peak)
