"""`voordeur sjabloon ...`: check message texts. Needs no settings and no servers."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from service.errors import Fault, InvalidInput
from service.messages.kind import Kind, MessageChannel, MessagePurpose, MessageSituation
from service.messages.verdict import blocks, verdict_of


def add_commands(parser: argparse.ArgumentParser, read: Callable[[str | None], str]) -> None:
    """The sub-commands of `voordeur sjabloon`. `read` gives the text of a file, or of standard input."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    check = commands.add_parser("toets", help="Toets een tekst aan de regels voor berichten.", epilog=_ENDS)
    check.add_argument("bestand", nargs="?", help="de tekst; zonder bestand: standaardinvoer")
    check.add_argument("--kanaal", metavar="K", type=_kind, help=f"kanaal, of kanaal:doel. Kanalen: {_names()}")
    check.add_argument(
        "--situatie", type=MessageSituation, choices=tuple(MessageSituation), default=MessageSituation.ORDINARY,
        metavar="S", help=f"waarvoor de tekst is: {', '.join(MessageSituation)}",
    )
    check.add_argument(
        "--ndjson", action="store_true", help='elke regel is {"id", "channel", "text"}, met "situation" als het moet',
    )
    check.set_defaults(run=lambda given: _check_lines(given, read) if given.ndjson else _check_one(given, read))


_ENDS = "Eindigt met 0 als de tekst goed is of elke regel is getoetst, met 1 als er een fout in de tekst staat."


def _names() -> str:
    return f"{', '.join(MessageChannel)}. Doelen: {', '.join(MessagePurpose)}"


def _kind(name: str) -> Kind:
    try:
        return Kind.parse(name)
    except InvalidInput as error:
        raise argparse.ArgumentTypeError(error.faults[0].detail) from None


def _check_one(given: argparse.Namespace, read: Callable[[str | None], str]) -> int:
    verdict = verdict_of(read(given.bestand), given.kanaal or Kind(MessageChannel.LETTER), given.situatie)
    for finding in verdict:
        print(f"{finding['id']} {finding['ernst']}, {finding['plaats']}\n    {finding['uitleg']}")
        if finding["beter"]:
            print(f"    Beter: {finding['beter']}")
    if not verdict:
        print("Deze tekst voldoet aan alle regels.")
    return int(blocks(verdict))


def _check_lines(given: argparse.Namespace, read: Callable[[str | None], str]) -> int:
    unchecked = 0
    for number, document in _documents(read(given.bestand)):
        answer = _answer(document, given.kanaal, given.situatie)
        if "fout" in answer:
            unchecked += 1
            print(f"Regel {number} is niet getoetst: {answer['fout']}", file=sys.stderr)
        # A lone surrogate from an escape in the input cannot be written as UTF-8; as an escape it can.
        print(json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace").decode())
    return int(unchecked > 0)


def _documents(text: str) -> Iterator[tuple[int, Any]]:
    # No splitlines: a line separator inside a JSON string is a character of the text.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None


def _answer(document: Any, channel: Kind | None, situation: MessageSituation) -> dict[str, Any]:
    """The findings of one line; `fout` says what kept the line from being checked."""
    name = document.get("id") if isinstance(document, dict) else None
    try:
        kind, text = _asked(document, channel)
        return {"id": name, "regels": verdict_of(text, kind, _situation(document, situation))}
    except InvalidInput as error:
        return {"id": name, "regels": [], "fout": error.faults[0].detail}


def _asked(document: Any, channel: Kind | None) -> tuple[Kind, str]:
    if not isinstance(document, dict) or not isinstance(document.get("text"), str):
        raise InvalidInput([Fault("#/text", "ontbreekt", 'Schrijf op elke regel {"id", "channel", "text"} als JSON.')])
    given = document.get("channel")
    if given is None and channel is not None:
        return channel, document["text"]
    return Kind.parse(given if isinstance(given, str) else ""), document["text"]


def _situation(document: dict[str, Any], otherwise: MessageSituation) -> MessageSituation:
    given = document.get("situation")
    if given is None:
        return otherwise
    if given not in list(MessageSituation):
        told = f"Kies een situatie uit {', '.join(MessageSituation)}."
        raise InvalidInput([Fault("#/situation", "onbekendeSituatie", told)])
    return MessageSituation(given)
