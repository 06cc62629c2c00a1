"""Tables of the signals. Person data stands only in `subject`, sealed; matching goes by blind index.

Every index earns its place: the primary key (time-ordered), the corporation's reference (decides a race), the household
with its dates (matching), the municipality with its dates (figures), and partial ones that hold only what names a
worry, or what waits: to be routed, to forget its person, or its key.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from service.db import Base
from service.signals.spelled import whole_decision
from service.vault import SEALED


class FindingSet(Base):
    """The findings of decisions, whole, once for each different set: most signals share theirs with many others.

    `id` is the hash of the set, so what a decision said can never change under it.
    """

    __tablename__ = "finding_set"

    id: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class Signal(Base):
    """A signal at one municipality. `forwarded_from` is the signal at another municipality that it was made of.

    The sender of a forwarded signal (`corporation_id`) is the municipality that forwarded it, never the corporation.
    """

    __tablename__ = "signal"
    __table_args__ = (
        UniqueConstraint("corporation_id", "reference"),
        Index("ix_signal_household", "household_key", "signal_date"),
        Index("ix_signal_concerns", "municipality_code", "signal_date", postgresql_where=text("concerns IS NOT NULL")),
        Index("ix_signal_municipality", "municipality_code", "signal_date"),
        Index("ix_signal_received", "received_at", postgresql_where=text("status = 'ontvangen'")),
        Index("ix_signal_declined", "municipality_code", "received_on",
              postgresql_where=text("status IN ('nietOpgepakt', 'ingetrokken') AND subject IS NOT NULL")),
        Index("ix_signal_keyed", "signal_date",
              postgresql_where=text("subject IS NULL AND household_key <> uuid_send(id)")),
        Index("ix_signal_forwarded", "forwarded_from", postgresql_where=text("forwarded_from IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    corporation_id: Mapped[UUID]
    reference: Mapped[str] = mapped_column(Text)
    content_mac: Mapped[bytes] = mapped_column(LargeBinary)
    municipality_code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    signal_date: Mapped[date] = mapped_column(Date)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    received_on: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(Text)
    household_key: Mapped[bytes] = mapped_column(LargeBinary)
    subject: Mapped[bytes | None] = mapped_column(LargeBinary, info={SEALED: "signal"})
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB)
    decision: Mapped[dict[str, Any]] = mapped_column(JSON)
    finding_set_id: Mapped[bytes] = mapped_column(LargeBinary)
    policy_id: Mapped[UUID | None]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    arrears_since: Mapped[date | None] = mapped_column(Date)
    threatening: Mapped[bool]
    threat_date: Mapped[date | None] = mapped_column(Date)
    concerns: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    taken_up_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    feedback_reason: Mapped[str | None] = mapped_column(Text)
    forwarded_from: Mapped[UUID | None] = mapped_column(ForeignKey("signal.id"))
    finding_set: Mapped[FindingSet] = relationship(
        primaryjoin=lambda: foreign(Signal.finding_set_id) == FindingSet.id, viewonly=True,
    )

    @property
    def judgement(self) -> dict[str, Any]:
        """The whole `beoordeling` as it was given."""
        return whole_decision(self.decision, self.finding_set.findings)


class SignalSearch(Base):
    """By what a signal is found, as blind indexes (see signals.search).

    A trigger deletes them when the person of the signal goes.

    A table of its own, for a signal's row changes with its status, and each time its keys would be indexed again.
    """

    __tablename__ = "signal_search"
    __table_args__ = (
        Index("ix_signal_search_tokens", "tokens", postgresql_using="gin",
              postgresql_with={"gin_pending_list_limit": 256}),
    )

    signal_id: Mapped[UUID] = mapped_column(primary_key=True)
    tokens: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))


class Consent(Base):
    """What somebody agreed to, provably: who gave it, on which day, how, for which destination; and how it ended.

    A row belongs to a signal, or to a referral that was handed over or referred on with consent given later. That table
    stands in a room to the left, so its id stands here without a foreign key. Consent for a partner names the partner,
    and in `covers` the data that it may be given.
    """

    __tablename__ = "consent"
    __table_args__ = (
        Index("uq_consent_signal", "signal_id", "destination", unique=True),
        Index("ix_consent_referral", "referral_id", postgresql_where=text("referral_id IS NOT NULL")),
        CheckConstraint("num_nonnulls(signal_id, referral_id) = 1", name="belongs_to_one"),
        CheckConstraint("(destination = 'partner') = (organisation_id IS NOT NULL)", name="partner_is_named"),
        CheckConstraint("(organisation_id IS NULL) = (covers IS NULL)", name="partner_gets_named_data"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name="withdrawn_by_somebody"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    signal_id: Mapped[UUID | None] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"))
    referral_id: Mapped[UUID | None]
    destination: Mapped[str] = mapped_column(Text)
    given_by: Mapped[str] = mapped_column(Text)
    given_on: Mapped[date] = mapped_column(Date)
    manner: Mapped[str] = mapped_column(Text)
    explicit: Mapped[bool]
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    covers: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    recorded_by_kind: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    withdrawn_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    withdrawn_by_kind: Mapped[str | None] = mapped_column(Text)
    withdrawn_by: Mapped[UUID | None]
    withdrawn_how: Mapped[str | None] = mapped_column(Text)


class SignalChange(Base):
    """A withdrawal, an amendment, or consent withdrawn at the municipality: appended, the report stays as it came.

    `applied_at` is when its referrals took it in; until then it waits, also for a signal that is not routed yet.
    """

    __tablename__ = "signal_change"
    __table_args__ = (
        Index("ix_signal_change_signal", "signal_id", "id"),
        Index("ix_signal_change_waiting", "at", postgresql_where=text("applied_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB)
    decision: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    applied_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class RefusalCount(Base):
    """All that is kept of what was refused: how often, per day, corporation, municipality, kind and reason."""

    __tablename__ = "refusal_count"
    __table_args__ = (Index("ix_refusal_count_municipality", "municipality_code", "kind", "day"),)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    corporation_id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    reason: Mapped[str] = mapped_column(Text, primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


class TenantObjection(Base):
    """That a tenant objected, for six months: a keyed hash of corporation and address, a day, and nothing else."""

    __tablename__ = "tenant_objection"

    key: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    objected_on: Mapped[date] = mapped_column(Date)


class Feedback(Base):
    """What a corporation may know, as it happened. `transaction` orders the feed so that no late commit is skipped.

    `forwarded_to` is the municipality that the address in the signal lies in (Awb article 2:3), else None.

    An entry tells a status, or repeats it and tells a fact: that debt help is given or has ended (`debt_help`), or that
    collection pauses (`pause_from`, `pause_until`).
    """

    __tablename__ = "feedback"
    __table_args__ = (
        Index("ix_feedback_feed", "corporation_id", "transaction", "id"),
        Index("ix_feedback_signal", "signal_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    transaction: Mapped[int] = mapped_column(
        BigInteger, server_default=text("(pg_current_xact_id()::text)::bigint"),
    )
    corporation_id: Mapped[UUID]
    signal_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    forwarded_to: Mapped[str | None] = mapped_column(Text)
    debt_help: Mapped[bool | None]
    pause_from: Mapped[date | None] = mapped_column(Date)
    pause_until: Mapped[date | None] = mapped_column(Date)
