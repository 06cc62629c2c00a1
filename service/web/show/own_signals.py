"""The list of a corporation's own signals, each known by the corporation's own reference; no person stands here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from service.rules.facts import Kind
from service.signals.status import SignalStatus
from service.signals.tables import Signal
from service.web import address
from service.web.dates import in_dutch, moment
from service.web.words import KIND, SIGNAL_STATUS


@dataclass(frozen=True, slots=True)
class Listed:
    """Which part of the list somebody wants. What is not understood in an address is left out."""

    status: SignalStatus | None
    before: UUID | None

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Listed":
        status = query.get("status", "")
        return cls(SignalStatus(status) if status in set(SignalStatus) else None, read_id(query.get("vanaf", "")))

    def href(self, before: UUID | None = None) -> str:
        return address.own_signals(status=self.status, vanaf=str(before) if before else None)


def read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class OwnLine:
    href: str
    reference: str
    kind: str
    municipality: str
    day: str
    received: str
    status: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    chosen: str
    statuses: tuple[tuple[str, str], ...]
    lines: tuple[OwnLine, ...]
    following: str | None
    first: str | None
    kinds: tuple[tuple[str, str], ...]


def own_page(asked: Listed, rows: Sequence[Signal], following: UUID | None, names: Mapping[str, str]) -> OwnPage:
    return OwnPage(
        chosen=asked.status or "",
        statuses=(("", "Alle signalen"), *((str(code), told) for code, told in SIGNAL_STATUS.items())),
        lines=tuple(_line(row, names) for row in rows),
        following=asked.href(following) if following else None,
        first=asked.href() if asked.before else None,
        kinds=tuple((f"/corporatie/signalen/nieuw/{kind}", told.lower()) for kind, told in KIND.items()),
    )


def _line(row: Signal, names: Mapping[str, str]) -> OwnLine:
    return OwnLine(
        address.own_signal(row.id), row.reference, KIND[Kind(row.kind)],
        names.get(row.municipality_code, row.municipality_code), in_dutch(row.signal_date), moment(row.received_at),
        SIGNAL_STATUS[SignalStatus(row.status)],
    )
