"""What is taken out of a signal when the ground for keeping it falls away. Pure."""

from typing import Any
from uuid import UUID

from service.rules.facts import Kind

Document = dict[str, Any]
WORRIES, PLACES, PLACE = "zorgen", "bestemmingen", "bestemming"


def erasure(signal_id: UUID, kind: str, decision: Document) -> Document:
    """The columns of a signal that forgets its person and, behind the door, the worries shared with consent."""
    # The signal's own id in place of the household key: it matches nothing any more.
    erased: Document = {"subject": None, "household_key": signal_id.bytes}
    if kind == Kind.BEHIND_THE_DOOR:
        erased |= {"concerns": None, "facts": {}, "decision": without_worries(decision)}
    return erased


def erasure_at(destination: str, concerns: list[str] | None, facts: Document, decision: Document) -> Document:
    """The columns of a signal that forgets what it told one destination, and goes on at another."""
    places = decision[PLACES]
    told = {worry for place in places if place[PLACE] == destination for worry in place.get(WORRIES, [])}
    consent = facts["toestemming"]
    return {
        "concerns": [worry for worry in concerns or [] if worry not in told],
        "facts": facts | {
            WORRIES: [worry for worry in facts[WORRIES] if worry not in told],
            "toestemming": consent | {PLACES: [place for place in consent[PLACES] if place != destination]},
        },
        "decision": without_worries(decision, destination),
        "threatening": any(place["bedreigendeSituatie"] for place in places if place[PLACE] != destination),
    }


def without_worries(decision: Document, destination: str | None = None) -> Document:
    """A decision that names no worries: of one destination, or of any. The terms stay: they were told already."""
    places = [
        _bare(place) if destination in {None, place[PLACE]} else place for place in decision[PLACES]
    ]
    return decision | {PLACES: places}


def with_worries(first: Document, again: Document) -> Document:
    """A first answer, with worries that were erased since taken from the same signal sent again.

    The sender gave them just now; without them the answer would tell that a resident withdrew consent.
    """
    told = {place[PLACE]: place[WORRIES] for place in again[PLACES] if WORRIES in place}
    places = [
        place | {WORRIES: told[place[PLACE]]} if place[PLACE] in told and WORRIES not in place else place
        for place in first[PLACES]
    ]
    return first | {PLACES: places}


def _bare(place: Document) -> Document:
    return {key: value for key, value in place.items() if key != WORRIES}
