"""Reading and writing referrals, in sets: a batch of signals costs a handful of statements, whatever its size."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from service.referrals.deadlines import Due


@dataclass(frozen=True, slots=True)
class NewReferral:
    """A referral to open, or to join when one of the same household, worklist and ground is open already."""

    id: UUID
    municipality_code: str
    destination: str
    ground: str
    household_key: bytes
    team: str | None
    routing: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A signal that goes to a place, with its own term there."""

    signal_id: UUID
    destination: str
    referral_key: tuple[bytes, str, str]
    due: Due


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


# The unique index on open referrals decides which of two workers opens it; the other one joins. The update that
# changes nothing makes the row visible to RETURNING, and locks it until the links stand.
_OPEN = text("""
    INSERT INTO referral (id, municipality_code, destination, ground, household_key, status, team, routing, urgency,
                          term, statutory_due, multiple, consecutive, opened_at)
    SELECT id, municipality_code, destination, ground, household_key, 'open', team, routing, 1,
           CASE ground WHEN 'zorg' THEN 'onderzoek' ELSE 'eersteGesprek' END, statutory_due, false, false, :now
      FROM ROWS FROM (
             unnest(cast(:id AS uuid[]), cast(:municipality_code AS text[]), cast(:destination AS text[]),
                    cast(:ground AS text[]), cast(:household_key AS bytea[]), cast(:team AS text[]),
                    cast(:statutory_due AS date[])),
             jsonb_array_elements(cast(:routing AS jsonb))
           ) AS n (id, municipality_code, destination, ground, household_key, team, statutory_due, routing)
     ORDER BY household_key, destination, ground
    ON CONFLICT (household_key, destination, ground) WHERE status <> 'afgesloten' AND term IS NOT NULL
    DO UPDATE SET version = referral.version
    RETURNING id, household_key, destination, ground
""")

_LINK = text("""
    INSERT INTO referral_signal (signal_id, destination, referral_id, statutory_due, target_due, threatening, linked_at)
    SELECT * , cast(:now AS timestamptz)
      FROM unnest(cast(:signal_id AS uuid[]), cast(:destination AS text[]), cast(:referral_id AS uuid[]),
                  cast(:statutory_due AS date[]), cast(:target_due AS date[]), cast(:threatening AS boolean[]))
    ON CONFLICT (signal_id, destination) DO NOTHING
""")

# Single, multiple and consecutive as in the national monitor: more signals at the address in one month; an earlier
# one in the six months before that month. Only signals of the same kind count: rent arrears must not tell about care,
# nor the other way round. `a` is the signal that is looked at, with its `month`; `o` the signals around it.
AROUND = """o.household_key = a.household_key AND o.kind = a.kind
           AND o.signal_date >= a.month - interval '6 months' AND o.signal_date < a.month + interval '1 month'"""
TYPES = """count(DISTINCT o.id) FILTER (WHERE date_trunc('month', o.signal_date) = a.month) > 1 AS multiple,
               bool_or(o.signal_date < a.month) AS consecutive"""

# At a desk, only the signals that came to that desk count. Each household is looked around once a month, not once for
# each of its signals: at one hot address, such as a shelter, that would be every signal with every other.
_SUMS = text(f"""
    WITH active AS (
        SELECT rs.referral_id, rs.destination, rs.statutory_due, rs.target_due, rs.threatening, s.household_key, s.kind,
               s.signal_date, date_trunc('month', s.signal_date) AS month, s.amount_cents, s.arrears_since, s.concerns
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
           coalesce((SELECT w.concerns FROM worries w WHERE w.referral_id = r.id), '{{}}') AS concerns
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


def open_referrals(
    session: Session, referrals: list[NewReferral], dues: dict[tuple[bytes, str, str], date], now: datetime
) -> dict[tuple[bytes, str, str], UUID]:
    """Open or join; the referral of each (household, worklist, ground)."""
    rows = session.execute(_OPEN, {
        "now": now,
        **_arrays(referrals, ("id", "municipality_code", "destination", "ground", "household_key", "team")),
        "routing": json.dumps([referral.routing for referral in referrals]),
        "statutory_due": [dues[key_of(referral)] for referral in referrals],
    })
    return {(row.household_key, row.destination, row.ground): row.id for row in rows}


def key_of(referral: NewReferral) -> tuple[bytes, str, str]:
    return referral.household_key, referral.destination, referral.ground


def link(session: Session, links: list[Link], referrals: dict[tuple[bytes, str, str], UUID], now: datetime) -> None:
    """Put each signal into its referral; a signal that is there already stays where it is."""
    session.execute(_LINK, {
        "now": now,
        **_arrays(links, ("signal_id", "destination")),
        "referral_id": [referrals[one.referral_key] for one in links],
        "statutory_due": [one.due.statutory for one in links],
        "target_due": [one.due.target for one in links],
        "threatening": [one.due.threatening for one in links],
    })


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


# A signal becomes `doorgezet`, or `opgepakt` at once when it joins work that somebody holds; the corporation is told.
_FORWARD = text("""
    WITH moved AS (
        UPDATE signal s
           SET status = f.status, taken_up_at = CASE WHEN f.status = 'opgepakt' THEN cast(:now AS timestamptz) END
          FROM (SELECT w.id, CASE WHEN work.held THEN 'opgepakt' ELSE 'doorgezet' END AS status
                  FROM unnest(cast(:ids AS uuid[])) AS w (id)
                 CROSS JOIN LATERAL (
                       SELECT bool_or(r.status = 'opgepakt' AND r.destination <> 'triage') AS held
                         FROM referral_signal rs JOIN referral r ON r.id = rs.referral_id
                        WHERE rs.signal_id = w.id) AS work
                 WHERE work.held IS NOT NULL) f
         WHERE s.id = f.id AND s.status = 'ontvangen'
        RETURNING s.id, s.corporation_id, s.status
    )
    INSERT INTO feedback (corporation_id, signal_id, at, status)
    SELECT corporation_id, id, :now, status FROM moved
""").bindparams(bindparam("ids"))


def forward(session: Session, signal_ids: list[UUID], now: datetime) -> None:
    session.execute(_FORWARD, {"ids": signal_ids, "now": now})
