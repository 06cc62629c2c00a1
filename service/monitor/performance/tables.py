"""The table of what was agreed. No person stands here; `set_by` is who at work wrote it down."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base


class PerformanceTarget(Base):
    """One number that was agreed for one year. A share is kept as a percentage."""

    __tablename__ = "performance_target"

    municipality_code: Mapped[str] = mapped_column(Text, primary_key=True)
    corporation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    aim: Mapped[str] = mapped_column(Text, primary_key=True)
    target: Mapped[Decimal] = mapped_column(Numeric(9, 1))
    set_by: Mapped[UUID]
    set_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
