"""`voordeur thema ...`: check the look of a municipality. Needs no settings and no servers."""

import argparse
from collections.abc import Callable

from service.typeset import is_drawing
from service.web.contrast import faults_of, unknown_of
from service.web.page import STATIC


def add_commands(parser: argparse.ArgumentParser, read: Callable[[str | None], str]) -> None:
    """The sub-commands of `voordeur thema`. `read` gives the text of a file, or of standard input."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    check = commands.add_parser("toets", help="Toets een thema (contrast, WCAG 2.2 AA) of een logo.", epilog=_ENDS)
    check.add_argument("bestand", nargs="?", help="het thema (CSS) of het logo (SVG); zonder bestand: standaardinvoer")
    check.set_defaults(run=lambda given: _check(read(given.bestand)))


_ENDS = "Eindigt met 0 als alles te lezen is, met 1 als er iets niet goed is."


def _check(given: str) -> int:
    return _check_logo(given) if given.lstrip().startswith("<") else _check_theme(given)


def _check_logo(logo: str) -> int:
    """The same question as is asked when a letter is made."""
    if is_drawing(logo):
        print("Dit logo kan op een brief. Bekijk het daarna op een brief, bij Beheer, Hulp voor inwoners.")
        return 0
    print("Dit logo kan niet op een brief. Bewaar het als gewone SVG, zonder plaatjes van elders.")
    return 1


def _check_theme(theme: str) -> int:
    default = (STATIC / "theme.css").read_text("utf-8")
    unknown = unknown_of(default, theme)
    for name in unknown:
        print(f"--{name} kent Voordeur niet. Kijk in service/web/static/theme.css welke namen er zijn.")
    try:
        found = faults_of(default, theme)
    except ValueError as error:
        print(error)
        return 1
    for fault in found:
        print(fault)
    if not (unknown or found):
        print("Dit thema is goed te lezen, licht en donker.")
    return int(bool(unknown or found))
