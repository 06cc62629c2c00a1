"""Systems with access: which an administrator keeps, the public keys they prove themselves with, taking access away."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.actors import Administrator
from service.errors import Fault, InvalidInput, NotFound
from service.journal import Entry, record
from service.partners.tables import Agreement, Client, Organisation

_NO_KEYS = 'Dit is geen JWK Set: verwacht {"keys": [...]} met RSA- of EC-sleutels.'
_PRIVATE = "Geef alleen publieke sleutels (JWK Set), nooit een geheime sleutel."


@dataclass(frozen=True, slots=True)
class KnownSystem:
    """A system as an administrator sees it: nothing of its secret or its keys."""

    id: UUID
    organisation_id: UUID
    organisation: str
    client_id: str
    by_key: bool
    scopes: tuple[str, ...]
    active: bool
    created_at: datetime


def kept_by(session: Session, actor: Administrator) -> dict[UUID, str]:
    """The organisations whose systems an administrator keeps, by name.

    The own municipality, and each corporation that never agreed with another one. A system of a corporation reads its
    signals in every municipality, so where there are more of those only the operator gives it access.
    """
    only_here = (
        select(Agreement.corporation_id).group_by(Agreement.corporation_id)
        .having(func.bool_and(Agreement.municipality_code == actor.municipality_code))
    )
    query = select(Organisation.id, Organisation.name).where(
        (Organisation.id == actor.organisation_id) | Organisation.id.in_(only_here)
    )
    return {row.id: row.name for row in session.execute(query.order_by(Organisation.kind.desc(), Organisation.name))}


def systems_of(session: Session, organisation_ids: Collection[UUID]) -> list[KnownSystem]:
    """The systems of organisations: those with access first."""
    rows = session.execute(
        select(Client, Organisation.name).join(Organisation, Organisation.id == Client.organisation_id)
        .where(Client.organisation_id.in_(organisation_ids))
        .order_by(Client.active.desc(), Organisation.name, Client.client_id)
    )
    return [
        KnownSystem(
            row.id, row.organisation_id, name, row.client_id, row.jwks is not None, tuple(row.scopes), row.active,
            row.created_at,
        )
        for row, name in rows
    ]


def revoke_system(session: Session, system_id: UUID, actor: Administrator, now: datetime) -> None:
    """Let a system get no token any more; again changes nothing. Raises `NotFound`, also for what another keeps."""
    row = session.get(Client, system_id, with_for_update=True)
    if row is None or row.organisation_id not in kept_by(session, actor):
        raise NotFound("Dit systeem is er niet, of een ander beheert het.")
    if row.active:
        row.active = False
        record(session, [Entry("client-ingetrokken", row.id, "beheer")], actor, now)


def public_keys_in(text: str) -> dict[str, Any]:
    """A JWK Set of public keys. Raises `InvalidInput`; a private key is refused before it is stored anywhere."""
    try:
        keys = json.loads(text)["keys"]
        private = any("d" in key or "k" in key for key in keys)
        known = [isinstance(key, RSAKey | ECKey) for key in KeySet.import_key_set({"keys": keys}).keys]
    except (JoseError, ValueError, KeyError, TypeError, AttributeError):
        raise _refused(_NO_KEYS) from None
    if private:
        raise _refused(_PRIVATE)
    if not known or not all(known):
        raise _refused(_NO_KEYS)
    return {"keys": keys}


def _refused(told: str) -> InvalidInput:
    return InvalidInput([Fault("#/jwks", "ongeldigeWaarde", told)])
