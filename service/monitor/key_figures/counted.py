"""Where facts come from, and the things that count in them: signals, cases, attempts, terms, and what was declined.

Facts of a period are made of the rows. What changed is counted from the facts as they are now (`sign` 1) and as they
were kept (`sign` -1); what is kept, from the kept facts alone. Only the plain question knows days and is about one
part; the others tell of each thing in which parts it is.
"""

from collections.abc import Collection
from dataclasses import dataclass

from service.monitor.key_figures.bases import FILE, NAMED, PERIOD, PLACEMENT, Choice, from_rows
from service.monitor.key_figures.measures import Table

NOW = "nu"
"""In place of a month: of what is so now, whatever the period."""


@dataclass(frozen=True, slots=True)
class Source:
    """The facts of which rows: made of them as they are now, as they were kept, or both."""

    choice: Choice
    made: bool
    kept: bool

    @property
    def in_parts(self) -> bool:
        """Whether each thing tells in which parts of its municipality it is."""
        return self.choice is NAMED

    def days(self, day: str) -> str:
        return self.choice.days(day)

    def month(self, day: str | None) -> str:
        """The month in which something counts."""
        return f"to_char({day}, 'YYYY-MM')" if day else f"'{NOW}'"


ROWS = Source(PERIOD, made=True, kept=False)
CHANGED = Source(NAMED, made=True, kept=True)
KEPT = Source(NAMED, made=False, kept=True)
_DESKS = "ARRAY['bestemming|' || {0}.destination, 'gebied|' || {0}.area, 'team|' || {0}.team]"
_NO_PARTS = "cast(NULL AS text[])"


_KEPT_IN = (("files", FILE, "figure_file", "referrals"), ("placements", PLACEMENT, "figure_placement", "signals"))


def _facts(source: Source, tables: Collection[Table]) -> str:
    """`files` and `placements`. What is kept is taken away where it stands beside what is so now."""
    facts = [from_rows(source.choice, tables)] if source.made else []
    for name, columns, table, ids in _KEPT_IN:
        listed, rows = ", ".join(columns), []
        if source.made:
            rows.append(f"SELECT 1 AS sign, {listed} FROM {name}_now")  # noqa: S608 (words of this module, no input)
        if source.kept:
            rows.append(f"""SELECT {-1 if source.made else 1} AS sign, {listed} FROM {table}
                             WHERE kind = :kind AND id = ANY (cast(:{ids} AS uuid[]))""")  # noqa: S608 (words of this module, no input)
        facts.append(f"{name} AS ({' UNION ALL '.join(rows)})")
    return ",".join(facts)


_ITSELF = (
    "sign", "id", "code", "day", "corporation_id", "amount_cents", "crisis", "project", "declined", "concerns",
    "taken_itself",
)
_TOGETHER = """p.taken_itself OR coalesce(bool_or(p.taken_up), false) AS taken_up,
               array_agg(p.destination) AS destinations, array_agg(p.area) AS areas, array_agg(p.team) AS teams,
               coalesce(bool_or(p.multiple), false) AS multiple, coalesce(bool_or(p.consecutive), false) AS consecutive,
               bool_or(p.referral_id <> p.id) AS placed, bool_or(p.tried) AS tried, bool_or(p.reached) AS reached,
               bool_or(p.accepted) AS accepted"""


def _signals(source: Source) -> str:
    """A signal once, with what its placements say together; in a part with what those in that part say."""
    columns = ", ".join(f"p.{name}" for name in _ITSELF)
    if not source.in_parts:
        return f"""
    signals AS (
        SELECT {columns}, {_NO_PARTS} AS parts, {_TOGETHER} FROM placements p GROUP BY {columns}
    )"""  # noqa: S608 (words of this module, no input)
    desks = _DESKS.format("p")
    # Nearly every signal has one placement, and is in all its parts the same.
    alone = f"CASE WHEN count(*) = 1 THEN min({desks}) END"
    return f"""
    several AS (SELECT sign, id FROM placements GROUP BY sign, id HAVING count(*) > 1),
    signals AS (
        SELECT {columns}, array_remove(ARRAY['', 'corporatie|' || p.corporation_id] || {alone}, NULL) AS parts,
               {_TOGETHER}
          FROM placements p GROUP BY {columns}
         UNION ALL
        SELECT {columns}, ARRAY[part.name], {_TOGETHER}
          FROM several JOIN placements p USING (sign, id) CROSS JOIN LATERAL unnest({desks}) AS part (name)
         WHERE part.name IS NOT NULL GROUP BY {columns}, part.name
    )"""  # noqa: S608 (words of this module, no input)


def _files(source: Source) -> str:
    """Cases that were taken up with their attempts, terms, what was declined, and what ended.

    Only of an end whose address can still be compared it can be known whether a signal came again.
    """
    of_corporations = "ARRAY(SELECT 'corporatie|' || c.id FROM unnest(f.corporations) AS c (id))"
    parts = f"array_remove(ARRAY[''] || {_DESKS.format('f')} || {of_corporations}, NULL)"
    return f"""
    parted AS (SELECT f.*, {parts if source.in_parts else _NO_PARTS} AS parts FROM files f),
    cases AS (
        SELECT *, end_result = ANY (:accepted) AS accepted FROM parted WHERE {source.days("taken_on")}
    ),
    attempts AS (
        SELECT c.sign, c.code, c.parts, c.taken_on, c.id, a.one ->> 0 AS kind, a.one ->> 1 AS part_of_day,
               cast(a.one ->> 2 AS boolean) AS reached, a.number
          FROM cases c CROSS JOIN LATERAL jsonb_array_elements(c.tries) WITH ORDINALITY AS a (one, number)
    ),
    lines AS (
        SELECT f.sign, f.code, f.parts, f.opened_on AS day, f.closed_on, t.one ->> 0 AS term,
               cast(t.one ->> 1 AS date) AS since, cast(t.one ->> 2 AS date) AS latest,
               cast(t.one ->> 3 AS date) AS aim, cast(t.one ->> 4 AS date) AS met_on,
               cast(t.one ->> 5 AS boolean) AS runs
          FROM parted f CROSS JOIN LATERAL jsonb_array_elements(f.terms) AS t (one)
         WHERE {source.days("f.opened_on")}
    ),
    declined AS (
        SELECT sign, code, parts, 0 AS signals, 1 AS cases, end_result AS reason, corporations, closed_on AS day
          FROM parted WHERE end_result = ANY (:not_taken_up) AND {source.days("closed_on")}
         UNION ALL
        SELECT sign, code, parts, 1, 0, declined, ARRAY[corporation_id], day FROM signals WHERE declined IS NOT NULL
    ),
    ended AS (SELECT * FROM parted WHERE end_result IS NOT NULL AND comparable AND {source.days("closed_on")})"""  # noqa: S608 (words of this module, no input)


def everything(source: Source, tables: Collection[Table]) -> str:
    """All of them; what a statement does not ask for is not looked up."""
    return f"WITH {_facts(source, tables)}, {_signals(source)}, {_files(source)} "
