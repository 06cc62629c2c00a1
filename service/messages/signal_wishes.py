"""Routing signals, and recording how their residents said that they want to be reached.

A wish came with the resident's consent: it is an answer of its day, for the number or address in that same signal
(Awb article 2:8), and it ends when the person of that signal is erased.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Actor
from service.journal import Entry, record
from service.messages.ask_safety import answer_detail
from service.messages.contact_answers import Answerer, ContactAnswer, address_key_of, contact_row
from service.referrals.refer import refer_signals
from service.referrals.tables import Referral, ReferralSignal
from service.rules.facts import Kind
from service.signals.blocks import subject_context
from service.signals.contact_wish import CONTACT_WISH, ContactWay, MessageCategory
from service.signals.tables import Signal
from service.vault import Vault

BY_SIGNAL = "contactwens-bij-signaal"
_BY = "de corporatie, bij de toestemming"


def refer_with_wishes(
    session: Session, vault: Vault, signal_ids: Collection[UUID], actor: Actor, now: datetime
) -> list[UUID]:
    """Route what was received, with what its residents said of being reached; the referrals it went to."""
    referrals = refer_signals(session, vault, signal_ids, actor, now)
    if referrals:
        _record_wishes(session, vault, signal_ids, actor, now)
    return referrals


def _record_wishes(
    session: Session, vault: Vault, signal_ids: Collection[UUID], actor: Actor, now: datetime
) -> None:
    pairs = session.execute(
        select(Signal, Referral).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .join(Referral, Referral.id == ReferralSignal.referral_id)
        .where(Signal.id.in_(signal_ids), Signal.kind == Kind.BEHIND_THE_DOOR, Signal.subject.is_not(None),
               ReferralSignal.linked_at == now, ReferralSignal.active)
        .order_by(Signal.id, Referral.id),
    )
    entries = []
    for signal, referral in pairs:
        for answer, by in _answers(vault, signal):
            session.add(contact_row(vault, referral.id, answer, by, now))
            entries.append(Entry(BY_SIGNAL, referral.id, referral.ground, answer_detail(answer)))
    session.flush()
    record(session, entries, actor, now)


def _answers(vault: Vault, signal: Signal) -> Iterator[tuple[ContactAnswer, Answerer]]:
    """What was said of one way, where one was named; a part of a day or a language alone is only shown."""
    assert signal.subject is not None, "only signals with a person are looked at"
    person = vault.open(signal.subject, subject_context(signal.id))
    wish = person.get(CONTACT_WISH) or {}
    if "manier" not in wish:
        return
    way, safe = ContactWay(wish["manier"]), wish.get("veilig")
    categories = frozenset(map(MessageCategory, wish.get("soorten", ())))
    reachable = True if categories and safe is not False and address_key_of(vault, way, person) is not None else None
    if safe is None and reachable is None:
        return
    day = date.fromisoformat(signal.facts["toestemming"]["gegevenOp"])
    answer = ContactAnswer(way, safe, reachable, categories if reachable else frozenset(), day)
    yield answer, Answerer(signal.corporation_id, _BY, person, signal.id)
