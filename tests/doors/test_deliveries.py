"""POST /aanleveringen: many signals in one go, with the same outcome row by row as as many posts."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.test import TestResponse

from service import clock
from service.actors import NOBODY
from service.app import parts_of
from service.db import Database, copy_in
from service.signals.delivery import deliver as delivering
from service.signals.delivery import documents as reading
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.rows import MOST_BYTES, MOST_BYTES_A_ROW, MOST_ROWS
from tests.doors.conftest import Post
from tests.factories import World, create_client, create_organisation, door_signal, rent_block, rent_signal, token

TODAY = clock.today()
PATH = "/api/v1/aanleveringen"
Deliver = Callable[..., TestResponse]


@pytest.fixture
def deliver(client: FlaskClient, corporation: dict[str, str]) -> Deliver:
    """Deliver as the corporation: signals as NDJSON, or a body of one's own."""

    def send(
        *signals: Any, body: bytes | None = None, kind: str = "application/x-ndjson", **more: Any
    ) -> TestResponse:
        raw = "\n".join(json.dumps(one) for one in signals).encode() if body is None else body
        return client.post(PATH, data=raw, content_type=kind, headers=corporation, **more)

    return send


def statuses(answer: TestResponse) -> list[int]:
    assert answer.status_code == 201, answer.json
    return [row["status"] for row in answer.json["resultaten"]]


ANNOUNCED = "(SELECT unnest(coalesce(subject_ids, ARRAY[subject_id])) AS one FROM outbox) AS announced"


def count(database: Database, table: str) -> int:
    with database.transaction() as session:
        return int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def refused(**changes: Any) -> dict[str, Any]:
    return rent_signal(huurachterstand=rent_block(TODAY, betalingsregeling="nagekomen"), **changes)


def test_each_row_gets_the_answer_of_a_single_post(deliver: Deliver, post: Post, database: Database) -> None:
    signals = [rent_signal(), door_signal(), refused(), rent_signal(bsn="999999990"), rent_signal(gemeentecode="1234"),
               door_signal(bestemmingen=None)]
    answer = deliver(*signals)
    assert statuses(answer) == [201, 201, 422, 400, 422, 422]
    assert answer.json["aantallen"] == {
        "totaal": 6, "aangenomen": 2, "alBekend": 0, "ongeldig": 1, "conflict": 0, "geweigerd": 3,
    }
    assert answer.headers["Location"] == f"{PATH}/{answer.json['id']}"
    for signal, row in zip(signals, answer.json["resultaten"], strict=True):
        single = post(signal | {"referentie": "los-" + signal["referentie"]}).json
        assert row["beoordeling"] == single.get("beoordeling")
        assert row["fouten"] == single.get("errors", [])
        assert row["referentie"] == signal["referentie"]
    assert [row["regel"] for row in answer.json["resultaten"]] == [1, 2, 3, 4, 5, 6]
    assert count(database, "signal") == 2 + 2


def test_what_is_stored_is_what_a_single_post_stores(deliver: Deliver, post: Post, database: Database) -> None:
    signals = [rent_signal(), door_signal(zorgen=["geldzorgen", "werk"], bestemmingen=["schuldhulp", "wijkteam"])]
    assert statuses(deliver(*signals)) == [201, 201]
    for signal in signals:
        assert post(signal | {"referentie": signal["referentie"] + "-los"}).status_code == 201
    query = text(f"""
        SELECT municipality_code, kind, signal_date, status, household_key, facts::text, decision::text,
               finding_set_id, policy_id, amount_cents, threatening, concerns, received_on,
               (SELECT count(*) FROM consent c WHERE c.signal_id = s.id),
               (SELECT count(*) FROM {ANNOUNCED} WHERE one = s.id),
               (SELECT array_agg(ground || action || actor_kind) FROM journal j WHERE j.subject_id = s.id)
          FROM signal s ORDER BY reference
    """)
    with database.transaction() as session:
        rows = session.execute(query).all()
    assert len(rows) == 4
    assert (rows[0], rows[2]) == (rows[1], rows[3])


def test_the_same_file_again_changes_nothing(deliver: Deliver, database: Database) -> None:
    signals = [rent_signal(), door_signal(), refused()]
    first, second = deliver(*signals), deliver(*signals)
    assert (statuses(first), statuses(second)) == ([201, 201, 422], [200, 200, 422])
    for before, after in zip(first.json["resultaten"], second.json["resultaten"], strict=True):
        assert (before["id"], before["beoordeling"]) == (after["id"], after["beoordeling"])
    assert (count(database, "signal"), count(database, ANNOUNCED)) == (2, 2)


def test_a_reference_in_use_is_a_conflict_of_that_row(deliver: Deliver, post: Post) -> None:
    signal = rent_signal()
    assert post(signal).status_code == 201
    changed = signal | {"huurachterstand": rent_block(TODAY, bedragInCenten=999_00)}
    answer = deliver(rent_signal(), changed, rent_signal(), refused(referentie=signal["referentie"]))
    assert statuses(answer) == [201, 409, 201, 409]
    [fault] = answer.json["resultaten"][1]["fouten"]
    assert fault["code"] == "referentieInGebruik"
    assert fault["detail"] == post(changed).json["detail"]


def test_two_equal_references_in_one_file_are_as_two_posts(deliver: Deliver, post: Post, database: Database) -> None:
    one, other = rent_signal(), rent_signal()
    files = [
        [one, one], [other, other | {"signaaldatum": (TODAY - timedelta(days=1)).isoformat()}, other],
        [(bad := refused()), bad | {"huurachterstand": rent_block(TODAY)}, bad],
        [rent_signal(referentie="X", bsn="1"), rent_signal(referentie="X")],
    ]
    found = [statuses(deliver(*file)) for file in files]
    assert found == [[201, 200], [201, 409, 200], [422, 201, 409], [400, 201]]
    with database.transaction() as session:
        session.execute(text("DELETE FROM outbox"))
        session.execute(text("DELETE FROM signal"))
    assert found == [[post(signal).status_code for signal in file] for file in files]


def test_chunks_do_not_show(deliver: Deliver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivering, "CHUNK", 2)
    one = rent_signal()
    answer = deliver(one, rent_signal(), one, refused(), rent_signal())
    assert statuses(answer) == [201, 201, 200, 422, 201]
    assert answer.json["resultaten"][2]["id"] == answer.json["resultaten"][0]["id"]


def test_csv_and_json_say_the_same(deliver: Deliver) -> None:
    signal = rent_signal()
    answer = deliver(body=json.dumps({"signalen": [signal]}).encode(), kind="application/json")
    assert statuses(answer) == [201]
    names = ["soort", "referentie", "gemeentecode", "signaaldatum", "voorletters", "achternaam", "geboortedatum",
             "postcode", "huisnummer", "telefoonnummer", "emailadres", "bedrag", "ontstaansdatum", "bestemming",
             "huidigeHuurder", "betalingsregeling", "contactGezochtOp", "gewezenOpSchuldhulpOp",
             "herinneringVerstuurdOp", "aanbodBijHerinnering", "reactieHuurder", "BSN"]
    cells = [_cell(signal, name) for name in names]
    wrong = [{"huisnummer": "twaalf", "BSN": "999999990"}.get(name, cell)
             for name, cell in zip(names, cells, strict=True)]
    body = "\r\n".join(";".join(row) for row in (names, cells, wrong)).encode("cp1252")
    answer = deliver(body=body, kind="text/csv; charset=windows-1252")
    assert statuses(answer) == [200, 400]
    assert [row["regel"] for row in answer.json["resultaten"]] == [2, 3]
    faults = {fault["location"]["pointer"]: fault for fault in answer.json["resultaten"][1]["fouten"]}
    assert set(faults) == {"#/betrokkene/adres/huisnummer", "#/BSN"}
    assert "Uitvoeringswet AVG, artikel 46" in faults["#/BSN"]["detail"]
    assert faults["#/betrokkene/adres/huisnummer"]["detail"].startswith("In kolom huisnummer: ")


def _cell(signal: dict[str, Any], name: str) -> str:
    if name == "bedrag":
        return f"{signal['huurachterstand']['bedragInCenten'] / 100:.2f}".replace(".", ",")
    value: Any = signal
    column = LAYOUT.find(name)
    for step in column.path if column else [name]:
        value = value.get(step, "")
    if isinstance(value, bool):
        return "ja" if value else "nee"
    year, dash, rest = str(value).partition("-")
    return f"{rest[3:]}-{rest[:2]}-{year}" if dash and len(rest) == 5 and rest[2] == "-" else str(value)


@pytest.mark.parametrize(("kind", "body"), [
    ("application/x-ndjson", b"{}\n" * (MOST_ROWS + 1)),
    ("application/json", b'{"signalen": [' + b"0," * MOST_ROWS + b"0]}"),
    ("text/csv", b"referentie\n" + b"A\n" * (MOST_ROWS + 1)),
    ("application/x-ndjson", b"x" * (MOST_BYTES + 1)),
])
def test_too_much_is_refused_whole_and_says_what_to_do(
    deliver: Deliver, database: Database, kind: str, body: bytes
) -> None:
    answer = deliver(body=body, kind=kind)
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert "Splits het bestand" in answer.json["detail"]
    assert count(database, "delivery") == count(database, "refusal_count") == 0


class Endless:
    """A body that never ends."""

    def __init__(self) -> None:
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        assert 0 < size < 10 * MOST_BYTES
        self.read_bytes += size
        return b"x" * size

    def readinto(self, buffer: bytearray) -> int:
        return len(self.read(len(buffer)))


def test_an_endless_body_without_a_length_is_cut_off(client: FlaskClient, corporation: dict[str, str]) -> None:
    body = Endless()
    answer = client.post(PATH, content_type="application/x-ndjson", headers=corporation, environ_overrides={
        "wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_LENGTH": "",
    })
    assert answer.status_code == 413
    assert MOST_BYTES <= body.read_bytes <= 2 * MOST_BYTES


@pytest.mark.parametrize("body", [
    b"[]", b"{}", b'{"signalen": {}}', b'{"signalen": [1', b'{"signalen": [], "meer": 1}', b"", b"\xff",
    b'{"signalen": []} []', b'{"signalen": ' + b"[" * 100_000,
])
def test_a_body_that_is_no_delivery_is_invalid(deliver: Deliver, body: bytes) -> None:
    answer = deliver(body=body, kind="application/json")
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (400, "ongeldigeJson")


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data"])
def test_other_formats_are_not_taken(deliver: Deliver, kind: str) -> None:
    answer = deliver(rent_signal(), kind=kind)
    assert answer.status_code == 415
    assert "NDJSON" in answer.json["detail"]


def test_nothing_of_a_row_that_cannot_be_read_harms_another(deliver: Deliver) -> None:
    good = [json.dumps(rent_signal()).encode() for _ in range(3)]
    long = json.dumps(rent_signal(opmerking="x" * MOST_BYTES_A_ROW)).encode()
    lines = [good[0], b"", b"{", b"\xff\xfe", b"null", b"[" * 10_000, long, b'{"a":1,"a":2}', good[1], b"NaN", good[2]]
    answer = deliver(body=b"\r\n".join(lines))
    assert [(row["regel"], row["status"]) for row in answer.json["resultaten"]] == [
        (1, 201), (3, 400), (4, 400), (5, 400), (6, 400), (7, 400), (8, 400), (9, 201), (10, 400), (11, 201),
    ]


def test_an_empty_delivery_is_no_fault(deliver: Deliver) -> None:
    assert statuses(deliver()) == []
    assert statuses(deliver(body=b'{"signalen": []}', kind="application/json")) == []


def test_a_delivery_is_read_back_in_pages(
    deliver: Deliver, client: FlaskClient, corporation: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    door = door_signal()
    answer = deliver(rent_signal(), refused(), door, rent_signal(bsn="1"), rent_signal())
    address = f"{PATH}/{answer.json['id']}"
    whole = client.get(address, headers=corporation).json
    assert whole == {name: value for name, value in answer.json.items() if name != "resultaten"}
    found, cursor = [], ""
    for _ in range(3):
        page = client.get(f"{address}/resultaten{cursor}", headers=corporation).json
        found += page["resultaten"]
        cursor = f"?cursor={page['volgende']}"
    assert page["volgende"] is None
    assert [row["regel"] for row in found] == [1, 2, 3, 4, 5]
    assert found[1] == {"regel": 2, "status": 422}
    assert found[3] == {"regel": 4, "status": 400}
    assert found[0]["beoordeling"] == answer.json["resultaten"][0]["beoordeling"]
    assert (found[2]["referentie"], found[2]["id"]) == (door["referentie"], answer.json["resultaten"][2]["id"])
    assert "eenzaamheid" not in json.dumps(found), "worries are told once, in the answer"


def test_of_what_was_refused_nothing_else_is_kept(deliver: Deliver, database: Database) -> None:
    bad = [refused(referentie="WEIGER-1"), rent_signal(referentie="FOUT-1", bsn="999999990"),
           door_signal(referentie="WEIGER-2", zorgen=["huiselijkGeweld"])]
    assert statuses(deliver(*bad)) == [422, 400, 422]
    with database.transaction() as session:
        tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
        kept = {
            table: " ".join(session.scalars(text(f'SELECT t::text FROM "{table}" t')).all()) for table in tables
        }
        rows = session.execute(text("SELECT number, status, signal_id FROM delivery_row ORDER BY number")).all()
        counted = session.execute(text("SELECT reason, sum(count) FROM refusal_count GROUP BY reason ORDER BY 1")).all()
    assert rows == [(1, 422, None), (2, 400, None), (3, 422, None)]
    words = ["WEIGER", "FOUT-1", "999999990", "Voorbeeldsma", "huiselijkGeweld", "2091AB"]
    assert {table: word for table, text_ in kept.items() for word in words if word in text_} == {}
    assert counted == [("geenNagekomenRegeling", 1), ("geenVermoedenGeweld", 1), ("onbekendVeld", 1)]


def test_another_corporation_finds_nothing(
    deliver: Deliver, client: FlaskClient, world: World, database: Database
) -> None:
    sent = deliver(rent_signal()).json["id"]
    with database.transaction() as session:
        other_id = create_organisation(session, name="Anderwonen")
        other = create_client(session, other_id, scopes=["signalen:indienen", "signalen:lezen"])
    for path in (f"{PATH}/{sent}", f"{PATH}/{sent}/resultaten"):
        assert client.get(path, headers=token(client, other)).status_code == 404
        assert client.get(path, headers=token(client, world.corporation_client, "signalen:indienen")).status_code == 403


def test_a_database_that_falls_away_is_told_and_the_same_file_completes_it(
    deliver: Deliver, client: FlaskClient, corporation: dict[str, str], database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(delivering, "CHUNK", 2)
    signals = [rent_signal() for _ in range(6)]
    keep, calls = delivering.store.keep_results, []

    def breaks(session: Any, delivery_id: Any, results: Any) -> None:
        calls.append(delivery_id)
        if len(calls) == 2:
            # Our own connection is ended in the middle of a chunk, as when the database is restarted.
            backend = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with parts_of(client.application).database.transaction() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
        keep(session, delivery_id, results)

    monkeypatch.setattr(delivering.store, "keep_results", breaks)
    answer = deliver(*signals)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "opnieuw" in answer.json["detail"]
    assert count(database, "signal") == count(database, ANNOUNCED) == 2
    half = client.get(f"{PATH}/{calls[0]}", headers=corporation).json
    assert (half["volledig"], half["aantallen"]["totaal"], half["aantallen"]["aangenomen"]) == (False, 6, 2)
    assert statuses(deliver(*signals)) == [200, 200, 201, 201, 201, 201]
    assert count(database, "signal") == count(database, ANNOUNCED) == 6


def test_an_error_of_the_driver_has_the_shape_of_others_and_tells_no_row(database: Database) -> None:
    columns = "delivery_row (delivery_id, number, status)"
    with pytest.raises(DBAPIError) as refused_, database.transaction() as session:
        copy_in(session, columns, [(None, 987_654, 1)])
    assert "987654" not in str(refused_.value)
    endless = ((NOBODY, number, 1) for number in range(10**6))
    with database.transaction() as session:
        session.execute(text("SET LOCAL statement_timeout = 20"))
        with pytest.raises(OperationalError):
            copy_in(session, columns, endless)
        session.rollback()
