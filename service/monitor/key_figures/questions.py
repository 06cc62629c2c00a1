"""The questions to the database: each gives rows of a split, a group in it, and what was counted there.

A question on the spread gives, beside the group, a `name`, a `value` and how often (`number`) that value is there: from
those come medians and deciles, and what a later day makes late.
"""

from collections.abc import Callable
from functools import cache

from sqlalchemy import TextClause, text

from service.monitor.key_figures.bases import PERIOD, TRIED, Choice, everything, held, signals
from service.monitor.key_figures.measures import Table

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
         UNION ALL SELECT 'gebied', unnest(one.areas)
         UNION ALL SELECT 'team', unnest(one.teams)
         UNION ALL {_TYPES}
"""
# A spread is long, so it is kept only of the groups of which a median is told.
_AMOUNT_GROUPS = f"VALUES ('totaal', '') UNION ALL {_TYPES}"
_LEAD_GROUPS = """
        VALUES ('totaal', ''), ('team', one.team), ('dreiging', CASE WHEN one.threatening THEN 'ja' ELSE 'nee' END)
"""
_CASE_GROUPS = f"""
        VALUES ('totaal', ''), ('maand', to_char(one.taken_on, 'YYYY-MM')), ('bestemming', one.destination),
               ('gebied', one.area), ('team', one.team),
               ('dreiging', CASE WHEN one.threatening THEN 'ja' ELSE 'nee' END),
               ('eindresultaat', coalesce(one.end_result, 'nog geen'))
         UNION ALL SELECT 'corporatie', cast(unnest(one.corporations) AS text)
         UNION ALL {_TYPES}
"""


def _grouped(groups: str, what: str, numbers: str, units: str = "") -> str:
    """Numbers per group; `what` are the things that count, one row each, called `one`."""
    return f"""SELECT {units}g.split, g.key, {numbers}
      FROM {what} CROSS JOIN LATERAL ({groups}) AS g (split, key)
     GROUP BY {"1, 2, 3, 4, 5" if units else "1, 2"}"""  # noqa: S608 (words of this module, no input)


def _spread(groups: str, what: str, values: dict[str, str], units: str = "") -> str:
    """How often each value is there, per group."""
    named = ", ".join(f"('{name}', {value})" for name, value in values.items())
    return f"""SELECT {units}g.split, g.key, v.name, v.value, count(*) AS number
      FROM {what} CROSS JOIN LATERAL ({groups}) AS g (split, key) CROSS JOIN LATERAL (VALUES {named}) AS v (name, value)
     WHERE v.value IS NOT NULL
     GROUP BY {"1, 2, 3, 4, 5, 6, 7" if units else "1, 2, 3, 4"}"""  # noqa: S608 (words of this module, no input)


def _count(condition: str, name: str) -> str:
    return f"count(*) FILTER (WHERE {condition}) AS {name}"


def _of_signals(choice: Choice) -> tuple[str, str]:
    units = choice.units("one.day")
    numbers = ", ".join((
        "count(*) AS signals", _count("one.crisis", "crisis"), _count("one.taken_up", "taken_up"),
        "count(one.amount_cents) AS amount_known", "coalesce(sum(one.amount_cents), 0) AS amount_sum",
    ))
    values = {"amount": "cast(round(one.amount_cents / 1000.0) AS int)"}
    return (
        _grouped(_SIGNAL_GROUPS, "signals one", numbers, units),
        _spread(_AMOUNT_GROUPS, "signals one", values, units),
    )


# Each step counts within the one before, so the numbers never rise.
def _of_funnel(choice: Choice) -> tuple[str]:
    numbers = ", ".join((
        _count("one.placed", "placed"), _count("one.taken_up AND one.tried", "tried"),
        _count("one.taken_up AND one.reached", "reached"), _count("one.taken_up AND one.accepted", "accepted"),
    ))
    return (_grouped("VALUES ('totaal', '')", "signals one", numbers, choice.units("one.day")),)


def _of_cases(choice: Choice) -> tuple[str, str]:
    units = choice.units("one.taken_on")
    numbers = ", ".join((
        "count(*) AS cases", "sum(one.attempts) AS attempts", _count("one.reached", "reached"),
        _count("one.accepted", "accepted"), _count("one.accepted AND one.reached", "accepted_reached"),
        _count("one.multiple", "multiple"), _count("one.consecutive", "consecutive"),
        _count("NOT one.multiple AND NOT one.consecutive", "single"),
        _count("one.multiple AND one.consecutive", "both_types"),
        _count("one.taken_on - one.sent_on <= 3", "within_three_days"),
        _count("one.taken_on - one.sent_on <= 28", "within_four_weeks"),
    ))
    values = {
        "taken": "one.taken_on - one.sent_on", "first": "one.first_on - one.sent_on",
        "reached": "one.reached_on - one.sent_on", "closed": "one.closed_on - one.sent_on",
    }
    return (
        _grouped(_CASE_GROUPS, "cases one", numbers, units), _spread(_LEAD_GROUPS, "cases one", values, units),
    )


_ATTEMPT_GROUPS = """
        VALUES ('totaal', ''), ('soortContact', one.kind), ('dagdeel', one.part_of_day),
               ('poging', CASE WHEN one.number < 5 THEN cast(one.number AS text) ELSE '5 of meer' END)
"""


def _of_attempts(choice: Choice) -> tuple[str]:
    numbers = ", ".join((
        "count(*) AS attempts", _count("one.reached", "reached"), "count(DISTINCT one.referral_id) AS cases",
        "count(DISTINCT one.referral_id) FILTER (WHERE one.reached) AS cases_reached",
    ))
    what = """(SELECT n.*, c.taken_on, c.began, c.code FROM numbered n JOIN cases c ON c.id = n.referral_id) one"""
    return (_grouped(_ATTEMPT_GROUPS, what, numbers, choice.units("one.taken_on")),)


_REASON_GROUPS = """
        VALUES ('totaal', ''), ('reden', one.reason)
         UNION ALL SELECT 'corporatie', cast(unnest(one.corporations) AS text)
"""


def _of_not_taken_up(choice: Choice) -> tuple[str]:
    numbers = "sum(signals) AS signals, sum(cases) AS cases"
    return (_grouped(_REASON_GROUPS, "declined one", numbers, choice.units("one.day")),)


# What waits becomes late on the day after its limit, without anybody writing: so the limits are told, not a verdict.
_DAY = "{} - date '2000-01-01'"
_WAITS = "CASE WHEN one.met_on IS NULL AND one.runs AND one.closed_on IS NULL THEN {} END"


def _of_terms(choice: Choice) -> tuple[str, str]:
    units, groups = choice.units("one.day"), "VALUES ('termijn', one.term)"
    missed = "one.met_on IS NULL AND one.runs AND one.closed_on > {}"
    numbers = ", ".join((
        _count("one.met_on <= one.latest", "kept"), _count("one.met_on <= one.aim", "aim_kept"),
        _count(f"one.latest IS NOT NULL AND one.met_on IS NOT NULL OR {missed.format('one.latest')}", "judged"),
        _count(f"one.aim IS NOT NULL AND one.met_on IS NOT NULL OR {missed.format('one.aim')}", "aim_judged"),
    ))
    values = {
        "met": "one.met_on - one.since", "waiting": _WAITS.format(_DAY.format("one.latest")),
        "aim_waiting": _WAITS.format(_DAY.format("one.aim")),
    }
    return _grouped(groups, "lines one", numbers, units), _spread(groups, "lines one", values, units)


def _of_worries(choice: Choice) -> tuple[str]:
    groups = "VALUES ('totaal', '') UNION ALL SELECT 'zorg', unnest(one.concerns)"
    what = "(SELECT * FROM signals WHERE concerns IS NOT NULL) one"
    return (_grouped(groups, what, "count(*) AS worries", choice.units("one.day")),)


# The households of the period, each once, whatever the number of signals; an erased address is its own household.
def _of_factors() -> str:
    what = """(
        SELECT array_agg(DISTINCT f.factor) AS factors
          FROM signals s CROSS JOIN LATERAL unnest(s.concerns) AS w (worry)
          JOIN unnest(cast(:worries AS text[]), cast(:factors AS text[])) AS f (worry, factor) ON f.worry = w.worry
         GROUP BY s.household_key) one"""
    groups = """
        VALUES ('totaal', ''), ('aantalFactoren', cast(cardinality(one.factors) AS text))
         UNION ALL SELECT 'factor', unnest(one.factors)"""
    return f"WITH {held(PERIOD)}, {TRIED}, {signals(PERIOD)} " + _grouped(groups, what, "count(*) AS households")


# Only cases whose six or twelve months have passed, and whose address can still be compared.
def _of_recurrence() -> str:
    passed = "one.closed_on + interval '{} months' <= :today"
    again = "one.again_on <= one.closed_on + interval '{} months'"
    numbers = ", ".join(
        f"{_count(passed.format(months), f'ended_{name}')}, "
        f"{_count(f'{passed.format(months)} AND {again.format(months)}', f'again_{name}')}"
        for months, name in ((6, "six"), (12, "twelve"))
    )
    ended = f"""WITH {held(PERIOD)}, ended AS (
        SELECT h.end_result, h.closed_on, min(s.signal_date) AS again_on
          FROM held h
          LEFT JOIN signal s ON s.household_key = ANY (h.homes) AND s.kind = :kind AND s.signal_date > h.closed_on
         WHERE h.closed_on BETWEEN :first AND :last AND h.end_result IS NOT NULL AND h.homes IS NOT NULL
         GROUP BY h.id, h.end_result, h.closed_on
    ) """  # noqa: S608 (words of this module, no input)
    return ended + _grouped("VALUES ('totaal', ''), ('eindresultaat', one.end_result)", "ended one", numbers)


# Who must act: somebody who has it in hand, or the desk (at triage too) when nobody has.
_OVERDUE_GROUPS = """
        VALUES ('totaal', ''), ('bestemming', one.destination), ('gebied', one.area), ('team', one.team),
               ('termijn', one.term),
               ('aanZet', CASE WHEN one.destination = 'triage' THEN 'triage'
                               WHEN one.status = 'opgepakt' THEN 'behandelaar' ELSE 'werkverdeling' END)
"""


def _of_overdue() -> str:
    what = "(SELECT * FROM held WHERE status <> 'afgesloten' AND term IS NOT NULL) one"
    numbers = ", ".join((
        _count("one.due < :today", "late"), _count("one.statutory_due < :today", "late_by_law"),
        "count(*) AS waiting",
    ))
    return f"WITH {held(PERIOD)} " + _grouped(_OVERDUE_GROUPS, what, numbers)


_REFUSAL_GROUPS = """
        VALUES ('totaal', ''), ('reden', one.reason), ('corporatie', cast(one.corporation_id AS text)),
               ('maand', to_char(one.day, 'YYYY-MM'))
"""


def _of_refused() -> str:
    what = """(SELECT * FROM refusal_count
                WHERE (cast(:code AS text) IS NULL OR municipality_code = :code) AND kind = :kind
                  AND day BETWEEN :first AND :last
                  AND (cast(:corporation AS uuid) IS NULL OR corporation_id = :corporation)) one"""
    return _grouped(_REFUSAL_GROUPS, what, "sum(count) AS refused")


_ADDING: dict[Table, Callable[[Choice], tuple[str, ...]]] = {
    Table.SIGNALS: _of_signals, Table.CASES: _of_cases, Table.ATTEMPTS: _of_attempts,
    Table.NOT_TAKEN_UP: _of_not_taken_up, Table.TERMS: _of_terms, Table.WORRIES: _of_worries, Table.FUNNEL: _of_funnel,
}
_OTHER = {
    Table.FACTORS: _of_factors(), Table.RECURRENCE: _of_recurrence(), Table.OVERDUE: _of_overdue(),
    Table.REFUSED: _of_refused(),
}
ADDING = frozenset(_ADDING)
"""What adds up over months and changes only when somebody writes."""
TABLES = (*_ADDING, *_OTHER)


@cache
def question(choice: Choice, tables: frozenset[Table]) -> TextClause:
    """One statement for tables of `ADDING`: the name of a table as `question`, and a row of it as JSON."""
    asked = (
        f"SELECT '{table}' AS question, to_jsonb(q) AS row FROM ({one}) q"  # noqa: S608 (words of this module, no input)
        for table in TABLES if table in tables for one in _ADDING[table](choice)
    )
    return text(everything(choice) + " UNION ALL ".join(asked))


@cache
def other_question(table: Table) -> TextClause:
    """The statement for a table that does not add up, always over a period: its rows."""
    return text(_OTHER[table])
