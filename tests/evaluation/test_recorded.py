"""The model is no worse on the development statements than when its figures were last recorded."""

from __future__ import annotations

import json
from pathlib import Path

from checker.model import load
from commands.evaluate import score_rows
from evaluation.accuracy import measure
from evaluation.gold import read_gold

RECORDED = Path(__file__).with_name("recorded.json")
ALLOWED = 0.01


def test_no_mean_has_fallen_by_more_than_a_hundredth(shared: Path) -> None:
    gold = read_gold(shared / "data" / "aims_uk_dev.csv")
    found = measure(gold, score_rows(gold, load()), bootstrap=0)
    recorded = json.loads(RECORDED.read_text("utf-8"))
    for level, means in (("sentence", found.sentence.macro_f1), ("statement", found.statement.macro_f1)):
        fallen = {
            name: (before, round(means[name], 4))
            for name, before in recorded[level].items()
            if means[name] < before - ALLOWED
        }
        assert not fallen, f"by {level}: {fallen}; if this is meant, record the new figures and say why"
