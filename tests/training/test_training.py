"""A whole training on made-up statements: it learns, it repeats to the byte, and it quotes nobody."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

pytest.importorskip("sklearn", reason="training needs the extra [train]")

import numpy as np

from checker import rulebook_file
from checker.features import views_of_rows
from checker.model import LABELS, EvidenceModel, parse
from training.fitting import folds_of
from training.run import train
from training.statements import firm_key, read_source, statements_of
from training.thresholds import cut_of

PARTS = {
    "approval": "This statement was approved by the board of directors on {number} May 2025.",
    "signature": "Signed by {name}, director",
    "structure": "We are a supplier of {thing} with {number} employees.",
    "policies": "Our {thing} policy prohibits forced labour.",
    "due_diligence": "We audit suppliers of {thing} and send them a questionnaire.",
    "risk": "The risk is highest among growers of {thing}.",
    "effectiveness": "We measured how many {thing} audits were closed: {number}.",
    "training": "All buyers of {thing} received training.",
    "future": "Next year we will look again at {thing}.",
    "": "This page is about {thing}.",
}
THINGS = ("tea", "timber", "cotton", "glass", "bread", "paper")
NAMES = ("Hester Quillfeather", "Orlando Zwick", "Ivy Thrupp", "Basil Quenby")


def write(path: Path, prefix: str, statements: int, seed: int) -> Path:
    dice = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["statement_id", "order", "sentence", *LABELS])
        for at in range(statements):
            parts = list(PARTS.items())
            dice.shuffle(parts)
            for order, (label, template) in enumerate(parts, 1):
                sentence = template.format(
                    thing=dice.choice(THINGS), number=dice.randint(2, 900), name=dice.choice(NAMES)
                )
                mitigation = label in {"policies", "due_diligence", "training"}
                said = [int(column == label or (column == "mitigation" and mitigation)) for column in LABELS]
                out.writerow([f"{prefix}firm{chr(97 + at)}", order, sentence, *said])
    return path


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("training")
    return write(folder / "au.csv", "A_", 5, 1), write(folder / "uk.csv", "W_", 15, 2)


def trained(sources: tuple[Path, Path]) -> bytes:
    au, uk = sources
    return train([read_source(au, "au"), read_source(uk, "uk")], say=lambda _: None)


@pytest.fixture(scope="module")
def body(sources: tuple[Path, Path]) -> bytes:
    return trained(sources)


@pytest.fixture(scope="module")
def model(body: bytes) -> EvidenceModel:
    return parse(body, rulebook_file.load())


def test_the_same_files_give_the_same_bytes(sources: tuple[Path, Path], body: bytes) -> None:
    assert trained(sources) == body


def test_it_learns(model: EvidenceModel) -> None:
    text = [
        "We audit suppliers of glass and send them a questionnaire.",
        "All buyers of paper received training.",
    ]
    audit, taught = model.score(views_of_rows(text))
    assert max(audit, key=lambda label: audit[label]) in {"due_diligence", "mitigation"}
    assert max(taught, key=lambda label: taught[label]) in {"training", "mitigation"}
    assert taught["training"] > 2 * audit["training"]
    assert model.trained["cross_validation_f1"]["training"] > 0.9


def test_names_stay_out(model: EvidenceModel) -> None:
    for name in " ".join(NAMES).lower().split():
        assert name not in model.vocabulary.words
        for table in model.tables.values():
            assert not any(name in feature.split() for feature in table.rows)


def test_records_what_it_learned_from(model: EvidenceModel) -> None:
    au, uk = model.trained["sources"]
    assert (au["law"], au["statements"], au["sentences"]) == ("au", 5, 50)
    assert (uk["law"], uk["statements"], uk["sentences"]) == ("uk", 15, 150)
    assert model.trained["firms"] == 15  # firma to firme wrote under both Acts


@pytest.mark.parametrize(
    ("statement", "firm"),
    [
        ("W_some-firm-limited-2019", "some-firm-limited"),
        ("W_some-firm-limited-2020", "some-firm-limited"),
        ("M_some-firm-limited", "some-firm-limited"),
        ("D_12_662", "D_12_662"),
        ("AU_248", "AU_248"),
    ],
)
def test_a_firm_is_known_by_its_id_without_source_and_year(statement: str, firm: str) -> None:
    assert firm_key(statement) == firm


def test_statements_that_share_their_text_are_one_firm(tmp_path: Path) -> None:
    shared = [
        f"We are the Quillfeather group and this long sentence number {word} is ours and nobody else's."
        for word in THINGS
    ]
    other = [
        f"Another company altogether wrote this equally long sentence, which speaks of {word}."
        for word in THINGS
    ]
    path = tmp_path / "uk.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["statement_id", "order", "sentence", "risk"])
        for name, sentences in (("W_old-name-2019", shared), ("W_new-name-2020", shared), ("W_other", other)):
            out.writerows([[name, at, sentence, 0] for at, sentence in enumerate(sentences)])
    one, again, another = statements_of([read_source(path, "uk")])
    assert one.firm == again.firm != another.firm


def test_a_firm_is_in_one_fold() -> None:
    firms = [f"firm {at % 7}" for at in range(70)]
    fold = folds_of(firms, 3)
    assert all(len({fold[at] for at in range(70) if firms[at] == firm}) == 1 for firm in firms)
    assert set(fold) == {0, 1, 2}


def test_the_cut_parts_what_can_be_parted() -> None:
    margins = np.array([-3.0, -2.0, -1.5, 1.0, 2.0, 3.0] * 5)
    labels = (margins > 0).astype(int)
    cut = cut_of(margins, labels, np.array([f"firm {at // 6}" for at in range(30)]))
    assert -1.5 < cut.at <= 1.0
    assert cut.f1 == 1.0
    assert cut.slope > 0


def test_a_label_nobody_judged_is_never_evidence(tmp_path: Path) -> None:
    path = tmp_path / "uk.csv"
    write(path, "W_", 8, 3)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    blank = rows[0].index("risk")
    for row in rows[1:]:
        row[blank] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    model = parse(train([read_source(path, "uk")], say=lambda _: None), rulebook_file.load())
    scores = model.score(views_of_rows(["The risk is highest among growers of tea."]))
    assert scores[0]["risk"] < 0.01
