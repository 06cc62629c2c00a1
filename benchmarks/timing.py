"""What is told of a row of times."""

from collections.abc import Sequence
from statistics import quantiles


def p95(times: Sequence[float]) -> float:
    """The slowest but one in twenty."""
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
