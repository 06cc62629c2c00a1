"""The look of a municipality: a file with the tokens of its style, by its code; without one it looks as Voordeur does.

A file of the operator goes before one that comes with the service.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Response, abort, send_file

from service.identity.access import parts
from service.web.desk import desk
from service.web.guard import public

SHIPPED = Path(__file__).parent / "static" / "themes"
_CODE = re.compile(r"[0-9]{4}")
_A_DAY = 86_400


def theme_address(code: str | None, folder: Path | None) -> str:
    """Where the style of a municipality is, with what makes a browser fetch it anew; empty when it has none."""
    found = _file_of(code or "", folder)
    return f"/thema/{code}.css?v={_version(found, found.stat().st_mtime_ns)}" if found else ""


@desk.get("/thema/<code>.css")
@public
def theme_file(code: str) -> Response:
    """For everybody: a style says nothing, and the sign-in page of a work account may want it too."""
    found = _file_of(code, parts().settings.theme_folder)
    if found is None:
        abort(404)
    return send_file(found, mimetype="text/css", max_age=_A_DAY)


def _file_of(code: str, folder: Path | None) -> Path | None:
    if not _CODE.fullmatch(code):
        return None
    places = (place / f"{code}.css" for place in (folder, SHIPPED) if place)
    return next((place for place in places if place.is_file()), None)


@cache
def _version(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]
