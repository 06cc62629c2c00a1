"""Tables of the partners. Names of organisations and of people at work; no resident stands here."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base
from service.vault import SEALED

CORPORATION = "corporatie"
MUNICIPALITY = "gemeente"
PARTNER = "partner"


class Organisation(Base):
    """A housing corporation, a municipality, or a partner of one; a municipality is served when it stands here."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("(kind = 'gemeente') = (municipality_code IS NOT NULL)", name="municipality_has_code"),
        Index("uq_organisation_municipality", "municipality_code", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    municipality_code: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class HelpPartner(Base):
    """An organisation that one municipality refers residents on to: what it does, and how soon it answers.

    `reply_days` are working days. Who works for two municipalities stands here twice, so that nobody there ever sees
    both. After `ended_on` nothing is referred on to it and its people have no way in.
    """

    __tablename__ = "help_partner"
    __table_args__ = (
        Index("ix_help_partner_municipality", "municipality_code"),
        CheckConstraint("reply_days BETWEEN 1 AND 20", name="answers_within_a_month"),
    )

    id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    offers: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    reply_days: Mapped[int] = mapped_column(SmallInteger)
    ended_on: Mapped[date | None] = mapped_column(Date)


class Agreement(Base):
    """What a corporation and a municipality agreed: which kinds of signal, from when, until when."""

    __tablename__ = "agreement"
    __table_args__ = (
        Index("ix_agreement_parties", "corporation_id", "municipality_code"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    corporation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality_code: Mapped[str] = mapped_column(Text)
    kinds: Mapped[list[str]] = mapped_column(ARRAY(Text))
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    signed_on: Mapped[date] = mapped_column(Date)
    contact: Mapped[str] = mapped_column(Text)


class GeneralConsent(Base):
    """A municipality consents beforehand to rent signals of every corporation that is enrolled; it gives nobody access.

    `given_by` is who decided it at the municipality, on `given_on`. It never begins before the day it was recorded.
    """

    __tablename__ = "general_consent"
    __table_args__ = (
        Index("ix_general_consent_municipality", "municipality_code"),
        CheckConstraint("valid_until IS NULL OR valid_until >= valid_from", name="period"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    given_by: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date] = mapped_column(Date)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)


class Client(Base):
    """A system that may ask for tokens: by a signed assertion (`jwks`), or a secret where the operator allows it."""

    __tablename__ = "client"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    client_id: Mapped[str] = mapped_column(Text, unique=True)
    secret_hash: Mapped[str | None] = mapped_column(Text)
    jwks: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Account(Base):
    """A person at work, with roles and teams: one of this service with a password, or one of a provider (OIDC).

    The one-time-password secret is sealed; a recovery code stands here as its blind index and goes when it is used.
    `absent_from` and `absent_until` are the first and the last day on which somebody is away.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="whole_identity"),
        CheckConstraint("(issuer IS NULL) = (password_hash IS NOT NULL)", name="one_way_in"),
        CheckConstraint("(absent_from IS NULL) = (absent_until IS NULL)", name="whole_absence"),
        Index("uq_account_identity", "issuer", "subject", "organisation_id", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    username: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    password_temporary: Mapped[bool] = mapped_column(server_default=text("false"))
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary, info={SEALED: "totp"})
    recovery_codes: Mapped[list[bytes]] = mapped_column(ARRAY(LargeBinary), server_default="{}")
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    teams: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    absent_from: Mapped[date | None] = mapped_column(Date)
    absent_until: Mapped[date | None] = mapped_column(Date)
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class HelpDeskRow(Base):
    """Whom a resident of a municipality can call: a name, a number, when it is answered; and where to go."""

    __tablename__ = "help_desk"

    municipality_code: Mapped[str] = mapped_column(Text, primary_key=True)
    contact: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    hours: Mapped[str] = mapped_column(Text)
    visiting_address: Mapped[str] = mapped_column(Text, server_default="")
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
