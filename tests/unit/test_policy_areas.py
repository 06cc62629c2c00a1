"""From postcode to team, and what counts as an overlap."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.policy.areas import Overlap, overlaps, range_of, team_for, written
from service.policy.load import load
from service.policy.model import Area, PostcodeRange, TeamChoice
from service.rules.facts import Destination

TEXT = Path(__file__).with_name("policy_example.yaml").read_text()
EXAMPLE = load(TEXT)
DEBT_HELP, NEIGHBOURHOOD_TEAM = Destination.DEBT_HELP, Destination.NEIGHBOURHOOD_TEAM

digits = st.integers(1000, 9999).map(str)
letters = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
postcodes = st.builds("{}{}".format, digits, letters)


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2091", "2091AA", "2091ZZ"), ("2091-2093", "2091AA", "2093ZZ"), ("2091AB", "2091AB", "2091AB"),
    ("2091AA-2091KZ", "2091AA", "2091KZ"), ("2091 ka - 2092 bb", "2091KA", "2092BB"), ("2091-2091", "2091AA", "2091ZZ"),
])
def test_ways_to_write_postcodes(text: str, first: str, last: str) -> None:
    assert range_of(text) == PostcodeRange(first, last)


@pytest.mark.parametrize("text", [
    "", "209", "20911", "0912", "2091A", "2091ABC", "2093-2091", "2091AA-2093", "2091-2093AA", "2091-", "2091,2092",
])
def test_what_is_no_postcode(text: str) -> None:
    assert range_of(text) is None


@given(st.tuples(postcodes, postcodes).map(sorted))
def test_writing_a_range_and_reading_it_gives_the_same(ends: list[str]) -> None:
    found = PostcodeRange(*ends)
    assert range_of(written(found)) == found


@pytest.mark.parametrize(("destination", "postcode", "team", "area"), [
    (DEBT_HELP, "2091AA", "schuldhulp-noord", "Centrum"), (NEIGHBOURHOOD_TEAM, "2091AA", "wijkteam-centrum", "Centrum"),
    (DEBT_HELP, "2094ZZ", "schuldhulp-noord", "Oost"), (DEBT_HELP, "2095KZ", "schuldhulp-noord", "Oost"),
    (DEBT_HELP, "2095LA", "schuldhulp-zuid", "Zuidoost"), (NEIGHBOURHOOD_TEAM, "2095LA", "wijkteam-oost", "Zuidoost"),
    (NEIGHBOURHOOD_TEAM, "2098 zz", "wijkteam-west", "West"),
    (DEBT_HELP, "2091 aa", "schuldhulp-noord", "Centrum"),
])
def test_a_postcode_goes_to_the_team_of_its_area(destination: Destination, postcode: str, team: str, area: str) -> None:
    found = team_for(EXAMPLE, destination, postcode)
    assert found.team is not None
    assert found.team.id == team
    assert found.area == area
    assert found.explanation == f"De postcode ligt in het gebied {area}."


@pytest.mark.parametrize("postcode", ["2099AA", "2090ZZ", "1055AB"])
def test_an_unknown_postcode_goes_to_triage_with_the_reason(postcode: str) -> None:
    found = team_for(EXAMPLE, DEBT_HELP, postcode)
    assert found.team is None
    assert found.area is None
    assert "geen gebied" in found.explanation
    assert "triage" in found.explanation
    assert EXAMPLE.triage.id == "triage"


def test_a_default_team_takes_what_no_area_takes() -> None:
    policy = load(TEXT.replace("standaardteams: {}", "standaardteams: {schuldhulp: schuldhulp-zuid}"))
    found = team_for(policy, DEBT_HELP, "2099AA")
    assert found.team is not None
    assert found.team.id == "schuldhulp-zuid"
    assert found.area is None
    assert "vaste team" in found.explanation
    assert team_for(policy, NEIGHBOURHOOD_TEAM, "2099AA").team is None


def test_an_area_without_a_team_for_this_destination_is_passed_over() -> None:
    text = TEXT.replace("  wijkteam: wijkteam-west\n", "")
    policy = load(text.replace("standaardteams: {}", "standaardteams: {wijkteam: wijkteam-centrum}"))
    found = team_for(policy, NEIGHBOURHOOD_TEAM, "2096AA")
    assert found.team is not None
    assert (found.team.id, found.area) == ("wijkteam-centrum", None)
    assert team_for(policy, DEBT_HELP, "2096AA").area == "West"


def area(*ranges: str, debt_help: str | None = "a", neighbourhood_team: str | None = None) -> Area:
    found = tuple(range_of(text) for text in ranges)
    assert None not in found
    return Area("x", tuple(part for part in found if part), TeamChoice(debt_help, neighbourhood_team))


def test_neighbours_do_not_overlap() -> None:
    assert list(overlaps((area("2091-2092", "2093AA-2093KZ"), area("2093LA-2093ZZ", "2094")))) == []


def test_one_shared_postcode_is_an_overlap() -> None:
    found = list(overlaps((area("2091AA-2091KZ"), area("2091KZ-2091ZZ"))))
    assert found == [Overlap(0, 1, DEBT_HELP, PostcodeRange("2091KZ", "2091KZ"))]


def test_an_overlap_names_both_areas_and_the_postcodes() -> None:
    found = list(overlaps((area("2095"), area("2091-2093"), area("2092-2096"))))
    assert found == [
        Overlap(1, 2, DEBT_HELP, PostcodeRange("2092AA", "2093ZZ")),
        Overlap(0, 2, DEBT_HELP, PostcodeRange("2095AA", "2095ZZ")),
    ]


def test_a_wide_area_overlaps_all_that_lies_in_it() -> None:
    found = list(overlaps((area("2000-2999"), area("2010"), area("2020"))))
    assert [(one.first, one.second) for one in found] == [(0, 1), (0, 2)]


def test_one_area_may_not_name_a_postcode_twice() -> None:
    assert list(overlaps((area("2091", "2091AB"),))) == [Overlap(0, 0, DEBT_HELP, PostcodeRange("2091AB", "2091AB"))]


def test_each_destination_stands_alone() -> None:
    assert list(overlaps((area("2091"), area("2091", debt_help=None, neighbourhood_team="b")))) == []


@given(st.lists(st.tuples(postcodes, postcodes).map(sorted), max_size=8), postcodes)
def test_without_overlap_a_postcode_lies_in_one_area_at_most(ranges: list[list[str]], postcode: str) -> None:
    areas = tuple(Area(str(index), (PostcodeRange(*ends),), TeamChoice("a")) for index, ends in enumerate(ranges))
    holding = sum(postcode in areas[index].postcodes[0] for index in range(len(areas)))
    assert holding <= 1 or list(overlaps(areas))
