"""What changed since it was counted: the signals and referrals of the marks that stand, and what waits for routing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, func, select, text
from sqlalchemy.orm import Session

from service.db import array_of, one_by_one
from service.monitor.summary.tables import FigureMark


@dataclass(frozen=True, slots=True)
class Touched:
    """Signals and referrals whose facts may differ from those that are kept, with all that hangs together with them."""

    signals: Sequence[UUID]
    referrals: Sequence[UUID]

    @property
    def given(self) -> dict[str, str]:
        return {"signals": array_of(self.signals), "referrals": array_of(self.referrals)}


# A referral counts in what its signals tell, a signal in what its referrals tell, and whether a signal was taken up by
# one desk or by two in what both tell: so from a referral to its signals, their referrals, and the signals of those. A
# signal is the next of a case of its address that was closed in the year before it, also when it is so no longer.
_TOUCHED = """
    WITH mark AS MATERIALIZED (SELECT * FROM figure_mark WHERE {marks}),
    sent AS (
        SELECT unnest(signals) AS id FROM mark
         UNION
        SELECT s.id FROM mark JOIN signal s ON s.municipality_code = mark.municipality_code
               AND s.signal_date >= mark.month AND s.signal_date < mark.month + interval '1 month'
         UNION
        {waiting}
         UNION
        SELECT rs.signal_id FROM mark CROSS JOIN LATERAL unnest(mark.referrals) AS one (id)
          JOIN referral_signal rs ON rs.referral_id = one.id
    ), around AS (
        SELECT unnest(referrals) AS id FROM mark
         UNION
        SELECT rs.referral_id FROM sent JOIN referral_signal rs ON rs.signal_id = sent.id
         UNION
        SELECT f.id FROM sent JOIN figure_file f ON f.again_id = sent.id
         UNION
        SELECT r.id
          FROM sent JOIN signal n ON n.id = sent.id
          JOIN signal o ON o.household_key = n.household_key AND o.kind = n.kind AND o.id <> n.id
          JOIN referral_signal rs ON rs.signal_id = o.id JOIN referral r ON r.id = rs.referral_id
         WHERE r.closed_at < n.signal_date AND r.closed_at > n.signal_date - interval '13 months'
    ), hanging AS (
        SELECT id FROM sent
         UNION
        SELECT rs.signal_id FROM around JOIN referral_signal rs ON rs.referral_id = around.id
    )
    SELECT array(SELECT id FROM hanging) AS signals, array(
        SELECT id FROM around
         UNION
        SELECT rs.referral_id FROM hanging JOIN referral_signal rs ON rs.signal_id = hanging.id) AS referrals
"""
_HERE = "(cast(:code AS text) IS NULL OR municipality_code = :code)"
_OF_MUNICIPALITY = text(_TOUCHED.format(
    marks=_HERE, waiting=f"SELECT id FROM signal WHERE status = 'ontvangen' AND {_HERE}",  # noqa: S608 (words of this module, no input)
))
_PENDING = text(f"""
    SELECT (SELECT coalesce(sum(number), 0) FROM figure_mark WHERE {_HERE})
         + (SELECT count(*) FROM signal WHERE status = 'ontvangen' AND {_HERE})
""")  # noqa: S608 (words of this module, no input)
_OF_MARKS = text(_TOUCHED.format(marks="id = ANY (:ids)", waiting="SELECT cast(NULL AS uuid) WHERE false"))
_MARK_ALL = text("""
    INSERT INTO figure_mark (municipality_code, month, number)
    SELECT municipality_code, cast(date_trunc('month', signal_date) AS date), count(*) FROM signal GROUP BY 1, 2
     ORDER BY 2, 1
""")
_OLDEST = text("""
    SELECT id FROM (SELECT id, sum(number) OVER (ORDER BY id) - number AS before FROM figure_mark) one
     WHERE before < :most ORDER BY id
""")


def pending(session: Session, municipality_code: str | None) -> int:
    """About how many signals and referrals `touched` would name."""
    return int(session.scalar(_PENDING, {"code": municipality_code}) or 0)


def marked(session: Session) -> int:
    """How many marks stand."""
    return int(session.scalar(select(func.count()).select_from(FigureMark)) or 0)


def touched(session: Session, municipality_code: str | None) -> Touched:
    """What must be counted now, of one municipality or (None) of all."""
    return _touched(session, _OF_MUNICIPALITY, {"code": municipality_code})


def touched_by(session: Session, marks: Sequence[int]) -> Touched:
    """What some marks mean."""
    return _touched(session, _OF_MARKS, {"ids": list(marks)})


def _touched(session: Session, query: TextClause, given: dict[str, Any]) -> Touched:
    with one_by_one(session):
        return Touched(*session.execute(query, given).one())


def mark_all(session: Session) -> None:
    """Mark everything there is, a month of a municipality at a time. A referral is found by its signals."""
    session.execute(_MARK_ALL)


def oldest_marks(session: Session, most: int) -> Sequence[int]:
    """The marks that wait longest, until together they name `most` rows."""
    return session.scalars(_OLDEST, {"most": most}).all()


def unmark(session: Session, marks: Sequence[int]) -> None:
    """Take away the marks that were counted, and no others: one that came meanwhile stays."""
    session.execute(text("DELETE FROM figure_mark WHERE id = ANY (:ids)"), {"ids": list(marks)})
