"""The summaries, the facts they were counted from, and the marks of what changed since then.

Facts say what was counted of a signal or a referral; nothing in them says who. They stand beside the rows they were
made of, so that what changed can be taken away as it was and added as it is, without counting anything else again.

Triggers on signals, referrals, attempts and steps set the marks, so no use case can forget to: per statement and
municipality, with the ids of what changed. What comes in waits for routing and is seen by that, without a mark: a POST
pays nothing. Nobody deletes signals or referrals; whoever does by hand, makes all anew.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, JSON, BigInteger, Date, Identity, Index, Integer, Text, Uuid, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base

COUNTRY = ""
"""In place of a municipality: all of them together."""


class FigureMark(Base):
    """Signals and referrals of a municipality that changed, or (with a month) all signals that were sent in it."""

    __tablename__ = "figure_mark"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    month: Mapped[date | None] = mapped_column(Date)
    signals: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))
    referrals: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default=text("'{}'"))
    number: Mapped[int] = mapped_column(Integer)


class FigureFile(Base):
    """A referral that holds signals of a kind, as it was counted last: the columns of `key_figures.bases.FILE`."""

    __tablename__ = "figure_file"
    __table_args__ = (Index("ix_figure_file_again_id", "again_id", postgresql_where=text("again_id IS NOT NULL")),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text)
    destination: Mapped[str] = mapped_column(Text)
    area: Mapped[str] = mapped_column(Text)
    team: Mapped[str] = mapped_column(Text)
    corporations: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    threatening: Mapped[bool]
    multiple: Mapped[bool]
    consecutive: Mapped[bool]
    status: Mapped[str] = mapped_column(Text)
    end_result: Mapped[str | None] = mapped_column(Text)
    term: Mapped[str | None] = mapped_column(Text)
    due: Mapped[date]
    statutory_due: Mapped[date]
    opened_on: Mapped[date]
    sent_on: Mapped[date]
    taken_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    attempts: Mapped[int]
    reached: Mapped[bool]
    first_on: Mapped[date | None]
    reached_on: Mapped[date | None]
    tries: Mapped[list[Any] | None] = mapped_column(JSONB)
    terms: Mapped[list[Any] | None] = mapped_column(JSONB)
    comparable: Mapped[bool]
    again_on: Mapped[date | None]
    again_id: Mapped[UUID | None]


class FigurePlacement(Base):
    """A signal at one of its referrals, as it was counted last: the columns of `key_figures.bases.PLACEMENT`."""

    __tablename__ = "figure_placement"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    corporation_id: Mapped[UUID]
    amount_cents: Mapped[int | None] = mapped_column(BigInteger)
    crisis: Mapped[bool]
    project: Mapped[str] = mapped_column(Text)
    declined: Mapped[str | None] = mapped_column(Text)
    concerns: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    taken_itself: Mapped[bool]
    destination: Mapped[str | None] = mapped_column(Text)
    area: Mapped[str | None] = mapped_column(Text)
    team: Mapped[str | None] = mapped_column(Text)
    multiple: Mapped[bool | None]
    consecutive: Mapped[bool | None]
    taken_up: Mapped[bool | None]
    tried: Mapped[bool | None]
    reached: Mapped[bool | None]
    accepted: Mapped[bool | None]


class FigureTotal(Base):
    """What was counted of a municipality or one part of it, for a month (`2026-03`), a year (`2026`) or now.

    One row with all its tables (`key_figures.measures.Table`): most months have few numbers in each. It is written
    whole and read by table, which JSON as text does in half the time of `jsonb`.
    """

    __tablename__ = "figure_total"

    municipality_code: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    part: Mapped[str] = mapped_column(Text, primary_key=True)
    period: Mapped[str] = mapped_column(Text, primary_key=True)
    counts: Mapped[dict[str, Any]] = mapped_column(JSON)
