"""What the tests of the receipt share: asking for one, changing one, and reading the words of a PDF."""

import base64
import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import parts_of
from service.identity.keys import public_keys
from service.signals.receipt.signature import Keys

Headers = dict[str, str]
PDF = "application/pdf"


def ask(client: FlaskClient, headers: Headers, signal_id: str, accept: str | None = None) -> TestResponse:
    more = {"Accept": accept} if accept else {}
    return client.get(f"/api/v1/signalen/{signal_id}/ontvangstbewijs", headers=headers | more)


def known_keys(app: Flask) -> Keys:
    with parts_of(app).database.transaction() as session:
        return Keys(public_keys(session))


def raw(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def decoded(member: str) -> Any:
    return json.loads(base64.urlsafe_b64decode(member + "=" * (-len(member) % 4)))


def encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(raw(value)).rstrip(b"=").decode()


def changed(document: dict[str, Any], change: Callable[[dict[str, Any]], None], *, readable: bool) -> dict[str, Any]:
    """The document with other content under the old signature; `readable` changes the part for people along."""
    content = decoded(document["payload"])
    change(content)
    return document | {"payload": encoded(content)} | ({"bewijs": content} if readable else {})


def resaved(pdf: bytes, edit: Callable[[pikepdf.Pdf], None] = lambda _pdf: None) -> bytes:
    """The PDF as another program would write it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        edit(opened)
        opened.save(out)
    return out.getvalue()


def attached(pdf: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as opened:
        [found] = opened.attachments.values()
        return found.get_file().read_bytes()


def words_of(pdf: bytes) -> str:
    """The words on the pages, by way of the font's own table, so without a program that is not in the test group."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return " ".join(" ".join(_page_text(page) for page in opened.pages).split())


def _page_text(page: pikepdf.Page) -> str:
    tables = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    told, table = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        elif str(operator) in {"TJ", "Tj"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            told += [_read(bytes(part), table) for part in parts if isinstance(part, pikepdf.String)]
        elif str(operator) in {"Td", "Tm", "ET"}:
            told.append(" ")
    return "".join(told)


def _read(codes: bytes, table: dict[int, str]) -> str:
    return "".join(table.get(int.from_bytes(codes[at:at + 2]), "") for at in range(0, len(codes), 2))


def _to_unicode(font: Any) -> dict[int, str]:
    """The map from glyph to letters that a PDF/A font has to carry."""
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be") for glyph, letters in pairs}
