"""What corporations will hear, shown before it is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.partners.store import organisation_names
from service.referrals.rehearse import Heard
from service.referrals.status import EndResult, OpenChoice, OpenKind
from service.referrals.tables import Referral
from service.signals.feed import Told
from service.signals.status import SignalStatus
from service.web import address
from service.web.show.signals import Fact
from service.web.show.worklist import mark_of
from service.web.words import END_RESULT, SIGNAL_STATUS


@dataclass(frozen=True, slots=True)
class HeardLine:
    """One item of the feed: who hears it, and every word of it."""

    corporation: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ClosingPreview:
    mark: str
    href: str
    version: int
    result: str
    meaning: str
    heard: tuple[HeardLine, ...]
    choices: tuple[tuple[str, str], ...] = ()


def closing_preview(
    referral: Referral, result: EndResult, heard: tuple[HeardLine, ...], choices: Mapping[OpenKind, OpenChoice]
) -> ClosingPreview:
    return ClosingPreview(
        mark_of(referral.id), address.referral(referral.id), referral.version, str(result), END_RESULT[result], heard,
        tuple((str(kind), str(choice)) for kind, choice in choices.items()),
    )


def forwarded_facts(entry: Told) -> tuple[Fact, ...]:
    """Where the signal went, only where its address itself lies there (Awb article 2:3)."""
    if entry.forwarded_to is None:
        return ()
    return (Fact("Doorgezonden", f"Naar de gemeente met code {entry.forwarded_to}, want het adres ligt daar"),)


def heard_lines(session: Session, heard: Sequence[Heard]) -> tuple[HeardLine, ...]:
    names = organisation_names(session, [one.corporation_id for one in heard])
    return tuple(
        HeardLine(names.get(one.corporation_id, "een corporatie"), (
            Fact("Kenmerk van de corporatie", one.told.reference),
            Fact("Stand", SIGNAL_STATUS[SignalStatus(one.told.status)]),
            Fact("Reden", one.told.reason or "Geen reden"),
            *forwarded_facts(one.told),
        ))
        for one in heard
    )
