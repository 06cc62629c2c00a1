"""`voordeur aanleveren`: a corporation sends a file. Runs without any setting of the service."""

import argparse
import hashlib
import json
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from service import clock, config
from service.errors import BadSettings
from service.sending.connection import connect
from service.sending.credentials import Credentials, Secret, key_of, secret_of, text_of
from service.sending.door import Door, Patience
from service.sending.ledger import Ledger
from service.sending.outcome import Exit, NotFinished, Tally
from service.sending.send import send
from service.sending.show import Watcher
from service.sending.source import Source, Unusable, survey
from service.sending.tokens import Tokens
from service.sending.translate import Receiver, Translator, Trial, check_columns
from service.signals.delivery.mapping import NO_MAPPING, Mapping, load_mapping
from service.signals.delivery.rows import MOST_ROWS

_EXIT_CODES = (
    "Exitcodes: 0 alles aangenomen of al bekend; 1 een instelling of de toegang klopt niet; 2 verkeerde opdracht, of "
    "een bestand dat zo niet aan te leveren is; 3 alles verstuurd, maar er zijn rijen geweigerd of ongeldig (zie het "
    "uitkomstbestand); 4 niet af: voer dezelfde opdracht nog eens uit."
)


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The arguments of `voordeur aanleveren`. A secret is never one of them: others on the machine could read it."""
    parser.epilog = _EXIT_CODES
    parser.set_defaults(run=_run)
    add = parser.add_argument
    add("bestand", type=Path, help="CSV of NDJSON")
    add("--url", help="adres van Voordeur, zoals https://voordeur.example.nl")
    add("--client", metavar="NAAM", help="naam van uw client")
    _add_proof(parser)
    add("--kolommen", metavar="BESTAND", type=Path, help="vertaling van de kolommen van uw pakket (YAML)")
    add("--proef", action="store_true", help="kijk alles na op deze machine; verstuurt niets, zonder --url en sleutel")
    add("--uitkomst", metavar="BESTAND", type=Path, help="uitkomst per rij, .ndjson of .csv (standaard naast BESTAND)")
    add("--per-keer", metavar="AANTAL", type=_up_to(MOST_ROWS), default=1_000, help="rijen per keer (standaard 1000)")
    add("--pogingen", metavar="AANTAL", type=_up_to(100), default=8, help="pogingen bij een storing (standaard 8)")
    add("--codering", metavar="NAAM", help="tekens van BESTAND, als die niet vanzelf goed worden herkend, zoals cp850")
    add("--ca", metavar="BESTAND", type=Path, help="certificaten van een eigen certificaatuitgever (PEM)")
    add("--toch-http", action="store_true", help="sta http zonder versleuteling toe; alleen met verzonnen gegevens")
    add("--stil", action="store_true", help="toon alleen fouten")


def _add_proof(parser: argparse.ArgumentParser) -> None:
    proof = parser.add_mutually_exclusive_group()
    proof.add_argument("--sleutel", metavar="BESTAND", type=Path, help="uw geheime sleutel (PEM of JWK)")
    told = f"bestand met het secret van uw client (of zet het in {config.CLIENT_SECRET})"
    proof.add_argument("--secret-bestand", metavar="BESTAND", type=Path, help=told)
    parser.add_argument("--sleutel-id", metavar="KID", help="welke sleutel dit is, als uw client er meer heeft")


def _up_to(most: int) -> Any:
    def number(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"verwacht een getal van 1 tot en met {most}")
        return int(text)

    return number


def _run(given: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    watcher = Watcher(sys.stderr, quiet=given.stil)
    try:
        tally, target = _sent(given, watcher)
    except Unusable as error:
        return _stopped(watcher, error.detail, Exit.UNUSABLE)
    except NotFinished as error:
        return _stopped(watcher, f"Niet af. {error.detail} {_GO_ON}", Exit.NOT_FINISHED)
    except KeyboardInterrupt:
        return _stopped(watcher, f"Afgebroken. {_GO_ON}", Exit.NOT_FINISHED)
    except BadSettings:
        watcher.end()
        raise
    watcher.end()
    if not given.stil:
        print(f"{_TRIED if given.proef else 'Klaar'}: {tally.words()}.\nDe uitkomst van elke rij staat in {target}.")
    return tally.exit


_TRIED = (
    "Proef. Er is niets verstuurd. Of er een overeenkomst is en wat de gemeente zelf kiest, is niet bekeken. Naar de "
    "vorm en de wet"
)
_GO_ON = "Voer dezelfde opdracht nog eens uit: die gaat verder waar het bleef. Er komt niets dubbel."


def _stopped(watcher: Watcher, words: str, code: Exit) -> Exit:
    watcher.end()
    print(words, file=sys.stderr)
    return code


def _sent(given: argparse.Namespace, watcher: Watcher) -> tuple[Tally, Path]:
    mapping = load_mapping(text_of(given.kolommen)) if given.kolommen else NO_MAPPING
    target = _target(given)
    with ExitStack() as open_until_done:
        source = survey(given.bestand, given.codering)
        check_columns(source, mapping)
        receiver = _receiver(given, mapping, watcher, open_until_done)
        ledger = open_until_done.enter_context(Ledger(target, _order(given, source)))
        watcher.begin(source.rows, ledger.done)
        return send(source, receiver, ledger, watcher, given.per_keer), target


def _receiver(given: argparse.Namespace, mapping: Mapping, watcher: Watcher, until: ExitStack) -> Receiver:
    if given.proef:
        return Trial(mapping, clock.today())
    http = until.enter_context(connect(given.url, given.ca, plain=given.toch_http))
    door = Door(http, Tokens(http, _credentials(given)), Patience(given.pogingen), watcher.say)
    door.enter()
    return door if mapping is NO_MAPPING else Translator(mapping, clock.today(), door)


def _target(given: argparse.Namespace) -> Path:
    if given.uitkomst:
        if given.uitkomst.resolve() == given.bestand.resolve():
            raise BadSettings("Geef met --uitkomst een ander bestand dan het bestand dat u aanlevert.")
        return Path(given.uitkomst)
    what = "proef" if given.proef else "uitkomst"
    beside: Path = given.bestand.with_name(f"{given.bestand.name}.{what}.ndjson")
    return beside


def _order(given: argparse.Namespace, source: Source) -> str:
    """What makes two runs the same work: the same bytes, read alike, for the same client of the same service."""
    columns = text_of(given.kolommen) if given.kolommen else None
    parts = [source.digest, source.encoding, columns, given.url, given.client, given.proef]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _credentials(given: argparse.Namespace) -> Credentials:
    if not given.client:
        raise BadSettings("Geef de naam van uw client met --client NAAM.")
    if given.sleutel:
        return key_of(given.client, given.sleutel, given.sleutel_id)
    if given.secret_bestand:
        return secret_of(given.client, given.secret_bestand)
    if secret := config.client_secret():
        return Secret(given.client, secret)
    raise BadSettings(
        "Geef uw sleutel met --sleutel BESTAND. Mag uw client een secret gebruiken, dan met --secret-bestand BESTAND "
        f"of in {config.CLIENT_SECRET}."
    )
