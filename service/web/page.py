"""How every page is made: one frame around it, and headers that let it load nothing but our own style and script."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response, g, render_template, request

from service.identity.access import parts
from service.identity.sessions import form_token
from service.messages.calendar_file import MIME
from service.web.done_words import DONE
from service.web.guard import first_duty
from service.web.show.shortcuts import COOKIE, FORM_KEYS, GROUPS, OFF, Group
from service.web.theme import theme_address

STATIC = Path(__file__).parent / "static"
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ASKING_POLICY = "connect-src 'self'"
_LINKS = (
    ("behandelaar", "/mijn-dag", "Mijn dag"),
    ("behandelaar", "/werklijst", "Werklijst"),
    ("behandelaar", "/bezoeken", "Bezoeken"),
    ("behandelaar", "/zoeken", "Zoeken"),
    ("teamleider", "/werkverdeling", "Werkverdeling"),
    ("manager", "/overzicht", "Overzicht"),
    ("manager", "/prestatieafspraken", "Prestatieafspraken"),
    ("beheerder", "/beheer", "Beheer"),
    ("corporatie", "/corporatie", "Signalen"),
    ("partner", "/partner", "Doorverwijzingen"),
)
_KEYS = {"/mijn-dag": "d", "/werklijst": "w", "/bezoeken": "b", "/zoeken": "z"}


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    text: str
    current: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a page. Without a session there is nobody, no menu and no form token.

    `theme` is the address of the style of one municipality; empty: it looks as Voordeur does.
    """

    name: str
    organisation: str
    links: tuple[Link, ...]
    form_token: str
    assets: str
    caseworker: bool = False
    shortcuts: bool = False
    theme: str = ""

    @property
    def keys(self) -> Mapping[str, str]:
        """Which key leads to what is folded away on a page."""
        return FORM_KEYS

    @property
    def shortcut_groups(self) -> tuple[Group, ...]:
        return GROUPS


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell on top of a page. `kind` is done, news, warning or error; it is also said in words."""

    kind: str
    title: str
    text: str
    advice: str = ""


def page(template: str, status: int = 200, *, asks: bool = False, **shown: Any) -> Response:
    """A page in its frame. `asks`: its script may ask our own addresses; without it everything works too."""
    html = render_template(template, frame=_frame(), **shown)
    policy = f"{CONTENT_POLICY}; {ASKING_POLICY}" if asks else CONTENT_POLICY
    headers = {"Content-Security-Policy": policy, "Cross-Origin-Opener-Policy": "same-origin"}
    return Response(html, status, headers, content_type="text/html; charset=utf-8")


def calendar_answer(written: bytes) -> Response:
    """A calendar file to open or to keep."""
    return Response(written, headers={"Content-Disposition": 'attachment; filename="afspraak.ics"'}, content_type=MIME)


def done() -> Notice | None:
    """What was just done, when the address says so."""
    code = request.args.get("melding", "")
    if code not in DONE:
        return None
    kind, title = ("news", "Let op") if code in {"geen", "geen-keuze", "verlopen", "keuze-naam"} else ("done", "Gelukt")
    return Notice(kind, title, DONE[code])


def _frame() -> Frame:
    found = g.get("signed_in")
    if found is None:
        return Frame("", "", (), "", assets_version())
    kinds = () if first_duty(found) else found.person.kinds
    own = ((href, text) for kind, href, text in _LINKS if kind in kinds)
    links = tuple(Link(href, text, _is_under(href), _KEYS.get(href, "")) for href, text in own)
    token = form_token(parts().vault, found.key)
    return Frame(
        found.person.name, found.person.organisation, links, token, assets_version(),
        caseworker="behandelaar" in kinds, shortcuts="behandelaar" in kinds and request.cookies.get(COOKIE) != OFF,
        theme=theme_address(found.person.municipality_code, parts().settings.theme_folder),
    )


def _is_under(href: str) -> bool:
    if href == "/werklijst" and request.path.startswith("/verwijzingen/"):
        return True
    return request.path == href or request.path.startswith(f"{href}/")


@cache
def assets_version() -> str:
    """Part of the addresses of style sheets, so that a browser keeps them until they change."""
    contents = b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()) if path.is_file())
    return hashlib.sha256(contents).hexdigest()[:10]
