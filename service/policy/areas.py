"""From a postcode to the team that works there. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from service.policy.model import Area, Policy, PostcodeRange, Team
from service.rules.facts import Destination

_FIRST_LETTERS, _LAST_LETTERS = "AA", "ZZ"
_POSTCODES = re.compile(r"([1-9][0-9]{3})([A-Z]{2})?(?:-([1-9][0-9]{3})([A-Z]{2})?)?")
_END = itemgetter(1)
_NOWHERE = "De postcode ligt in geen gebied van het beleid"


@dataclass(frozen=True, slots=True)
class Placement:
    """The team for a postcode at a destination and why; `team` None sends it to triage, where a person decides."""

    team: Team | None
    area: str | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two areas (by place in the list) that both claim these postcodes for one destination."""

    first: int
    second: int
    destination: Destination
    postcodes: PostcodeRange


def team_for(policy: Policy, destination: Destination, postcode: str) -> Placement:
    """Which team works where this full postcode lies, by area, else the default team, else nobody: triage."""
    for area, team_id in _areas_at(policy, destination):
        if _lies_in(area, postcode):
            return Placement(policy.team(team_id), area.name, f"De postcode ligt in het gebied {area.name}.")
    fallback = policy.default_teams.at(destination)
    if fallback is not None:
        return Placement(policy.team(fallback), None, f"{_NOWHERE}: het vaste team is gekozen.")
    return Placement(None, None, f"{_NOWHERE} en er is geen vast team voor {destination}: de triage kiest een team.")


def area_of(policy: Policy, postcode: str) -> str | None:
    """The area of the municipality in which a full postcode lies, whatever works there; None: in none of them."""
    return next((area.name for area in policy.areas if _lies_in(area, postcode)), None)


def _areas_at(policy: Policy, destination: Destination) -> Iterator[tuple[Area, str]]:
    """The areas that name a team for this destination; no two of them share a postcode."""
    for area in policy.areas:
        team_id = area.teams.at(destination)
        if team_id is not None:
            yield area, team_id


def _lies_in(area: Area, postcode: str) -> bool:
    wanted = postcode.replace(" ", "").upper()
    return any(wanted in postcodes for postcodes in area.postcodes)


def range_of(text: str) -> PostcodeRange | None:
    """`2091`, `2091-2093`, `2091AA` or `2091AA-2091KZ` as a range; None for other text or a range that runs back."""
    found = _POSTCODES.fullmatch(text.replace(" ", "").upper())
    if found is None:
        return None
    digits, letters, last_digits, last_letters = found.groups()
    if last_digits is not None and (letters is None) is not (last_letters is None):
        return None
    first = digits + (letters or _FIRST_LETTERS)
    last = (last_digits or digits) + ((last_letters if last_digits else letters) or _LAST_LETTERS)
    return PostcodeRange(first, last) if first <= last else None


def written(postcodes: PostcodeRange) -> str:
    """The shortest way to write a range: the reverse of `range_of`."""
    first, last = postcodes.first, postcodes.last
    if first.endswith(_FIRST_LETTERS) and last.endswith(_LAST_LETTERS):
        first, last = first[:4], last[:4]
    return first if first == last else f"{first}-{last}"


def overlaps(areas: tuple[Area, ...]) -> Iterator[Overlap]:
    """Where a postcode is claimed more than once for one destination, also within one area."""
    for destination in Destination:
        claims = sorted(
            (postcodes.first, postcodes.last, index) for index, area in enumerate(areas)
            if area.teams.at(destination) is not None for postcodes in area.postcodes
        )
        furthest = ("", "", -1)
        for claim in claims:
            if claim[0] <= furthest[1]:
                first, second = sorted((furthest[2], claim[2]))
                yield Overlap(first, second, destination, PostcodeRange(claim[0], min(claim[1], furthest[1])))
            furthest = max(furthest, claim, key=_END)
