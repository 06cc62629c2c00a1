"""The table of policy documents. What is approved never changes: a trigger refuses, also for the database's owner."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, DateTime, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.approval import two_people
from service.db import Base

_IS_APPROVED = text("status = 'vastgesteld'")


class PolicyDocument(Base):
    """One version of a municipality's policy: a draft, or approved by a second person and from then on fixed."""

    __tablename__ = "policy_document"
    __table_args__ = (
        Index("uq_policy_document_approved", "municipality_code", "valid_from", unique=True,
              postgresql_where=_IS_APPROVED),
        *two_people(),
        CheckConstraint("document ->> 'gemeentecode' = municipality_code", name="own_document"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_code: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date] = mapped_column(Date)
    status: Mapped[str] = mapped_column(Text)
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    ground: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(Text)
    drafted_by: Mapped[UUID | None]
    approved_by: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    approved_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
