"""Five years of a country: signals and cases of many municipalities, from real rows multiplied (see `rows`).

The first municipality is a city with a twentieth of everything. Nine in ten cases were taken up and closed, each after
one attempt; one in ten names worries instead of rent; one in ten comes from an address of half a year before. They are
of forty corporations. Of what is counted, nothing is the same in every row.
"""

from psycopg import Connection

from benchmarks.rows import filling, moment, multiply, overrides, referral_id
from benchmarks.stage import Stage
from benchmarks.world import FIRST_CODE, world_of
from service import clock
from service.actors import Robot
from service.db import array_of
from service.monitor.key_figures.exact import ACCEPTED
from service.monitor.summary.fold import MOST_ANEW, fold, make_anew
from service.partners.enrol import add_corporation
from service.referrals.status import ContactKind, EndResult
from service.referrals.tables import Referral, ReferralSignal
from service.rules.facts import Concern, Kind
from service.signals.tables import Signal

CITY = str(FIRST_CODE)
_AT = moment("interval '5 years'")
_IN_CITY = "n / 7 %% 20 = 0"
_CODE = f"CASE WHEN {_IN_CITY} THEN '{{first}}' ELSE cast({{first}} + n %% {{many}} AS text) END"
_OVER = "(n %% 10 > 0)"
_DOOR = "(n %% 10 = 3)"
# About half a year before, of the same municipality, which comes again after so many rows.
_HOME, _ROUND = "(CASE WHEN n %% 10 = 1 AND n / {shift} %% 2 = 1 THEN n - {shift} ELSE n END)", 23_940
_CORPORATIONS = 40


def history(stage: Stage, number: int) -> int:
    """So many signals, each in a case of its own, and their figures kept; how many there are."""
    return stage.once(f"history {number}", lambda _stage: _fill(stage, number))


def _fill(stage: Stage, number: int) -> int:
    mark = f"M{number}-"
    code = _CODE.format(first=FIRST_CODE, many=stage.sizes.municipalities)
    differing = overrides(_AT, code, mark)
    before = _HOME.format(shift=max(1, number // 10 // _ROUND) * _ROUND)
    home = f"substr(sha256(convert_to('{mark}h' || {before}, 'UTF8')), 1, 16)"
    differing["signal"] |= {
        "household_key": home, "corporation_id": _corporations(stage),
        "kind": f"CASE WHEN {_DOOR} THEN '{Kind.BEHIND_THE_DOOR}' ELSE '{Kind.RENT_ARREARS}' END",
        "concerns": f"CASE WHEN {_DOOR} THEN ARRAY[{_pick(list(Concern))}] END",
        "taken_up_at": f"CASE WHEN {_OVER} THEN {_later(3)} END",
        "amount_cents": f"CASE WHEN NOT {_DOOR} THEN 5000 + (n * 7919) %% 300000 END",
        "status": f"CASE WHEN {_OVER} THEN 'afgesloten' ELSE 'doorgezet' END",
    }
    differing["referral"] |= {
        "household_key": home,
        "status": f"CASE WHEN {_OVER} THEN 'afgesloten' ELSE 'open' END", "multiple": "n %% 9 = 0",
        "picked_up_at": f"CASE WHEN {_OVER} THEN {_later(3)} END", "consecutive": "n %% 4 = 0",
        "closed_at": f"CASE WHEN {_OVER} THEN {_later(40, 6)} END",
        "end_result": f"CASE WHEN {_OVER} THEN {_RESULT} END",
        "term": f"CASE WHEN {_OVER} THEN NULL ELSE 'eersteGesprek' END",
    }
    with filling(stage, 1, number) as (connection, given):
        for model in (Signal, Referral, ReferralSignal):
            multiply(connection, model, differing, given)
        _attempts(connection, given, mark)
    with stage.database.one_moment() as session:
        make_anew(session)
    while _folded(stage):
        pass
    return number


def _folded(stage: Stage) -> int:
    with stage.background.one_moment() as session:
        return fold(session, MOST_ANEW)


def _corporations(stage: Stage) -> str:
    """One of forty, as SQL: five in each municipality."""
    now = clock.now()
    with stage.database.transaction() as session:
        ids = [world_of(stage, 3).corporation_id] + [
            add_corporation(session, f"Proefwoning {one}", Robot("meting"), now) for one in range(1, _CORPORATIONS)
        ]
    town = f"CASE WHEN {_IN_CITY} THEN 0 ELSE n %% {stage.sizes.municipalities} END"
    which = f"1 + ({town} + n / 140 %% 5 * 7) %% {_CORPORATIONS}"
    return f"(cast('{array_of(ids)}' AS uuid[]))[{which}]"


def _later(days: int, first: int = 1) -> str:
    """One of so many days, from the `first` after it came. Nobody closes before they took up."""
    return f"({_AT} + interval '1 day' * ({first} + (n * 31) %% {days}))"


def _pick(values: list[str]) -> str:
    listed = ", ".join(f"'{one}'" for one in values)
    return f"(ARRAY[{listed}])[1 + (n * 13) %% {len(values)}]"


_RESULT = _pick([
    *ACCEPTED, EndResult.NO_CONTACT, EndResult.NO_HELP_WANTED, EndResult.UNJUSTIFIED, EndResult.CONTACT_LOST,
])


def _attempts(connection: Connection, given: dict[str, object], mark: str) -> None:
    kinds = _pick([ContactKind.LETTER, ContactKind.PHONE, ContactKind.HOME_VISIT])
    connection.execute(f"""
        INSERT INTO contact_attempt (referral_id, kind, on_day, part_of_day, reached, made_by, made_at)
        SELECT {referral_id(_AT, mark)}, {kinds}, ({_later(5)})::date, 'Middag', n %% 5 = 0, gen_random_uuid(), {_AT}
          FROM generate_series(%(first)s::bigint, %(until)s::bigint) AS n WHERE {_OVER}
    """.encode(), given)
    connection.execute("VACUUM (ANALYZE) contact_attempt")
