"""The look of a municipality: a file with the tokens of its style; without one it looks as Voordeur does."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, abort, send_file

from service.identity.access import parts
from service.theme_files import theme_file
from service.web.desk import desk
from service.web.guard import public

_A_DAY = 86_400


def theme_address(code: str | None, folder: Path | None) -> str:
    """Where the style of a municipality is, with what makes a browser fetch it anew; empty when it has none."""
    found = theme_file(code or "", "css", folder)
    return f"/thema/{code}.css?v={_version(found, found.stat().st_mtime_ns)}" if found else ""


@desk.get("/thema/<code>.css")
@public
def show_theme(code: str) -> Response:
    """For everybody: a style says nothing, and the sign-in page of a work account may want it too."""
    found = theme_file(code, "css", parts().settings.theme_folder)
    if found is None:
        abort(404)
    return send_file(found, mimetype="text/css", max_age=_A_DAY)


@cache
def _version(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10]
