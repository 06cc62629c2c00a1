"""The second step of a local account: codes of an app (TOTP, RFC 6238), and recovery codes for who lost the phone."""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy import any_, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.identity.tables import UsedAssertion
from service.partners.tables import Account
from service.vault import Vault

NAME = "Voordeur"
RECOVERY_CODES = 10
_RECOVERY = re.compile("[a-z2-7]{16}")

NOT_ASKED = 0
Shown = int | bytes
"""What a typed code is worth: the half minute of a TOTP, the blind index of a recovery code, or `NOT_ASKED`."""


@dataclass(frozen=True, slots=True)
class App:
    """An app that somebody is linking: nothing counts until a code of it was typed."""

    account_id: UUID
    secret: str = field(repr=False)


def new_secret() -> str:
    """160 random bits in base32 (RFC 4226, section 4)."""
    return pyotp.random_base32()


def address_for_app(secret: str, username: str) -> str:
    """What the QR code says (otpauth)."""
    found: str = pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=NAME)
    return found


def seal_totp(vault: Vault, account_id: UUID, secret: str) -> bytes:
    """The secret (base32) of an account, as it is stored. Raises `ValueError` for one too short."""
    pyotp.TOTP(secret)
    return vault.seal_bytes(secret.encode(), _context(account_id))


def read_code(vault: Vault, account: Account, typed: str, now: datetime) -> Shown | None:
    """What this code is worth for the account, or None. It counts only once `accept` took it."""
    if account.totp_secret is None:
        return NOT_ASKED
    secret = vault.open_bytes(account.totp_secret, _context(account.id)).decode()
    step = _step(secret, typed, now)
    if step is not None:
        return step
    # Base32 has no 0 and no 1: who copies a code by hand means the letters that look like them.
    plain = re.sub(r"[\s-]", "", typed[:40]).lower().replace("0", "o").replace("1", "l")
    return _index(vault, account.id, plain) if _RECOVERY.fullmatch(plain) else None


def accept(session: Session, account_id: UUID, shown: Shown, now: datetime) -> bool:
    """Use a code up: each counts once, also when it is overheard within its minute (RFC 6238, section 5.2)."""
    if isinstance(shown, bytes):
        return _redeem(session, account_id, shown)
    if shown == NOT_ASKED:
        return True
    values: dict[str, Any] = {
        "client_id": _context(account_id), "jti": str(shown), "expires_at": now + timedelta(minutes=3),
    }
    used = insert(UsedAssertion).values(values).on_conflict_do_nothing().returning(UsedAssertion.jti)
    return session.execute(used).first() is not None


def link(session: Session, vault: Vault, app: App, typed: str, now: datetime) -> bool:
    """Let the app count, when this code is of it: a secret that nobody could type a code of would shut somebody out."""
    step = _step(app.secret, typed, now)
    if step is None or not accept(session, app.account_id, step, now):
        return False
    sealed = seal_totp(vault, app.account_id, app.secret)
    session.execute(update(Account).where(Account.id == app.account_id).values(totp_secret=sealed))
    return True


def new_recovery_codes(session: Session, vault: Vault, account_id: UUID) -> tuple[str, ...]:
    """Ten fresh codes of 80 random bits, to be shown once; those of before no longer count."""
    plain = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(RECOVERY_CODES)]
    kept = [_index(vault, account_id, code) for code in plain]
    session.execute(update(Account).where(Account.id == account_id).values(recovery_codes=kept))
    return tuple("-".join(code[at:at + 4] for at in range(0, 16, 4)) for code in plain)


def unlink(session: Session, account_id: UUID) -> None:
    """Take the app and its recovery codes away."""
    session.execute(update(Account).where(Account.id == account_id).values(totp_secret=None, recovery_codes=[]))


def _step(secret: str, typed: str, now: datetime) -> int | None:
    """The half minute that a code belongs to; one early or late is allowed, for clocks that differ."""
    totp = pyotp.TOTP(secret)
    plain = "".join(typed.split()).encode()[:10]
    current: int = totp.timecode(now)
    fitting = [step for step in (current - 1, current, current + 1)
               if hmac.compare_digest(totp.generate_otp(step).encode(), plain)]
    return fitting[0] if fitting else None


def _redeem(session: Session, account_id: UUID, index: bytes) -> bool:
    taken = (
        update(Account).where(Account.id == account_id, any_(Account.recovery_codes) == index)
        .values(recovery_codes=func.array_remove(Account.recovery_codes, index)).returning(Account.id)
    )
    return session.execute(taken).first() is not None


def _index(vault: Vault, account_id: UUID, code: str) -> bytes:
    """A code has 80 random bits, so a keyed hash suffices: there is nothing to guess."""
    return vault.index(f"herstelcode {account_id}", code)


def _context(account_id: UUID) -> str:
    return f"totp:{account_id}"
