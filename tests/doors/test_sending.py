"""`voordeur aanleveren` as a corporation runs it: a program of its own, against a running service, over real HTTP."""

import csv
import fcntl
import json
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import text

from service import clock
from service.db import Database
from tests.doors import front as proxy
from tests.doors.front import Front
from tests.doors.sending import Machine, Service, free_port, with_secret
from tests.factories import World, create_client, door_signal, rent_block, rent_signal


@pytest.fixture(scope="module")
def service(environment: dict[str, str]) -> Iterator[Service]:
    found = Service(environment)
    found.start()
    yield found
    found.kill()


@pytest.fixture
def front(service: Service) -> Iterator[Front]:
    with proxy.front(service.url) as found:
        yield found


@pytest.fixture
def machine(tmp_path: Path, world: World) -> Machine:
    return with_secret(tmp_path, world.corporation_client)


def _stored(database: Database) -> int:
    with database.transaction() as session:
        return int(session.execute(text("SELECT count(*) FROM signal")).scalar_one())


def _refused() -> dict[str, Any]:
    block = rent_block(clock.today())
    block["socialeIncasso"] = block["socialeIncasso"] | {"reactieHuurder": "afgewezen"}
    return rent_signal(huurachterstand=block)


def _lawful(number: int) -> list[dict[str, Any]]:
    return [rent_signal() for _ in range(number)]


def test_a_file_comes_in_whole_and_again_changes_nothing(
    machine: Machine, service: Service, database: Database
) -> None:
    signals = _lawful(25)
    path = machine.write("huur.ndjson", signals)
    process = machine.start(path, "--per-keer", "10", url=service.url)
    out, err = process.communicate(timeout=100)
    assert (process.returncode, out.splitlines()[0]) == (0, "Klaar: 25 aangenomen."), (out, err)
    assert "100%  25 van 25 rijen" in err
    rows = machine.rows(path)
    assert [(row["regel"], row["referentie"], row["status"]) for row in rows] == [
        (number, one["referentie"], 201) for number, one in enumerate(signals, start=1)
    ]
    again = machine.run(path, "--stil", url=service.url)
    assert (again.code, again.out, again.err) == (0, "", "")
    assert [(row["id"], row["status"]) for row in machine.rows(path)] == [(row["id"], 200) for row in rows]
    assert _stored(database) == 25
    assert not list(machine.folder.glob("*.voortgang*"))


def test_each_row_is_answered_and_nothing_of_a_person_is_kept(machine: Machine, service: Service) -> None:
    wrong = rent_signal(signaaldatum="22-11-2026")
    danger = door_signal(zorgen=["huiselijkGeweld"])
    path = machine.write("gemengd.ndjson", [rent_signal(), wrong, _refused(), danger])
    run = machine.run(path, url=service.url)
    assert (run.code, run.out.splitlines()[0]) == (3, "Klaar: 1 aangenomen, 2 geweigerd, 1 ongeldig."), run
    good, invalid, refused, violence = machine.rows(path)
    assert good["oordeel"] == "toegestaan"
    assert [fault["location"]["pointer"] for fault in invalid["fouten"]] == ["#/signaaldatum"]
    assert [unmet["voorwaarde"] for unmet in refused["weigering"]] == ["geenBezwaar"]
    assert violence["wegwijzer"]["code"] == "veiligThuis"
    kept = path.with_name("gemengd.ndjson.uitkomst.ndjson")
    assert kept.stat().st_mode & 0o777 == 0o600
    said = kept.read_text("utf-8") + run.out + run.err
    for personal in ("Voorbeeldsma", "2091AB", "voorbeeldstad.example", "1985-03-02"):
        assert personal not in said


def test_a_refused_row_that_was_put_right_is_sent_under_its_own_reference(machine: Machine, service: Service) -> None:
    refused = _refused()
    path = machine.write("huur.ndjson", [refused])
    assert machine.run(path, url=service.url).code == 3
    machine.write("huur.ndjson", [refused | {"huurachterstand": rent_block(clock.today())}])
    assert machine.run(path, url=service.url).code == 0
    assert (path.with_name("huur.ndjson.uitkomst.ndjson.vorige")).read_text("utf-8").count("geenBezwaar") == 1


def test_a_spreadsheet_in_windows_characters_with_line_ends_in_cells(
    machine: Machine, service: Service, database: Database
) -> None:
    path = machine.folder / "export.csv"
    with path.open("w", encoding="cp1252", newline="") as handle:
        _write_csv(handle, _csv_rows())
        handle.write('huurachterstand;"dicht"open;9901\r\n')
    run = machine.run(path, "--per-keer", "2", "--uitkomst", "uitkomst.csv", url=service.url)
    assert (run.code, run.out.splitlines()[0]) == (3, "Klaar: 3 aangenomen, 2 ongeldig."), run
    with (machine.folder / "uitkomst.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))
    assert [row["regel"] for row in rows] == ["2", "3", "5", "6", "7"], "rows as a spreadsheet counts them"
    assert [row["uitkomst"] for row in rows] == ["aangenomen", "ongeldig", "aangenomen", "aangenomen", "ongeldig"]
    assert "#/betrokkene/achternaam" in rows[1]["toelichting"]
    assert _stored(database) == 3


def test_another_packages_columns_are_translated_at_home(machine: Machine, service: Service, front: Front) -> None:
    names = {"achternaam": "Naam huurder", "postcode": "PC", "reactieHuurder": "Bezwaar"}
    rows = [{names.get(name, name): value for name, value in row.items()} for row in _csv_rows()]
    for row, answer in zip(rows, ("N", "N", "", "J", "?"), strict=True):
        row |= {"Bezwaar": answer, "BSN": "999990019" if answer else ""}
    with (machine.folder / "export.csv").open("w", encoding="utf-8", newline="") as handle:
        _write_csv(handle, rows)
    kept = {name for name in rows[0] if name not in {"BSN", "gemeentecode"}}
    ours = {theirs: name for name, theirs in names.items()}
    mapping = {
        "kolommen": {name: ours.get(name, name) for name in sorted(kept)}, "vast": {"gemeentecode": "9901"},
        "codes": {"reactieHuurder": {"N": "geen", "J": "afgewezen"}},
    }
    (machine.folder / "kolommen.yaml").write_text(json.dumps(mapping), "utf-8")
    run = machine.run("export.csv", "--kolommen", "kolommen.yaml", url=front.url)
    assert run.code == 3, run
    found = {row["regel"]: row for row in machine.rows(machine.folder / "export.csv")}
    assert {number: row["status"] for number, row in found.items()} == {2: 201, 3: 400, 5: 422, 6: 400}
    assert "Bezwaar" in found[6]["fouten"][0]["detail"]
    assert b"999990019" not in b"".join(front.bodies)


@pytest.mark.parametrize("fault", [proxy.cut_before, proxy.cut_after, proxy.busy])
def test_a_break_is_mended_by_trying_again(
    machine: Machine, front: Front, database: Database, fault: proxy.Fault
) -> None:
    front.faults[2] = fault
    path = machine.write("huur.ndjson", _lawful(30))
    run = machine.run(path, "--per-keer", "10", url=front.url)
    assert run.code == 0, run
    assert [row["regel"] for row in machine.rows(path)] == list(range(1, 31))
    assert _stored(database) == 30
    assert "Nieuwe poging" in run.err


def test_a_token_that_ended_is_asked_anew(machine: Machine, front: Front) -> None:
    front.faults[2] = proxy.ended
    path = machine.write("huur.ndjson", _lawful(3))
    assert machine.run(path, "--per-keer", "1", url=front.url).code == 0
    assert (front.tokens, front.deliveries) == (2, 4), "once refused, once with a new token"


def test_a_token_is_asked_anew_before_it_ends(machine: Machine, front: Front) -> None:
    front.lifetime = 0
    path = machine.write("huur.ndjson", _lawful(3))
    assert machine.run(path, "--per-keer", "1", url=front.url).code == 0
    assert (front.tokens, front.deliveries) == (4, 3), "one to be let in, and one for each delivery"


def test_a_break_that_lasts_is_told_and_the_next_run_goes_on_from_there(
    machine: Machine, front: Front, database: Database
) -> None:
    path = machine.write("huur.ndjson", _lawful(30))
    front.faults = dict.fromkeys(range(2, 100), proxy.cut_before) | {2: proxy.cut_after}
    broken = machine.run(path, "--per-keer", "10", "--pogingen", "2", url=front.url)
    assert broken.code == 4, broken
    assert "Voer dezelfde opdracht nog eens uit" in broken.err
    assert len(machine.rows(path)) == 10
    front.faults = {}
    resumed = machine.run(path, "--per-keer", "10", url=front.url)
    assert (resumed.code, resumed.out.splitlines()[0]) == (0, "Klaar: 20 aangenomen, 10 al bekend."), resumed
    assert "Verder na rij 10" in resumed.err
    assert [row["regel"] for row in machine.rows(path)] == list(range(1, 31))
    assert _stored(database) == 30


def test_another_file_under_the_same_name_starts_over(machine: Machine, front: Front) -> None:
    path = machine.write("huur.ndjson", _lawful(20))
    front.faults = dict.fromkeys(range(2, 100), proxy.cut_before)
    assert machine.run(path, "--per-keer", "10", "--pogingen", "1", url=front.url).code == 4
    front.faults = {}
    machine.write("huur.ndjson", _lawful(5))
    run = machine.run(path, url=front.url)
    assert (run.code, len(machine.rows(path))) == (0, 5), run


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_what_the_next_one_can_use(
    machine: Machine, front: Front, database: Database, sign: signal.Signals
) -> None:
    front.faults = {3: proxy.silent}
    path = machine.write("huur.ndjson", _lawful(40))
    process = machine.start(path, "--per-keer", "10", url=front.url)
    while front.deliveries < 3:
        time.sleep(0.02)
    process.send_signal(sign)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, len(machine.rows(path))) == (4, 20), err
    assert "Afgebroken. Voer dezelfde opdracht nog eens uit" in err
    assert machine.run(path, "--per-keer", "10", url=front.url).code == 0
    assert [row["regel"] for row in machine.rows(path)] == list(range(1, 41))
    assert _stored(database) == 40


def test_a_file_that_is_written_to_meanwhile_is_not_sent_on(machine: Machine, front: Front) -> None:
    path = machine.write("huur.ndjson", _lawful(20))

    def grows(_handler: Any, passed: proxy.Passed) -> Any:
        with path.open("a", encoding="utf-8") as handle:
            handle.write(f"{json.dumps(rent_signal())}\n")
        return passed()

    front.faults = {1: grows}
    run = machine.run(path, "--per-keer", "10", url=front.url)
    assert (run.code, "is intussen veranderd" in run.err) == (4, True), run
    assert machine.run(path, "--per-keer", "10", url=front.url).code == 0
    assert len(machine.rows(path)) == 21


def test_two_runs_do_not_write_one_result(machine: Machine, front: Front) -> None:
    path = machine.write("huur.ndjson", _lawful(1))
    with path.with_name("huur.ndjson.uitkomst.ndjson").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        run = machine.run(path, url=front.url)
    assert (run.code, "Er loopt al een aanlevering" in run.err) == (4, True), run
    assert front.deliveries == 0


def test_half_a_row_that_a_crash_left_is_written_again(machine: Machine, front: Front) -> None:
    path = machine.write("huur.ndjson", _lawful(20))
    front.faults = dict.fromkeys(range(2, 100), proxy.cut_before)
    machine.run(path, "--per-keer", "10", "--pogingen", "1", url=front.url)
    with path.with_name("huur.ndjson.uitkomst.ndjson").open("a", encoding="utf-8") as handle:
        handle.write('{"regel": 11, "refe')
    front.faults = {}
    assert machine.run(path, "--per-keer", "10", url=front.url).code == 0
    assert [row["regel"] for row in machine.rows(path)] == list(range(1, 21))


def test_a_batch_that_is_too_large_goes_in_halves(machine: Machine, front: Front) -> None:
    front.faults = {1: proxy.too_large, 2: proxy.too_large}
    path = machine.write("huur.ndjson", _lawful(8))
    assert machine.run(path, url=front.url).code == 0
    assert (front.deliveries, len(machine.rows(path))) == (5, 8)


@pytest.mark.parametrize(("key", "form"), [
    (ECKey.generate_key("P-256", {"kid": "sleutel-1"}), "pem"),
    (RSAKey.generate_key(2048, {"kid": "sleutel-1"}), "jwk"),
], ids=["ES256 from PEM", "PS256 from a JWK"])
def test_a_client_proves_itself_with_its_key(
    database: Database, world: World, service: Service, tmp_path: Path, key: Any, form: str
) -> None:
    jwks = {"keys": [key.as_dict(private=False)]}
    with database.transaction() as session:
        client = create_client(session, world.corporation_id, scopes=["signalen:indienen"], secret_hash=None, jwks=jwks)
    machine = Machine(tmp_path, client)
    private = key.as_pem(private=True).decode() if form == "pem" else json.dumps(key.as_dict(private=True))
    (tmp_path / "sleutel").write_text(private, "utf-8")
    path = machine.write("huur.ndjson", _lawful(1))
    assert machine.run(path, "--sleutel", "sleutel", "--sleutel-id", "sleutel-1", url=service.url).code == 0
    other = type(key).generate_key(key.curve_name if form == "pem" else 2048).as_pem(private=True).decode()
    (tmp_path / "sleutel").write_text(other, "utf-8")
    wrong = machine.run(path, "--sleutel", "sleutel", url=service.url)
    assert (wrong.code, "Voordeur geeft geen token" in wrong.err) == (1, True), wrong


def test_a_client_that_may_not_send_hears_so(
    database: Database, world: World, service: Service, tmp_path: Path
) -> None:
    machine = with_secret(tmp_path, world.town_client)
    run = machine.run(machine.write("huur.ndjson", _lawful(1)), url=service.url)
    assert (run.code, "Voordeur geeft geen token" in run.err) == (1, True), run
    assert not list(tmp_path.glob("*.uitkomst.*")), "nothing was sent, so nothing is said about rows"


@pytest.mark.parametrize(("content", "words"), [
    (b"", "leeg"), (b"[{}]", "JSON-lijst"), (b'referentie;soort\nA;"b\nc\n', "Vanaf regel 2"),
    (b"\xef\xbb\xbfnaam;\xe9\n1;2\n", "tekensets"), (b"referentie;soort\n\n", "geen enkel signaal"),
    (b"A-1;Testema\nA-2;Proefstra\n", "namen van de kolommen"),
])
def test_a_file_that_cannot_be_read_is_not_sent(
    machine: Machine, front: Front, content: bytes, words: str
) -> None:
    (machine.folder / "bestand.csv").write_bytes(content)
    run = machine.run("bestand.csv", url=front.url)
    assert (run.code, words in run.err) == (2, True), run
    assert front.deliveries == 0


def test_a_file_whose_columns_the_service_does_not_take_is_explained(machine: Machine, front: Front) -> None:
    (machine.folder / "bestand.csv").write_text("referentie;referentie\nA;B\n", "utf-8")
    run = machine.run("bestand.csv", url=front.url)
    assert (run.code, "hetzelfde veld" in run.err) == (2, True), run


@pytest.mark.parametrize(("arguments", "url", "words"), [
    ((), "http://voordeur.example", "leesbaar over het netwerk"), ((), "voordeur", "Geef het adres"),
    (("--sleutel", "er-is-niets"), "https://voordeur.example", "niet te lezen"),
    (("--kolommen", "er-is-niets"), "https://voordeur.example", "niet te lezen"),
    (("--uitkomst", "huur.ndjson"), "https://voordeur.example", "een ander bestand"),
    (("--ca", "er-is-niets"), "https://voordeur.example", "geen certificaten"),
])
def test_a_wrong_setting_is_told_before_anything_is_sent(
    machine: Machine, arguments: tuple[str, ...], url: str, words: str
) -> None:
    run = machine.run(machine.write("huur.ndjson", _lawful(1)), *arguments, url=url)
    assert (run.code, words in run.err) == (1, True), run


def test_only_a_certificate_that_is_trusted_is_spoken_to(machine: Machine, front: Front) -> None:
    certificate = front.encrypt(machine.folder)
    path = machine.write("huur.ndjson", _lawful(1))
    stranger = machine.run(path, url=front.url)
    assert (stranger.code, "niet vertrouwd" in stranger.err) == (1, True), stranger
    assert (front.tokens, front.deliveries) == (0, 0)
    assert machine.run(path, "--ca", certificate, url=front.url).code == 0


def test_without_a_service_it_says_so_and_that_it_can_be_run_again(machine: Machine) -> None:
    path = machine.write("huur.ndjson", _lawful(1))
    run = machine.run(path, "--pogingen", "2", url=f"http://127.0.0.1:{free_port()}")
    assert (run.code, "Er is geen verbinding" in run.err) == (4, True), run


def test_a_trial_sends_nothing(machine: Machine, front: Front) -> None:
    path = machine.write("huur.ndjson", [*_lawful(2), _refused(), rent_signal(soort="iets")])
    run = machine.run(path, "--proef", url=front.url)
    assert (run.code, "2 aangenomen, 1 geweigerd, 1 ongeldig" in run.out) == (3, True), run
    assert "Er is niets verstuurd" in run.out
    assert (front.deliveries, front.tokens) == (0, 0)


def _csv_rows() -> list[dict[str, str]]:
    """Four rows with a blank one between; the second has a line end inside a cell, where none may be."""
    today = clock.today()
    done = f"{today - timedelta(days=20):%d-%m-%Y}"
    rows = [{
        "soort": "huurachterstand", "referentie": f"CSV-{number}", "gemeentecode": "9901",
        "signaaldatum": f"{today:%d-%m-%Y}", "achternaam": f"Bérénice{'' if number != 1 else chr(10)} Proefstra",
        "postcode": "2091 AB", "huisnummer": str(number + 1), "bedrag": "1.250,00",
        "ontstaansdatum": f"{today - timedelta(days=60):%d-%m-%Y}", "huurachterstand.bestemming": "wonen",
        "huidigeHuurder": "ja", "betalingsregeling": "geen", "contactGezochtOp": done, "gewezenOpSchuldhulpOp": done,
        "herinneringVerstuurdOp": done, "aanbodBijHerinnering": "ja", "reactieHuurder": "geen",
    } for number in range(4)]
    return [*rows[:2], dict.fromkeys(rows[0], ""), *rows[2:]]


def _write_csv(handle: Any, rows: list[dict[str, str]]) -> None:
    writer = csv.DictWriter(handle, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
