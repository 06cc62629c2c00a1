"""The questions to the database: each gives rows of a split, a group in it, and what was counted there."""

from sqlalchemy import TextClause, text

from service.monitor.key_figures.bases import CASES, HELD, SIGNALS, TERMS, TRIED
from service.monitor.key_figures.measures import Table

_TYPES = """
        SELECT 'type', unnest(array_remove(ARRAY[
            CASE WHEN one.multiple THEN 'meervoudig' END, CASE WHEN one.consecutive THEN 'opeenvolgend' END,
            CASE WHEN NOT one.multiple AND NOT one.consecutive THEN 'enkelvoudig' END], NULL))
"""


def _percentiles(name: str, value: str) -> str:
    return f"""count({value}) AS {name}_known,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY {value}) AS {name}_median,
           percentile_disc(0.9) WITHIN GROUP (ORDER BY {value}) AS {name}_p90"""


_SIGNALS = text(f"""
    WITH {HELD}, {SIGNALS}
    SELECT g.split, g.key, count(*) AS signals, count(*) FILTER (WHERE one.crisis) AS crisis,
           count(*) FILTER (WHERE one.taken_up) AS taken_up, count(one.amount_cents) AS amount_known,
           avg(one.amount_cents) / 100 AS amount_mean,
           percentile_disc(0.5) WITHIN GROUP (ORDER BY one.amount_cents) / 100.0 AS amount_median,
           {_percentiles("taken", "one.days_to_taken")}
      FROM signals one CROSS JOIN LATERAL (
        VALUES ('totaal', ''), ('maand', to_char(one.day, 'YYYY-MM')), ('kwartaal', to_char(one.day, 'YYYY-"K"Q')),
               ('corporatie', cast(one.corporation_id AS text)),
               ('dreiging', CASE WHEN one.crisis THEN 'ja' ELSE 'nee' END)
         UNION ALL SELECT 'bestemming', unnest(one.destinations)
         UNION ALL SELECT 'gebied', unnest(one.areas)
         UNION ALL SELECT 'team', unnest(one.teams)
         UNION ALL {_TYPES}
      ) AS g (split, key)
     GROUP BY g.split, g.key
""")  # noqa: S608 (words of this module, no input)

_CASES = text(f"""
    WITH {HELD}, {TRIED}, {CASES}
    SELECT g.split, g.key, count(*) AS cases, sum(one.attempts) AS attempts,
           count(*) FILTER (WHERE one.reached) AS reached, count(*) FILTER (WHERE one.accepted) AS accepted,
           count(*) FILTER (WHERE one.accepted AND one.reached) AS accepted_reached,
           count(*) FILTER (WHERE one.multiple) AS multiple, count(*) FILTER (WHERE one.consecutive) AS consecutive,
           count(*) FILTER (WHERE NOT one.multiple AND NOT one.consecutive) AS single,
           count(*) FILTER (WHERE one.multiple AND one.consecutive) AS both_types,
           count(*) FILTER (WHERE one.taken_on - one.sent_on <= 3) AS within_three_days,
           count(*) FILTER (WHERE one.taken_on - one.sent_on <= 28) AS within_four_weeks,
           {_percentiles("taken", "one.taken_on - one.sent_on")},
           {_percentiles("first", "one.first_on - one.sent_on")},
           {_percentiles("reached", "one.reached_on - one.sent_on")},
           {_percentiles("closed", "one.closed_on - one.sent_on")}
      FROM cases one CROSS JOIN LATERAL (
        VALUES ('totaal', ''), ('maand', to_char(one.taken_on, 'YYYY-MM')), ('bestemming', one.destination),
               ('gebied', one.area), ('team', one.team),
               ('dreiging', CASE WHEN one.threatening THEN 'ja' ELSE 'nee' END),
               ('eindresultaat', coalesce(one.end_result, 'nog geen'))
         UNION ALL SELECT 'corporatie', cast(unnest(one.corporations) AS text)
         UNION ALL {_TYPES}
      ) AS g (split, key)
     GROUP BY g.split, g.key
""")  # noqa: S608 (words of this module, no input)

_ATTEMPTS = text(f"""
    WITH {HELD}, {TRIED}, {CASES}
    SELECT g.split, g.key, count(*) AS attempts, count(*) FILTER (WHERE one.reached) AS reached,
           count(DISTINCT one.referral_id) AS cases,
           count(DISTINCT one.referral_id) FILTER (WHERE one.reached) AS cases_reached
      FROM numbered one JOIN cases c ON c.id = one.referral_id CROSS JOIN LATERAL (
        VALUES ('totaal', ''), ('soortContact', one.kind), ('dagdeel', one.part_of_day),
               ('poging', CASE WHEN one.number < 5 THEN cast(one.number AS text) ELSE '5 of meer' END)
      ) AS g (split, key)
     GROUP BY g.split, g.key
""")  # noqa: S608 (words of this module, no input)

# A signal that no case holds was declined when it came in; one in a case is counted by the result of its case.
_NOT_TAKEN_UP = text(f"""
    WITH {HELD}, {SIGNALS}, closed AS (
        SELECT end_result AS reason, corporations FROM held
         WHERE end_result = ANY (:not_taken_up) AND closed_on BETWEEN :first AND :last
    ), told AS (
        SELECT 0 AS signals, 1 AS cases, reason, corporations FROM closed
         UNION ALL
        SELECT 1, 0, coalesce(feedback_reason, 'Niet opgepakt: andere reden'), ARRAY[corporation_id]
          FROM signals WHERE status = 'nietOpgepakt'
    )
    SELECT g.split, g.key, sum(signals) AS signals, sum(cases) AS cases
      FROM told CROSS JOIN LATERAL (
        VALUES ('totaal', ''), ('reden', reason)
         UNION ALL SELECT 'corporatie', cast(unnest(corporations) AS text)
      ) AS g (split, key)
     GROUP BY g.split, g.key
""")  # noqa: S608 (words of this module, no input)

# Only cases whose six or twelve months have passed, and whose address can still be compared.
_RECURRENCE = text(f"""
    WITH {HELD}, ended AS (
        SELECT h.end_result, h.closed_on, min(s.signal_date) AS again_on
          FROM held h
          LEFT JOIN signal s ON s.household_key = ANY (h.homes) AND s.kind = :kind AND s.signal_date > h.closed_on
         WHERE h.closed_on BETWEEN :first AND :last AND h.end_result IS NOT NULL AND h.homes IS NOT NULL
         GROUP BY h.id, h.end_result, h.closed_on
    )
    SELECT g.split, g.key, count(*) FILTER (WHERE closed_on + interval '6 months' <= :today) AS ended_six,
           count(*) FILTER (WHERE closed_on + interval '6 months' <= :today
                              AND again_on <= closed_on + interval '6 months') AS again_six,
           count(*) FILTER (WHERE closed_on + interval '12 months' <= :today) AS ended_twelve,
           count(*) FILTER (WHERE closed_on + interval '12 months' <= :today
                              AND again_on <= closed_on + interval '12 months') AS again_twelve
      FROM ended CROSS JOIN LATERAL (VALUES ('totaal', ''), ('eindresultaat', end_result)) AS g (split, key)
     GROUP BY g.split, g.key
""")  # noqa: S608 (words of this module, no input)

_TERMS = text(f"""
    WITH {HELD}, {TERMS}, judged AS (
        SELECT *, met_on - opened_on AS days,
               CASE WHEN met_on IS NOT NULL THEN met_on <= latest WHEN runs AND until > latest THEN false END AS kept,
               CASE WHEN met_on IS NOT NULL THEN met_on <= aim WHEN runs AND until > aim THEN false END AS aim_kept
          FROM lines
    )
    SELECT 'termijn' AS split, term AS key, count(*) FILTER (WHERE kept) AS kept, count(kept) AS judged,
           count(*) FILTER (WHERE aim_kept) AS aim_kept, count(aim_kept) AS aim_judged, {_percentiles("met", "days")}
      FROM judged GROUP BY term
""")  # noqa: S608 (words of this module, no input)

_OVERDUE = text(f"""
    WITH {HELD}
    SELECT g.split, g.key, count(*) FILTER (WHERE due < :today) AS late,
           count(*) FILTER (WHERE statutory_due < :today) AS late_by_law, count(*) AS waiting
      FROM held CROSS JOIN LATERAL (
        VALUES ('totaal', ''), ('bestemming', destination), ('gebied', area), ('team', team)
      ) AS g (split, key)
     WHERE status <> 'afgesloten' AND term IS NOT NULL
     GROUP BY g.split, g.key
""")  # noqa: S608 (words of this module, no input)

_REFUSED = text("""
    SELECT g.split, g.key, sum(count) AS refused
      FROM refusal_count CROSS JOIN LATERAL (
        VALUES ('totaal', ''), ('reden', reason), ('corporatie', cast(corporation_id AS text)),
               ('maand', to_char(day, 'YYYY-MM'))
      ) AS g (split, key)
     WHERE municipality_code = coalesce(:code, municipality_code) AND kind = :kind AND day BETWEEN :first AND :last
       AND (cast(:corporation AS uuid) IS NULL OR corporation_id = :corporation)
     GROUP BY g.split, g.key
""")

_WORRIES = text(f"""
    WITH {HELD}, {SIGNALS}
    SELECT 'zorg' AS split, worry AS key, count(*) AS worries
      FROM signals CROSS JOIN LATERAL unnest(concerns) AS worry GROUP BY worry
     UNION ALL
    SELECT 'totaal', '', count(*) FROM signals WHERE concerns IS NOT NULL
""")  # noqa: S608 (words of this module, no input)

QUESTIONS: dict[Table, TextClause] = {
    Table.SIGNALS: _SIGNALS, Table.CASES: _CASES, Table.ATTEMPTS: _ATTEMPTS, Table.NOT_TAKEN_UP: _NOT_TAKEN_UP,
    Table.RECURRENCE: _RECURRENCE, Table.TERMS: _TERMS, Table.OVERDUE: _OVERDUE, Table.REFUSED: _REFUSED,
    Table.WORRIES: _WORRIES,
}
