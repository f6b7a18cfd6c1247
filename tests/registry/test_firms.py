from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry import AmbiguousFirmError, Loaded, Registry, UnknownFirmError, open_registry
from registry.copies import problems_of
from registry.names import company_number, host_key, name_key
from tests.registry.conftest import NOW, TODAY, Entry


def test_loading_twice_changes_nothing(registry: Registry) -> None:
    entries = [Entry("Alpha Ltd", "a.test", "123"), Entry("Beta Limited", "www.b.test"), Entry("Gamma plc")]
    assert registry.add_firms(entries, "list.csv", NOW) == Loaded(3, 0, 0)
    assert registry.add_firms(entries, "list.csv", NOW) == Loaded(0, 0, 3)
    assert registry.add_firms([Entry("BETA LTD.", "https://b.test/home")], "other.csv", NOW).added == 0


def test_later_sources_correct_and_add_but_a_blank_never_erases(registry: Registry) -> None:
    registry.add_firms(
        [Entry("Alpha Ltd", "a.test", "123", district="Breckland", scope="in_scope")], "one", NOW
    )
    again = Entry("Alpha Foods Limited", "new.test", "00000123", sector="Food")
    assert registry.add_firms([again], "two", NOW) == Loaded(0, 1, 0)
    firm = registry.find_firm("123")
    assert (firm.name, firm.host, firm.district, firm.sector, firm.scope) == (
        "Alpha Foods Limited",
        "new.test",
        "Breckland",
        "Food",
        "in_scope",
    )
    sources = registry.firm_history(firm.id, TODAY).sources
    assert [row["source"] for row in sources] == ["one", "two"]


def test_another_way_of_writing_a_name_is_no_correction(registry: Registry) -> None:
    registry.add_firms([Entry("Alpha Foods Ltd.", "a.test", "123")], "one", NOW)
    assert registry.add_firms([Entry("ALPHA FOODS LIMITED", None, "123")], "two", NOW) == Loaded(0, 0, 1)
    assert registry.find_firm("123").name == "Alpha Foods Ltd."


def test_a_number_learnt_later_is_given_to_the_firm_of_that_name_and_host(registry: Registry) -> None:
    registry.add_firms([Entry("Alpha Ltd", "a.test")], "one", NOW)
    assert registry.add_firms([Entry("Alpha Ltd", "a.test", "OC1234")], "two", NOW) == Loaded(0, 1, 0)
    assert registry.find_firm("OC001234").name == "Alpha Ltd"
    assert registry.add_firms([Entry("Alpha Ltd", "a.test")], "one", NOW) == Loaded(0, 0, 1)


def test_loading_an_old_list_again_does_not_undo_what_another_corrected(registry: Registry) -> None:
    one, two = Entry("Alpha Ltd", "old.test", "123"), Entry("Alpha Ltd", "new.test", "123")
    registry.add_firms([one], "one", NOW)
    registry.add_firms([two], "two", NOW)
    assert registry.add_firms([one], "one", NOW) == Loaded(0, 0, 1)
    assert registry.find_firm("123").website == "new.test"


def test_a_national_register_does_not_undo_what_the_areas_own_list_knows_better(registry: Registry) -> None:
    """The statement it tells of may lie on the parent's site, and the registered office with an accountant."""
    ours = Entry("Alpha Ltd", "alpha.test", "123", district="Broadland", scope="in_scope")
    registry.add_firms([ours], "ours.csv", NOW)
    for year in (2025, 2026):
        told = Entry(
            "ALPHA LTD", "https://parent.test", "123", postcode="NR1 1AA", district="Norwich", sector="Food",
            scope="presumed_in_scope", statement_url=f"https://parent.test/{year}.pdf", national=True,
        )  # fmt: skip
        assert registry.add_firms([told], f"registry {year}.csv", NOW).updated == 1
        firm = registry.find_firm("123")
        assert (firm.website, firm.district, firm.scope) == ("alpha.test", "Broadland", "in_scope")
        assert (firm.postcode, firm.sector, firm.statement_url) == ("NR1 1AA", "Food", told.statement_url)
    # What it says is kept all the same, and our own list can change its mind.
    assert len(registry.firm_history(1, TODAY).sources) == 3
    registry.add_firms(
        [Entry("Alpha Ltd", "alpha.test/uk", "123", scope="presumed_in_scope")], "ours.csv", NOW
    )
    firm = registry.find_firm("123")
    assert (firm.website, firm.scope) == ("alpha.test/uk", "presumed_in_scope")


@pytest.mark.parametrize(
    ("before", "told", "after"),
    [
        ("unknown", "presumed_in_scope", "presumed_in_scope"),
        ("voluntary", "presumed_in_scope", "presumed_in_scope"),
        # Over the threshold by its own account: for a person to look at.
        ("below_threshold", "presumed_in_scope", "presumed_in_scope"),
        ("covered_by_group", "presumed_in_scope", "covered_by_group"),
        # Under it by its own account: nobody accuses it before a person has looked.
        ("in_scope", "voluntary", "voluntary"),
        ("in_scope", "public_body", "public_body"),
    ],
)
def test_what_a_national_register_says_of_the_scope(
    registry: Registry, before: str, told: str, after: str
) -> None:
    registry.add_firms([Entry("Alpha Ltd", None, "123", scope=before)], "ours.csv", NOW)
    registry.add_firms([Entry("Alpha Ltd", None, "123", scope=told, national=True)], "registry.csv", NOW)
    assert registry.find_firm("123").scope == after


def test_a_list_that_is_corrected_and_corrected_back_is_followed(registry: Registry) -> None:
    right, wrong = Entry("Alpha Ltd", "right.test", "123"), Entry("Alpha Ltd", "wrong.test", "123")
    for entry in (right, wrong, right):
        registry.add_firms([entry], "one", NOW)
        assert registry.find_firm("123").website == entry.website
    sources = registry.firm_history(1, TODAY).sources
    assert [row["still_says"] for row in sources] == [1, 0]


def test_the_root_of_a_bare_host_is_no_correction(registry: Registry) -> None:
    registry.add_firms([Entry("Alpha Ltd", "alpha.test", "00000001")], "ours", NOW)
    registry.add_firms([Entry("Alpha Ltd", "http://alpha.test/", "00000001")], "a register", NOW)
    assert registry.find_firm("alpha").website == "alpha.test"
    registry.add_firms([Entry("Alpha Ltd", "https://alpha.test/uk", "00000001")], "ours", NOW)
    assert registry.find_firm("alpha").website == "https://alpha.test/uk"


def test_two_companies_of_one_name_and_host_stay_two(registry: Registry) -> None:
    entries = [Entry("Alpha Ltd", "a.test", "1"), Entry("Alpha Ltd", "a.test", "2")]
    assert registry.add_firms(entries, "one", NOW).added == 2


NAMES = st.sampled_from(["Alpha Ltd", "Alpha Limited", "ALPHA", "Beta & Sons", "Beta and Sons", "Été"])
ENTRIES = st.lists(
    st.builds(
        Entry,
        name=NAMES,
        website=st.sampled_from([None, "a.test", "https://www.a.test/x", "b.test"]),
        company_number=st.sampled_from([None, None, "1", "00000001", "2", "OC3"]),
        district=st.sampled_from([None, "Breckland", "Norwich"]),
        scope=st.sampled_from(["unknown", "in_scope", "voluntary"]),
        turnover=st.sampled_from([None, 1, 36_000_000]),
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(before=ENTRIES, entries=ENTRIES)
def test_loading_any_list_twice_changes_nothing(before: list[Entry], entries: list[Entry]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_registry(Path(folder) / "registry.db") as registry:
        registry.add_firms(before, "before", NOW)
        first = registry.add_firms(entries, "list", NOW)
        tables = {table.name: list(table.rows) for table in registry.tables()}
        again = registry.add_firms(entries, "list", NOW)
        assert again == Loaded(0, 0, first.added + first.updated + first.unchanged)
        assert {table.name: list(table.rows) for table in registry.tables()} == tables
        assert problems_of(registry.path) == []


@pytest.fixture
def three(registry: Registry) -> Registry:
    registry.add_firms(
        [
            Entry("Break", "break.test", "1699685"),
            Entry("Breakwater Foods Ltd", "breakwater.test", "75278"),
            Entry("O'Hara & Sons Limited", "shop.ohara.test"),
            Entry("100% Fresh Ltd", "fresh.test", "12345678"),
            Entry("Siteless Ltd"),
        ],
        "test",
        NOW,
    )
    return registry


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("01699685", "Break"),
        ("1699685", "Break"),
        ("75278", "Breakwater Foods Ltd"),
        ("break", "Break"),
        ("BREAKWATER FOODS LIMITED", "Breakwater Foods Ltd"),
        ("water", "Breakwater Foods Ltd"),
        ("breakwater.test", "Breakwater Foods Ltd"),
        ("https://www.breakwater.test/about", "Breakwater Foods Ltd"),
        ("ohara", "O'Hara & Sons Limited"),
        ("O'Hara & Sons", "O'Hara & Sons Limited"),
        ("100%", "100% Fresh Ltd"),
    ],
)
def test_a_firm_is_found_by_what_a_person_types(three: Registry, text: str, name: str) -> None:
    assert three.find_firm(text).name == name


def test_what_fits_several_or_none_is_said(three: Registry) -> None:
    with pytest.raises(
        AmbiguousFirmError, match=r"2 firms.*Break \(01699685, break\.test\); Breakwater"
    ) as caught:
        three.find_firm("brea")
    assert len(caught.value.candidates) == 2
    for text in ("nobody", "", "  ", "%", "_", "99999999", "\udcff", "//", "https://"):
        if text == "%":
            assert three.find_firm(text).name == "100% Fresh Ltd"
            continue
        with pytest.raises(UnknownFirmError):
            three.find_firm(text)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=12), names=st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=4))
def test_finding_never_fails_otherwise_and_an_exact_name_is_always_found(text: str, names: list[str]) -> None:
    names = [name.strip() for name in names if name.strip() and "\0" not in name] or ["Alpha"]
    with tempfile.TemporaryDirectory() as folder, open_registry(Path(folder) / "registry.db") as registry:
        registry.add_firms([Entry(name) for name in names], "test", NOW)
        for asked in (text, names[0]):
            try:
                found = registry.find_firm(asked)
            except AmbiguousFirmError:
                assert len(names) > 1
            except UnknownFirmError:
                assert asked not in names
            else:
                assert found.name in names


@pytest.mark.parametrize(
    ("text", "number"),
    [("75278", "00075278"), (" 1234 5678 ", "12345678"), ("oc419486", "OC419486"), ("SC1", "SC000001")],
)
def test_company_numbers_have_eight_characters(text: str, number: str) -> None:
    assert company_number(text) == number


def test_one_key_for_the_spellings_of_a_name() -> None:
    assert (
        len(
            {
                name_key(name)
                for name in ("Smith & Sons Ltd.", "SMITH AND SONS LIMITED", "Smith and Sons  ltd")
            }
        )
        == 1
    )
    assert name_key("A.B.C. P.L.C.") == name_key("ABC Public Limited Company")
    assert name_key("Smith Limited") != name_key("Smith LLP")
    assert name_key("!!!") == "!!!"


def test_one_key_for_the_spellings_of_a_host() -> None:
    spellings = ("a.test", "www.a.test", "HTTP://A.test:80/x?y", "https://www.a.test./", " a.test ")
    assert {host_key(text) for text in spellings} == {"a.test"}
    assert host_key(None) == host_key("") == ""
    assert host_key("http://[broken") == "http://[broken"
