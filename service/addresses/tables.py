"""The table of addresses: public data, of no person."""

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base


class AddressRow(Base):
    """One address. `suffix`: letter and addition together, in capitals, without spaces or dashes.

    `load` is the number of the file that it came with; what an older file brought goes once a newer one is whole.
    """

    __tablename__ = "address"

    postcode: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    suffix: Mapped[str] = mapped_column(Text, primary_key=True)
    street: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    neighbourhood: Mapped[str | None] = mapped_column(Text)
    load: Mapped[int] = mapped_column(Integer, index=True)
