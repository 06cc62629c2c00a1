"""Which months of origin changed since they were counted: by the marks that stand, and by what waits for routing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

Origins = dict[str, set[date]]
"""Per municipality the first days of months."""

# A referral counts in what its signals tell, a signal in what its referrals tell, and whether a signal was taken up by
# one desk or by two in what both tell: so from a referral to its signals, their referrals, and the signals of those.
_TOUCHED = text("""
    WITH marked AS MATERIALIZED (
        SELECT DISTINCT municipality_code, month, referral_id FROM figure_mark
         WHERE cast(:code AS text) IS NULL OR municipality_code = :code
         UNION
        SELECT municipality_code, cast(date_trunc('month', signal_date) AS date), NULL FROM signal
         WHERE status = 'ontvangen' AND (cast(:code AS text) IS NULL OR municipality_code = :code)
    ), near AS (
        SELECT referral_id FROM marked WHERE referral_id IS NOT NULL
         UNION
        SELECT o.referral_id FROM marked
          JOIN referral_signal rs ON rs.referral_id = marked.referral_id
          JOIN referral_signal o ON o.signal_id = rs.signal_id
    )
    SELECT municipality_code, month FROM marked
     UNION
    SELECT r.municipality_code, cast(date_trunc('month', r.opened_at AT TIME ZONE 'Europe/Amsterdam') AS date)
      FROM near JOIN referral r ON r.id = near.referral_id
     UNION
    SELECT s.municipality_code, cast(date_trunc('month', s.signal_date) AS date)
      FROM near JOIN referral_signal rs ON rs.referral_id = near.referral_id JOIN signal s ON s.id = rs.signal_id
""")
_MARK_ALL = text("""
    INSERT INTO figure_mark (municipality_code, month)
    SELECT DISTINCT municipality_code, cast(date_trunc('month', signal_date) AS date) FROM signal
     UNION
    SELECT DISTINCT municipality_code, cast(date_trunc('month', opened_at AT TIME ZONE 'Europe/Amsterdam') AS date)
      FROM referral
     UNION
    SELECT municipality_code, month FROM figure_cohort
""")


def touched(session: Session, municipality_code: str | None) -> Origins:
    """The months of origin that must be counted anew, of one municipality or (None) of all."""
    return _origins(session, _TOUCHED, {"code": municipality_code})


def mark_all(session: Session) -> None:
    """Mark every month there is."""
    session.execute(_MARK_ALL)


def oldest_marks(session: Session, most: int) -> dict[str, list[int]]:
    """The marks of the `most` municipalities that wait longest, by municipality."""
    found = defaultdict(list)
    for row in session.execute(_OLDEST, {"most": most}):
        found[row.municipality_code].append(row.id)
    return dict(found)


_OLDEST = text("""
    SELECT municipality_code, id FROM figure_mark
     WHERE municipality_code IN (SELECT municipality_code FROM figure_mark
                                  GROUP BY municipality_code ORDER BY min(id) LIMIT :most)
""")


def unmark(session: Session, ids: Iterable[int]) -> None:
    """Take away the marks that were counted, and no others: one that came meanwhile stays."""
    session.execute(text("DELETE FROM figure_mark WHERE id = ANY (:ids)"), {"ids": list(ids)})


def _origins(session: Session, query: TextClause, given: dict[str, Any]) -> Origins:
    found = defaultdict(set)
    for row in session.execute(query, given):
        found[row.municipality_code].add(row.month)
    return dict(found)
