from __future__ import annotations

from checker import rulebook_file
from checker.prepared import prepared
from checker.rulebook_file import FILE, PREPARED, parse, prepared_file


def test_the_file_is_of_the_rulebook_that_ships() -> None:
    made = prepared_file(FILE.read_text("utf-8"))
    assert PREPARED.read_text("utf-8") == made, "run python tools/prepare_rulebook.py"


def test_the_rulebook_read_from_it_says_and_finds_the_same() -> None:
    read, parsed = rulebook_file.load(), parse(FILE.read_text("utf-8"))
    assert (read.version, read.warnings, read.words) == (parsed.version, parsed.warnings, parsed.words)
    found = 0
    for one, other in zip(read.requirements, parsed.requirements, strict=True):
        assert (one.id, one.asks, one.counts, one.advice) == (
            other.id,
            other.asks,
            other.counts,
            other.advice,
        )
        for rule, same in zip(one.rules, other.rules, strict=True):
            for sentence in (rule.meets, rule.misses):
                spans = [each.span() for each in rule.pattern.finditer(sentence)]
                assert spans == [each.span() for each in same.pattern.finditer(sentence)]
                found += bool(spans)
    assert found >= sum(len(each.rules) for each in read.requirements)


def test_a_rulebook_changed_since_is_parsed_anew() -> None:
    text = FILE.read_text("utf-8")
    assert prepared(text + "\n# changed\n", PREPARED.read_text("utf-8")) is None
    assert prepared(text, prepared_file(text)) is not None
