"""What happened with a referral, from the journal, in plain Dutch; the newest on top."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from service.actors import Robot
from service.journal import JournalRow
from service.referrals.follow_up import UNDONE
from service.referrals.read import ReferralView
from service.signals.withdraw import WITHDRAWAL
from service.web.dates import moment
from service.web.show.events import EVENTS, PARTNER_EVENTS
from service.web.show.signals import change_text
from service.web.words import WITHDRAWAL as WITHDRAWAL_WORDS
from service.web.words import plural

_SEEN = {"verwijzing-gezien", "doorverwijzing-gezien"}


@dataclass(frozen=True, slots=True)
class Event:
    at: str
    text: str
    by: str


def timeline_of(view: ReferralView, partners: Mapping[str, str]) -> tuple[Event, ...]:
    """Everything that was done. Who looked is told apart: it would hide the rest. `partners` are their names by id."""
    tell = _Teller(view, partners)
    rows = [row for row in view.timeline if row.action not in _SEEN]
    return tuple(Event(moment(row.at), tell.about(row), _by(row)) for row in reversed(rows))


def viewers_of(rows: Iterable[JournalRow]) -> tuple[Event, ...]:
    """Who looked at the referral, each person once, with the last time."""
    seen: dict[UUID, list[JournalRow]] = {}
    for row in rows:
        if row.action in _SEEN:
            seen.setdefault(row.actor_id, []).append(row)
    latest = sorted(seen.values(), key=lambda looks: looks[-1].at, reverse=True)
    return tuple(
        Event(moment(looks[-1].at), plural(len(looks), "keer bekeken", "keer bekeken"), looks[-1].actor_name)
        for looks in latest
    )


class _Teller:
    """Tells of one journal row; knows the signals of the referral, because the journal itself holds only ids."""

    def __init__(self, view: ReferralView, partners: Mapping[str, str]) -> None:
        self._partners = partners
        self._references = {str(one.signal.id): one.reference for one in view.signals}
        self._changes = {str(one.signal.id): one.changes for one in view.signals}
        self._ways: dict[str, Callable[[dict[str, Any]], str]] = EVENTS | {
            "signaal-in-verwijzing": lambda detail: f"Signaal {self._reference(detail)} kwam binnen",
            "signaal-ingetrokken": lambda detail: f"Signaal {self._reference(detail)}: {self._change(detail, True)}",
            "signaal-gewijzigd": lambda detail: f"Signaal {self._reference(detail)}: {self._change(detail, False)}",
            "verwijzing-opgepakt": lambda _: "Opgepakt",
            "verwijzing-teruggelegd": lambda _: "Teruggelegd op de werklijst",
            "verwijzing-afgesloten": lambda detail: f"Afgesloten: {detail.get('resultaat', '')}",
            "verwijzing-gestopt": lambda detail: f"Gestopt: {_reason(detail)}",
            "contactpoging": _attempt,
            UNDONE: lambda detail: f"Ongedaan gemaakt: {_attempt(detail).lower()}",
            **{action: partial(self._onward, way) for action, way in PARTNER_EVENTS.items()},
        }

    def about(self, row: JournalRow) -> str:
        way = self._ways.get(row.action)
        return way(row.detail) if way else row.action.replace("-", " ").capitalize()

    def _onward(self, way: Callable[[str, dict[str, Any]], str], detail: dict[str, Any]) -> str:
        return way(self._partners.get(detail["partner"], "de partner"), detail)

    def _reference(self, detail: dict[str, Any]) -> str:
        return self._references.get(detail.get("signaal", ""), "")

    def _change(self, detail: dict[str, Any], withdrawn: bool) -> str:
        """The last change of this kind; the list of changes on the signal's card tells them all."""
        changes = self._changes.get(detail.get("signaal", ""), [])
        fitting = [change for change in changes if (change.kind == WITHDRAWAL) == withdrawn]
        return change_text(fitting[-1]) if fitting else "de corporatie veranderde het signaal"


def _attempt(detail: dict[str, Any]) -> str:
    return f"Contactpoging: {detail.get('soort', '')}, {'bereikt' if detail.get('bereikt') else 'niet bereikt'}"


def _reason(detail: dict[str, Any]) -> str:
    words = {str(reason): told for reason, told in WITHDRAWAL_WORDS.items()}
    return words.get(detail.get("reden", ""), "de grond verviel")


def _by(row: JournalRow) -> str:
    return "Voordeur" if row.actor_kind == Robot.kind else row.actor_name
