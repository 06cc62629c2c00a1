"""Tables of the deliveries: that one came, and what became of each of its rows. Of a refused row nothing else."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base


class Delivery(Base):
    """`finished_at` is None when the service stopped half-way: what stands in its rows was done, the rest was not."""

    __tablename__ = "delivery"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    corporation_id: Mapped[UUID]
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    row_count: Mapped[int]


class DeliveryRow(Base):
    """`status` is the HTTP status that a single post would have had; only an accepted row names its signal.

    Without foreign keys: rows are written by thousands in the transaction that made what they point at.
    """

    __tablename__ = "delivery_row"

    delivery_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[int] = mapped_column(SmallInteger)
    signal_id: Mapped[UUID | None]
