"""What is counted, as the parts of one statement: signals, cases, attempts and terms of one kind of signal.

A case is a referral that holds a signal; its day is the one on which it was first taken up, at triage nobody takes up
(as in `service.monitor.ddas.rows`). Other than in a delivery, what was forgotten counts on: only the person is gone.
What was closed before the period has no part in it, and is left out first.
Of a signal that went to two desks is not kept which of them took it up first, so there the case's own day counts.
"""

HELD = """
    held AS MATERIALIZED (
        SELECT r.id, r.status, r.destination, r.ground, r.routing ->> 'bedoeld' AS intended,
               coalesce(r.routing ->> 'gebied', 'onbekend') AS area, coalesce(r.team, 'geen') AS team,
               r.urgency = 0 AS threatening, r.multiple, r.consecutive, r.end_result, r.term, r.statutory_due,
               r.target_due, r.due, cast(r.closed_at AT TIME ZONE 'Europe/Amsterdam' AS date) AS closed_on,
               cast(r.opened_at AT TIME ZONE 'Europe/Amsterdam' AS date) AS opened_on,
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
         WHERE r.municipality_code = coalesce(:code, r.municipality_code) AND s.kind = :kind
           AND (r.closed_at IS NULL OR r.closed_at >= cast(:first AS date)::timestamp AT TIME ZONE 'Europe/Amsterdam')
           AND r.destination = coalesce(:destination, r.destination)
           AND coalesce(r.routing ->> 'gebied', 'onbekend') = coalesce(:area, r.routing ->> 'gebied', 'onbekend')
           AND coalesce(r.team, 'geen') = coalesce(:team, r.team, 'geen')
         GROUP BY r.id
        HAVING cast(:corporation AS uuid) IS NULL OR bool_or(s.corporation_id = :corporation)
    )
"""

SIGNALS = """
    placed AS (
        SELECT rs.signal_id, array_agg(DISTINCT h.destination) AS destinations, array_agg(DISTINCT h.area) AS areas,
               array_agg(DISTINCT h.team) AS teams, bool_or(h.multiple) AS multiple,
               bool_or(h.consecutive) AS consecutive, bool_or(h.taken_on IS NOT NULL) AS taken_up,
               min(h.taken_on) AS taken_on
          FROM referral_signal rs JOIN held h ON h.id = rs.referral_id
         GROUP BY rs.signal_id
    ),
    signals AS (
        SELECT s.id, s.signal_date AS day, s.corporation_id, s.amount_cents, s.status, s.feedback_reason, s.concerns,
               coalesce(s.facts #>> '{dreiging,fase}' = ANY (:crisis), false) AS crisis,
               coalesce(p.taken_up, false) OR s.taken_up_at IS NOT NULL AS taken_up,
               coalesce(cast(s.taken_up_at AT TIME ZONE 'Europe/Amsterdam' AS date), p.taken_on) - s.signal_date
                   AS days_to_taken,
               p.destinations, p.areas, p.teams, coalesce(p.multiple, false) AS multiple,
               coalesce(p.consecutive, false) AS consecutive
          FROM signal s LEFT JOIN placed p ON p.signal_id = s.id
         WHERE s.municipality_code = coalesce(:code, s.municipality_code) AND s.kind = :kind
           AND s.signal_date BETWEEN :first AND :last
           AND (cast(:corporation AS uuid) IS NULL OR s.corporation_id = :corporation)
           AND (cast(:destination AS text) IS NULL AND cast(:area AS text) IS NULL AND cast(:team AS text) IS NULL
                OR p.signal_id IS NOT NULL)
    )
"""

TRIED = """
    numbered AS (
        SELECT a.*, row_number() OVER (PARTITION BY a.referral_id ORDER BY a.id) AS number
          FROM contact_attempt a JOIN held h ON h.id = a.referral_id
    ),
    tried AS (
        SELECT referral_id, count(*) AS attempts, bool_or(reached) AS reached, min(on_day) AS first_on,
               min(on_day) FILTER (WHERE reached) AS reached_on
          FROM numbered GROUP BY referral_id
    )
"""

CASES = """
    cases AS (
        SELECT h.*, coalesce(t.attempts, 0) AS attempts, coalesce(t.reached, false) AS reached, t.first_on,
               t.reached_on, h.end_result = ANY (:accepted) AS accepted
          FROM held h LEFT JOIN tried t ON t.referral_id = h.id
         WHERE h.taken_on BETWEEN :first AND :last
    )
"""

# As `service.referrals.progress` tells it, for every referral that began in the period: the last step of a kind
# counts, and the term of the first talk is the one that a step froze. What was closed is judged on the day of closing.
TERMS = """
    begun AS (
        SELECT h.*, least(cast(:today AS date), h.closed_on) AS until, o.on_day AS offered_on,
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
         WHERE h.opened_on BETWEEN :first AND :last
    ),
    told AS (
        SELECT *, CASE WHEN frozen IS NULL THEN statutory_due ELSE cast(frozen ->> 'uiterlijk' AS date) END AS latest,
               CASE WHEN frozen IS NULL THEN target_due ELSE cast(frozen ->> 'streefdatum' AS date) END AS aim
          FROM begun
    ),
    lines AS (
        SELECT id, opened_on, until, 'aanbod' AS term, cast(NULL AS date) AS latest, aim, offered_on AS met_on,
               talked_on IS NULL AS runs
          FROM told WHERE intended = 'schuldhulp' AND ground = 'signaal'
         UNION ALL
        SELECT id, opened_on, until, 'eersteGesprek', latest, aim, talked_on,
               (ground <> 'signaal' OR coalesce(reaction = 'geaccepteerd', false))
               AND (talked_on IS NOT NULL OR term IS NOT NULL OR answered_on IS NULL)
          FROM told WHERE intended = 'schuldhulp'
         UNION ALL
        SELECT id, talked_on, until, 'besluit', cast(talk ->> 'besluitUiterlijk' AS date), NULL,
               CASE WHEN decision IS DISTINCT FROM 'afgezien' THEN decided_on END,
               decision IS DISTINCT FROM 'afgezien'
          FROM told WHERE intended = 'schuldhulp' AND talked_on IS NOT NULL
         UNION ALL
        SELECT id, opened_on, until, 'onderzoek', statutory_due, target_due, inquired_on, true
          FROM told WHERE intended = 'wijkteam'
    )
"""
