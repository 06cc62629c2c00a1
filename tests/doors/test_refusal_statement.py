"""The signed statement of a refusal: when there is one, what it says and never says, and how everybody verifies it."""

import base64
import hashlib
import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from authlib.jose import JsonWebKey, JsonWebSignature
from authlib.jose.errors import BadSignatureError
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from migrations.tables import METADATA
from service import cli, clock
from service.app import parts_of
from service.identity.keys import RECEIPT, rotate
from service.signals.receipt.check import check
from service.signals.receipt.signature import Verdict
from tests.doors.conftest import Post
from tests.doors.receipt import Headers, ask, known_keys, raw
from tests.doors.web import text_of
from tests.factories import World, door_signal, rent_block, rent_signal

PAGE, DELIVERIES = "/bewijs-controleren", "/api/v1/aanleveringen"


def rent(**changes: Any) -> dict[str, Any]:
    """A rent signal with other values in its block, or in its steps."""
    block = rent_block(clock.today())
    steps = {name: changes.pop(name) for name in list(changes) if name in block["socialeIncasso"]}
    return rent_signal(huurachterstand=block | changes | {"socialeIncasso": block["socialeIncasso"] | steps})


def objected() -> dict[str, Any]:
    return rent(reactieHuurder="afgewezen")


@pytest.fixture
def refused(post: Post) -> dict[str, Any]:
    """The whole body of a refusal because the tenant objected."""
    answer = post(objected())
    assert answer.status_code == 422
    found: dict[str, Any] = answer.json
    return found


def payload(proof: dict[str, str]) -> dict[str, Any]:
    member = proof["jws"].split(".")[1]
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(member + "=" * (-len(member) % 4)))
    return found


# What was refused, whether it carries a statement, and why. B: bgs 2(d). L, A: a reading, an arrangement. W: the law.
CASES: list[tuple[str, Callable[[], dict[str, Any]], bool]] = [
    ("B: the tenant objected", objected, True),
    ("B and W: objected, and no contact sought", lambda: rent(reactieHuurder="afgewezen", contactGezochtOp=None), True),
    ("L: a former tenant", lambda: rent(huidigeHuurder=False), True),
    ("A: an arrangement that is kept", lambda: rent(betalingsregeling="nagekomen"), True),
    ("L and A: both", lambda: rent(huidigeHuurder=False, betalingsregeling="nagekomen"), True),
    ("A: a municipality without an agreement", lambda: rent_signal(gemeentecode="9902"), True),
    ("W: no reminder", lambda: rent(herinneringVerstuurdOp=None), False),
    ("W: nothing to pay", lambda: rent(bedragInCenten=0), False),
    ("W and L: no reminder, former tenant", lambda: rent(herinneringVerstuurdOp=None, huidigeHuurder=False), False),
    ("W and A: no help shown, arrangement kept",
     lambda: rent(gewezenOpSchuldhulpOp=None, betalingsregeling="nagekomen"), False),
    ("W: no consent behind the door", lambda: door_signal(bestemmingen=None), False),
    ("L: consent for another place", lambda: door_signal(bestemmingen=["schuldhulp"]), True),
]


@pytest.mark.parametrize(("make", "due"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_single_post_and_a_row_carry_it_alike(post: Post, make: Callable[[], dict[str, Any]], due: bool) -> None:
    document = make()
    single = post(document)
    assert single.status_code == 422, single.json
    [row] = post({"signalen": [document]}, DELIVERIES).json["resultaten"]
    assert row["status"] == 422
    for answer in (single.json, row):
        assert ("weigeringsbewijs" in answer) is due
        if due:
            assert set(answer["weigeringsbewijs"]) == {"jws", "zout"}
    tried = post(document, "/api/v1/signalen/_beoordeel").json
    assert "weigeringsbewijs" not in json.dumps(tried)


def test_what_is_accepted_or_invalid_carries_none(post: Post) -> None:
    documents = [rent_signal(), {"soort": "huurachterstand"}, objected()]
    rows = post({"signalen": documents}, DELIVERIES).json["resultaten"]
    assert [("weigeringsbewijs" in row) for row in rows] == [False, False, True]
    assert "weigeringsbewijs" not in post(rent_signal()).json


def test_it_says_day_parties_and_findings_and_no_person(world: World, post: Post) -> None:
    document = objected()
    body = post(document).json
    content = payload(body["weigeringsbewijs"])
    assert content["dag"] == clock.today().isoformat()
    assert content["corporatie"] == {"id": str(world.corporation_id), "naam": "Proefwonen"}
    assert content["gemeente"] == {"code": "9901", "naam": "Gemeente Voorbeeldstad"}
    assert (content["oordeel"], content["regelversie"]) == ("geweigerd", body["beoordeling"]["regelversie"])
    names = ("voorwaarde", "uitkomst", "aard", "bron")
    assert content["bevindingen"] == [
        {name: found[name] for name in names} for found in body["beoordeling"]["bevindingen"]
    ]
    written = json.dumps(content)
    who, block = document["betrokkene"], document["huurachterstand"]
    for secret in (
        who["achternaam"], who["adres"]["postcode"], who["geboortedatum"], who["telefoonnummer"], who["emailadres"],
        document["referentie"], str(block["bedragInCenten"]), body["weigeringsbewijs"]["zout"],
    ):
        assert secret not in written


def test_the_salt_is_fresh_and_makes_the_hash_of_the_reference(post: Post) -> None:
    document = objected()
    proofs = [post(document).json["weigeringsbewijs"] for _ in range(2)]
    salts = [base64.urlsafe_b64decode(proof["zout"] + "=") for proof in proofs]
    assert salts[0] != salts[1]
    for salt, proof in zip(salts, proofs, strict=True):
        assert len(salt) == 32
        digest = hashlib.sha256(salt + document["referentie"].encode()).digest()
        expected = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert payload(proof)["referentieHash"]["waarde"] == expected


def test_nothing_of_it_is_stored(app: Flask, refused: dict[str, Any]) -> None:
    with parts_of(app).database.transaction() as session:
        kept = [
            row for table in METADATA.sorted_tables
            for row in session.scalars(text(f'SELECT row_to_json(t)::text FROM "{table.name}" t'))
        ]
    number = payload(refused["weigeringsbewijs"])["bewijsnummer"]
    secrets = (refused["referentie"], refused["weigeringsbewijs"]["zout"], number)
    assert kept
    assert not [row for row in kept if any(secret in row for secret in secrets)]


def _public_keys(client: FlaskClient) -> dict[str, Any]:
    return {one["kid"]: one for one in client.get("/.well-known/jwks.json").json["keys"]}


def _by_another_library(client: FlaskClient, token: str) -> dict[str, Any]:
    """The payload of a compact JWS, verified with Authlib's own code and the published keys alone."""
    found = JsonWebSignature(algorithms=["PS256"]).deserialize_compact(
        token, lambda header, _payload: JsonWebKey.import_key(_public_keys(client)[header["kid"]]),
    )
    content: dict[str, Any] = json.loads(found["payload"])
    return content


def test_another_library_verifies_it_with_the_published_keys(client: FlaskClient, refused: dict[str, Any]) -> None:
    token = refused["weigeringsbewijs"]["jws"]
    assert _by_another_library(client, token) == payload(refused["weigeringsbewijs"])
    head, body, signature = token.split(".")
    with pytest.raises(BadSignatureError):
        _by_another_library(client, f"{head}.{body[:-4]}AAAA.{signature}")


def test_another_library_verifies_a_receipt_too(client: FlaskClient, corporation: Headers, post: Post) -> None:
    receipt = ask(client, corporation, post(rent_signal()).json["id"]).json
    token = ".".join(receipt[name] for name in ("protected", "payload", "signature"))
    assert _by_another_library(client, token) == receipt["bewijs"]


def test_the_whole_answer_the_row_the_pair_and_the_bare_token_are_genuine(
    app: Flask, post: Post, refused: dict[str, Any]
) -> None:
    keys, proof = known_keys(app), refused["weigeringsbewijs"]
    [row] = post({"signalen": [objected()]}, DELIVERIES).json["resultaten"]
    for body in (refused, row, {"referentie": refused["referentie"], **proof}):
        found = check(raw(body), keys)
        assert (found.verdict, found.reference) == (Verdict.GENUINE, body["referentie"])
    assert check(raw(proof), keys, refused["referentie"]).reference == refused["referentie"]
    for bare in (raw(proof), proof["jws"].encode()):
        found = check(bare, keys)
        assert (found.verdict, found.reference) == (Verdict.GENUINE, "")
        assert "Niet gecontroleerd is bij welke referentie" in found.told[0]


def test_another_reference_is_seen(app: Flask, refused: dict[str, Any]) -> None:
    keys = known_keys(app)
    assert check(raw(refused | {"referentie": "HA-ANDERS"}), keys).verdict is Verdict.OTHER_REFERENCE
    assert check(raw(refused), keys, "HA-ANDERS").verdict is Verdict.OTHER_REFERENCE
    for salt in ("", "####", "AAAA", 7, None):
        proof = refused["weigeringsbewijs"] | {"zout": salt}
        assert check(raw(refused | {"weigeringsbewijs": proof}), keys).verdict is Verdict.OTHER_REFERENCE


def test_altered_findings_are_named(app: Flask, refused: dict[str, Any]) -> None:
    keys = known_keys(app)
    findings = [one | {"uitkomst": "voldaan"} for one in refused["beoordeling"]["bevindingen"]]
    found = check(raw(refused | {"beoordeling": refused["beoordeling"] | {"bevindingen": findings}}), keys)
    assert found.verdict is Verdict.ALTERED
    assert any("/bevindingen/8/uitkomst" in line for line in found.told)
    assert found.content is not None
    for broken in ([], "niets", [7], None):
        changed = refused | {"beoordeling": refused["beoordeling"] | {"bevindingen": broken}}
        assert check(raw(changed), keys).verdict is Verdict.ALTERED


def test_an_altered_token_and_another_kind_of_document_are_refused(
    app: Flask, client: FlaskClient, corporation: Headers, post: Post, refused: dict[str, Any]
) -> None:
    keys = known_keys(app)
    head, body, signature = refused["weigeringsbewijs"]["jws"].split(".")
    other = payload(refused["weigeringsbewijs"]) | {"dag": "2020-01-01"}
    forged = base64.urlsafe_b64encode(raw(other)).rstrip(b"=").decode()
    assert check(f"{head}.{forged}.{signature}".encode(), keys).verdict is Verdict.ALTERED
    receipt = ask(client, corporation, post(rent_signal()).json["id"]).json
    token = ".".join(receipt[name] for name in ("protected", "payload", "signature"))
    passed_off = refused | {"weigeringsbewijs": refused["weigeringsbewijs"] | {"jws": token}}
    assert check(raw(passed_off), keys).verdict is Verdict.NOT_A_RECEIPT
    as_receipt = {"protected": head, "payload": body, "signature": signature}
    assert check(raw(as_receipt), keys).verdict is Verdict.NOT_A_RECEIPT


def test_it_stays_genuine_after_the_key_was_replaced(app: Flask, refused: dict[str, Any]) -> None:
    here = parts_of(app)
    with here.database.transaction() as session:
        rotate(session, here.vault, RECEIPT)
    assert check(raw(refused), known_keys(app)).genuine


def test_the_page_shows_what_was_signed(client: FlaskClient, refused: dict[str, Any]) -> None:
    sent = {"bestand": (BytesIO(raw(refused)), "antwoord.json")}
    shown = text_of(client.post(PAGE, data=sent))
    for words in (
        "Echt en ongewijzigd", "Proefwonen", refused["referentie"], "De huurder maakte geen bezwaar", "Niet voldaan",
        "Besluit gemeentelijke schuldhulpverlening, artikel 2, onder d",
    ):
        assert words in shown
    bare = {"tekst": json.dumps(refused["weigeringsbewijs"])}
    assert "Niet gecontroleerd" in text_of(client.post(PAGE, data=bare))
    right = bare | {"referentie": f" {refused['referentie']} "}
    assert "hoort bij deze referentie" in text_of(client.post(PAGE, data=right))
    assert "Hoort bij een andere referentie" in text_of(client.post(PAGE, data=bare | {"referentie": "HA-9"}))


def test_the_command_reads_the_answer_as_a_file(
    client: FlaskClient, refused: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, keys = tmp_path / "antwoord.json", tmp_path / "jwks.json"
    file.write_bytes(raw(refused))
    keys.write_bytes(client.get("/.well-known/jwks.json").data)
    runs: list[tuple[list[str], int, str]] = [
        ([], 0, "echt en ongewijzigd"), ([], 0, refused["referentie"]),
        (["--referentie", "HA-9"], 1, "andere referentie"),
    ]
    for more, code, words in runs:
        with pytest.raises(SystemExit) as ended:
            cli.main(["bewijs", "controleer", str(file), "--sleutels", str(keys), *more])
        assert ended.value.code == code
        assert words in capsys.readouterr().out


def test_a_delivery_signs_each_row_by_itself(app: Flask, post: Post) -> None:
    documents = [rent(huidigeHuurder=False) for _ in range(120)]
    rows = post({"signalen": documents}, DELIVERIES).json["resultaten"]
    keys = known_keys(app)
    assert len({row["weigeringsbewijs"]["zout"] for row in rows}) == 120
    assert {check(raw(row), keys).verdict for row in rows} == {Verdict.GENUINE}
    assert [check(raw(row), keys).reference for row in rows] == [one["referentie"] for one in documents]


def test_an_objection_that_is_remembered_carries_one(post: Post, client: FlaskClient, corporation: Headers) -> None:
    document = rent_signal()
    path = f"/api/v1/signalen/{post(document).json['id']}/intrekking"
    assert client.post(path, json={"reden": "bezwaarHuurder"}, headers=corporation).status_code == 200
    refused = post(document | {"referentie": "HA-OPNIEUW"})
    assert refused.status_code == 422
    unmet = [one for one in refused.json["beoordeling"]["bevindingen"] if one["uitkomst"] == "nietVoldaan"]
    assert [one["voorwaarde"] for one in unmet] == ["geenBezwaar"]
    assert "nieuwe schriftelijke herinnering" in unmet[0]["uitleg"]
    assert payload(refused.json["weigeringsbewijs"])["dag"] == clock.today().isoformat()
