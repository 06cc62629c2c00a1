"""Tables of the help on offer. No person stands here: who asks for help is in the referrals, sealed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base


class HelpOfferRow(Base):
    """One kind of help in one municipality. `valid_until` is its last day: after it nobody sees it but who keeps it."""

    __tablename__ = "help_offer"
    __table_args__ = (Index("ix_help_offer_municipality", "municipality_code", "valid_until"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    for_whom: Mapped[str] = mapped_column(Text)
    how: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    hours: Mapped[str] = mapped_column(Text)
    valid_until: Mapped[date] = mapped_column(Date)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CardBatch(Base):
    """The cards of one municipality and month: how many were made, and how many requests came by them.

    Coarse on purpose. No card has a number and no request points here, so nobody can tell who handed out which card,
    or who was given one.
    """

    __tablename__ = "card_batch"
    __table_args__ = (CheckConstraint("cards >= 0 AND requests >= 0", name="counts"),)

    municipality_code: Mapped[str] = mapped_column(Text, primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    cards: Mapped[int] = mapped_column(Integer)
    requests: Mapped[int] = mapped_column(Integer)
