"""Forgetting: when the term of the policy has passed, the person goes and what is left is a count (AVG 5(1)(e)).

The sealed value and its data key are removed together, so nobody can open it again, and with them the keys by which
the person was found: a trigger of the database sees to it. Dates, amounts, steps, codes and the corporation's own
reference stay: the receipt, the feed and the figures need them. The blind index of the address stays as long as later
signals are compared with it, and then goes too. See docs/decisions/0012.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.actors import Actor
from service.journal import Entry, record
from service.policy.periods import Retention
from service.policy.store import in_force
from service.referrals.retention import Keeping, keeping_of, keys_before, last_past
from service.referrals.status import EndResult

GROUND = "AVG artikel 5, eerste lid, onder e"
FORGOTTEN, KEYS_FORGOTTEN = "persoonsgegevens-gewist", "adressleutels-gewist"
_ONE_AT_A_TIME = 7_301_204

# A municipality is asked about as long as it holds a person whose work is over.
_TOWNS = text("""
    SELECT municipality_code FROM referral WHERE status = 'afgesloten' AND forgotten_at IS NULL
     UNION
    SELECT municipality_code FROM signal WHERE status IN ('nietOpgepakt', 'ingetrokken') AND subject IS NOT NULL
""")
_PAST_REFERRALS = text("""
    SELECT r.id, r.end_result
      FROM referral r
      JOIN unnest(cast(:code AS text[]), cast(:result AS text[]), cast(:before AS timestamptz[]))
           AS past (code, result, before)
        ON past.code = r.municipality_code AND past.result = coalesce(r.end_result, '') AND r.closed_at < past.before
     WHERE r.status = 'afgesloten' AND r.forgotten_at IS NULL
     ORDER BY r.closed_at LIMIT :most FOR UPDATE OF r SKIP LOCKED
""")
# No two referrals are the same household any more: each has a key of its own, which matches nothing.
_REFERRALS = text("UPDATE referral SET forgotten_at = :now, household_key = uuid_send(id) WHERE id = ANY (:ids)")
_COPIES = text("""
    UPDATE referral_link SET subject = NULL, search = NULL
     WHERE referral_id = ANY (:ids) AND subject IS NOT NULL RETURNING id
""")
_ONWARD = text("""
    UPDATE onward_referral
       SET content = NULL, asks = '{}', ended_at = coalesce(ended_at, :now),
           status = CASE WHEN status IN ('aangeboden', 'aangenomen') THEN 'gestopt' ELSE status END,
           reason = CASE WHEN status IN ('aangeboden', 'aangenomen') THEN 'bewaartermijn' ELSE reason END
     WHERE referral_id = ANY (:ids) AND content IS NOT NULL RETURNING id
""")
# What a corporation was told of the help is about a person: it goes with the person, also from the feed. What was still
# to be told of work that is forgotten is not told.
_NOTICES = text("""
    WITH gone AS (
        DELETE FROM debt_help_notice WHERE referral_id = ANY (:referrals) OR signal_id = ANY (:signals)
        RETURNING signal_id
    ), paused AS (
        DELETE FROM collection_pause WHERE referral_id = ANY (:referrals) OR signal_id = ANY (:signals)
        RETURNING signal_id
    )
    DELETE FROM feedback
     WHERE (signal_id IN (SELECT signal_id FROM gone) AND debt_help IS NOT NULL)
        OR (signal_id IN (SELECT signal_id FROM paused) AND pause_from IS NOT NULL)
""")
# A project may be a handful of homes, so its code goes with the person. The last of a signal's referrals decides.
_ERASE = """
    UPDATE signal s SET subject = NULL, facts = s.facts - 'projectcode'
     WHERE s.id IN ({which}) AND s.subject IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM referral_signal o JOIN referral r ON r.id = o.referral_id
                        WHERE o.signal_id = s.id AND r.forgotten_at IS NULL)
    RETURNING s.id
"""
_SIGNALS = text(_ERASE.format(which="SELECT signal_id FROM referral_signal WHERE referral_id = ANY (:ids)"))
# Taken back before it reached a worklist: there never was a referral.
_UNPLACED = text(_ERASE.format(which="""
        SELECT u.id
          FROM signal u
          JOIN unnest(cast(:code AS text[]), cast(:before AS timestamptz[])) AS past (code, before)
            ON past.code = u.municipality_code AND coalesce(u.closed_at, u.received_at) < past.before
         WHERE u.status IN ('nietOpgepakt', 'ingetrokken') AND u.subject IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM referral_signal o JOIN referral r ON r.id = o.referral_id
                            WHERE o.signal_id = u.id AND r.forgotten_at IS NULL)
         LIMIT :most"""))
# A signal that policy declines at receipt is stored without its person. Those stored before that rule lose theirs here.
_DECLINED = text("""
    UPDATE signal SET subject = NULL, household_key = uuid_send(id)
     WHERE id IN (
        SELECT s.id FROM signal s
         WHERE s.status = 'nietOpgepakt' AND s.subject IS NOT NULL AND s.municipality_code = ANY (:codes)
           AND NOT EXISTS (SELECT 1 FROM referral_signal o WHERE o.signal_id = s.id)
         LIMIT :most)
    RETURNING id
""")
_KEYS = text("""
    UPDATE signal SET household_key = uuid_send(id)
     WHERE id IN (
        SELECT s.id FROM signal s
         WHERE s.subject IS NULL AND s.household_key <> uuid_send(s.id) AND s.signal_date < :before
           AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.household_key = s.household_key
                              AND r.status <> 'afgesloten' AND r.term IS NOT NULL)
         LIMIT :most)
    RETURNING id
""")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What one set forgot: referrals with the term that passed, the links whose copy went, signals, address keys."""

    referrals: dict[UUID, Keeping] = field(default_factory=dict)
    copies: list[UUID] = field(default_factory=list)
    signals: list[UUID] = field(default_factory=list)
    keys: int = 0

    @property
    def count(self) -> int:
        return len(self.referrals) + len(self.signals) + self.keys


@dataclass(frozen=True, slots=True)
class _Past:
    """In one municipality, what was closed before this moment after this end is past its term."""

    code: str
    result: EndResult | None
    before: datetime


def forget_expired(session: Session, actor: Actor, now: datetime, most: int) -> Forgotten:
    """Forget one set of at most `most` of each kind; again forgets the next, until nothing is left to forget.

    The policy in force today decides, also about what was closed under an earlier one. Of two at once the second does
    nothing: each would keep what the other still seems to need.
    """
    if not session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _ONE_AT_A_TIME}):
        return Forgotten()
    today = clock.day_of(now)
    towns = session.scalars(_TOWNS).all()
    past = [one for code in towns for one in _past(session, code, today)]
    ended = _past_referrals(session, past, most)
    copies, signals = _forget_referrals(session, list(ended), now)
    signals += _forget_unplaced(session, past, most)
    signals += session.scalars(_DECLINED, {"codes": list(towns), "most": most})
    done = Forgotten(ended, copies, signals, _forget_keys(session, today, most))
    session.execute(_NOTICES, {"referrals": list(ended), "signals": signals})
    _journal(session, done, actor, now)
    return done


def _past(session: Session, code: str, today: date) -> list[_Past]:
    found = in_force(session, code, today)
    retention = found.policy.retention if found else Retention()
    return [
        _Past(code, result, _end_of(last_past(retention, keeping_of(result), today))) for result in (None, *EndResult)
    ]


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), clock.AMSTERDAM)


def _past_referrals(session: Session, past: list[_Past], most: int) -> dict[UUID, Keeping]:
    rows = session.execute(_PAST_REFERRALS, {
        "code": [one.code for one in past], "result": [one.result or "" for one in past],
        "before": [one.before for one in past], "most": most,
    })
    return {row.id: keeping_of(EndResult(row.end_result) if row.end_result else None) for row in rows}


def _forget_referrals(session: Session, ids: list[UUID], now: datetime) -> tuple[list[UUID], list[UUID]]:
    """The copies that went, of links and of partners, and the signals that no referral needs any more."""
    session.execute(_REFERRALS, {"ids": ids, "now": now})
    copies = [*session.scalars(_COPIES, {"ids": ids}), *session.scalars(_ONWARD, {"ids": ids, "now": now})]
    return copies, list(session.scalars(_SIGNALS, {"ids": ids}))


def _forget_unplaced(session: Session, past: list[_Past], most: int) -> list[UUID]:
    declined = [one for one in past if one.result is None]
    return list(session.scalars(_UNPLACED, {
        "code": [one.code for one in declined], "before": [one.before for one in declined], "most": most,
    }))


def _forget_keys(session: Session, today: date, most: int) -> int:
    return len(session.scalars(_KEYS, {"before": keys_before(today), "most": most}).all())


def _journal(session: Session, done: Forgotten, actor: Actor, now: datetime) -> None:
    """Which work, copies and signals lost their person, by id; of the address keys only how many."""
    entries = [
        Entry(FORGOTTEN, id_, GROUND, {"bewaartermijn": keeping}) for id_, keeping in done.referrals.items()
    ]
    entries += [Entry(FORGOTTEN, id_, GROUND) for id_ in (*done.copies, *done.signals)]
    if done.keys:
        entries.append(Entry(KEYS_FORGOTTEN, None, GROUND, {"aantal": done.keys}))
    record(session, entries, actor, now)
