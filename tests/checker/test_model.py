"""The shipped evidence model: what it finds, what it says counted, and that it stays small and quick to read."""

from __future__ import annotations

import math
import subprocess
import sys
import zlib

import pytest

from checker import rulebook_file
from checker.features import features_of, patterns_of, views_of, views_of_rows
from checker.model import FILE, FIRST_LINE, FORMAT, LABELS, THRESHOLD, EvidenceModel, ModelError, load, parse
from checker.read import read
from checker.reasons import in_words
from checker.tokens import Vocabulary, ngrams, pairs, stem

STATEMENT = [
    "Modern Slavery Statement 2025",
    "This statement is made under section 54 of the Modern Slavery Act 2015 for the year ended 31 March 2025.",
    "Our business",
    "We are a manufacturer of garden furniture with 420 employees at three sites in Norfolk and Poland.",
    "We buy timber from suppliers in Vietnam, Brazil and Latvia, and steel fittings from China.",
    "Our policies",
    "Our whistleblowing policy and our supplier code of conduct prohibit forced labour.",
    "Due diligence",
    "We audit our suppliers every two years and require new suppliers to complete a questionnaire.",
    "Training",
    "All buyers and managers received training on modern slavery during the year.",
    "Looking ahead",
    "Next year we will introduce training for our hauliers.",
    "This statement was approved by the board of directors on 4 June 2025.",
    "Signed",
    "Hester Quillfeather",
    "Chief Executive",
]


@pytest.fixture(scope="module")
def model() -> EvidenceModel:
    return load()


def test_finds_each_requirement_where_it_stands(model: EvidenceModel) -> None:
    scores = model.score(views_of_rows(STATEMENT))

    def found(label: str) -> set[int]:
        return {at for at, each in enumerate(scores) if each[label] >= THRESHOLD}

    assert found("approval") == {13}
    assert {15, 16} <= found("signature")
    assert {3, 4} <= found("structure")
    assert 6 in found("policies")
    assert 8 in found("due_diligence")
    assert 10 in found("training")
    assert 12 in found("future")
    assert {6, 8, 10} <= found("mitigation")
    assert 1 not in found("approval") | found("policies") | found("due_diligence") | found("training")


def test_scores_are_probabilities_for_every_label_and_sentence(model: EvidenceModel) -> None:
    scores = model.score(views_of_rows(STATEMENT))
    assert len(scores) == len(STATEMENT)
    for each in scores:
        assert tuple(each) == LABELS
        assert all(0 < value < 1 for value in each.values())


def test_nothing_in_nothing_out(model: EvidenceModel) -> None:
    assert model.score([]) == []
    blank = model.score(views_of_rows(["", " ", "…"]))
    assert all(value < THRESHOLD for each in blank for value in each.values())


def test_explains_by_shares_that_add_up_to_the_score(model: EvidenceModel) -> None:
    views = views_of_rows(STATEMENT)
    shares = model.explain(views, 13, "approval")
    named = [feature for feature, share in shares if share > 0]
    assert "words:approved by" in named
    assert "signs:approval.explicit" in named
    margin = sum(share for _, share in shares) + model.bias[model.labels.index("approval")]
    assert model.score(views)[13]["approval"] == pytest.approx(1 / (1 + math.exp(-margin)), abs=1e-6)
    assert [abs(share) for _, share in shares] == sorted((abs(share) for _, share in shares), reverse=True)


def test_every_reason_has_plain_words(model: EvidenceModel) -> None:
    views = views_of_rows(STATEMENT)
    for at in range(len(views)):
        for label in model.labels:
            for said, share in in_words(model.explain(views, at, label), model.rulebook):
                assert share != 0
                assert said.strip() == said
                assert ":" not in said.split()[0]
                assert not any(token in said for token in ("@name", "@month", "@country", "@rare", "#"))


def test_every_sign_of_the_model_has_plain_words(model: EvidenceModel) -> None:
    signs = [f"signs:{name}" for name in model.tables["signs"].rows]
    for (said, _), sign in zip(in_words([(sign, 1.0) for sign in signs], model.rulebook), signs, strict=True):
        assert said.startswith(("it ", "the ", "rule ", "a role", "approval,")), sign


def test_a_document_scores_as_its_sentences_do(model: EvidenceModel) -> None:
    text = "\n\n".join(STATEMENT).encode()
    document = read(text, source="statement.txt", media_type="text/plain")
    scores = model.score(views_of(document))
    by_text = {sentence.text: each for sentence, each in zip(document.sentences, scores, strict=True)}
    assert by_text[STATEMENT[13]]["approval"] >= THRESHOLD
    assert by_text[STATEMENT[4]]["structure"] >= THRESHOLD
    assert by_text[STATEMENT[8]]["due_diligence"] >= THRESHOLD


def test_tokens_make_names_numbers_months_and_countries_alike() -> None:
    vocabulary = Vocabulary(
        frozenset({"signed", "by", "of", "may", "on", "in", "approved"}), frozenset({"china"})
    )
    assert vocabulary.tokens("Signed by Hester Q. Quillfeather Jones, 3rd May 2025") == [
        "signed", "by", "@name", "@name", "#", "@month", "#year",
    ]  # fmt: skip
    assert vocabulary.tokens("May be approved in China by 1,200 zyxwv") == [
        "may", "@rare", "approved", "in", "@country", "by", "#", "@rare",
    ]  # fmt: skip


def test_ngrams_see_the_edges() -> None:
    assert ngrams(["a", "b"], 2) == ["a", "b", "<s> a", "a b", "b </s>"]
    assert ngrams([], 1) == []
    assert pairs(["a", "b", "c", "d"], 2) == ["a _ c", "b _ d"]
    assert stem("assessments") == stem("assessment")
    assert stem("#year") == "#year"


def test_a_feature_is_seen_once_however_often_it_occurs() -> None:
    vocabulary = Vocabulary(frozenset({"tea"}), frozenset())
    twice, often = (
        features_of(views_of_rows([text]), vocabulary, patterns_of(rulebook_file.load()))[0]
        for text in ("tea tea tea tea", "tea tea tea tea tea tea tea")
    )
    assert twice["words"] == often["words"]


def test_the_file_is_small_and_says_what_it_was_learned_from(model: EvidenceModel) -> None:
    body = FILE.read_bytes()
    assert len(body) < 1_000_000
    assert {source["law"] for source in model.trained["sources"]} == {"au", "uk", "invented"}
    assert all(len(source["sha256"]) == 64 for source in model.trained["sources"])
    assert set(model.trained["cross_validation_f1"]) == set(LABELS)


def test_the_file_quotes_nobody(model: EvidenceModel) -> None:
    """No run of more than three words, and no word that is not in the vocabulary: names stay out."""
    for slot, table in model.tables.items():
        if slot in {"signs", "stems"}:
            continue
        for feature in table.rows:
            tokens = feature.split()
            assert len(tokens) <= 3
            for token in tokens:
                known = token in model.vocabulary.words or not token[0].isalpha()
                assert known, (slot, feature)


def test_a_broken_file_is_said_to_be_one() -> None:
    rules = rulebook_file.load()
    first = FIRST_LINE + str(FORMAT).encode() + b"\n"
    whole = FILE.read_bytes()
    with pytest.raises(ModelError, match="it is none"):
        parse(b"no model", rules)
    with pytest.raises(ModelError, match="format 99"):
        parse(FIRST_LINE + b"99\n", rules)
    for body in (
        first,
        first + b"no zlib",
        first + zlib.compress(b"{}"),
        first + zlib.compress(b"no json"),
        whole[:-9],
    ):
        with pytest.raises(ModelError, match="cannot be read"):
            parse(body, rules)
    content = zlib.decompress(whole.removeprefix(first))
    for cut in (content[:-1], content + b"x"):
        with pytest.raises(ModelError, match="weights do not fit"):
            parse(first + zlib.compress(cut), rules)


def test_scoring_needs_no_library() -> None:
    program = (
        "import sys; from checker.model import load; from checker.features import views_of_rows;"
        "load().score(views_of_rows(['We train our staff.']));"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'numpy', 'scipy', 'sklearn'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
