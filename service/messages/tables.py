"""Tables of what is said to people. Words and recipient of a message stand only in `content`, sealed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
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
from sqlalchemy.orm import Mapped, mapped_column

from service.approval import two_people
from service.db import Base
from service.vault import SEALED


class Appointment(Base):
    """A talk with a resident that was offered or agreed. What is moved stays, as changed, beside the new one.

    `alternatives` are other moments that the resident may choose. Who follows a link to a moved talk is led on to
    `replaced_by`. In a calendar the talk is one event (RFC 5545): `series_id` is the first of its rows, None: this
    one; `revision` rises with every change, through all its rows. `kept_at`: it stays although the work ended then.
    """

    __tablename__ = "appointment"
    __table_args__ = (Index("ix_appointment_referral", "referral_id"), Index("ix_appointment_at", "at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    place: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    held_by: Mapped[str] = mapped_column(Text)
    alternatives: Mapped[list[datetime]] = mapped_column(ARRAY(DateTime(timezone=True)), server_default="{}")
    replaced_by: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    series_id: Mapped[UUID | None]
    revision: Mapped[int] = mapped_column(server_default=text("0"))
    kept_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    made_by: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @property
    def event_id(self) -> UUID:
        """By what a calendar knows the talk, however often it is moved."""
        return self.series_id or self.id


class Message(Base):
    """A message to the people of a referral. `content` is text, subject and recipient; None: forgotten.

    `planned_at` is when it goes out; a letter arrives a working day later, at `arrives_at`. `started_at` is set and
    committed before anything goes out: a message that has it and is still planned after a while may have gone, so it
    is never sent a second time. `announced_at` is when the background was last told.

    `template_version` names the very text that was used, `deviation` why a caseworker chose the moment. `carrier_key`
    is the message's id at a sending service, `delivery` what that service said of it in the end, `delivery_at` when it
    was last heard or asked. `attempt_id` is the contact attempt that the message counts as. `kept_at`: it goes although
    the work ended then.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_referral", "referral_id", "made_at"),
        Index("ix_message_due", "planned_at", postgresql_where=text("status = 'gepland'")),
        Index("ix_message_failed", "ended_at", postgresql_where=text("status = 'mislukt'")),
        Index("ix_message_appointment", "appointment_id", postgresql_where=text("appointment_id IS NOT NULL")),
        Index("ix_message_kept", "referral_id", postgresql_where=text("content IS NOT NULL")),
        Index("uq_message_carrier_key", "carrier_key", unique=True, postgresql_where=text("carrier_key IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointment.id"))
    template: Mapped[str] = mapped_column(Text)
    template_version: Mapped[str | None] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    planned_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    arrives_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    deviation: Mapped[str | None] = mapped_column(Text)
    content: Mapped[bytes | None] = mapped_column(LargeBinary, info={SEALED: "message"})
    made_by: Mapped[UUID]
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    announced_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    ended_because: Mapped[str | None] = mapped_column(Text)
    attempt_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("contact_attempt.id"))
    carrier_key: Mapped[UUID | None]
    delivery: Mapped[str | None] = mapped_column(Text)
    delivery_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    kept_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class ContactSafetyRow(Base):
    """What a resident said about one way to be reached: appended, the last answer of a household counts.

    Two questions: is it safe (`safety`, where `safety_asked`), and are electronic messages wanted this way
    (`reachable`, for the kinds in `categories`; None: not asked). `address_key` is the blind index of the number or
    address that the wish was about (Awb 2:8). `way` is empty in rows of before the two questions were apart; `channel`
    is its national code. `signal_id`: the resident said it to a corporation, with the consent to that signal.
    """

    __tablename__ = "contact_safety"
    __table_args__ = (Index("ix_contact_safety_referral", "referral_id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    channel: Mapped[str] = mapped_column(Text)
    safety: Mapped[str] = mapped_column(Text)
    way: Mapped[str | None] = mapped_column(Text)
    safety_asked: Mapped[bool] = mapped_column(Boolean, server_default="true")
    reachable: Mapped[bool | None] = mapped_column(Boolean)
    categories: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    signal_id: Mapped[UUID | None]
    asked_on: Mapped[date] = mapped_column(Date)
    address_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked_by: Mapped[UUID]
    asked_name: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class MessageFollowUp(Base):
    """What has to happen after a message that did not arrive, or that is no longer true: once per message and reason.

    `successor_id` is the message that was planned by itself (Awb 2:11, 2:12). Without one it is a task for a person, on
    `due`, until `done_at`.
    """

    __tablename__ = "message_follow_up"
    __table_args__ = (
        UniqueConstraint("message_id", "reason", name="uq_message_follow_up_message_id"),
        Index("ix_message_follow_up_open", "referral_id", postgresql_where=text("done_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(ForeignKey("message.id", ondelete="CASCADE"))
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(Text)
    due: Mapped[date] = mapped_column(Date)
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id", ondelete="SET NULL"))
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    done_by: Mapped[UUID | None]


class VisitWithTwoRow(Base):
    """Whether a household is visited by two people: appended, the last answer of a household counts.

    For who visits, and nobody else: not in the feed, not in a figure, not in the detail of the journal, on no card. Why
    is kept nowhere.
    """

    __tablename__ = "visit_with_two"
    __table_args__ = (Index("ix_visit_with_two_referral", "referral_id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    with_two: Mapped[bool]
    set_by: Mapped[UUID]
    set_name: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class LetterAddress(Base):
    """Street and place of a household, as the municipality looked them up itself: a signal carries neither.

    Appended; the last one of a household counts. `source` is where they were looked up.
    """

    __tablename__ = "letter_address"
    __table_args__ = (Index("ix_letter_address_referral", "referral_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    content: Mapped[bytes] = mapped_column(LargeBinary, info={SEALED: "letter-address"})
    source: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OwnText(Base):
    """A municipality's own version of a shipped text: a draft, or put into use by a second person and then fixed.

    The last approved version counts. `words` are as the rules read them (an e-mail begins with its subject line);
    None: back to the text that comes with the service.
    """

    __tablename__ = "own_text"
    __table_args__ = (
        *two_people(),
        Index("uq_own_text_draft", "municipality_code", "template", unique=True,
              postgresql_where=text("status = 'concept'")),
        Index("ix_own_text_in_use", "municipality_code", "template", "approved_at",
              postgresql_where=text("status = 'vastgesteld'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    template: Mapped[str] = mapped_column(Text)
    words: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    drafted_by: Mapped[UUID | None]
    approved_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    approved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


def message_context(message_id: UUID) -> str:
    """What binds a sealed message to its row."""
    return f"message:{message_id}"


def address_context(address_id: UUID) -> str:
    """What binds a sealed address to its row."""
    return f"letter-address:{address_id}"
