"""How right the evidence model is, against annotated statements. Only ever reads; nothing here trains."""

from evaluation.accuracy import Accuracy, Interval, measure
from evaluation.gold import COLUMNS, Gold, GoldError, GoldStatement, read_gold
from evaluation.metrics import Figures

__all__ = [
    "COLUMNS",
    "Accuracy",
    "Figures",
    "Gold",
    "GoldError",
    "GoldStatement",
    "Interval",
    "measure",
    "read_gold",
]
