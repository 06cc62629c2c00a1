"""The deadline of a referral from the terms of its signals: the earliest counts. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

THREATENING, NORMAL = 0, 1


@dataclass(frozen=True, slots=True)
class Due:
    """The terms of one signal at one destination."""

    statutory: date
    target: date | None
    threatening: bool


def due_of(destined: dict[str, Any]) -> Due:
    """The terms in one entry of a stored decision's `bestemmingen`."""
    target = destined.get("streefdatum")
    return Due(
        statutory=date.fromisoformat(destined["termijn"]["uiterlijk"]),
        target=date.fromisoformat(target) if target else None,
        threatening=destined["bedreigendeSituatie"],
    )


def after_change(first: Due, changed: Due) -> Due:
    """The terms after an amendment: a new threat brings its own, earlier day; a term that ran never becomes later.

    When a threat is gone the four weeks of the first report count again, never more than that.
    """
    if changed.threatening and not first.threatening:
        return Due(min(first.statutory, changed.statutory), _earliest(first.target, changed.target), True)
    return Due(first.statutory, _earliest(first.target, changed.target), changed.threatening)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
