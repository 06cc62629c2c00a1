"""Each signal of a referral as its caseworker reads it, from the document that is limited to this desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from service.policy.model import Desk
from service.referrals.read import SignalView
from service.rules.facts import (
    Arrangement,
    Concern,
    ConsentGiver,
    ConsentManner,
    Kind,
    Reaction,
    ThreatPhase,
)
from service.signals.amend import AMENDMENT
from service.signals.contact_wish import CONTACT_WISH, ContactWay
from service.signals.forward import TAKEN_BACK_BY
from service.signals.forwarding_chain import SignalOrigin
from service.signals.report import Observer, Occasion
from service.signals.schemas import WithdrawalReason
from service.signals.status import SignalStatus
from service.signals.tables import SignalChange
from service.signals.withdraw import WITHDRAWAL
from service.web import words
from service.web.dates import day_and_weekday, euros, in_dutch, moment, read_day
from service.web.language_words import language_name
from service.web.message_words import WAY, categories_text
from service.web.show.decision import DecisionView, decision_view


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class SignalCard:
    """`stopped` says why a signal does not count any more."""

    title: str
    corporation: str
    reference: str
    reported: str
    stopped: str
    warm: bool
    forwarded: tuple[Fact, ...]
    concerns: tuple[str, ...]
    facts: tuple[Fact, ...]
    changes: tuple[Fact, ...]
    decision: DecisionView


def signal_card(view: SignalView, document: dict[str, Any], corporation: str) -> SignalCard:
    """A card from a signal and its entry in the referral's document."""
    facts = document["gegevens"]
    return SignalCard(
        title=words.KIND[Kind(document["soort"])],
        corporation=corporation,
        reference=document["referentie"],
        reported=day_and_weekday(date.fromisoformat(document["signaaldatum"])),
        stopped=_stopped(view),
        warm=bool(facts.get("warmeOverdracht")),
        forwarded=tuple(_forwarded(view.origin, view.signal.received_on)),
        concerns=tuple(words.CONCERN[Concern(code)] for code in facts.get("zorgen", [])),
        facts=(*(_rent(facts) if document["soort"] == Kind.RENT_ARREARS else _door(facts)), *_wish(view.subject)),
        changes=tuple(Fact(moment(change.at), words.sentence(change_text(change))) for change in view.changes),
        decision=decision_view(document["beoordeling"]),
    )


def _forwarded(origin: SignalOrigin | None, received_on: date) -> Iterator[Fact]:
    """Both days of a signal that came by way of another municipality; the deadline runs from the second."""
    if origin is not None:
        yield Fact("Doorgezonden door", f"Gemeente met code {origin.forwarded_by}")
        yield Fact("Daar ontvangen", day_and_weekday(origin.received_on))
        yield Fact("Hier ontvangen", day_and_weekday(received_on))


def change_text(change: SignalChange) -> str:
    """What a corporation changed, for example: het bedrag is nu € 1.250,00."""
    if TAKEN_BACK_BY in change.detail:
        return "de gemeente die het doorzond haalde het signaal terug"
    if change.kind == WITHDRAWAL:
        return f"de corporatie trok het signaal in: {words.WITHDRAWAL[WithdrawalReason(change.detail['reden'])]}"
    assert change.kind == AMENDMENT
    threat = change.detail.get("dreiging")
    told = f"het bedrag is nu {euros(change.detail['bedragInCenten'])}"
    return f"{told}, met dreiging: {threat_text(threat).lower()}" if threat else f"{told}, zonder dreiging"


def threat_text(threat: dict[str, Any]) -> str:
    phase = words.THREAT[ThreatPhase(threat["fase"])]
    return f"{phase}, voor {day_and_weekday(date.fromisoformat(threat['datum']))}" if threat["datum"] else phase


def _stopped(view: SignalView) -> str:
    if view.signal.status != SignalStatus.WITHDRAWN:
        return ""
    if any(TAKEN_BACK_BY in change.detail for change in view.changes):
        return "De gemeente die dit signaal doorzond, haalde het terug."
    reason = words.WITHDRAWAL[WithdrawalReason(view.signal.feedback_reason or "")]
    return f"Dit signaal is ingetrokken door de corporatie: {reason}."


def _rent(facts: dict[str, Any]) -> Iterator[Fact]:
    steps = facts["socialeIncasso"]
    yield Fact("Bedrag", euros(facts["bedragInCenten"]))
    yield Fact("Achterstand sinds", read_day(facts["ontstaansdatum"]))
    yield Fact("Dreiging", threat_text(facts["dreiging"]) if facts["dreiging"] else "Geen dreiging gemeld")
    yield Fact("Betalingsregeling", words.ARRANGEMENT[Arrangement(facts["betalingsregeling"])])
    yield Fact("Contact gezocht door de corporatie", _day(steps["contactGezochtOp"]))
    yield Fact("Gewezen op schuldhulp", _day(steps["gewezenOpSchuldhulpOp"]))
    yield Fact("Herinnering gestuurd", _day(steps["herinneringVerstuurdOp"]))
    yield Fact("Antwoord op het delen van gegevens", words.REACTION[Reaction(steps["reactieHuurder"])])


def _door(facts: dict[str, Any]) -> Iterator[Fact]:
    """Nothing is left of a signal whose consent was withdrawn."""
    if not facts:
        return
    seen = f"{words.OBSERVER[Observer(facts['waargenomenDoor'])]}, {words.OCCASION[Occasion(facts['aanleiding'])]}"
    yield Fact("Gezien door", words.sentence(seen).rstrip("."))
    if facts.get("projectcode"):
        yield Fact("Project", facts["projectcode"])
    if facts["toestemming"]:
        yield Fact("Toestemming", _consent(facts["toestemming"]))


def _wish(subject: dict[str, Any] | None) -> Iterator[Fact]:
    """How the resident wants to be reached, as said with the consent."""
    wish = (subject or {}).get(CONTACT_WISH)
    if not wish:
        return
    told = [WAY[ContactWay(wish["manier"])].lower()] if "manier" in wish else []
    told += [categories_text(wish["soorten"])] if "soorten" in wish else []
    told += ["dat is veilig" if wish["veilig"] else "dat is niet veilig"] if "veilig" in wish else []
    told += [f"in de {wish['dagdeel'].lower()}"] if "dagdeel" in wish else []
    told += [f"taal: {language_name(wish['taal'])}"] if "taal" in wish else []
    yield Fact("Contactwens van de inwoner", words.sentence(", ".join(told)))


def _consent(consent: dict[str, Any]) -> str:
    places = words.listed([words.WORKLIST[Desk(place)].lower() for place in consent["bestemmingen"]])
    giver = words.CONSENT_GIVER[ConsentGiver(consent["gegevenDoor"])]
    manner = words.CONSENT_MANNER[ConsentManner(consent["wijze"])]
    return f"Gegeven door {giver} op {read_day(consent['gegevenOp'])}, {manner}, voor: {places}"


def _day(told: str | None) -> str:
    return in_dutch(date.fromisoformat(told)) if told else "Niet gedaan"
