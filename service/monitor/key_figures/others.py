"""The questions whose answers do not add up over months: households, and refusals (which are counts by day).

They always go to the rows, of which there are few: only signals that name a worry, and what was counted.
"""

from sqlalchemy import text

from service.monitor.key_figures.measures import Table

_NO_DESK = "cast(:destination AS text) IS NULL AND cast(:area AS text) IS NULL AND cast(:team AS text) IS NULL"
# The households of the period, each once, whatever the number of signals; an erased address is its own household.
_FACTORS = f"""
    WITH homes AS (
        SELECT array_agg(DISTINCT f.factor) AS factors
          FROM signal s CROSS JOIN LATERAL unnest(s.concerns) AS w (worry)
          JOIN unnest(cast(:worries AS text[]), cast(:factors AS text[])) AS f (worry, factor) ON f.worry = w.worry
         WHERE s.kind = :kind AND s.concerns IS NOT NULL AND s.signal_date BETWEEN :first AND :last
           AND (cast(:code AS text) IS NULL OR s.municipality_code = :code)
           AND (cast(:corporation AS uuid) IS NULL OR s.corporation_id = :corporation)
           AND ({_NO_DESK} OR EXISTS (
               SELECT FROM referral_signal rs JOIN referral r ON r.id = rs.referral_id
                WHERE rs.signal_id = s.id
                  AND (cast(:destination AS text) IS NULL OR r.destination = :destination)
                  AND (cast(:area AS text) IS NULL OR coalesce(r.routing ->> 'gebied', 'onbekend') = :area)
                  AND (cast(:team AS text) IS NULL OR coalesce(r.team, 'geen') = :team)))
         GROUP BY s.household_key
    )
    SELECT g.split, g.key, count(*) AS households
      FROM homes one CROSS JOIN LATERAL (
           VALUES ('totaal', ''), ('aantalFactoren', cast(cardinality(one.factors) AS text))
            UNION ALL SELECT 'factor', unnest(one.factors)) AS g (split, key)
     GROUP BY 1, 2
"""  # noqa: S608 (words of this module, no input)
_REFUSED = """
    SELECT g.split, g.key, sum(one.count) AS refused
      FROM refusal_count one CROSS JOIN LATERAL (
           VALUES ('totaal', ''), ('reden', one.reason), ('corporatie', cast(one.corporation_id AS text)),
                  ('maand', to_char(one.day, 'YYYY-MM'))) AS g (split, key)
     WHERE (cast(:code AS text) IS NULL OR one.municipality_code = :code) AND one.kind = :kind
       AND one.day BETWEEN :first AND :last
       AND (cast(:corporation AS uuid) IS NULL OR one.corporation_id = :corporation)
     GROUP BY 1, 2
"""
OTHERS = {Table.FACTORS: text(_FACTORS), Table.REFUSED: text(_REFUSED)}
"""The statement for each."""
