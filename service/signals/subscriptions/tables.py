"""The table of subscriptions. What was sent is not kept: the feed is, and a place in it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, DateTime, ForeignKey, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.db import Base
from service.vault import SEALED

SEALED_AS = "subscription"


class Subscription(Base):
    """Where a corporation wants which `statuses` and `facts` of its feed.

    (`transaction`, `entry`) is the last entry that was done with.
    `failing_since` and `failures` count from the first failure after a success; `rate` is what the receiver allows per
    minute. `access_token` is sealed: it is the receiver's, and only ever sent to the receiver.
    """

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("corporation_id", "url", "statuses"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    corporation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id"))
    url: Mapped[str] = mapped_column(Text)
    statuses: Mapped[list[str]] = mapped_column(ARRAY(Text))
    facts: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{schuldhulpverlening,incassopauze}'"),
    )
    access_token: Mapped[bytes | None] = mapped_column(LargeBinary, info={SEALED: SEALED_AS})
    rate: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    transaction: Mapped[int] = mapped_column(BigInteger)
    entry: Mapped[int] = mapped_column(BigInteger)
    next_attempt_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    failing_since: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_failure: Mapped[str | None] = mapped_column(Text)
    last_status: Mapped[int | None]
    last_success_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    suspended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    suspension: Mapped[str | None] = mapped_column(Text)

    @property
    def token_context(self) -> str:
        """What binds the sealed token to this row."""
        return f"{SEALED_AS}:{self.id}"
