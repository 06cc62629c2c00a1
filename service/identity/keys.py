"""The keys this service signs with: made when first needed, sealed in the database, published, rotated.

One purpose, one algorithm: access tokens ES256, receipts and events PS256 (as the NL GOV profiles ask).
"""

from typing import Any

from joserfc.jwk import ECKey, KeySet, RSAKey
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from service import clock
from service.db import new_id
from service.identity.tables import SigningKey
from service.vault import Vault

TOKEN = "token"  # noqa: S105 (a purpose, not a secret)
RECEIPT = "ontvangstbewijs"
EVENT = "gebeurtenis"
ALGORITHMS = {TOKEN: "ES256", RECEIPT: "PS256", EVENT: "PS256"}
_MAKING = 7_301_202
_imported: dict[str, ECKey | RSAKey] = {}
"""Private keys of this process by id, which never change: to import an RSA key is to check it, a sixth of a second."""


def signing_key(session: Session, vault: Vault, purpose: str) -> ECKey | RSAKey:
    """The key in use for a purpose; the first asker makes it, others wait for that one."""
    found = _current(session, purpose)
    if found is None:
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING})
        found = _current(session, purpose) or _make(session, vault, purpose)
    private = vault.open(found.private_key, f"key:{found.kid}")
    if found.kid not in _imported:
        _imported[found.kid] = (ECKey if private["kty"] == "EC" else RSAKey).import_key(private)
    return _imported[found.kid]


def rotate(session: Session, vault: Vault, purpose: str) -> str:
    """Start a new key; the old one stays published, so what it signed can still be verified. The new key's id."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING})
    old = update(SigningKey).where(SigningKey.purpose == purpose, SigningKey.retired_at.is_(None))
    session.execute(old.values(retired_at=clock.now()))
    return _make(session, vault, purpose).kid


def public_keys(session: Session) -> list[dict[str, Any]]:
    """All public keys, newest first, as in RFC 7517."""
    rows = session.scalars(select(SigningKey).order_by(SigningKey.created_at.desc()))
    return [row.public_jwk for row in rows]


def verification_keys(session: Session) -> KeySet:
    keys: Any = {"keys": public_keys(session)}
    return KeySet.import_key_set(keys)


def _current(session: Session, purpose: str) -> SigningKey | None:
    query = select(SigningKey).where(SigningKey.purpose == purpose, SigningKey.retired_at.is_(None))
    return session.scalars(query.order_by(SigningKey.created_at.desc())).first()


def _make(session: Session, vault: Vault, purpose: str) -> SigningKey:
    kid, algorithm = str(new_id()), ALGORITHMS[purpose]
    marks: Any = {"kid": kid, "use": "sig", "alg": algorithm}
    key: ECKey | RSAKey = (
        ECKey.generate_key("P-256", marks) if algorithm == "ES256" else RSAKey.generate_key(3072, marks)
    )
    row = SigningKey(
        kid=kid, purpose=purpose, public_jwk=dict(key.as_dict(private=False)),
        private_key=vault.seal(key.as_dict(private=True), f"key:{kid}"), created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    return row
