"""Tables of identity: signing keys, used client assertions, sessions of people, wrong tries to sign in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base
from service.vault import SEALED


class SigningKey(Base):
    """A key of this service. The newest without `retired_at` signs; all that stand here verify."""

    __tablename__ = "signing_key"

    kid: Mapped[str] = mapped_column(Text, primary_key=True)
    purpose: Mapped[str] = mapped_column(Text)
    public_jwk: Mapped[dict[str, Any]] = mapped_column(JSONB)
    private_key: Mapped[bytes] = mapped_column(LargeBinary, info={SEALED: "key"})
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    retired_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class UsedAssertion(Base):
    """A client assertion that was accepted once, kept until it expires, so that it cannot be replayed (RFC 7523)."""

    __tablename__ = "used_assertion"
    __table_args__ = (Index("ix_used_assertion_expires_at", "expires_at"),)

    client_id: Mapped[str] = mapped_column(Text, primary_key=True)
    jti: Mapped[str] = mapped_column(Text, primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class WebSession(Base):
    """A signed-in person. The key is the SHA-256 of the cookie, so a copy of the table opens nothing."""

    __tablename__ = "web_session"

    id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SignInTries(Base):
    """Wrong tries to sign in of one name at one place, of one name, or of one place; the key tells nobody which.

    `known_until` is set for a name and place that came in together before: others cannot hold that pair back.
    """

    __tablename__ = "sign_in_tries"
    __table_args__ = (Index("ix_sign_in_tries_last_at", "last_at"),)

    id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    tries: Mapped[int] = mapped_column(server_default=text("0"))
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    held_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    known_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
