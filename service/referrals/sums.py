"""What the signals of referrals add up to, counted in the database, in sets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, text
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Sum:
    """What the active signals and links of a referral add up to."""

    referral_id: UUID
    municipality_code: str
    intended: str
    statutory_due: date | None
    target_due: date | None
    threatening: bool
    multiple: bool
    consecutive: bool
    amount_cents: int | None
    arrears_since: date | None
    concerns: list[str]
    threat_reported: bool


# Single, multiple and consecutive as in the national monitor: more signals at the address in one month; an earlier
# one in the six months before that month. Only signals of the same kind count: rent arrears must not tell about care,
# nor the other way round. `a` is the signal that is looked at, with its `month`; `o` the signals around it.
AROUND = """o.household_key = a.household_key AND o.kind = a.kind
           AND o.signal_date >= a.month - interval '6 months' AND o.signal_date < a.month + interval '1 month'"""
TYPES = """count(DISTINCT o.id) FILTER (WHERE date_trunc('month', o.signal_date) = a.month) > 1 AS multiple,
               bool_or(o.signal_date < a.month) AS consecutive"""

# Signals that are about to be linked count as if they were: what a referral adds up to is written with it.
_COMING = text(f"""
    WITH coming AS MATERIALIZED (
        SELECT w.signal_id, w.destination, s.household_key, s.kind, date_trunc('month', s.signal_date) AS month
          FROM json_to_recordset(cast(:links AS json)) AS w (signal_id uuid, destination text)
          JOIN signal s ON s.id = w.signal_id
    )
    SELECT a.household_key, a.kind, a.destination, cast(a.month AS date) AS month, seen.multiple, seen.consecutive
      FROM (SELECT DISTINCT household_key, kind, destination, month FROM coming) a
     CROSS JOIN LATERAL (
           SELECT {TYPES}
             FROM signal o
            WHERE {AROUND}
              AND ((o.id, a.destination) IN (SELECT signal_id, destination FROM coming)
                   OR EXISTS (SELECT FROM referral_signal os
                               WHERE os.signal_id = o.id AND os.destination = a.destination AND os.active))) AS seen
     WHERE seen.multiple OR seen.consecutive
""")  # noqa: S608 (words of this module, no input)

# At a desk, only the signals that came to that desk count. Each household is looked around once a month, not once for
# each of its signals: at one hot address, such as a shelter, that would be every signal with every other.
_SUMS = text(f"""
    WITH active AS (
        SELECT rs.referral_id, rs.destination, rs.statutory_due, rs.target_due, rs.threatening, s.household_key, s.kind,
               s.signal_date, date_trunc('month', s.signal_date) AS month, s.amount_cents, s.arrears_since, s.concerns,
               s.facts #>> '{{dreiging,fase}}' IS NOT NULL AS threat_reported
          FROM referral_signal rs JOIN signal s ON s.id = rs.signal_id
         WHERE rs.referral_id = ANY (:ids) AND rs.active
    ), seen AS (
        SELECT a.referral_id, bool_or(around.multiple) AS multiple, bool_or(around.consecutive) AS consecutive
          FROM (SELECT DISTINCT referral_id, destination, household_key, kind, month FROM active) a
         CROSS JOIN LATERAL (
               SELECT {TYPES}
                 FROM signal o
                WHERE {AROUND}
                  AND EXISTS (SELECT FROM referral_signal os
                               WHERE os.signal_id = o.id AND os.destination = a.destination AND os.active)) AS around
         GROUP BY a.referral_id
    ), came AS (
        SELECT referral_id, statutory_due, target_due, threatening, concerns
          FROM referral_link WHERE referral_id = ANY (:ids) AND active
    ), linked AS (
        SELECT referral_id, min(statutory_due) AS statutory_due, min(target_due) AS target_due,
               bool_or(threatening) AS threatening
          FROM came GROUP BY referral_id
    ), worries AS (
        SELECT referral_id, array_agg(DISTINCT concern) AS concerns
          FROM (SELECT referral_id, unnest(concerns) AS concern FROM active
                 UNION ALL
                SELECT referral_id, unnest(concerns) FROM came) AS named
         GROUP BY referral_id
    )
    SELECT r.id AS referral_id, r.municipality_code, r.routing ->> 'bedoeld' AS intended,
           least(min(a.statutory_due), min(l.statutory_due)) AS statutory_due,
           least(min(a.target_due), min(l.target_due)) AS target_due,
           coalesce(bool_or(a.threatening), false) OR coalesce(bool_or(l.threatening), false) AS threatening,
           coalesce(bool_or(seen.multiple), false) AS multiple,
           coalesce(bool_or(seen.consecutive), false) AS consecutive,
           max(a.amount_cents) AS amount_cents, min(a.arrears_since) AS arrears_since,
           coalesce((SELECT w.concerns FROM worries w WHERE w.referral_id = r.id), '{{}}') AS concerns,
           coalesce(bool_or(a.threat_reported), false) AS threat_reported
      FROM referral r
      LEFT JOIN active a ON a.referral_id = r.id
      LEFT JOIN linked l ON l.referral_id = r.id
      LEFT JOIN seen ON seen.referral_id = r.id
     WHERE r.id = ANY (:ids)
     GROUP BY r.id
""")  # noqa: S608 (words of this module, no input)

# Only the first term is the signals' to set; the next one follows from a step (`steps`). News that somebody brings to
# work that nobody holds is no news.
_SETTLE = text("""
    UPDATE referral r
       SET statutory_due = CASE WHEN r.term IN ('eersteGesprek', 'onderzoek')
                                THEN coalesce(n.statutory_due, r.statutory_due) ELSE r.statutory_due END,
           target_due = CASE WHEN r.term IN ('eersteGesprek', 'onderzoek') THEN n.target_due ELSE r.target_due END,
           urgency = n.urgency, multiple = n.multiple, consecutive = n.consecutive, tray = n.tray,
           version = r.version + 1,
           news = CASE WHEN n.news IN ('signaalIngetrokken', 'signaalGewijzigd')
                         OR (n.news IS NOT NULL AND r.status = 'opgepakt') THEN n.news ELSE r.news END
      FROM unnest(cast(:id AS uuid[]), cast(:statutory_due AS date[]), cast(:target_due AS date[]),
                  cast(:urgency AS smallint[]), cast(:multiple AS boolean[]), cast(:consecutive AS boolean[]),
                  cast(:tray AS text[]), cast(:news AS text[]))
           AS n (id, statutory_due, target_due, urgency, multiple, consecutive, tray, news)
     WHERE r.id = n.id
""")


def coming_types(session: Session, links: Iterable[tuple[UUID, str]]) -> Sequence[Row[Any]]:
    """Per household, kind, destination and month of signals that are about to be linked: multiple or consecutive.

    What is not among it is single. `month` is its first day.
    """
    rows = [{"signal_id": signal_id, "destination": destination} for signal_id, destination in links]
    return session.execute(_COMING, {"links": msgspec.json.encode(rows).decode()}).all()


def sums(session: Session, referral_ids: list[UUID]) -> list[Sum]:
    return [Sum(*row) for row in session.execute(_SUMS, {"ids": referral_ids})]


def settle(session: Session, rows: list[tuple[Sum, int, str | None]], news: str | None) -> None:
    """Write what the signals add up to: (sum, urgency, tray)."""
    totals = [total for total, _, _ in rows]
    session.execute(_SETTLE, {
        "id": [total.referral_id for total in totals],
        **_arrays(totals, ("statutory_due", "target_due", "multiple", "consecutive")),
        "urgency": [urgency for _, urgency, _ in rows],
        "tray": [tray for _, _, tray in rows],
        "news": [news for _ in rows],
    })


def _arrays(rows: Iterable[Any], names: tuple[str, ...]) -> dict[str, list[Any]]:
    listed = list(rows)
    return {name: [getattr(row, name) for row in listed] for name in names}
