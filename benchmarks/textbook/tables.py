"""The tables of the textbook service, with the indexes it needs for what it does."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Index, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class TextbookSignal(Base):
    __tablename__ = "textbook_signal"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(Text, unique=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    signal_date: Mapped[date] = mapped_column(Date)
    household: Mapped[str] = mapped_column(Text, index=True)
    subject: Mapped[dict[str, Any]] = mapped_column(JSONB)
    details: Mapped[dict[str, Any]] = mapped_column(JSONB)
    status: Mapped[str] = mapped_column(Text, default="ontvangen")
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    referral_id: Mapped[UUID | None]


class TextbookReferral(Base):
    __tablename__ = "textbook_referral"
    __table_args__ = (Index("ix_textbook_referral_household", "household", "status"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    household: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default="open")
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
