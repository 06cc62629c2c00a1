"""Reading and keeping partners."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

_STANDING = text("""
    SELECT EXISTS (SELECT 1 FROM organisation WHERE municipality_code = :code) AS served,
           EXISTS (SELECT 1 FROM agreement
                    WHERE corporation_id = :corporation AND municipality_code = :code AND :kind = ANY (kinds)
                      AND valid_from <= :day AND (valid_until IS NULL OR valid_until >= :day)) AS agreed
""")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a corporation stands towards a municipality on a day, for one kind of signal."""

    served: bool
    agreed: bool

    @property
    def may_send(self) -> bool:
        return self.served and self.agreed


def standing(session: Session, corporation_id: UUID, municipality_code: str, kind: str, day: date) -> Standing:
    row = session.execute(
        _STANDING, {"corporation": corporation_id, "code": municipality_code, "kind": kind, "day": day},
    ).one()
    return Standing(row.served, row.agreed)
