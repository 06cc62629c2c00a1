"""`python -m benchmarks`: chooses cases and sizes, runs them one after another, prints figures as they come."""

import argparse
import signal
import sys
import time

from benchmarks import report
from benchmarks.cases import CASES
from benchmarks.frame import Case, Failed, Figure
from benchmarks.sizes import FULL, QUICK
from benchmarks.stage import Stage, stage_for
from service.embedded.processes import ServerFailed

LEAST_ROUNDS = 5


def main(arguments: list[str] | None = None) -> int:
    """Exit 0 also when a goal is missed: the table says so. Exit 1 when something could not be measured rightly."""
    given = _parser().parse_args(arguments)
    # Whoever ends us that way gets the same as with Ctrl-C: nothing stays behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sizes = QUICK if given.snel else FULL
    rounds = given.rondes or (1 if given.snel else LEAST_ROUNDS)
    chosen = [case for case in CASES if not given.gevallen or case.name in given.gevallen]
    began = time.monotonic()
    try:
        with stage_for(sizes, rounds, deep=given.groot) as stage:
            figures = [figure for case in chosen for figure in _measured(case, stage)]
    except (Failed, ServerFailed) as error:
        report.say(f"Fout: {error}")
        return 1
    report.table(figures, rounds)
    report.say(f"Klaar in {time.monotonic() - began:.0f} s.")
    return 0


def _measured(case: Case, stage: Stage) -> list[Figure]:
    report.say(f"== {case.name}: {case.title}")
    found = []
    for figure in case.measure(stage):
        report.line(figure)
        found.append(figure)
    return found


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {case.name:<14} {case.title}" for case in CASES)
    parser = argparse.ArgumentParser(
        prog="./start bench", description="Meet Voordeur tegen maatstaven in dezelfde run.",
        epilog=f"gevallen:\n{listed}", formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gevallen", nargs="*", metavar="geval", type=_case, help="welke gevallen; zonder naam alle")
    parser.add_argument("--snel", action="store_true", help="klein en kort: werken de metingen nog?")
    parser.add_argument("--rondes", type=_rounds, help=f"aantal rondes (standaard {LEAST_ROUNDS}; snel: 1)")
    parser.add_argument("--groot", action="store_true", help="werklijst en monitor ook met vijf miljoen")
    return parser


def _case(text: str) -> str:
    if text not in {case.name for case in CASES}:
        raise argparse.ArgumentTypeError(f"onbekend geval {text}; zie --help")
    return text


def _rounds(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main())
