"""What comes out: one JSON line per figure on standard output; progress and the table for people on standard error."""

import json
import sys
from collections.abc import Sequence

from benchmarks.frame import Figure
from benchmarks.goals import Sense


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def line(figure: Figure) -> None:
    shown = {
        "name": figure.name, "value": _short(figure.value), "unit": figure.unit, "baseline": _short(figure.baseline),
        "ratio": _short(figure.ratio),
    }
    print(json.dumps(shown, ensure_ascii=False), flush=True)
    say(f"   {figure.name}: {shown['value']} {figure.unit} (maatstaf {shown['baseline']}), {shown['ratio']}x")


def table(figures: Sequence[Figure], rounds: int) -> None:
    """Every figure with its goal; a missed one says so."""
    say(f"\nMediaan van {rounds} ronde(n). Verhouding: hoger is beter; met (-) is lager beter.\n")
    head = ("doel", "meting", "waarde", "maatstaf", "verhouding", "per ronde", "ondergrens/doel/top", "uitkomst")
    rows = [head, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _row(figure: Figure) -> tuple[str, ...]:
    goal, less = figure.goal, " (-)" if figure.sense is Sense.COST else ""
    return (
        str(goal.number) if goal and goal.number else "", figure.name, f"{_short(figure.value)} {figure.unit}",
        str(_short(figure.baseline)), f"{_short(figure.ratio)}x{less}",
        f"{_short(figure.spread[0])}-{_short(figure.spread[1])}",
        f"{goal.floor:g}/{goal.goal:g}/{goal.stretch:g}" if goal else "",
        goal.verdict(figure.ratio, figure.sense) if goal else "",
    )


def _short(number: float) -> float:
    """Three figures say all that a measurement like this can."""
    return float(f"{number:.3g}") if abs(number) < 1000 else float(round(number))
