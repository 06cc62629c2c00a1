"""Tables of what a corporation is told besides the status of its signal. Ids, days and codes; no person data.

Both go when the person of their signal or of their referral is forgotten.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base


class DebtHelpNotice(Base):
    """The fact that debt help is given, or has ended, for the corporation behind one signal.

    `on_day` is the day on which the plan was made known, or the help ended; `informed_on` when the resident was told
    that the corporation will hear it. `held_by` saw a danger; somebody else, `settled_by`, decides. A signal has one of
    each kind that was not stopped.
    """

    __tablename__ = "debt_help_notice"
    __table_args__ = (
        Index("uq_debt_help_notice_signal", "signal_id", "kind", unique=True,
              postgresql_where=text("state <> 'gestopt'")),
        Index("ix_debt_help_notice_referral", "referral_id"),
        Index("ix_debt_help_notice_waiting", "goes_at", postgresql_where=text("state = 'wacht'")),
        CheckConstraint("(state = 'gestopt') = (stop_reason IS NOT NULL)", name="stopped_for_a_reason"),
        CheckConstraint("(state = 'verteld') = (sent_at IS NOT NULL)", name="sent_at_a_moment"),
        CheckConstraint("stop_reason <> 'onveilig' OR settled_by <> held_by", name="danger_takes_two_people"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    on_day: Mapped[date] = mapped_column(Date)
    informed_on: Mapped[date | None] = mapped_column(Date)
    goes_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    stop_reason: Mapped[str | None] = mapped_column(Text)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    held_by: Mapped[UUID | None]
    settled_by: Mapped[UUID | None]
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class CollectionPause(Base):
    """A pause of collection that a corporation was told of, with the consent it rests on: once for a signal, ever."""

    __tablename__ = "collection_pause"
    __table_args__ = (
        Index("uq_collection_pause_signal", "signal_id", unique=True),
        Index("ix_collection_pause_referral", "referral_id"),
        Index("ix_collection_pause_running", "last_day", postgresql_where=text("ended_at IS NULL")),
        CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="ended_for_a_reason"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"))
    signal_id: Mapped[UUID] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"))
    consent_on: Mapped[date] = mapped_column(Date)
    manner: Mapped[str] = mapped_column(Text)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    end_reason: Mapped[str | None] = mapped_column(Text)
