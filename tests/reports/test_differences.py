"""What changed between two texts, and how much did not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reports.differences import Change, difference

OLD = (
    "This statement covers the year to 31 March 2025.",
    "We grow peas and freeze them for shops in the whole country.",
    "We trained 40 buyers in spotting the signs of forced labour.",
    "Our suppliers sign a code of conduct.",
)


def test_dates_apart_nothing_changed() -> None:
    new = (OLD[0].replace("2025", "2026"), *OLD[1:])
    found = difference(OLD, new)
    assert found.changes == (Change(OLD[0], new[0], figures_only=True),)
    assert found.unchanged_but_figures == 1
    assert 0.6 < found.unchanged < 1
    assert found.in_words.endswith("100 % but for dates and figures; sentences: 1 changed")


def test_changed_added_removed_and_moved() -> None:
    new = (
        OLD[3],
        OLD[0],
        "We trained 55 buyers and all drivers in spotting forced labour.",
        OLD[1],
        "Nobody pays for work.",
    )
    found = difference(OLD, new)
    assert {(each.was, each.now) for each in found.changes} == {(OLD[2], new[2]), (None, new[4])}
    assert difference(OLD, tuple(reversed(OLD))).changes == ()


def test_a_rewritten_sentence_is_told_as_one_change() -> None:
    new = (*OLD[:2], "We trained 40 buyers and ten drivers in spotting the signs of forced labour.", OLD[3])
    assert difference(OLD, new).changes == (Change(OLD[2], new[2]),)


def test_all_new_and_nothing_at_all() -> None:
    found = difference(("Alpha beta gamma.",), ("Wholly other words here.",))
    assert (found.unchanged, len(found.changes)) == (0, 2)
    assert difference((), ()).in_words == "0 % of the text is unchanged"


def test_pairs_are_sought_in_statements_and_not_in_texts_without_end() -> None:
    def text(sentences: int, words: int, last: str) -> list[str]:
        return [" ".join(f"w{n}x{word}" for word in range(words)) + last for n in range(sentences)]

    assert len(difference(text(300, 30, " old"), text(300, 30, " new")).changes) == 300
    assert len(difference(text(200, 1000, " old"), text(200, 1000, " new")).changes) == 400


SENTENCES = st.lists(
    st.sampled_from(["One two three.", "Four five.", "Six 7.", "Six 8.", "Nine ten one."]), max_size=12
)


@settings(deadline=None)
@given(older=SENTENCES, newer=SENTENCES)
def test_the_changes_lead_from_one_text_to_the_other(older: list[str], newer: list[str]) -> None:
    found = difference(older, newer)
    kept = sorted(older)
    for change in found.changes:
        if change.was is not None:
            kept.remove(change.was)
    assert sorted([*kept, *(change.now for change in found.changes if change.now is not None)]) == sorted(
        newer
    )
    assert 0 <= found.unchanged <= found.unchanged_but_figures <= 1
