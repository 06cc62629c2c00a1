"""Verifying a receipt: on the page that is open to all, and with the command."""

import base64
import json
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service import cli
from service.app import parts_of
from service.identity.keys import RECEIPT, rotate
from service.signals.receipt.check import LARGEST, check
from service.signals.receipt.seal import MARK
from service.signals.receipt.signature import Keys, Verdict
from tests.doors.conftest import Post
from tests.doors.receipt import PDF, Headers, ask, changed, encoded, known_keys, raw, resaved
from tests.doors.web import text_of
from tests.factories import rent_signal

PAGE = "/bewijs-controleren"


@pytest.fixture
def signal_id(post: Post) -> str:
    return str(post(rent_signal()).json["id"])


@pytest.fixture
def document(client: FlaskClient, corporation: Headers, signal_id: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(client, corporation, signal_id).json
    return found


@pytest.fixture
def paper(client: FlaskClient, corporation: Headers, signal_id: str) -> bytes:
    return ask(client, corporation, signal_id, PDF).data


@pytest.fixture
def keys(app: Flask, document: dict[str, Any]) -> Keys:
    return known_keys(app)


def _less(content: dict[str, Any]) -> None:
    content["huurachterstand"]["bedragInCenten"] = 1


def _broken(document: dict[str, Any]) -> dict[str, Any]:
    """With another signature of the right length."""
    signature = document["signature"]
    return document | {"signature": ("A" if signature[0] != "A" else "B") + signature[1:]}


def _upload(client: FlaskClient, what: bytes, name: str = "bewijs.pdf") -> TestResponse:
    return client.post(PAGE, data={"bestand": (BytesIO(what), name)})


def test_the_json_the_compact_form_and_the_pdf_are_genuine(
    document: dict[str, Any], paper: bytes, keys: Keys
) -> None:
    compact = ".".join(document[name] for name in ("protected", "payload", "signature")).encode()
    bare = {name: document[name] for name in ("protected", "payload", "signature")}
    spaced = json.dumps(document, indent=3).encode()
    for form in (raw(document), spaced, b"\xef\xbb\xbf" + raw(document) + b"\n", compact, raw(bare), paper):
        found = check(form, keys)
        assert found.genuine, found.told
        assert found.content is not None
        assert found.told[0] == "Dit ontvangstbewijs is echt en ongewijzigd."


def test_an_altered_payload_is_seen(document: dict[str, Any], keys: Keys) -> None:
    for readable in (True, False):
        found = check(raw(changed(document, _less, readable=readable)), keys)
        assert (found.verdict, found.content) == (Verdict.ALTERED, None)
        assert "handtekening hoort niet bij" in found.told[0]


def test_an_altered_signature_is_seen(document: dict[str, Any], keys: Keys) -> None:
    assert check(raw(_broken(document)), keys).verdict is Verdict.ALTERED
    assert check(raw(document | {"signature": ""}), keys).verdict is Verdict.ALTERED


def test_altered_readable_text_is_named_field_by_field(document: dict[str, Any], keys: Keys) -> None:
    shown = json.loads(json.dumps(document["bewijs"]))
    _less(shown)
    shown["stand"]["opgepakt"] = 1
    found = check(raw(document | {"bewijs": shown}), keys)
    assert found.verdict is Verdict.ALTERED
    assert found.told[1:] == (
        "Anders dan ondertekend: /huurachterstand/bedragInCenten.", "Anders dan ondertekend: /stand/opgepakt.",
    )
    assert found.content == document["bewijs"], "what was signed is shown, not what was made of it"


def test_a_key_that_is_not_known_is_named(document: dict[str, Any], paper: bytes) -> None:
    kid = document["bewijs"]["ondertekening"]["sleutel"]
    for form in (raw(document), paper):
        found = check(form, Keys([]))
        assert (found.verdict, found.content) == (Verdict.UNKNOWN_KEY, None)
        assert kid in found.told[0]


def test_what_is_signed_for_another_use_is_no_receipt(app: Flask, document: dict[str, Any], keys: Keys) -> None:
    header = {"alg": "PS256", "kid": document["bewijs"]["ondertekening"]["sleutel"], "typ": "at+jwt"}
    for other in (header, header | {"alg": "none"}, header | {"alg": "HS256"}, header | {"typ": None}):
        assert check(raw(document | {"protected": encoded(other)}), keys).verdict is Verdict.NOT_A_RECEIPT


def test_after_a_new_key_old_receipts_still_verify(
    app: Flask, client: FlaskClient, corporation: Headers, signal_id: str, document: dict[str, Any], paper: bytes
) -> None:
    here = parts_of(app)
    with here.database.transaction() as session:
        kid = rotate(session, here.vault, RECEIPT)
    newer, keys = ask(client, corporation, signal_id).json, known_keys(app)
    assert newer["bewijs"]["ondertekening"]["sleutel"] == kid
    assert document["bewijs"]["ondertekening"]["sleutel"] != kid
    for form in (raw(document), paper, raw(newer)):
        assert check(form, keys).genuine


def test_a_pdf_of_which_one_byte_changed_is_seen(paper: bytes, keys: Keys) -> None:
    for at in (10, len(paper) // 3, paper.index(b"/Title"), len(paper) - 3):
        spoilt = paper[:at] + bytes([paper[at] ^ 1]) + paper[at + 1:]
        assert not check(spoilt, keys).genuine, at


def test_a_pdf_with_another_page_under_the_same_receipt_is_seen(paper: bytes, keys: Keys) -> None:
    """The attached receipt is still genuine, but nobody may trust what stands on the page."""

    def paint(opened: pikepdf.Pdf) -> None:
        opened.pages[0].contents_add(b"BT ET")

    longer, renamed = paper + b"\n% later\n%%EOF\n", paper.replace(b"Author", b"Auteur")
    full_of_seals = paper + (MARK + b"a\n") * 20_000 + b"startxref\n1\n%%EOF"
    for forged in (resaved(paper, paint), resaved(paper), longer, renamed, full_of_seals):
        found = check(forged, keys)
        assert found.verdict is Verdict.ALTERED
        assert "Deze PDF is veranderd na uitgifte" in found.told[0]
        assert found.content is not None


def test_the_seal_of_another_receipt_does_not_fit(
    client: FlaskClient, corporation: Headers, signal_id: str, paper: bytes, keys: Keys
) -> None:
    other = ask(client, corporation, signal_id, PDF).data
    pattern = re.compile(rb"(?:" + MARK + rb"[^\n]+\n)+")
    [foreign], [own] = pattern.findall(other), pattern.findall(paper)
    assert check(paper.replace(own, foreign), keys).verdict is Verdict.ALTERED
    assert check(paper.replace(own, b""), keys).verdict is Verdict.ALTERED
    assert check(paper.replace(own, own + own), keys).verdict is Verdict.ALTERED


def test_a_pdf_with_a_changed_receipt_inside_is_seen(document: dict[str, Any], paper: bytes, keys: Keys) -> None:
    def swap(opened: pikepdf.Pdf) -> None:
        [name] = opened.attachments
        forged = raw(changed(document, _less, readable=True))
        opened.attachments[name] = pikepdf.AttachedFileSpec(opened, forged)

    assert check(resaved(paper, swap), keys).verdict is Verdict.ALTERED


def _nested(depth: int) -> bytes:
    """A readable part and a payload that differ very deep down."""
    one, other = ('{"a":' * depth + f"{end}" + "}" * depth for end in (1, 2))
    payload = base64.urlsafe_b64encode(other.encode()).rstrip(b"=").decode()
    return b'{"bewijs": %b, "protected": "e30", "payload": "%b", "signature": ""}' % (one.encode(), payload.encode())


@pytest.mark.parametrize("what", [
    b"", b"hallo", b"\xff\xfe\x00", b"[]", b"{}", b"null", b'{"protected": 1, "payload": [], "signature": {}}',
    b"a.b.c", b"%PDF-1.7\n", b"%PDF-1.7\n/EmbeddedFile stream\nxxxx", b'{"bewijs": {}, "bewijs": {}}', b"[" * 100_000,
    b"\x00" * 50, "é.è.ê".encode(), b"%PDF-1.7\n" + b"/EmbeddedFile stream\n" * 20_000, _nested(900),
], ids=range(16))
def test_anything_else_is_calmly_refused(keys: Keys, what: bytes) -> None:
    found = check(what, keys)
    assert (found.verdict, found.content) == (Verdict.NOT_A_RECEIPT, None)


def test_the_page_is_open_to_all_and_loads_nothing_from_elsewhere(client: FlaskClient) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_the_page_shows_what_was_signed(client: FlaskClient, document: dict[str, Any], paper: bytes) -> None:
    pasted = client.post(PAGE, data={"tekst": raw(document)})
    for answer in (_upload(client, paper), _upload(client, raw(document)), pasted):
        told = text_of(answer)
        assert answer.status_code == 200
        assert "Echt en ongewijzigd" in told
        assert document["bewijs"]["signaal"]["referentie"] in told
        assert "1.250,00" in told


def test_the_page_tells_what_is_wrong(client: FlaskClient, document: dict[str, Any], paper: bytes) -> None:
    assert "Veranderd na uitgifte" in text_of(_upload(client, raw(_broken(document))))
    assert "Geen bewijs van Voordeur" in text_of(_upload(client, b"hallo"))
    assert "Deze PDF is veranderd" in text_of(_upload(client, resaved(paper)))
    unknown = document | {"protected": encoded({
        "alg": "PS256", "kid": "<b>vreemd</b>", "typ": "voordeur-ontvangstbewijs+json",
    })}
    answer = _upload(client, raw(unknown))
    assert "Onbekende sleutel" in text_of(answer)
    assert "<b>vreemd" not in answer.text


def test_the_page_asks_for_something_and_not_for_too_much(client: FlaskClient) -> None:
    assert client.post(PAGE, data={}).status_code == 400
    large = _upload(client, b"x" * (LARGEST + 1))
    assert large.status_code == 413
    assert "te groot" in text_of(large)


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    told = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, told.out + told.err


@pytest.fixture
def published(client: FlaskClient, document: dict[str, Any], tmp_path: Path) -> str:
    path = tmp_path / "jwks.json"
    path.write_bytes(client.get("/.well-known/jwks.json").data)
    return str(path)


def test_the_command_verifies_without_any_service(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, published: str,
    document: dict[str, Any], paper: bytes,
) -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, what in (("b.json", raw(document)), ("b.pdf", paper)):
        path = tmp_path / name
        path.write_bytes(what)
        code, told = _run(capsys, "bewijs", "controleer", str(path), "--sleutels", published)
        assert code == 0, told
        assert "echt en ongewijzigd" in told
        assert document["bewijs"]["signaal"]["referentie"] in told


def test_the_command_ends_with_one_for_anything_that_is_not_genuine(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, published: str, document: dict[str, Any], paper: bytes
) -> None:
    empty = tmp_path / "leeg.json"
    empty.write_text('{"keys": []}', "utf-8")
    path = tmp_path / "bewijs"
    for what in (raw(_broken(document)), resaved(paper), b"hallo"):
        path.write_bytes(what)
        assert _run(capsys, "bewijs", "controleer", str(path), "--sleutels", published)[0] == 1
    path.write_bytes(paper)
    for keys in (str(empty), str(path), str(tmp_path / "nergens"), "http://127.0.0.1:9/jwks.json"):
        code, told = _run(capsys, "bewijs", "controleer", str(path), "--sleutels", keys)
        assert code == 1
        assert "sleutels" in told or "niet te lezen" in told
    assert _run(capsys, "bewijs", "controleer", str(tmp_path / "nergens"), "--sleutels", published)[0] == 1


def test_the_command_starts_a_new_key_and_uses_the_keys_of_the_service_here(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], tmp_path: Path,
    client: FlaskClient, corporation: Headers, signal_id: str, paper: bytes,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    code, told = _run(capsys, "sleutels", "vervang", RECEIPT)
    newer = ask(client, corporation, signal_id).json["bewijs"]["ondertekening"]["sleutel"]
    assert (code, newer in told) == (0, True)
    path = tmp_path / "oud.pdf"
    path.write_bytes(paper)
    assert _run(capsys, "bewijs", "controleer", str(path))[0] == 0
