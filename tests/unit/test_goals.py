"""How a figure of the benchmarks is read: which way a ratio counts, and what it reached."""

from collections.abc import Iterator

import pytest

from benchmarks.frame import Arm, Failed, Question, figure, ratio_of, take_turns
from benchmarks.goals import Goal, Sense

MORE, LESS = Goal(1, 0.6, 0.9, 1.1), Goal(13, 50, 20, 10)


@pytest.mark.parametrize(("ratio", "said"), [(0.5, "GEMIST"), (0.6, "ondergrens"), (1.0, "doel gehaald"),
                                             (1.2, "top gehaald")])
def test_more_is_better(ratio: float, said: str) -> None:
    assert MORE.verdict(ratio, Sense.RATE) == said


@pytest.mark.parametrize(("ratio", "said"), [(60, "GEMIST"), (50, "ondergrens"), (15, "doel gehaald"),
                                             (9, "top gehaald")])
def test_less_is_better_where_the_goal_says_so(ratio: float, said: str) -> None:
    assert LESS.verdict(ratio, Sense.COST) == said


def test_a_shorter_duration_gives_a_higher_ratio() -> None:
    assert ratio_of(2, 10, Sense.DURATION) == 5
    assert ratio_of(2, 10, Sense.RATE) == ratio_of(2, 10, Sense.COST) == 0.2


def test_a_measurement_of_nothing_is_no_figure() -> None:
    with pytest.raises(Failed):
        ratio_of(1, 0, Sense.RATE)


def test_arms_take_turns_and_the_median_counts() -> None:
    seen: list[str] = []
    ours, theirs = iter([99.0, 1.0, 2.0, 9.0]), iter([99.0, 1.0, 1.0, 1.0])

    def run(name: str, values: Iterator[float]) -> float:
        seen.append(name)
        return next(values)

    arms = [Arm("a", lambda: run("a", ours)), Arm("b", lambda: run("b", theirs))]
    found = figure(Question("x", "a", "b", "n", MORE), take_turns(arms, 3))
    assert seen == ["a", "b"] * 4
    assert (found.value, found.baseline, found.ratio, found.spread) == (2, 1, 2, (1, 9))
