"""Recording what a resident said about being reached, per way: is it safe, and are electronic messages wanted there."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Fault, InvalidInput
from service.journal import Entry, record
from service.messages.contact_answers import (
    Answerer,
    ContactAnswer,
    WayAnswers,
    address_key_of,
    answers_of,
    contact_row,
)
from service.messages.tables import ContactSafetyRow
from service.referrals.links import person_of
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.signals.contact_wish import ELECTRONIC
from service.vault import Vault


def record_safety(
    session: Session, vault: Vault, place: tuple[UUID, ContactAnswer], actor: Caseworker, now: datetime
) -> ContactSafetyRow:
    """Record (referral, answer) by the holder of the referral. Raises `InvalidInput` with everything that is wrong.

    That somebody wants messages electronically is about the number or address that stands here now (Awb 2:8).
    """
    referral_id, answer = place
    referral = own_referral(session, referral_id, actor, lock=True)
    require_holder(referral, actor)
    by = Answerer(actor.id, actor.name, person_of(session, vault, referral.id))
    before = answers_of(session, referral).get(answer.way, WayAnswers())
    faults = list(_faults(vault, answer, (by, before), now))
    if faults:
        raise InvalidInput(faults)
    row = contact_row(vault, referral.id, answer, by, now)
    session.add(row)
    referral.version += 1
    referral.news = None
    session.flush()
    record(session, [Entry(
        "veilig-contact-gevraagd", referral.id, referral.ground, answer_detail(answer),
    )], actor, now)
    return row


def answer_detail(answer: ContactAnswer) -> dict[str, object]:
    """What the journal holds of an answer: codes and a day."""
    detail: dict[str, object] = {"manier": answer.way, "dag": answer.asked_on.isoformat()}
    detail |= {} if answer.safe is None else {"veilig": answer.safe}
    if answer.reachable is None:
        return detail
    return detail | {"bereikbaar": answer.reachable, "soorten": sorted(answer.categories)}


def _faults(
    vault: Vault, answer: ContactAnswer, known: tuple[Answerer, WayAnswers], now: datetime
) -> Iterator[Fault]:
    by, before = known
    if answer.asked_on > clock.day_of(now):
        yield Fault("#/gevraagdOp", "dagInToekomst", "Deze dag moet nog komen. Kies een dag tot en met vandaag.")
    elif before.last_day is not None and answer.asked_on < before.last_day:
        told = "Er is al een later antwoord vastgelegd. Kies de dag waarop u het nu vroeg."
        yield Fault("#/gevraagdOp", "voorVorigeStap", told)
    if answer.safe is None and answer.reachable is None:
        yield Fault("#/veilig", "verplicht", "Leg vast of het veilig is, of de inwoner zo berichten wil, of allebei.")
    if not answer.reachable or answer.way not in ELECTRONIC:
        return
    if not answer.categories:
        told = "Kies voor welke berichten de inwoner ja zei. Een ja voor het ene is geen ja voor het andere."
        yield Fault("#/soorten", "verplicht", told)
    if address_key_of(vault, answer.way, by.person) is None:
        told = "Van deze inwoner is hiervoor geen adres of nummer bekend. Kies een andere manier."
        yield Fault("#/manier", "adresOntbreekt", told)
