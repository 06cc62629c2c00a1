"""What is counted, as the parts of one statement: signals, cases, attempts and terms of one kind of signal.

A case is a referral that holds a signal; its day is the one on which it was first taken up, at triage nobody takes up
(as in `service.monitor.ddas.rows`). Other than in a delivery, what was forgotten counts on: only the person is gone.
Of a signal that went to two desks is not kept which of them took it up first, so there the case's own day counts.

Each part chooses in one of two ways: by the days on which something counts (`PERIOD`), or by the month in which a
signal was sent or a case began (`COHORT`), which never changes: so a change touches the months of what it changed, and
no others (see `service.monitor.summary`).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """How a statement chooses: conditions on referrals, signals, cases by a day, and what the answer is grouped by."""

    referrals: str
    signals: str
    on: str
    unit: str

    def days(self, day: str, began: str) -> str:
        """The condition on something that counts on `day`, in a case or signal whose month is `began`."""
        return self.on.format(day=day, began=began)

    def units(self, day: str) -> str:
        """What stands before the groups in a result: nothing, or where and in which month it began and counts."""
        return self.unit.format(day=day)


def month_of(day: str) -> str:
    return f"cast(date_trunc('month', {day}) AS date)"


_ORIGINS = "unnest(cast(:codes AS text[]), cast(:months AS date[])) AS origin (code, month)"
_SENT_THEN = """o.municipality_code = origin.code
                     AND o.signal_date >= origin.month AND o.signal_date < origin.month + interval '1 month'"""


def _among(code: str, month: str) -> str:
    return f"({code}, {month}) IN (SELECT origin.code, origin.month FROM {_ORIGINS})"  # noqa: S608 (words of this module, no input)


_OPENED = "cast(r.opened_at AT TIME ZONE 'Europe/Amsterdam' AS date)"
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
                OR p.signal_id IS NOT NULL)""",
    on="{day} BETWEEN :first AND :last",
    unit="",
)
COHORT = Choice(
    referrals=f"""r.id IN (
               SELECT o.id FROM referral o
                WHERE o.municipality_code = ANY (cast(:codes AS text[]))
                  AND {_among("o.municipality_code", month_of("o.opened_at AT TIME ZONE 'Europe/Amsterdam'"))}
                UNION
               SELECT os.referral_id
                 FROM {_ORIGINS} JOIN signal o ON {_SENT_THEN} JOIN referral_signal os ON os.signal_id = o.id)""",  # noqa: S608 (words of this module, no input)
    signals=f"s.id IN (SELECT o.id FROM {_ORIGINS} JOIN signal o ON {_SENT_THEN})",  # noqa: S608 (words of this module, no input)
    on="{day} IS NOT NULL AND " + _among("code", "{began}"),
    unit="one.code, one.began AS cohort, to_char({day}, 'YYYY-MM') AS month, ",
)


def held(choice: Choice) -> str:
    """Referrals with what their signals say."""
    return f"""
    held AS MATERIALIZED (
        SELECT r.id, r.municipality_code AS code, r.status, r.destination, r.ground,
               r.routing ->> 'bedoeld' AS intended,
               coalesce(r.routing ->> 'gebied', 'onbekend') AS area, coalesce(r.team, 'geen') AS team,
               r.urgency = 0 AS threatening, r.multiple, r.consecutive, r.end_result, r.term, r.statutory_due,
               r.target_due, r.due, cast(r.closed_at AT TIME ZONE 'Europe/Amsterdam' AS date) AS closed_on,
               {_OPENED} AS opened_on, {month_of(_OPENED)} AS began,
               min(s.signal_date) AS sent_on, array_agg(DISTINCT s.corporation_id) AS corporations,
               array_agg(s.household_key) FILTER (WHERE s.household_key <> uuid_send(s.id)) AS homes,
               cast(least(
                   min(s.taken_up_at) FILTER (WHERE NOT EXISTS (
                       SELECT FROM referral_signal o WHERE o.signal_id = s.id AND o.referral_id <> r.id)),
                   CASE WHEN r.destination <> 'triage' THEN r.picked_up_at END
               ) AT TIME ZONE 'Europe/Amsterdam' AS date) AS taken_on
          FROM referral r
          JOIN referral_signal rs ON rs.referral_id = r.id
          JOIN signal s ON s.id = rs.signal_id
         WHERE s.kind = :kind AND {choice.referrals}
         GROUP BY r.id
        HAVING cast(:corporation AS uuid) IS NULL OR bool_or(s.corporation_id = :corporation)
    )"""  # noqa: S608 (words of this module, no input)


TRIED = """
    numbered AS (
        SELECT a.*, row_number() OVER (PARTITION BY a.referral_id ORDER BY a.id) AS number
          FROM contact_attempt a JOIN held h ON h.id = a.referral_id
    ),
    tried AS (
        SELECT referral_id, count(*) AS attempts, bool_or(reached) AS reached, min(on_day) AS first_on,
               min(on_day) FILTER (WHERE reached) AS reached_on
          FROM numbered GROUP BY referral_id
    )"""


def signals(choice: Choice) -> str:
    """Signals with what the cases they are in say of them. Needs `held` and `tried`."""
    return f"""
    placed AS (
        SELECT rs.signal_id, array_agg(DISTINCT h.destination) AS destinations, array_agg(DISTINCT h.area) AS areas,
               array_agg(DISTINCT h.team) AS teams, bool_or(h.multiple) AS multiple,
               bool_or(h.consecutive) AS consecutive, bool_or(h.taken_on IS NOT NULL) AS taken_up,
               bool_or(t.attempts > 0) AS tried, bool_or(t.reached) AS reached,
               bool_or(t.reached AND h.end_result = ANY (:accepted)) AS accepted
          FROM referral_signal rs JOIN held h ON h.id = rs.referral_id LEFT JOIN tried t ON t.referral_id = h.id
         GROUP BY rs.signal_id
    ),
    signals AS (
        SELECT s.id, s.municipality_code AS code, s.signal_date AS day, {month_of("s.signal_date")} AS began,
               s.corporation_id, s.amount_cents,
               s.status, s.feedback_reason, s.concerns, s.household_key,
               coalesce(s.facts ->> 'projectcode', 'geen') AS project,
               coalesce(s.facts #>> '{{dreiging,fase}}' = ANY (:crisis), false) AS crisis,
               coalesce(p.taken_up, false) OR s.taken_up_at IS NOT NULL AS taken_up,
               p.destinations, p.areas, p.teams, coalesce(p.multiple, false) AS multiple,
               coalesce(p.consecutive, false) AS consecutive, p.signal_id IS NOT NULL AS placed, p.tried, p.reached,
               p.accepted
          FROM signal s LEFT JOIN placed p ON p.signal_id = s.id
         WHERE s.kind = :kind AND {choice.signals}
    )"""  # noqa: S608 (words of this module, no input)


def cases(choice: Choice) -> str:
    """Cases that were taken up, with their attempts. Needs `held` and `tried`."""
    return f"""
    cases AS (
        SELECT h.*, coalesce(t.attempts, 0) AS attempts, coalesce(t.reached, false) AS reached, t.first_on,
               t.reached_on, h.end_result = ANY (:accepted) AS accepted
          FROM held h LEFT JOIN tried t ON t.referral_id = h.id
         WHERE {choice.days("h.taken_on", "h.began")}
    )"""  # noqa: S608 (words of this module, no input)


def terms(choice: Choice) -> str:
    """A line for each term of each referral that began in the period, as `service.referrals.progress` tells it.

    The last step of a kind counts, and the term of the first talk is the one that a step froze. Needs `held`.
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
         WHERE {choice.days("h.opened_on", "h.began")}
    ),
    told AS (
        SELECT *, CASE WHEN frozen IS NULL THEN statutory_due ELSE cast(frozen ->> 'uiterlijk' AS date) END AS latest,
               CASE WHEN frozen IS NULL THEN target_due ELSE cast(frozen ->> 'streefdatum' AS date) END AS aim
          FROM begun
    ),
    lines AS (
        SELECT id, code, began, opened_on AS day, opened_on AS since, closed_on, 'aanbod' AS term,
               cast(NULL AS date) AS latest, aim, offered_on AS met_on, talked_on IS NULL AS runs
          FROM told WHERE intended = 'schuldhulp' AND ground = 'signaal'
         UNION ALL
        SELECT id, code, began, opened_on, opened_on, closed_on, 'eersteGesprek', latest, aim, talked_on,
               (ground <> 'signaal' OR coalesce(reaction = 'geaccepteerd', false))
               AND (talked_on IS NOT NULL OR term IS NOT NULL OR answered_on IS NULL)
          FROM told WHERE intended = 'schuldhulp'
         UNION ALL
        SELECT id, code, began, opened_on, talked_on, closed_on, 'besluit',
               cast(talk ->> 'besluitUiterlijk' AS date), NULL,
               CASE WHEN decision IS DISTINCT FROM 'afgezien' THEN decided_on END,
               decision IS DISTINCT FROM 'afgezien'
          FROM told WHERE intended = 'schuldhulp' AND talked_on IS NOT NULL
         UNION ALL
        SELECT id, code, began, opened_on, opened_on, closed_on, 'onderzoek', statutory_due, target_due, inquired_on,
               true
          FROM told WHERE intended = 'wijkteam'
    )"""  # noqa: S608 (words of this module, no input)


def declined(choice: Choice) -> str:
    """What was not taken up. A signal that no case holds was declined when it came in; else the case's result tells."""
    return f"""
    declined AS (
        SELECT 0 AS signals, 1 AS cases, code, end_result AS reason, corporations, closed_on AS day, began FROM held
         WHERE end_result = ANY (:not_taken_up) AND {choice.days("closed_on", "began")}
         UNION ALL
        SELECT 1, 0, code, coalesce(feedback_reason, 'Niet opgepakt: andere reden'), ARRAY[corporation_id], day, began
          FROM signals WHERE status = 'nietOpgepakt'
    )"""  # noqa: S608 (words of this module, no input)


def everything(choice: Choice) -> str:
    """All of them; what a statement does not ask for is not looked up."""
    parts = (held(choice), TRIED, signals(choice), cases(choice), terms(choice), declined(choice))
    return f"WITH {', '.join(parts)} "
