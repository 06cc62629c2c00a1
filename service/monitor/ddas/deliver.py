"""Making a delivery: a whole file, or one page of the pull interface. Each is written down in the journal."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import jobs
from service.actors import Actor
from service.errors import NotFound
from service.journal import Entry, record
from service.monitor.ddas import v1_2
from service.monitor.ddas.facts import CaseFacts, Heading, Period, SignalFacts
from service.monitor.ddas.rows import Stretch, cases, count, signals
from service.partners.tables import Organisation
from service.vault import Vault

Written = Callable[[Heading, Iterable[SignalFacts], Iterable[CaseFacts]], Iterator[str]]
VERSIONS: dict[str, Written] = {"1.2": v1_2.written}
LATEST = "1.2"
MOST_SIGNALS = 50_000
DELIVERED = "ddas-aangeleverd"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: whose data, over which period, in which version of the exchange model."""

    municipality_code: str
    period: Period
    version: str = LATEST


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which page, counted from one, and how many signals fit on a page."""

    number: int
    size: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page, written in pieces. `pages` is how many there are; `records` is how many signals they hold together.

    `left_out` is as in `File`, of all pages together.
    """

    pieces: Iterator[str]
    sheet: Sheet
    pages: int
    records: int
    left_out: int


@dataclass(frozen=True, slots=True)
class File:
    """A whole delivery, written in pieces. `left_out` signals have no address any more, so they cannot be delivered."""

    pieces: Iterator[str]
    left_out: int


def whole_file(session: Session, vault: Vault, wish: Wish, now: datetime) -> File:
    """Everything over a period. The session must see one moment (`Database.snapshot`). Raises `NotFound`."""
    heading = _heading(session, wish, now)
    stretch = Stretch(wish.municipality_code, wish.period)
    counted = count(session, stretch, 0, 0)
    return File(_written(session, vault, (wish, heading), stretch), counted.found - counted.whole)


def one_page(session: Session, vault: Vault, wish: Wish, sheet: Sheet, now: datetime) -> Page:
    """One page of what `whole_file` holds; a page after the last one holds nothing.

    Signals stand in order of receipt. A case stands on the page whose signals came in when it began to count. So what
    comes later is added to the end, and no page changes by it.
    """
    heading = _heading(session, wish, now)
    first = (sheet.number - 1) * sheet.size + 1
    counted = count(session, Stretch(wish.municipality_code, wish.period), first, first + sheet.size)
    pages, left_out = max(1, -(-counted.found // sheet.size)), counted.found - counted.whole
    if sheet.number > pages:
        return Page(VERSIONS[wish.version](heading, (), ()), sheet, pages, counted.whole, left_out)
    start = counted.start if sheet.number > 1 else None
    stretch = Stretch(wish.municipality_code, wish.period, start, counted.stop)
    return Page(_written(session, vault, (wish, heading), stretch), sheet, pages, counted.whole, left_out)


def record_delivery(session: Session, wish: Wish, actor: Actor, now: datetime, about: Page | File) -> None:
    """Write down that addresses left the house: of which municipality, over which period, to whom. No address.

    It also says how many signals could not go, and leaves the moment for who watches whether deliveries go on.
    """
    detail = {
        "van": wish.period.first.isoformat(), "tot": wish.period.last.isoformat(),
        "bladzijde": about.sheet.number if isinstance(about, Page) else None, "nietGeleverd": about.left_out,
    }
    told = _municipality(session, wish.municipality_code)
    record(session, [Entry(DELIVERED, told[0], f"DDAS vroegsignalering {wish.version}", detail)], actor, now)
    jobs.succeeded(session, f"ddas-{wish.municipality_code}", now)


def municipality_name(session: Session, code: str) -> str:
    """The name under which a municipality delivers. Raises `NotFound`."""
    return _municipality(session, code)[1]


def _written(session: Session, vault: Vault, order: tuple[Wish, Heading], stretch: Stretch) -> Iterator[str]:
    wish, heading = order
    return VERSIONS[wish.version](heading, signals(session, vault, stretch), cases(session, stretch))


def _heading(session: Session, wish: Wish, now: datetime) -> Heading:
    name = municipality_name(session, wish.municipality_code)
    return Heading(wish.municipality_code, name, wish.period, now, f"Voordeur {version('voordeur')}")


def _municipality(session: Session, code: str) -> tuple[UUID, str]:
    found = session.execute(
        select(Organisation.id, Organisation.name).where(Organisation.municipality_code == code),
    ).one_or_none()
    if found is None:
        raise NotFound(f"Gemeente {code} is niet aangesloten. Zie voordeur partner lijst.")
    return found.id, found.name
