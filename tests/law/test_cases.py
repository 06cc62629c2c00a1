import pytest

from service.rules.explain import document
from service.rules.registry import judge

from .cases import RENT_CASES, TERM_CASES, THREAT_CASES, Case, Going
from .door_cases import DOOR_CASES

CASES = (*RENT_CASES, *TERM_CASES, *THREAT_CASES, *DOOR_CASES)


def test_there_are_enough_cases_and_none_twice():
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, day):
    shown = document(judge(case.facts, day(case.on), case.reading))
    unmet = [one["voorwaarde"] for one in shown["bevindingen"] if one["uitkomst"] == "nietVoldaan"]
    assert tuple(unmet) == case.unmet
    assert shown["oordeel"] == ("geweigerd" if case.unmet else "toegestaan")
    assert tuple(map(going, shown["bestemmingen"])) == case.going
    assert (shown["wegwijzer"] or {"code": None})["code"] == case.signpost


def going(shown: dict) -> Going:
    return Going(
        shown["bestemming"], shown["termijn"]["uiterlijk"], shown["bedreigendeSituatie"], shown.get("streefdatum"),
    )
