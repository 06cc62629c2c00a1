"""The summaries, and the marks of what changed since they were made. Counts only: nothing of a person or a household.

Triggers on signals, referrals, attempts and steps set the marks, so no use case can forget to: per statement, and per
municipality and month, not per row. A referral that is changed is named itself, for its signals may be of other months;
routing writes a new one once, so a chunk of thousands names only what it joins. What comes in waits for routing and is
seen by that, without a mark: a POST pays nothing. Nobody deletes signals or referrals;
whoever does by hand, makes all anew.
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Identity, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base

COUNTRY = ""
"""In place of a municipality: all of them together."""


class FigureMark(Base):
    """Something of a municipality changed, in a month of origin; of a referral all that hangs together with it."""

    __tablename__ = "figure_mark"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    month: Mapped[date] = mapped_column(Date)
    referral_id: Mapped[UUID | None]


class FigureCohort(Base):
    """What the signals sent and the cases begun in one month count for, by the month in which they count."""

    __tablename__ = "figure_cohort"

    municipality_code: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    month: Mapped[date] = mapped_column(Date, primary_key=True)
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB)


class FigureTotal(Base):
    """All cohorts together, for a month (`2026-03`) or a year (`2026`) and one table."""

    __tablename__ = "figure_total"

    municipality_code: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    period: Mapped[str] = mapped_column(Text, primary_key=True)
    table: Mapped[str] = mapped_column(Text, primary_key=True)
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB)

