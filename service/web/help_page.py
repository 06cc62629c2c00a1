"""For residents: the help there is, and asking for it. Without signing in, without a cookie, and nobody is counted."""

from typing import Any
from uuid import UUID

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service import clock
from service.errors import Conflict
from service.help.ask import Asked, Received, ask_for_help
from service.help.cards import month_of
from service.help.catalogue import HelpDesk, desk_of, offers_on
from service.help.form_token import Stale, new_token, read_token
from service.identity.access import parts
from service.identity.limits import count_for, limited
from service.messages.prepare import Office
from service.messages.public import privacy_path
from service.web.dates import day_and_weekday
from service.web.desk import desk
from service.web.guard import FORM_FIELD, ForeignForm, public
from service.web.help_words import UNSAFE, WAY, WISH, WORRY, coming_text
from service.web.page import Notice, page
from service.web.show.attempt import Mistake
from service.web.show.help_page import help_groups
from service.web.show.help_request import NOTHING_HERE, RequestForm, read_request, typed_request
from service.web.theme import theme_address

_LARGEST_FORM = 20_000
_AGAIN = {
    Stale.TOO_SOON: Notice("news", "Klopt alles?", "Kijk nog even of alles goed staat. Verstuur het formulier daarna."),
    Stale.TOO_LATE: Notice("news", "Nog een keer versturen", "De bladzijde stond lang open. Wat u invulde, is er nog."),
    Stale.NOT_OURS: Notice("news", "Nog een keer versturen", "Wat u invulde staat er nog. Verstuur het nog een keer."),
}


@desk.get("/h/<card>")
@public
def follow_card(card: str) -> AnyResponse:
    """The short address on a card: a municipality, and the month in which the card was made."""
    code, _, batch = card.partition("-")
    return redirect(url_for("web.show_help", code=code, kaart=batch if month_of(batch) else None), 303)


@desk.get("/hulp/<code>")
@public
def show_help(code: str) -> Response:
    with parts().database.transaction() as session:
        here, offers = desk_of(session, code), offers_on(session, code, clock.today())
    return _public("openbaar/help.html", here, groups=help_groups(offers), ask=_ask_address(code))


@desk.get("/hulp/<code>/vraag")
@public
def show_request(code: str) -> Response:
    return _form(_desk(code), RequestForm({}, batch=request.args.get("kaart", "")[:4]))


# A library or a walk-in place has one address for many people, so the limit on one address is not low.
@desk.post("/hulp/<code>/vraag")
@limited("30/hour")
@public
def ask_help(code: str) -> Response:
    """No session, so nothing to steal by it: the token tells a form of ours, and a browser tells where it came from."""
    request.max_content_length = _LARGEST_FORM
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise ForeignForm("Er is niets verstuurd. Open de bladzijde van de gemeente en vul het formulier daar in.")
    here, form, now = _desk(code), typed_request(request.form), clock.now()
    if request.form.get(NOTHING_HERE):
        return _form(here, form.with_mistake(NOTHING_HERE, "Maak dit veld leeg. Mensen zien het niet."), 400)
    token = request.form.get(FORM_FIELD, "")
    key = read_token(parts().vault, code, token, now)
    read = read_request(form, key if isinstance(key, UUID) else UUID(int=0))
    if isinstance(read, RequestForm):
        return _form(here, read, 400, token=token if key is not Stale.TOO_LATE else "")
    if isinstance(key, Stale):
        return _form(here, form, 400, _AGAIN[key], token if key is Stale.TOO_SOON else "")
    count_for("hulpvraag", code, "300/hour")
    return _answer(here, form, read)


def _answer(here: HelpDesk, form: RequestForm, asked: Asked) -> Response:
    office = Office(parts().vault, parts().settings)
    try:
        with parts().database.transaction() as session:
            received = ask_for_help(session, office, asked, here, clock.now())
    except Conflict as known:
        return _form(here, form, 409, Notice("news", known.title, known.detail))
    return _public("openbaar/asked.html", here, **_told(asked, received))


def _told(asked: Asked, received: Received) -> dict[str, Any]:
    return {"received": received, "until": day_and_weekday(received.until), "coming": coming_text(asked)}


def _form(
    here: HelpDesk, form: RequestForm, status: int = 200, notice: Notice | None = None, token: str = ""
) -> Response:
    fresh = token or new_token(parts().vault, here.municipality_code, clock.now())
    return _public(
        "openbaar/ask.html", here, status, form=form, ways=WAY, wishes=WISH, unsafe=UNSAFE, worries=WORRY,
        notice=notice, form_token=fresh, nothing_here=NOTHING_HERE, asked=_in_order(form.mistakes),
    )


def _in_order(mistakes: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    return tuple(dict.fromkeys(mistakes))


def _desk(code: str) -> HelpDesk:
    with parts().database.transaction() as session:
        return desk_of(session, code)


def _ask_address(code: str) -> str:
    return url_for("web.show_request", code=code, kaart=request.args.get("kaart", "")[:4] or None)


def _public(template: str, here: HelpDesk, status: int = 200, **shown: Any) -> Response:
    code = here.municipality_code
    look = theme_address(code, parts().settings.theme_folder)
    return page(template, status, desk=here, privacy=privacy_path(code), theme=look, **shown)
