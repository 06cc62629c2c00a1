"""The receipt on paper, by its structure. No validator of PDF/UA or PDF/A can be installed here; docs say so."""

import json
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask.testing import FlaskClient

from service.signals.receipt.sign import fingerprint
from tests.doors.conftest import Post
from tests.doors.receipt import PDF, Headers, ask, attached, decoded, words_of
from tests.factories import door_signal, rent_signal

LONG = "W" * 64


@pytest.fixture(params=[rent_signal, door_signal], ids=["huur", "deur"])
def paper(request: pytest.FixtureRequest, client: FlaskClient, corporation: Headers, post: Post) -> bytes:
    return ask(client, corporation, post(request.param()).json["id"], PDF).data


def _structure(node: Any, depth: int = 0) -> list[str]:
    """The names of the structure elements, in reading order."""
    assert depth < 30
    if not isinstance(node, pikepdf.Dictionary):
        return []
    kids = node.get("/K", [])
    kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    own = [str(node.S)] if "/S" in node else []
    return own + [name for kid in kids for name in _structure(kid, depth + 1)]


def test_opens_without_any_remark_of_a_strict_reader(paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as opened:
        assert opened.check_pdf_syntax() == []


def test_is_one_page_with_words_on_it(paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as opened:
        [page] = opened.pages
        assert [round(float(side)) for side in page.mediabox] == [0, 0, 595, 842]
    assert len(words_of(paper).split()) > 80


def test_is_tagged_titled_and_in_dutch(paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as opened:
        root = opened.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "nl-NL"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        names = _structure(root.StructTreeRoot)
        with opened.open_metadata() as told:
            assert (told["pdfuaid:part"], told["pdfaid:part"], told["pdfaid:conformance"]) == ("1", "3", "A")
            assert told["dc:title"].startswith("Ontvangstbewijs")
    assert names.count("/H1") == 1
    assert names.count("/H2") >= 4


def test_the_conditions_are_a_table_with_headers(client: FlaskClient, corporation: Headers, post: Post) -> None:
    paper = ask(client, corporation, post(rent_signal()).json["id"], PDF).data
    with pikepdf.open(BytesIO(paper)) as opened:
        names = _structure(opened.Root.StructTreeRoot)
    assert (names.count("/Table"), names.count("/TH"), names.count("/TR")) == (1, 5, 11)


def test_carries_its_own_fonts(paper: bytes) -> None:
    with pikepdf.open(BytesIO(paper)) as opened:
        fonts = [font for page in opened.pages for font in page.Resources.Font.values()]
        assert len(fonts) == 2
        for font in fonts:
            [inner] = font.DescendantFonts
            assert "SourceSans3" in str(font.BaseFont)
            assert any(name in inner.FontDescriptor for name in ("/FontFile2", "/FontFile3"))
            assert "/ToUnicode" in font


def test_carries_the_signed_json_and_prints_its_fingerprint(paper: bytes) -> None:
    inside = json.loads(attached(paper))
    told = words_of(paper).replace(" ", "")
    assert decoded(inside["payload"]) == inside["bewijs"]
    assert fingerprint(inside["bewijs"]) in told
    assert inside["bewijs"]["bewijsnummer"] in told
    assert inside["bewijs"]["ondertekening"]["controleren"] in told


def test_names_the_text_of_2026_and_holds_no_note_of_the_authors(
    client: FlaskClient, corporation: Headers, post: Post
) -> None:
    told = words_of(ask(client, corporation, post(rent_signal()).json["id"], PDF).data)
    assert "tekst geldend vanaf 1 januari 2026" in told
    assert "niet gelezen" not in told


@pytest.mark.parametrize("reference", [
    LONG, "Ж" * 64, "\U0001f600" * 64, "مثال", '#set page(paper: "a3") [x] $y$ *z*',
])
def test_any_reference_still_fits_on_one_page(
    client: FlaskClient, corporation: Headers, post: Post, reference: str
) -> None:
    signal_id = post(rent_signal(referentie=reference)).json["id"]
    for number in range(6):
        post({"bedragInCenten": 200_000 + number}, f"/api/v1/signalen/{signal_id}/actualisering")
    answer = ask(client, corporation, signal_id, PDF)
    assert answer.status_code == 200
    with pikepdf.open(BytesIO(answer.data)) as opened:
        assert len(opened.pages) == 1
        assert [round(float(side)) for side in opened.pages[0].mediabox] == [0, 0, 595, 842]
    assert ask(client, corporation, signal_id).json["bewijs"]["signaal"]["referentie"] == reference


def test_the_file_is_named_by_its_number_and_not_by_the_reference(
    client: FlaskClient, corporation: Headers, post: Post
) -> None:
    answer = ask(client, corporation, post(rent_signal(referentie='a"; x=../b')).json["id"], PDF)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="ontvangstbewijs-')
    assert "../" not in answer.headers["Content-Disposition"]
