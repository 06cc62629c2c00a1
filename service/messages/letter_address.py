"""Street and place for a letter: the municipality looks them up itself, because a signal carries neither.

They are sealed, belong to the household, and are used for nothing but the address on a letter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.addresses.find import look_up_address
from service.db import new_id
from service.journal import Entry, record
from service.messages.contact_answers import household
from service.messages.resident import Postal
from service.messages.status import AddressSource
from service.messages.tables import LetterAddress, address_context
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.tables import Referral
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the holder of a referral looked up, and where."""

    referral_id: UUID
    postal: Postal
    source: AddressSource


def record_address(
    session: Session, vault: Vault, found: LookedUp, actor: Caseworker, now: datetime
) -> LetterAddress:
    """Keep street and place for the household of a referral, by its holder. Raises what `pick_up` raises."""
    referral = own_referral(session, found.referral_id, actor, lock=True)
    require_holder(referral, actor)
    id_ = new_id()
    content = {"straat": found.postal.street, "plaats": found.postal.place}
    row = LetterAddress(
        id=id_, referral_id=referral.id, content=vault.seal(content, address_context(id_)), source=found.source,
        recorded_by=actor.id, recorded_at=now,
    )
    session.add(row)
    referral.version += 1
    session.flush()
    record(session, [Entry("briefadres-vastgelegd", referral.id, referral.ground, {"bron": found.source})], actor, now)
    return row


def last_address(session: Session, referral: Referral) -> LetterAddress | None:
    """The last address of the household, of whatever desk looked it up."""
    return session.scalar(
        select(LetterAddress).join(Referral, Referral.id == LetterAddress.referral_id).where(*household(referral))
        .order_by(LetterAddress.recorded_at.desc(), LetterAddress.id.desc()).limit(1)
    )


def postal_of(session: Session, vault: Vault, referral: Referral, person: Mapping[str, Any]) -> Postal | None:
    """Street and place as somebody looked them up, else as the operator's file of addresses has them."""
    row = last_address(session, referral)
    if row is not None:
        inside = vault.open(row.content, address_context(row.id))
        return Postal(inside["straat"], inside["plaats"])
    found = look_up_address(session, person["adres"]).found
    return Postal(found.street, found.place) if found else None
