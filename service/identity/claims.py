"""What the claims of a provider give access to: the operator's list of values, applied. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Rule:
    """What one value of the claim gives, at which organisation: a municipality code, or the id of a corporation."""

    value: str
    organisation: str
    roles: tuple[str, ...]
    teams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Granted:
    """What somebody may do now, at one organisation."""

    organisation: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]


class SeveralOrganisations(Exception):
    """The values point to more than one organisation, and a session belongs to one."""


def granted(rules: Iterable[Rule], values: frozenset[str]) -> Granted | None:
    """All that the values give together; None when they give nothing. Raises `SeveralOrganisations`."""
    fitting = [rule for rule in rules if rule.value in values]
    if not fitting:
        return None
    if len({rule.organisation for rule in fitting}) > 1:
        raise SeveralOrganisations
    roles = sorted({role for rule in fitting for role in rule.roles})
    teams = sorted({team for rule in fitting for team in rule.teams})
    return Granted(fitting[0].organisation, tuple(roles), tuple(teams))


def values_of(claims: Mapping[str, Any], path: str) -> frozenset[str]:
    """The texts in a claim: by its whole name, else step by step (`realm_access.roles`). One text is a list of one."""
    found: Any = claims
    for step in [path] if path in claims else path.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    several = found if isinstance(found, list) else [found]
    return frozenset(one for one in several if isinstance(one, str) and one)


def name_of(claims: Mapping[str, Any]) -> str:
    """What to call somebody: the first of the usual claims that holds printable words."""
    for claim in ("name", "preferred_username"):
        words = claims.get(claim)
        if isinstance(words, str) and words.strip() and words.isprintable():
            return words.strip()[:_LONGEST_NAME]
    return "Medewerker zonder naam"
