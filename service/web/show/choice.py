"""Which part of a worklist somebody wants to see: read from an address, shown as a form, kept as a saved filter.

Only codes of the policy and of this service, so that nothing of a person comes in an address or a saved filter. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from service.actors import Caseworker
from service.policy.model import Desk
from service.referrals.status import ReferralStatus
from service.referrals.worklist import NOT_CLOSED, Narrowed, Wish
from service.rules.facts import Ground
from service.web import address
from service.web.show.names import PolicyNames
from service.web.words import STATUS

YES = "ja"
LIST, STATE, MINE, LATE = "lijst", "status", "mij", "telaat"
TEAM, TRAY, AREA, GROUND = "team", "bak", "gebied", "soort"
_GROUNDS = {
    Ground.SIGNAL: "Achterstand", Ground.OWN_REQUEST: "Eigen verzoek om schuldhulp",
    Ground.CARE: "Zorg en ondersteuning",
}
_CARE = Desk.NEIGHBOURHOOD_TEAM
OWN_TEAM = "mijn"
"""So kept, a saved choice fits every colleague it is shared with."""
Options = tuple[tuple[str, str], ...]
_FIRST = frozenset({STATE, TEAM})
"""What is always in sight; the other questions are folded away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, as names and values of an address. What is not understood in an address is left out."""

    values: dict[str, str]
    cursor: str | None = None
    own_teams: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Mapping[str, str], actor: Caseworker, names: PolicyNames) -> "Asked":
        """`own_teams` are those of the caseworker that work on this list."""
        place = query.get(LIST) or next(str(desk) for desk in Desk if desk in actor.destinations)
        own = tuple(sorted(actor.teams & names.teams_at(place).keys()))
        known = {name: {value for value, _ in options} for name, options in _options(place, names, own).items()}
        known |= {MINE: {YES}, LATE: {YES}}
        values = {name: query[name] for name, values in known.items() if query.get(name) in values}
        return cls({LIST: place} | values, query.get("vanaf") or None, own)

    @property
    def destination(self) -> str:
        return self.values[LIST]

    @property
    def mine(self) -> bool:
        return MINE in self.values

    @property
    def late(self) -> bool:
        return LATE in self.values

    @property
    def is_narrowed(self) -> bool:
        return len(self.values) > 1

    @property
    def is_narrowed_by_policy(self) -> bool:
        return not self.values.keys().isdisjoint({TRAY, AREA, GROUND})

    @property
    def tray_to_choose_from(self) -> str:
        """The tray of which several open cases can be handled at once; empty for any other part of a worklist."""
        return self.values.get(TRAY, "") if self.values.get(STATE) == ReferralStatus.OPEN else ""

    def wish(self, actor: Caseworker, names: PolicyNames) -> Wish:
        value = self.values.get
        statuses = (ReferralStatus(self.values[STATE]),) if STATE in self.values else NOT_CLOSED
        team = value(TEAM)
        teams = self.own_teams if team == OWN_TEAM else (team,) if team else ()
        narrowed = Narrowed(teams, value(TRAY), value(AREA), value(GROUND), names.today if self.late else None)
        return Wish(self.destination, statuses, actor.id if self.mine else None, self.cursor, narrowed)

    def href(self, cursor: str | None = None) -> str:
        return address.worklist(**self.values, vanaf=cursor)


@dataclass(frozen=True, slots=True)
class Choice:
    """One question of the form; the first option leaves it open."""

    name: str
    label: str
    options: Options
    value: str
    first: bool


def choices_of(asked: Asked, names: PolicyNames) -> tuple[Choice, ...]:
    labels = {STATE: ("Status", "Alles wat loopt"), TEAM: ("Team", "Alle teams"), TRAY: ("Bak", "Alle bakken"),
              AREA: ("Gebied", "Alle gebieden"), GROUND: ("Soort", "Alle soorten")}
    return tuple(
        Choice(name, labels[name][0], (("", labels[name][1]), *options), asked.values.get(name, ""), name in _FIRST)
        for name, options in _options(asked.destination, names, asked.own_teams).items() if options
    )


def _options(place: str, names: PolicyNames, own: tuple[str, ...]) -> dict[str, Options]:
    """What may be chosen. At a desk only the grounds that work there can have; triage has them all."""
    grounds = [ground for ground in _GROUNDS if place == Desk.TRIAGE or (ground is Ground.CARE) == (place == _CARE)]
    return {
        STATE: tuple((str(status), STATUS[status]) for status in ReferralStatus),
        TEAM: (*_own(own, names), *names.teams_at(place).items()),
        TRAY: tuple((tray.id, tray.name) for tray in names.trays.values()),
        AREA: tuple((area, area) for area in names.areas),
        GROUND: tuple((str(ground), told) for ground, told in _GROUNDS.items() if ground in grounds),
    }


def _own(own: tuple[str, ...], names: PolicyNames) -> Options:
    if not own:
        return ()
    told = names.team(own[0]) if len(own) == 1 else "meer teams"
    return ((OWN_TEAM, f"Mijn team ({told})"),)
