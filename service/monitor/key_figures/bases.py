"""What is counted, as the parts of one statement: signals, cases, attempts and terms of one kind of signal.

Two sets of facts are made of the rows. A **file** is a referral that holds a signal, with all that its figures need. A
**placement** is a signal at one of its referrals, with what that referral says of it; a signal without a referral has
one placement of its own. Everything else is counted from these two. `service.monitor.summary` keeps them as they were
when they were counted last, so that only what changed is ever counted again.

A case is a file that was taken up; its day is the one on which that was first done, at triage nobody takes up (as in
`service.monitor.ddas.rows`). Other than in a delivery, what was forgotten counts on: only the person is gone.
Of a signal that went to two desks is not kept which of them took it up first, so there the case's own day counts.
"""

from collections.abc import Collection
from dataclasses import dataclass

from service.monitor.key_figures.measures import Table

FILE = (
    "id", "code", "destination", "area", "team", "corporations", "threatening", "multiple", "consecutive", "status",
    "end_result", "term", "due", "statutory_due", "opened_on", "sent_on", "taken_on", "closed_on", "attempts",
    "reached", "first_on", "reached_on", "tries", "terms", "comparable", "again_on", "again_id",
)
"""What is known of a file. `tries` and `terms` are lists; `again_on` is the day of the next signal of its address."""
PLACEMENT = (
    "id", "referral_id", "code", "day", "corporation_id", "amount_cents", "crisis", "project", "declined", "concerns",
    "taken_itself", "destination", "area", "team", "multiple", "consecutive", "taken_up", "tried", "reached",
    "accepted",
)
"""What is known of a placement. `referral_id` of a signal without one is its own id."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows: conditions on referrals, signals, and the day on which something counts."""

    referrals: str
    signals: str
    on: str

    def days(self, day: str) -> str:
        return self.on.format(day=day)


# What was closed before the period has no part in it, and is left out first.
PERIOD = Choice(
    referrals="""(cast(:code AS text) IS NULL OR r.municipality_code = :code)
           AND (r.closed_at IS NULL OR r.closed_at >= cast(:first AS date)::timestamp AT TIME ZONE 'Europe/Amsterdam')
           AND (cast(:destination AS text) IS NULL OR r.destination = :destination)
           AND (cast(:area AS text) IS NULL OR coalesce(r.routing ->> 'gebied', 'onbekend') = :area)
           AND (cast(:team AS text) IS NULL OR coalesce(r.team, 'geen') = :team)""",
    signals="""(cast(:code AS text) IS NULL OR s.municipality_code = :code)
           AND s.signal_date BETWEEN :first AND :last
           AND (cast(:corporation AS uuid) IS NULL OR s.corporation_id = :corporation)
           AND (cast(:destination AS text) IS NULL AND cast(:area AS text) IS NULL AND cast(:team AS text) IS NULL
                OR h.id IS NOT NULL)""",
    on="{day} BETWEEN :first AND :last",
)
NAMED = Choice("r.id = ANY (cast(:referrals AS uuid[]))", "s.id = ANY (cast(:signals AS uuid[]))", "{day} IS NOT NULL")

_DAY_OF = "cast({} AT TIME ZONE 'Europe/Amsterdam' AS date)"


def _held(choice: Choice) -> str:
    """Referrals with what their signals say."""
    return f"""
    held AS MATERIALIZED (
        SELECT r.id, r.municipality_code AS code, r.status, r.destination, r.ground,
               r.routing ->> 'bedoeld' AS intended,
               coalesce(r.routing ->> 'gebied', 'onbekend') AS area, coalesce(r.team, 'geen') AS team,
               r.urgency = 0 AS threatening, r.multiple, r.consecutive, r.end_result, r.term, r.statutory_due,
               r.target_due, r.due, {_DAY_OF.format("r.closed_at")} AS closed_on,
               {_DAY_OF.format("r.opened_at")} AS opened_on,
               min(s.signal_date) AS sent_on, array_agg(DISTINCT s.corporation_id) AS corporations,
               array_agg(s.household_key) FILTER (WHERE s.household_key <> uuid_send(s.id)) AS homes,
               {_DAY_OF.format('''least(
                   min(s.taken_up_at) FILTER (WHERE NOT EXISTS (
                       SELECT FROM referral_signal o WHERE o.signal_id = s.id AND o.referral_id <> r.id)),
                   CASE WHEN r.destination <> 'triage' THEN r.picked_up_at END)''')} AS taken_on
          FROM referral r
          JOIN referral_signal rs ON rs.referral_id = r.id
          JOIN signal s ON s.id = rs.signal_id
         WHERE s.kind = :kind AND {choice.referrals}
         GROUP BY r.id
        HAVING cast(:corporation AS uuid) IS NULL OR bool_or(s.corporation_id = :corporation)
    )"""  # noqa: S608 (words of this module, no input)


_TRIED = """
    tried AS (
        SELECT a.referral_id, count(*) AS attempts, bool_or(a.reached) AS reached, min(a.on_day) AS first_on,
               min(a.on_day) FILTER (WHERE a.reached) AS reached_on,
               jsonb_agg(jsonb_build_array(a.kind, a.part_of_day, a.reached) ORDER BY a.id) AS tries
          FROM contact_attempt a JOIN held h ON h.id = a.referral_id
         GROUP BY a.referral_id
    )"""


def _terms(choice: Choice) -> str:
    """A line for each term of each referral that began in the period, as `service.referrals.progress` tells it.

    The last step of a kind counts, and the term of the first talk is the one that a step froze.
    """
    return f"""
    begun AS (
        SELECT h.*, o.on_day AS offered_on,
               o.detail ->> 'reactie' AS reaction, cast(o.detail ->> 'reactieOp' AS date) AS answered_on,
               k.on_day AS talked_on, k.detail AS talk,
               CASE WHEN h.term IS DISTINCT FROM 'eersteGesprek' THEN coalesce(k.detail, o.detail) END AS frozen,
               d.on_day AS decided_on, d.detail ->> 'soort' AS decision, q.on_day AS inquired_on
          FROM held h
          LEFT JOIN LATERAL (SELECT t.on_day, t.detail FROM referral_step t
               WHERE t.referral_id = h.id AND t.kind = 'aanbod' ORDER BY t.id DESC LIMIT 1) o ON true
          LEFT JOIN LATERAL (SELECT t.on_day, t.detail FROM referral_step t
               WHERE t.referral_id = h.id AND t.kind = 'eersteGesprek' ORDER BY t.id DESC LIMIT 1) k ON true
          LEFT JOIN LATERAL (SELECT t.on_day, t.detail FROM referral_step t
               WHERE t.referral_id = h.id AND t.kind = 'besluit' ORDER BY t.id DESC LIMIT 1) d ON true
          LEFT JOIN LATERAL (SELECT t.on_day FROM referral_step t
               WHERE t.referral_id = h.id AND t.kind = 'onderzoek' ORDER BY t.id DESC LIMIT 1) q ON true
         WHERE {choice.days("h.opened_on")}
    ),
    told AS (
        SELECT *, CASE WHEN frozen IS NULL THEN statutory_due ELSE cast(frozen ->> 'uiterlijk' AS date) END AS latest,
               CASE WHEN frozen IS NULL THEN target_due ELSE cast(frozen ->> 'streefdatum' AS date) END AS aim
          FROM begun
    ),
    steps AS (
        SELECT id, opened_on AS since, 'aanbod' AS term, cast(NULL AS date) AS latest, aim, offered_on AS met_on,
               talked_on IS NULL AS runs
          FROM told WHERE intended = 'schuldhulp' AND ground = 'signaal'
         UNION ALL
        SELECT id, opened_on, 'eersteGesprek', latest, aim, talked_on,
               (ground <> 'signaal' OR coalesce(reaction = 'geaccepteerd', false))
               AND (talked_on IS NOT NULL OR term IS NOT NULL OR answered_on IS NULL)
          FROM told WHERE intended = 'schuldhulp'
         UNION ALL
        SELECT id, talked_on, 'besluit', cast(talk ->> 'besluitUiterlijk' AS date), NULL,
               CASE WHEN decision IS DISTINCT FROM 'afgezien' THEN decided_on END,
               decision IS DISTINCT FROM 'afgezien'
          FROM told WHERE intended = 'schuldhulp' AND talked_on IS NOT NULL
         UNION ALL
        SELECT id, opened_on, 'onderzoek', statutory_due, target_due, inquired_on, true
          FROM told WHERE intended = 'wijkteam'
    ),
    termed AS (
        SELECT id, jsonb_agg(jsonb_build_array(term, since, latest, aim, met_on, runs)) AS terms
          FROM steps GROUP BY id
    )"""  # noqa: S608 (words of this module, no input)


def _again(choice: Choice) -> str:
    """The next signal of the same address within a year of the end; an erased address is not compared."""
    return f"""
    again AS (
        SELECT h.id, n.signal_date AS again_on, n.id AS again_id
          FROM held h
         CROSS JOIN LATERAL (
               SELECT s.signal_date, s.id FROM signal s
                WHERE s.household_key = ANY (h.homes) AND s.kind = :kind
                  AND s.signal_date > h.closed_on AND s.signal_date <= h.closed_on + interval '12 months'
                ORDER BY s.signal_date, s.id LIMIT 1) n
         WHERE h.end_result IS NOT NULL AND {choice.days("h.closed_on")}
    )"""  # noqa: S608 (words of this module, no input)


_NOTHING = "{} AS (SELECT cast(NULL AS uuid) AS id, {} WHERE false)"
_NO_TERMS = _NOTHING.format("termed", "cast(NULL AS jsonb) AS terms")
_NO_AGAIN = _NOTHING.format("again", "cast(NULL AS date) AS again_on, cast(NULL AS uuid) AS again_id")
_FILES = """
    files_now AS (
        SELECT h.id, h.code, h.destination, h.area, h.team, h.corporations, h.threatening, h.multiple, h.consecutive,
               h.status, h.end_result, h.term, h.due, h.statutory_due, h.opened_on, h.sent_on, h.taken_on, h.closed_on,
               coalesce(t.attempts, 0) AS attempts, coalesce(t.reached, false) AS reached, t.first_on, t.reached_on,
               t.tries, l.terms, h.homes IS NOT NULL AS comparable, n.again_on, n.again_id
          FROM held h LEFT JOIN tried t ON t.referral_id = h.id LEFT JOIN termed l ON l.id = h.id
          LEFT JOIN again n ON n.id = h.id
    )"""


def _placements(choice: Choice) -> str:
    return f"""
    placements_now AS (
        SELECT s.id, coalesce(h.id, s.id) AS referral_id, s.municipality_code AS code, s.signal_date AS day,
               s.corporation_id, s.amount_cents,
               coalesce(s.facts #>> '{{dreiging,fase}}' = ANY (:crisis), false) AS crisis,
               coalesce(s.facts ->> 'projectcode', 'geen') AS project,
               CASE WHEN s.status = 'nietOpgepakt'
                    THEN coalesce(s.feedback_reason, 'Niet opgepakt: andere reden') END AS declined,
               s.concerns, s.taken_up_at IS NOT NULL AS taken_itself, h.destination, h.area, h.team, h.multiple,
               h.consecutive, h.taken_on IS NOT NULL AS taken_up, t.attempts > 0 AS tried, t.reached,
               t.reached AND h.end_result = ANY (:accepted) AS accepted
          FROM signal s
          LEFT JOIN (referral_signal rs JOIN held h ON h.id = rs.referral_id
                     LEFT JOIN tried t ON t.referral_id = h.id) ON rs.signal_id = s.id
         WHERE s.kind = :kind AND {choice.signals}
    )"""  # noqa: S608 (words of this module, no input)


def from_rows(choice: Choice, tables: Collection[Table]) -> str:
    """`files_now` and `placements_now`, with the lists that these tables need; what nobody reads is not looked up."""
    return ",".join((
        _held(choice), _TRIED, _terms(choice) if Table.TERMS in tables else _NO_TERMS,
        _again(choice) if Table.RECURRENCE in tables else _NO_AGAIN, _FILES, _placements(choice),
    ))
