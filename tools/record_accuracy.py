"""Write tests/evaluation/recorded.json from an annotated file: what the accuracy table shows and CI holds the model to.

python tools/record_accuracy.py PATH_TO_GOLD
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from click.testing import CliRunner

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from cli import main

RECORDED = PROJECT / "tests" / "evaluation" / "recorded.json"


def record(gold: Path) -> None:
    """Evaluate the shipped model on `gold` and keep the figures, rounded to four places."""
    done = CliRunner().invoke(main, ["evaluate", str(gold), "--format", "json"], catch_exceptions=False)
    found = json.loads(done.stdout)
    levels = ("sentence", "statement")
    figures: dict[str, object] = {
        level: {name: round(each[level]["f1"], 4) for name, each in found["macro"].items()}
        for level in levels
    }
    figures["columns"] = {
        name: {
            key: _rounded(each["sentence"][key])
            for key in ("precision", "recall", "f1", "f1_interval", "support")
        }
        | {"statement_f1": _rounded(each["statement"]["f1"])}
        for name, each in found["columns"].items()
    }
    figures["intervals"] = {
        name: _rounded(each["sentence"]["f1_interval"]) for name, each in found["macro"].items()
    }
    figures["statements"] = found["statements"]
    RECORDED.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _rounded(value: object) -> object:
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


if __name__ == "__main__":
    record(Path(sys.argv[1]))
