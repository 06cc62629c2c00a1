"""The door for the key figures: the municipality's own, and of a corporation what it sent itself. Never a person."""

from dataclasses import replace
from typing import Any

from flask import Response, request
from werkzeug.exceptions import NotAcceptable

from service import clock
from service.actors import READ_MONITOR
from service.answers import json_answer
from service.errors import NotAllowed
from service.identity.access import access, parts, requires
from service.identity.tokens import Access
from service.monitor.key_figures.count import lines
from service.monitor.key_figures.files import MEDIA_TYPES, figures_file
from service.monitor.key_figures.tell import corporation_names, figures_document
from service.monitor.key_figures.wish import Part, Wish
from service.monitor.schemas import KeyFiguresAnswer, KeyFiguresQuery, part_of, period_of
from service.problems import PREFIX, Desk

desk = Desk("Monitor", __name__, url_prefix=PREFIX, description="De kerncijfers, zonder personen.")
JSON = "application/json"
_FILES = {media_type: ending for ending, media_type in MEDIA_TYPES.items()}
_FILES_TOO: Any = {200: {"content": {media_type: {"schema": {"type": "string"}} for media_type in _FILES}}}
_VARY = {"Vary": "Accept"}
_ABOUT = (
    "Signalen over huur en zorgen achter de voordeur staan apart. Aantallen zijn afgerond en kleine groepen staan er "
    "niet: zie afronding in het antwoord. Een corporatie ziet wat zij zelf stuurde, niet hoe een zaak verliep."
)


@desk.route("/monitor/kerncijfers", methods=["GET"])
@requires(READ_MONITOR)
@desk.arguments(KeyFiguresQuery, location="query")
@desk.response(200, KeyFiguresAnswer, description="De kerncijfers, als JSON, CSV, ODS of XLSX")
@desk.alt_response(406, description="Alleen application/json, text/csv, ODS en XLSX")
@desk.doc(summary="Lees de kerncijfers over een periode", description=_ABOUT, responses=_FILES_TOO)
def get_key_figures(query: dict[str, Any]) -> Response:
    asked, here, today = _asked(), parts(), clock.today()
    part = part_of(query)
    wish = _own(Wish(access().municipality_code, period_of(query, today), part), access())
    with here.database.snapshot() as session:
        found = lines(session, here.vault, wish, today)
        names = corporation_names(session, found)
    if asked != JSON:
        file = figures_file(_FILES[asked], wish, found, names)
        return Response(file.content, 200, file.headers | _VARY, content_type=file.media_type)
    return json_answer(figures_document(wish, found, names), headers=_VARY)


def _own(wish: Wish, found: Access) -> Wish:
    """A corporation asks about itself, and about nothing else. Raises `NotAllowed`."""
    if found.municipality_code is not None:
        return wish
    own = found.corporation().organisation_id
    if wish.part not in {Part(), Part(corporation=own)}:
        raise NotAllowed("Een corporatie ziet alleen de cijfers van haar eigen signalen. Laat de andere keuzes weg.")
    return replace(wish, part=Part(corporation=own))


def _asked() -> str:
    """What the caller takes; JSON when it does not say. Raises 406 when it takes neither."""
    if not request.accept_mimetypes:
        return JSON
    found = request.accept_mimetypes.best_match([JSON, *_FILES])
    if found is None:
        raise NotAcceptable
    return found
