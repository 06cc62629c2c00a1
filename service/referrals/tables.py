"""Tables of the referrals. No person data: that stays with the signals a referral holds."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Computed,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    SmallInteger,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base
from service.vault import SEALED

# Work whose term has ended (the offer was declined, the decision was given) takes no new signals: the next one begins
# its own term.
JOINABLE = text("status <> 'afgesloten' AND term IS NOT NULL")


class Referral(Base):
    """One household, one destination, one ground. `urgency` 0 is threatening, 1 is not: worklists read ascending.

    `statutory_due` and `target_due` are the days of `term`, the next term that is open; None: none is open any more,
    and the days are those of the last one. `forgotten_at` is when the term for keeping its people had passed.
    `forwarded_to` is the municipality that the rent signals of a closed referral went on to.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("uq_referral_open", "household_key", "destination", "ground", unique=True, postgresql_where=JOINABLE),
        Index("ix_referral_worklist", "municipality_code", "destination", "status", "urgency", "due", "id"),
        Index("ix_referral_kept", "municipality_code", "closed_at",
              postgresql_where=text("status = 'afgesloten' AND forgotten_at IS NULL")),
        Index("ix_referral_team", "municipality_code", "destination", "team", "status", "urgency", "due", "id"),
        Index("ix_referral_tray", "municipality_code", "destination", "tray", "status", "urgency", "due", "id"),
        # A small area in a long worklist; with what is closed it would be five times as large.
        Index("ix_referral_area", "municipality_code", "destination", text("(routing ->> 'gebied')"), "status",
              "urgency", "due", "id", postgresql_where=text("status <> 'afgesloten'")),
        Index("ix_referral_mine", "assigned_to", "destination", "status", "urgency", "due", "id",
              postgresql_where=text("assigned_to IS NOT NULL")),
        Index("ix_referral_household", "household_key"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    destination: Mapped[str] = mapped_column(Text)
    ground: Mapped[str] = mapped_column(Text)
    household_key: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(Text)
    team: Mapped[str | None] = mapped_column(Text)
    tray: Mapped[str | None] = mapped_column(Text)
    routing: Mapped[dict[str, Any]] = mapped_column(JSONB)
    urgency: Mapped[int] = mapped_column(SmallInteger)
    term: Mapped[str | None] = mapped_column(Text)
    statutory_due: Mapped[date] = mapped_column(Date)
    target_due: Mapped[date | None] = mapped_column(Date)
    due: Mapped[date] = mapped_column(Date, Computed("least(statutory_due, target_due)", persisted=True))
    multiple: Mapped[bool]
    consecutive: Mapped[bool]
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    assigned_to: Mapped[UUID | None]
    assigned_name: Mapped[str | None] = mapped_column(Text)
    picked_up_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    end_result: Mapped[str | None] = mapped_column(Text)
    forgotten_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    forwarded_to: Mapped[str | None] = mapped_column(Text)
    forwarded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    news: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(server_default=text("1"))


class ReferralSignal(Base):
    """A signal in a referral, with its own term; the key makes sure that a signal goes to a destination once.

    A withdrawn signal is no longer active: the referral's terms are those of its active signals, the earliest counts.
    """

    __tablename__ = "referral_signal"
    __table_args__ = (Index("ix_referral_signal_referral", "referral_id"),)

    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"), primary_key=True)
    destination: Mapped[str] = mapped_column(Text, primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    statutory_due: Mapped[date] = mapped_column(Date)
    target_due: Mapped[date | None] = mapped_column(Date)
    threatening: Mapped[bool]
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    linked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ContactAttempt(Base):
    """An attempt to get in touch, in the national codes. `undelivered`: it turned out later that it never arrived."""

    __tablename__ = "contact_attempt"
    __table_args__ = (Index("ix_contact_attempt_referral", "referral_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date] = mapped_column(Date)
    part_of_day: Mapped[str] = mapped_column(Text)
    reached: Mapped[bool]
    undelivered: Mapped[bool] = mapped_column(server_default=text("false"))
    made_by: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class ReferralLink(Base):
    """A referral that came from another one: handed over to another desk, or accepted after the term; or from nobody.

    It carries its own term, as a signal in a referral does, and its own sealed copy of the person's contact data: so
    each lives and dies with its own ground. `origin_id` is where it came from; None: the resident asked for help
    without anybody between, and `concerns` are the worries named then. The keys to search by go with the copy.
    """

    __tablename__ = "referral_link"
    __table_args__ = (
        Index("ix_referral_link_referral", "referral_id"),
        CheckConstraint("subject IS NOT NULL OR search IS NULL", name="search_goes_with_subject"),
        Index("ix_referral_link_search", "search", postgresql_using="gin"),
        Index("uq_referral_link_origin", "origin_id", "kind", unique=True, postgresql_where=text("active")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    origin_id: Mapped[UUID | None] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date] = mapped_column(Date)
    reason: Mapped[str | None] = mapped_column(Text)
    consent_id: Mapped[UUID | None] = mapped_column(ForeignKey("consent.id"))
    subject: Mapped[bytes | None] = mapped_column(LargeBinary, info={SEALED: "link"})
    search: Mapped[list[int] | None] = mapped_column(ARRAY(BigInteger))
    statutory_due: Mapped[date] = mapped_column(Date)
    target_due: Mapped[date | None] = mapped_column(Date)
    threatening: Mapped[bool]
    concerns: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    linked_by: Mapped[UUID]
    linked_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OnwardReferral(Base):
    """What a partner was given of one referral, with a consent of its own, and what it answered.

    `content` is everything of the person that the partner sees, sealed; it goes as soon as the partner needs it no
    more. `asks` are coded words. `reply_by` is the day on which an answer is expected.
    """

    __tablename__ = "onward_referral"
    __table_args__ = (
        Index("ix_onward_referral_referral", "referral_id"),
        Index("ix_onward_referral_partner", "partner_id", "sent_at"),
        Index("ix_onward_referral_awaited", "reply_by", postgresql_where=text("status = 'aangeboden'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("help_partner.id"))
    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consent.id"))
    asks: Mapped[list[str]] = mapped_column(ARRAY(Text))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, info={SEALED: "onward"})
    status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    reply_by: Mapped[date] = mapped_column(Date)
    sent_by: Mapped[UUID]
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    answered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ReferralStep(Base):
    """A step that the law counts, or a task it gives, as it was done: appended; the last of a kind counts.

    `detail` holds what the step said and the term as it stood then, so that it can be proven later. A trigger refuses
    every change; a row goes only together with its referral.
    """

    __tablename__ = "referral_step"
    __table_args__ = (Index("ix_referral_step_referral", "referral_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date] = mapped_column(Date)
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SavedFilter(Base):
    """A part of a worklist under a name, for its owner or for the whole municipality. Codes only, never a person."""

    __tablename__ = "saved_filter"
    __table_args__ = (
        UniqueConstraint("owner_id", "name"),
        Index("ix_saved_filter_shared", "municipality_code", postgresql_where=text("shared")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[UUID]
    owner_name: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool]
    wish: Mapped[dict[str, str]] = mapped_column(JSONB)
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
