"""The `voordeur` command: parses, calls a use case, prints. What is slow to import, its own command imports."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from service import clock
from service.errors import BadSettings, DomainError, InvalidInput


def main(arguments: list[str] | None = None) -> NoReturn:
    """Entry point. Exit 0 done, 1 could not be done, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    given = _parser(words).parse_args(words)
    try:
        sys.exit(given.run(given) or 0)
    except BadSettings as error:
        sys.exit(_refuse(str(error), 1))
    except DomainError as error:
        sys.exit(_refuse(_told(error), 1))
    except BrokenPipeError:
        # The reader of our output went away, as with `| head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _told(error: DomainError) -> str:
    if isinstance(error, InvalidInput):
        return "\n".join(["Dit klopt nog niet:", *(f"  {fault.pointer}: {fault.detail}" for fault in error.faults)])
    return error.detail


def _refuse(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _parser(words: list[str]) -> argparse.ArgumentParser:
    """The parser of a command line; the sub-commands of a group are only there when the words name that group."""
    parser = argparse.ArgumentParser(prog="voordeur", description="Vroegsignalen van corporatie naar gemeente.")
    commands = parser.add_subparsers(required=True, metavar="opdracht")

    def command(name: str, run: Callable[[argparse.Namespace], int | None], words: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=words, description=words)
        sub.set_defaults(run=run)
        return sub

    command("serve", _serve, "Start de API en de schermen.")
    command("worker", _worker, "Start het achtergrondwerk, met de doorgifte uit de outbox.")
    command("beat", _beat, "Start de klok van de vaste rondes.")
    command("demo", _demo, "Start alles met een voorbeeldgemeente (dit doet ./start).")
    command("migrate", _migrate, "Werk de tabellen bij.")
    command("openapi", _openapi, "Schrijf het API-document naar standaarduitvoer.")
    for name, (told, module, readers) in _groups().items():
        group = command(name, lambda _given: 2, told)
        if name in words:
            import_module(module).add_commands(group, *readers)
    judge = command("beoordeel", _judge, "Beoordeel signalen zonder iets op te slaan.")
    judge.add_argument("bestand", nargs="?", help="JSON of NDJSON; zonder bestand: standaardinvoer")
    judge.add_argument("--ontvangen", metavar="DATUM", type=_day, help="dag van ontvangst (standaard vandaag)")
    judge.add_argument("--beleid", metavar="BESTAND", help="beleid van de gemeente (YAML)")
    judge.add_argument("--zonder-overeenkomst", action="store_true", help="alsof er geen overeenkomst is")
    return parser


def _groups() -> dict[str, tuple[str, str, tuple[Callable[[str], Any], ...]]]:
    """Each group of commands: what it is for, the module that knows them, and the readers of values that it needs."""
    return {
        "adressen": ("Straten en plaatsen bij een postcode en huisnummer.", "service.cli_addresses", ()),
        "kerncijfers": ("Vergelijk de bijgehouden kerncijfers, of tel ze opnieuw.", "service.cli_figures", ()),
        "aanleveren": ("Stuur een bestand met signalen (voor een corporatie).", "service.cli_delivery", ()),
        "bewijs": ("Ontvangstbewijzen controleren.", "service.cli_receipt", ()),
        "sleutels": ("De sleutels waarmee Voordeur ondertekent en verzegelt.", "service.cli_keys", ()),
        "mislukt": ("Werk dat niet lukte bekijken en opnieuw doen.", "service.cli_failed", ()),
        "partner": ("Gemeenten, corporaties, clients en accounts.", "service.cli_partners", (_day,)),
        "beleid": ("Beleid toetsen, proberen, importeren en exporteren.", "service.cli_policy", (_day,)),
        "ddas": ("De landelijke aanlevering (DDAS vroegsignalering).", "service.cli_monitor", (_day,)),
        "sjabloon": ("Teksten van berichten toetsen.", "service.cli_messages", (_text,)),
        "thema": ("Het uiterlijk van een gemeente toetsen.", "service.cli_theme", (_text,)),
    }


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("verwacht een datum als 2026-09-14") from None


def _serve(_given: argparse.Namespace) -> int:
    from service.serving import serve

    serve()
    return 0


def _worker(_given: argparse.Namespace) -> NoReturn:
    from service import config

    settings = config.load()
    _celery("worker", "--concurrency", str(settings.worker_concurrency), "--without-gossip", "--without-mingle")


def _beat(_given: argparse.Namespace) -> NoReturn:
    from service import config

    config.load()
    _celery("beat", "--pidfile=")


def _celery(*arguments: str) -> NoReturn:
    """Become Celery's own command: the service knows its workers only by this name."""
    command = [sys.executable, "-m", "celery", "-A", "workers.app", *arguments, "--loglevel", "WARNING"]
    os.execv(sys.executable, command)  # noqa: S606


def _demo(_given: argparse.Namespace) -> int:
    from service.supervise import demo

    return demo()


def _migrate(_given: argparse.Namespace) -> None:
    from service import config
    from service.db import migrate

    migrate(config.load())
    print("De tabellen zijn bijgewerkt.")


def _openapi(_given: argparse.Namespace) -> None:
    from service.app import openapi_document

    print(json.dumps(openapi_document(), ensure_ascii=False, indent=1))


def _judge(given: argparse.Namespace) -> int:
    from service.policy.agreement import SendingPermission
    from service.policy.load import load_stored
    from service.policy.threshold import WITHOUT_MANNER
    from service.signals.trial import judge_document, judgeable

    received_on = given.ontvangen or clock.today()
    judgeable(received_on)
    # Also a policy of before a choice that is asked now: it is judged by as it is in force.
    policy = load_stored(_text(given.beleid)) if given.beleid else None
    if policy and policy.thresholds.is_set and policy.thresholds.manner is None:
        print(f"Let op: {WITHOUT_MANNER}", file=sys.stderr)
    permission = SendingPermission.NONE if given.zonder_overeenkomst else SendingPermission.AGREEMENT
    for document in _documents(_text(given.bestand)):
        line = judge_document(document, received_on, permission=permission, policy=policy)
        print(json.dumps(line, ensure_ascii=False))
    return 0


def _text(path: str | None) -> str:
    """A file or standard input as UTF-8, with or without a byte order mark."""
    try:
        raw = Path(path).read_bytes() if path and path != "-" else sys.stdin.buffer.read()
    except OSError as error:
        raise BadSettings(f"Het bestand {path} is niet te lezen: {error.strerror}.") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadSettings("De invoer is geen UTF-8. Sla het bestand op als UTF-8 en probeer het opnieuw.") from None


def _documents(text: str) -> Iterator[Any]:
    """The signals in one JSON object, a JSON array or NDJSON; text that is no JSON comes out as `InvalidInput`."""
    from service.strict_json import parse_json

    whole = _parsed(parse_json, text)
    if isinstance(whole, list):
        yield from whole
    elif not isinstance(whole, InvalidInput):
        yield whole
    elif "\n" in text.strip():
        yield from (_parsed(parse_json, line) for line in text.splitlines() if line.strip())
    else:
        yield whole


def _parsed(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except InvalidInput as error:
        return error
