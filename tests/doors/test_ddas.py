"""The pull interface of the statistics office: who may, what comes, that it is signed, and that pages are whole."""

import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.actors import Robot
from service.app import create_app
from service.config import Settings
from service.db import Database
from service.errors import BadSettings
from service.monitor.ddas.sign import Signer
from service.referrals.pick_up import pick_up
from service.referrals.refer import refer_signals
from service.referrals.tables import Referral
from service.supervise.certificate import demo_certificate
from service.vault import Vault
from tests.ddas_schema import faults
from tests.doors.certificates import DAYS, Chain
from tests.doors.conftest import Post
from tests.factories import TOWN, World, person, rent_block, rent_signal, token

ADDRESS = "/api/ddas/v1/gegevens"
PROGRAM = str(Path(sys.executable).with_name("voordeur"))
Ask = Callable[..., TestResponse]
Arrive = Callable[..., list[str]]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return Chain(tmp_path_factory.mktemp("ddas"))


def _signing(settings: Settings, chain: Chain) -> Settings:
    return replace(settings, ddas_certificate_chain=str(chain.chain), ddas_signing_key=str(chain.key))


@pytest.fixture(scope="module")
def signing_app(settings: Settings, chain: Chain) -> Flask:
    return create_app(_signing(settings, chain))


@pytest.fixture
def office(signing_app: Flask, database: Database) -> FlaskClient:
    return signing_app.test_client()


@pytest.fixture
def ask(office: FlaskClient, world: World) -> Ask:
    headers = token(office, world.town_client, "ddas:lezen")

    def send(more: dict[str, str] | None = None, **question: Any) -> TestResponse:
        return office.post(ADDRESS, json=question, headers=headers | (more or {}))

    return send


@pytest.fixture
def arrive(post: Post, database: Database, vault: Vault) -> Arrive:
    """Signals come in one by one and are routed; their ids."""

    def send(count: int, start: int = 1, **block: Any) -> list[str]:
        ids = []
        for number in range(start, start + count):
            rent = rent_block(clock.today(), **block)
            answer = post(rent_signal(betrokkene=person(number), huurachterstand=rent))
            assert answer.status_code == 201
            ids.append(answer.json["id"])
        with database.transaction() as session:
            refer_signals(session, vault, ids, Robot("toets"), clock.now())
        return ids

    return send


def _ids(answer: TestResponse) -> list[str]:
    [delivery] = answer.json["gegevens"]["leveringen"]
    return [one["ID"] for one in delivery["vroegsignalen"]]


def _case_ids(answer: TestResponse) -> list[str]:
    [delivery] = answer.json["gegevens"]["leveringen"]
    return [signal["ID"] for one in delivery["vroegsignaalzaken"] for signal in one["vroegsignalen"]]


def test_all_comes_at_once_when_nothing_is_asked(ask: Ask, arrive: Arrive) -> None:
    ids = arrive(3)
    answer = ask()
    assert (answer.status_code, answer.mimetype, set(answer.json)) == (200, "application/json", {"gegevens"})
    assert faults(answer.json["gegevens"]) == []
    assert _ids(answer) == ids
    today = clock.today()
    told = (answer.json["gegevens"]["startdatumLevering"], answer.json["gegevens"]["einddatumLevering"])
    assert told == (f"{today.year}-01-01", today.isoformat())


def test_a_period_leaves_out_what_was_sent_outside_it(ask: Ask, arrive: Arrive) -> None:
    arrive(1)
    today = clock.today()
    before, after = (today - DAYS).isoformat(), (today + DAYS).isoformat()
    assert len(_ids(ask(aanleverperiodeStartdatum=today.isoformat(), aanleverperiodeEinddatum=after))) == 1
    assert _ids(ask(aanleverperiodeStartdatum=before, aanleverperiodeEinddatum=before)) == []
    assert _ids(ask(aanleverperiodeStartdatum="0001-01-01", aanleverperiodeEinddatum="9999-12-31")) != []


def test_the_answer_is_signed_as_the_standard_asks(ask: Ask, arrive: Arrive, chain: Chain) -> None:
    arrive(1)
    answer = ask()
    digest = "SHA-256=" + base64.b64encode(hashlib.sha256(answer.data).digest()).decode()
    assert answer.headers["Digest"] == digest
    assert re.fullmatch(r"SHA-256=[A-Za-z0-9+/=]{43,44}", digest)
    header, empty, signature = answer.headers["nlgov-adr-payload-sig"].split(".")
    told = json.loads(_decoded(header))
    assert empty == ""
    assert (told["alg"], told["typ"], told["sigD"]["pars"], told["b64"]) == ("PS256", "JOSE", ["digest"], False)
    assert set(told["crit"]) == {"sigD", "b64"}
    assert told["kid"] == told["x5t#S256"]
    assert abs(told["iat"] - clock.now().timestamp()) < 60
    sent = [x509.load_der_x509_certificate(base64.b64decode(one)) for one in told["x5c"]]
    assert sent == chain.certificates
    for one, issuer in pairwise(sent):
        one.verify_directly_issued_by(issuer)
    probability = padding.PSS(padding.MGF1(hashes.SHA256()), hashes.SHA256().digest_size)
    signed = f"{header}.digest: {digest}".encode()
    sent[0].public_key().verify(_decoded(signature), signed, probability, hashes.SHA256())


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _pages(ask: Ask, size: int, between: Callable[[int], object] = lambda _page: None) -> Iterator[TestResponse]:
    page, pages = 1, 1
    while page <= pages:
        answer = ask(page=page, pageSize=size)
        assert faults(answer.json["gegevens"]) == []
        told = answer.json["paginering"]
        assert (told["pageSize"], told["currentPage"]) == (size, page)
        pages = told["totalPages"]
        yield answer
        between(page)
        page += 1


def test_pages_are_whole_and_without_doubles_while_more_comes_in(
    ask: Ask, arrive: Arrive, database: Database, world: World
) -> None:
    ids = arrive(7)
    _take_up(database, world, 2)

    def meanwhile(page: int) -> None:
        if page <= 2:
            ids.extend(arrive(2, start=100 * page))
            _take_up(database, world, 2)

    answers = list(_pages(ask, 3, meanwhile))
    assert [one for answer in answers for one in _ids(answer)] == ids
    cases = [one for answer in answers for one in _case_ids(answer)]
    assert (len(cases), len(set(cases))) == (6, 6)
    assert [answer.json["paginering"]["totalRecords"] for answer in answers] == [7, 9, 11, 11]
    assert [len(_ids(answer)) for answer in answers] == [3, 3, 3, 2]


def test_erasing_one_between_two_pages_moves_no_other(
    ask: Ask, arrive: Arrive, office: FlaskClient, world: World
) -> None:
    ids = arrive(6)

    def meanwhile(page: int) -> None:
        if page == 1:
            office.post(f"/api/v1/signalen/{ids[0]}/intrekking", json={"reden": "onterecht"},
                        headers=token(office, world.corporation_client))

    answers = list(_pages(ask, 2, meanwhile))
    assert [one for answer in answers for one in _ids(answer)] == ids
    assert [answer.json["paginering"]["totalRecords"] for answer in answers] == [6, 5, 5]


def test_a_page_after_the_last_holds_nothing(ask: Ask, arrive: Arrive) -> None:
    arrive(2)
    answer = ask(page=2)
    assert answer.json["paginering"] == {"pageSize": 50_000, "currentPage": 2, "totalPages": 1, "totalRecords": 2}
    assert (_ids(answer), _case_ids(answer), faults(answer.json["gegevens"])) == ([], [], [])


def _take_up(database: Database, world: World, count: int) -> None:
    with database.transaction() as session:
        open_ones = text("SELECT id FROM referral WHERE status = 'open' ORDER BY id LIMIT :count")
        for case in session.scalars(open_ones, {"count": count}).all():
            pick_up(session, session.get_one(Referral, case).id, world.caseworker("schuldhulp"), clock.now())


@pytest.mark.parametrize("question", [
    {"page": 0}, {"page": "1"}, {"pageSize": 50_001}, {"pageSize": 0}, {"aanleverperiodeStartdatum": "1-1-2026"},
    {"aanleverperiodeStartdatum": "2026-02-01", "aanleverperiodeEinddatum": "2026-01-01"}, {"gemeentecode": TOWN},
])
def test_a_wrong_question_is_a_problem(ask: Ask, question: dict[str, Any]) -> None:
    answer = ask(**question)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert {"type", "title", "status", "errors"} <= set(answer.json)
    assert "nlgov-adr-payload-sig" not in answer.headers


def test_a_body_that_was_changed_on_the_way_is_refused(ask: Ask) -> None:
    good = "SHA-256=" + base64.b64encode(hashlib.sha256(b'{"page": 1}').digest()).decode()
    assert ask({"Digest": good}, page=1).status_code == 200
    answer = ask({"Digest": good}, page=2)
    assert (answer.status_code, answer.json["errors"][0]["code"]) == (400, "digestKloptNiet")


def test_a_question_is_signed_by_who_is_trusted_where_the_operator_asks_that(
    settings: Settings, chain: Chain, ask: Ask, tmp_path: Path
) -> None:
    strict = create_app(replace(_signing(settings, chain), ddas_trusted_roots=str(chain.root))).test_client()
    token_held = ask().request.headers["Authorization"]
    signer = Signer.load(str(chain.chain), str(chain.key))
    stranger = Signer.load(*(str(file) for file in (Chain(tmp_path).chain, tmp_path / "sleutel.pem")))
    assert signer is not None
    assert stranger is not None
    body, now = b'{"page": 1}', clock.now()

    def send(headers: dict[str, str], sent: bytes = body) -> tuple[int, str]:
        more = {"Authorization": token_held, "Content-Type": "application/json"}
        answer = strict.post(ADDRESS, data=sent, headers=headers | more)
        return answer.status_code, answer.json.get("title", "")

    good = signer.headers(body, now)
    wrong = (400, "Handtekening klopt niet")
    assert send(good)[0] == 200
    assert send({})[0] == 400
    assert send({"Digest": good["Digest"]}) == wrong
    assert send(signer.headers(b'{"page": 2}', now) | {"Digest": good["Digest"]}) == wrong
    assert send(stranger.headers(body, now)) == wrong
    head, signature = good["nlgov-adr-payload-sig"].split("..")
    for told in (f"{head}..{signature[:-8]}AAAAAAAA", f"e30..{signature}", f"MQ..{signature}", "niets", ".."):
        assert send(good | {"nlgov-adr-payload-sig": told}) == wrong, told


def test_another_organisation_is_not_ours_to_tell(ask: Ask) -> None:
    assert ask(aanleverendeOrganisatie="gemeente voorbeeldstad").status_code == 200
    assert ask(aanleverendeOrganisatie=TOWN).status_code == 200
    answer = ask(aanleverendeOrganisatie="Gemeente Elders")
    assert (answer.status_code, answer.json["title"]) == (422, "Andere organisatie")


def _code(answer: TestResponse) -> tuple[int, str]:
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == answer.headers["Fsc-Error-Code"]
    assert (answer.json["domain"], answer.json["status"]) == ("ERROR_DOMAIN_INWAY", answer.status_code)
    return answer.status_code, answer.json["code"]


def test_who_may_not_ask_hears_it_in_the_words_of_fsc(office: FlaskClient, world: World) -> None:
    def ask(headers: dict[str, str], path: str = ADDRESS, method: str = "POST") -> tuple[int, str]:
        return _code(office.open(path, method=method, json={}, headers=headers))

    good = token(office, world.town_client, "ddas:lezen")
    assert ask({}) == (401, "ERROR_CODE_ACCESS_TOKEN_MISSING")
    assert ask({"Authorization": "Bearer x.y.z"}) == (401, "ERROR_CODE_ACCESS_TOKEN_INVALID")
    assert ask(token(office, world.town_client, "monitor:lezen")) == (403, "ERROR_CODE_ACCESS_TOKEN_INVALID")
    assert ask(token(office, world.corporation_client, "ddas:lezen")) == (403, "ERROR_CODE_ACCESS_TOKEN_INVALID")
    assert ask(good, "/api/ddas/v1/elders") == (404, "ERROR_CODE_SERVICE_NOT_FOUND")
    assert ask(good, method="GET") == (405, "ERROR_CODE_METHOD_UNSUPPORTED")
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert ask(good) == (401, "ERROR_CODE_ACCESS_TOKEN_EXPIRED")


def test_nothing_is_delivered_unsigned(client: FlaskClient, world: World, settings: Settings, tmp_path: Path) -> None:
    headers = token(client, world.town_client, "ddas:lezen")
    answer = client.post(ADDRESS, json={}, headers=headers)
    assert _code(answer) == (502, "ERROR_CODE_SERVICE_UNREACHABLE")
    assert "niet ingesteld" in answer.json["detail"]
    expired = create_app(_signing(settings, Chain(tmp_path, until=clock.now() - DAYS))).test_client()
    answer = expired.post(ADDRESS, json={}, headers=headers)
    assert _code(answer) == (502, "ERROR_CODE_SERVICE_UNREACHABLE")
    assert "niet geldig" in answer.json["detail"]


def test_without_a_database_the_office_hears_so_in_the_words_of_fsc(settings: Settings, chain: Chain, ask: Ask) -> None:
    answer = ask()
    headers = {"Authorization": answer.request.headers["Authorization"]}
    nowhere = "postgresql+psycopg://niemand@127.0.0.1:1/niets"
    app = create_app(replace(_signing(settings, chain), database_url=nowhere))
    assert _code(app.test_client().post(ADDRESS, json={}, headers=headers)) == (502, "ERROR_CODE_SERVICE_UNREACHABLE")


@pytest.mark.parametrize(("changes", "words"), [
    ({"ddas_signing_key": None}, "allebei"), ({"ddas_signing_key": "nergens.pem"}, "niet te lezen"),
    ({"ddas_certificate_chain": __file__}, "certificaten in PEM"), ({"ddas_signing_key": __file__}, "geheime sleutel"),
    ({"ddas_trusted_roots": "nergens.pem"}, "niet te lezen"), ({"ddas_trusted_roots": __file__}, "wortelcertificaten"),
])
def test_a_wrong_setting_holds_the_service_at_its_start(
    settings: Settings, chain: Chain, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadSettings, match=words):
        create_app(replace(_signing(settings, chain), **changes))


def test_a_chain_must_fit_together(settings: Settings, chain: Chain, tmp_path: Path) -> None:
    other = Chain(tmp_path)
    with pytest.raises(BadSettings, match="hoort niet bij"):
        create_app(replace(_signing(settings, chain), ddas_signing_key=str(other.key)))
    mixed = tmp_path / "gemengd.pem"
    first = chain.chain.read_text().split("-----END")[0]
    mixed.write_text(f"{first}-----END CERTIFICATE-----\n{other.chain.read_text()}")
    with pytest.raises(BadSettings, match="uitgegeven door"):
        create_app(replace(_signing(settings, chain), ddas_certificate_chain=str(mixed)))


def test_a_delivery_is_in_the_journal(ask: Ask, database: Database) -> None:
    ask()
    with database.transaction() as session:
        rows = session.execute(text("SELECT actor_kind, detail FROM journal WHERE action = 'ddas-aangeleverd'")).all()
    assert [(row[0], row[1]["bladzijde"], row[1]["nietGeleverd"]) for row in rows] == [("ophaler", 1, 0)]


def test_how_long_ago_it_was_fetched_and_what_could_not_go_is_seen(
    ask: Ask, arrive: Arrive, office: FlaskClient, post: Post, database: Database
) -> None:
    gone = arrive(2)
    post({"reden": "onterecht"}, f"/api/v1/signalen/{gone[0]}/intrekking")
    ask()
    with database.transaction() as session:
        [detail] = session.scalars(text("SELECT detail FROM journal WHERE action = 'ddas-aangeleverd'"))
    assert detail["nietGeleverd"] == 1
    assert f'voordeur_job_age_seconds{{task="ddas-{TOWN}"}}' in office.get("/metrics").text


def _export(environment: dict[str, str], *more: str) -> subprocess.CompletedProcess[str]:
    command = [PROGRAM, "ddas", "export", "--van", clock.today().isoformat(), "--tot", clock.today().isoformat(), *more]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_the_command_writes_the_same_file(environment: dict[str, str], ask: Ask, arrive: Arrive, post: Post) -> None:
    arrive(2)
    gone = arrive(1, start=50)
    post({"reden": "onterecht"}, f"/api/v1/signalen/{gone[0]}/intrekking")
    made = _export(environment, "--gemeente", TOWN)
    assert made.returncode == 0
    assert "Niet meegeleverd: 1 signalen" in made.stderr
    document = json.loads(made.stdout)
    assert faults(document) == []
    today = clock.today().isoformat()
    asked = ask(aanleverperiodeStartdatum=today, aanleverperiodeEinddatum=today).json["gegevens"]
    assert document["leveringen"] == asked["leveringen"]


def test_the_command_says_what_is_wrong(environment: dict[str, str], world: World) -> None:
    unknown = _export(environment, "--gemeente", "0000")
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "niet aangesloten" in unknown.stderr
    backwards = _export(environment, "--gemeente", TOWN, "--tot", "2020-01-01")
    assert (backwards.returncode, backwards.stdout) == (1, "")
    assert "--tot" in backwards.stderr
    assert _export(environment).returncode == 2


def test_the_demo_signs_with_a_certificate_of_its_own(settings: Settings, tmp_path: Path) -> None:
    now = clock.now()
    made = demo_certificate(tmp_path, now)
    first = Path(made["DDAS_CERTIFICATE_CHAIN"]).read_bytes()
    create_app(replace(
        settings, ddas_certificate_chain=made["DDAS_CERTIFICATE_CHAIN"], ddas_signing_key=made["DDAS_SIGNING_KEY"],
    ))
    assert Path(made["DDAS_SIGNING_KEY"]).stat().st_mode & 0o777 == 0o600
    assert demo_certificate(tmp_path, now + 300 * DAYS) == made
    assert Path(made["DDAS_CERTIFICATE_CHAIN"]).read_bytes() == first
    demo_certificate(tmp_path, now + 350 * DAYS)
    assert Path(made["DDAS_CERTIFICATE_CHAIN"]).read_bytes() != first
