"""Signing the statement of a refusal: after the transaction, for nothing of it is stored, and only where one is due.

A signature costs over a millisecond, so a delivery signs its rows while the answer goes out (`delivery.results`).
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from service.actors import Corporation
from service.db import Database, new_id
from service.identity.keys import RECEIPT, signing_key
from service.partners.tables import Organisation
from service.signals.receipt.content import signing_details
from service.signals.receipt.issue import Issuer
from service.signals.receipt.sign import STATEMENT_TYPE, Key, compact
from service.signals.receipt.statement import (
    SALT_BYTES,
    RefusedSignal,
    StatementParties,
    base64url,
    statement_of,
)


@dataclass(frozen=True, slots=True)
class StatementSigner:
    """Signs the statements of one corporation; holds all that it needs, so that signing reads no database."""

    key: Key
    parties: StatementParties
    service_url: str

    def sign(self, signal: RefusedSignal) -> dict[str, str]:
        """The `weigeringsbewijs` of an answer."""
        salt = os.urandom(SALT_BYTES)
        content: dict[str, Any] = statement_of(signal, self.parties, salt, new_id()) | {
            "ondertekening": signing_details(str(self.key.kid), self.service_url),
        }
        return {"jws": compact(content, self.key, STATEMENT_TYPE), "zout": base64url(salt)}


def statement_signer(
    database: Database, issuer: Issuer, actor: Corporation, refused: Iterable[RefusedSignal]
) -> StatementSigner | None:
    """What signs the statements of these refusals; None when there are none."""
    codes = {signal.municipality_code for signal in refused}
    if not codes:
        return None
    with database.transaction() as session:
        towns = select(Organisation.municipality_code, Organisation.name)
        names = session.execute(towns.where(Organisation.municipality_code.in_(codes))).all()
        own = session.get_one(Organisation, actor.organisation_id)
        parties = StatementParties((own.id, own.name), {str(code): name for code, name in names})
        return StatementSigner(signing_key(session, issuer.vault, RECEIPT), parties, issuer.service_url.rstrip("/"))


def statement(
    database: Database, issuer: Issuer, actor: Corporation, signal: RefusedSignal | None
) -> dict[str, str] | None:
    """The `weigeringsbewijs` of one refusal, None where it carries none."""
    signer = statement_signer(database, issuer, actor, [signal]) if signal else None
    return signer.sign(signal) if signer and signal else None
