"""What is counted of each table: in which groups a thing falls, what it adds there, and its spreads.

A spread tells how often each value is there: of those come medians and deciles, and what a later day makes late or
whole. Each counting is asked in two ways. `sums` lets the database add up, for a period; `things` tells what each thing
adds and where, so that whoever keeps the sums can add or take away what changed (see `service.monitor.summary`). Inside
a part of a municipality nothing is split by another part (see `count`), so that is not counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import TextClause, text

from service.monitor.key_figures.counted import Source, everything
from service.monitor.key_figures.measures import PARTS, Split, Table

_TYPES = """
        SELECT 'type', unnest(array_remove(ARRAY[
            CASE WHEN one.multiple THEN 'meervoudig' END, CASE WHEN one.consecutive THEN 'opeenvolgend' END,
            CASE WHEN NOT one.multiple AND NOT one.consecutive THEN 'enkelvoudig' END], NULL))
"""
_SIGNAL_GROUPS = f"""
        VALUES ('totaal', ''), ('maand', to_char(one.day, 'YYYY-MM')), ('kwartaal', to_char(one.day, 'YYYY-"K"Q')),
               ('corporatie', cast(one.corporation_id AS text)), ('project', one.project),
               ('dreiging', CASE WHEN one.crisis THEN 'ja' ELSE 'nee' END)
         UNION ALL SELECT 'bestemming', unnest(one.destinations)
         UNION ALL SELECT DISTINCT 'gebied', unnest(one.areas)
         UNION ALL SELECT DISTINCT 'team', unnest(one.teams)
         UNION ALL {_TYPES}
"""
_CASE_GROUPS = f"""
        VALUES ('totaal', ''), ('maand', to_char(one.taken_on, 'YYYY-MM')), ('bestemming', one.destination),
               ('gebied', one.area), ('team', one.team),
               ('dreiging', CASE WHEN one.threatening THEN 'ja' ELSE 'nee' END),
               ('eindresultaat', coalesce(one.end_result, 'nog geen'))
         UNION ALL SELECT 'corporatie', cast(unnest(one.corporations) AS text)
         UNION ALL {_TYPES}
"""


@dataclass(frozen=True, slots=True)
class Counting:
    """Things that count, one row each, called `one`, on a day (None: now, whatever the period).

    `groups` are rows of a split and a key. `numbers` and `values` are what a thing adds by name; a spread is long, so
    it is kept only over the splits of which a median is told.
    """

    table: Table
    rows: str
    day: str | None
    groups: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    spread_over: frozenset[Split] = frozenset(Split)


def _when(**conditions: str) -> dict[str, str]:
    """One for each thing of which the condition is so."""
    return {name: f"cast({condition} AS int)" for name, condition in conditions.items()}


_CASE_NUMBERS = {"cases": "1", "attempts": "one.attempts"} | _when(
    reached="one.reached", accepted="one.accepted", accepted_reached="(one.accepted AND one.reached)",
    multiple="one.multiple", consecutive="one.consecutive", single="(NOT one.multiple AND NOT one.consecutive)",
    both_types="(one.multiple AND one.consecutive)", within_three_days="(one.taken_on - one.sent_on <= 3)",
    within_four_weeks="(one.taken_on - one.sent_on <= 28)",
)
_LEADS = {
    "taken": "one.taken_on - one.sent_on", "first": "one.first_on - one.sent_on",
    "reached": "one.reached_on - one.sent_on", "closed": "one.closed_on - one.sent_on",
}
_ATTEMPT_GROUPS = """
        VALUES ('totaal', ''), ('soortContact', one.kind), ('dagdeel', one.part_of_day),
               ('poging', CASE WHEN one.number < 5 THEN cast(one.number AS text) ELSE '5 of meer' END)
"""
_REASON_GROUPS = """
        VALUES ('totaal', ''), ('reden', one.reason)
         UNION ALL SELECT 'corporatie', cast(unnest(one.corporations) AS text)
"""
# What waits becomes late on the day after its limit, without anybody writing: so the limits are told, not a verdict.
_DAY = "({} - date '2000-01-01')"
_WAITS = "CASE WHEN one.met_on IS NULL AND one.runs AND one.closed_on IS NULL THEN {} END"
_MISSED = "one.met_on IS NULL AND one.runs AND one.closed_on > {}"
_TERM_NUMBERS = _when(
    kept="(one.met_on <= one.latest)", aim_kept="(one.met_on <= one.aim)",
    judged=f"(one.latest IS NOT NULL AND one.met_on IS NOT NULL OR {_MISSED.format('one.latest')})",
    aim_judged=f"(one.aim IS NOT NULL AND one.met_on IS NOT NULL OR {_MISSED.format('one.aim')})",
)
# Six or twelve months pass without anybody writing: so the days of closing are told.
_AGAIN = f"CASE WHEN one.again_on <= one.closed_on + interval '{{}} months' THEN {_DAY.format('one.closed_on')} END"
# Who must act: somebody who has it in hand, or the desk (at triage too) when nobody has.
_OVERDUE_GROUPS = """
        VALUES ('totaal', ''), ('bestemming', one.destination), ('gebied', one.area), ('team', one.team),
               ('termijn', one.term),
               ('aanZet', CASE WHEN one.destination = 'triage' THEN 'triage'
                               WHEN one.status = 'opgepakt' THEN 'behandelaar' ELSE 'werkverdeling' END)
"""
_T, _S = Table, Split
COUNTINGS: tuple[Counting, ...] = (
    Counting(
        _T.SIGNALS, "signals", "one.day", _SIGNAL_GROUPS,
        _when(signals="true", crisis="one.crisis", taken_up="one.taken_up",
              amount_known="(one.amount_cents IS NOT NULL)") | {"amount_sum": "one.amount_cents"},
        {"amount": "cast(round(one.amount_cents / 1000.0) AS int)"}, frozenset({_S.TOTAL, _S.TYPE}),
    ),
    # Each step counts within the one before, so the numbers never rise.
    Counting(
        _T.FUNNEL, "signals", "one.day", "VALUES ('totaal', '')",
        _when(placed="one.placed", tried="(one.taken_up AND one.tried)", reached="(one.taken_up AND one.reached)",
              accepted="(one.taken_up AND one.accepted)"),
    ),
    Counting(
        _T.WORRIES, "(SELECT * FROM signals WHERE concerns IS NOT NULL)", "one.day",
        "VALUES ('totaal', '') UNION ALL SELECT 'zorg', unnest(one.concerns)", {"worries": "1"},
    ),
    Counting(
        _T.CASES, "cases", "one.taken_on", _CASE_GROUPS, _CASE_NUMBERS, _LEADS,
        frozenset({_S.TOTAL, _S.TEAM, _S.THREAT}),
    ),
    Counting(
        _T.ATTEMPTS, "attempts", "one.taken_on", _ATTEMPT_GROUPS, {"attempts": "1"} | _when(reached="one.reached"),
    ),
    Counting(
        _T.ATTEMPTS, "(SELECT sign, code, parts, taken_on, id, kind, bool_or(reached) AS reached FROM attempts"
        " GROUP BY 1, 2, 3, 4, 5, 6)", "one.taken_on", "VALUES ('soortContact', one.kind)",
        {"cases": "1"} | _when(cases_reached="one.reached"),
    ),
    Counting(
        _T.NOT_TAKEN_UP, "declined", "one.day", _REASON_GROUPS, {"signals": "one.signals", "cases": "one.cases"},
    ),
    Counting(
        _T.TERMS, "lines", "one.day", "VALUES ('termijn', one.term)", _TERM_NUMBERS,
        {"met": "one.met_on - one.since", "waiting": _WAITS.format(_DAY.format("one.latest")),
         "aim_waiting": _WAITS.format(_DAY.format("one.aim"))},
    ),
    Counting(
        _T.RECURRENCE, "ended", "one.closed_on", "VALUES ('totaal', ''), ('eindresultaat', one.end_result)", {},
        {"ended": _DAY.format("one.closed_on"), "again_six": _AGAIN.format(6), "again_twelve": _AGAIN.format(12)},
    ),
    Counting(
        _T.OVERDUE, "(SELECT * FROM parted WHERE status <> 'afgesloten' AND term IS NOT NULL)", None, _OVERDUE_GROUPS,
        {}, {"due": _DAY.format("one.due"), "due_by_law": _DAY.format("one.statutory_due")},
    ),
)
ADDING = frozenset(one.table for one in COUNTINGS)
"""The tables whose numbers add up over months and change only when somebody writes."""
_SHOWN = f"""(:part = '' OR g.split NOT IN ({", ".join(f"'{split}'" for split in PARTS)}))"""


@cache
def sums(source: Source, tables: frozenset[Table]) -> TextClause:
    """One statement that adds up tables of `ADDING`: the name of a table as `question`, and a row of it as JSON."""
    asked = [(one.table, query) for one in COUNTINGS if one.table in tables for query in _sums(one)]
    return text(everything(source, tables) + " UNION ALL ".join(
        f"SELECT '{table}' AS question, to_jsonb(q) AS row FROM ({query}) q" for table, query in asked  # noqa: S608 (words of this module, no input)
    ))


def _sums(one: Counting) -> list[str]:
    grouped = f"FROM {one.rows} one CROSS JOIN LATERAL ({one.groups}) AS g (split, key)"
    found = []
    if one.numbers:
        numbers = ", ".join(f"sum({number}) AS {name}" for name, number in one.numbers.items())
        found.append(f"SELECT g.split, g.key, {numbers} {grouped} WHERE {_SHOWN} GROUP BY 1, 2")
    if one.values:
        named = ", ".join(f"('{name}', {value})" for name, value in one.values.items())
        over = ", ".join(f"'{split}'" for split in sorted(one.spread_over))
        found.append(f"""SELECT g.split, g.key, v.name, v.value, count(*) AS number
          {grouped} CROSS JOIN LATERAL (VALUES {named}) AS v (name, value)
         WHERE v.value IS NOT NULL AND {_SHOWN} AND g.split IN ({over}) GROUP BY 1, 2, 3, 4""")
    return found


@cache
def things(source: Source, tables: frozenset[Table]) -> TextClause:
    """One statement that gives every thing: its place in `COUNTINGS`, sign, municipality, month, parts, groups as
    `split|key`, numbers and values, as JSON.
    """
    asked = (
        f"SELECT jsonb_build_array({place}, {_thing(source, one)}) FROM {one.rows} one"  # noqa: S608 (words of this module, no input)
        for place, one in enumerate(COUNTINGS) if one.table in tables
    )
    return text(everything(source, tables) + " UNION ALL ".join(asked))


def _thing(source: Source, one: Counting) -> str:
    groups = f"array(SELECT g.split || '|' || g.key FROM ({one.groups}) AS g (split, key) WHERE g.key IS NOT NULL)"  # noqa: S608 (words of this module, no input)
    added = ("jsonb_build_array(" + ", ".join(what.values()) + ")" for what in (one.numbers, one.values))
    return ", ".join(("one.sign", "one.code", source.month(one.day), "one.parts", groups, *added))
