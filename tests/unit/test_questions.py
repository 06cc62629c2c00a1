"""The questions at triage: each has its answers, and they wait in line in one order."""

from itertools import permutations
from typing import Any

import pytest

from service.referrals.questions import (
    RESULTS,
    Finding,
    Question,
    TriageReason,
    after_answer,
    question_at,
    with_question,
)


def at_triage(question: Question, intended: str = "schuldhulp") -> dict[str, Any]:
    return {"bedoeld": intended, "gebied": None, "uitleg": f"Uitleg van {question}.", "vraag": question}


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("intended", ["schuldhulp", "wijkteam"])
def test_every_question_can_be_answered_both_ways_and_says_what_follows(question: Question, intended: str) -> None:
    asked = question_at(at_triage(question, intended))
    assert asked.text.endswith("?")
    assert {option.goes_on for option in asked.options} == {True, False}
    assert all(option.consequence.endswith(".") and option.reasons for option in asked.options)
    # The reasons of one answer all end the work, or none does.
    assert all(len({reason in RESULTS for reason in option.reasons}) == 1 for option in asked.options)


def test_every_reason_is_given_with_some_answer() -> None:
    given = {
        reason for question in Question for option in question_at(at_triage(question)).options
        for reason in option.reasons
    }
    assert given == set(TriageReason)


def test_a_finding_is_a_question() -> None:
    assert {str(finding) for finding in Finding} <= {str(question) for question in Question}


@pytest.mark.parametrize("pair", list(permutations(Question, 2)), ids="-".join)
def test_two_questions_are_asked_one_after_another_whichever_came_first(pair: tuple[Question, Question]) -> None:
    first, second = pair
    both = with_question(at_triage(first), second, f"Uitleg van {second}.")
    other = with_question(at_triage(second), first, f"Uitleg van {first}.")
    assert both == other
    assert with_question(both, first, "nog eens") == both
    left = after_answer(both)
    assert left is not None
    assert {both["vraag"], left["vraag"]} == set(pair)
    assert left["uitleg"] == f"Uitleg van {left['vraag']}."
    assert after_answer(left) is None


def test_a_team_is_chosen_last() -> None:
    routing = at_triage(Question.UNKNOWN_AREA)
    for question in Question:
        routing = with_question(routing, question, "Uitleg.")
    asked = []
    found: dict[str, Any] | None = routing
    while found:
        asked.append(question_at(found))
        found = after_answer(found)
    assert len(asked) == len(Question)
    assert [one.team_needed for one in asked] == [False] * (len(Question) - 1) + [True]
