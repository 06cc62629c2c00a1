"""For an administrator: the help on offer, whom residents can call, and what came of the cards."""

from uuid import UUID

from flask import Response as FlaskResponse
from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.help.cards import FEWEST, counts_of
from service.help.catalogue import all_offers, desk_of, keep_desk, keep_offer, offer_of, remove_offer
from service.help.paper import CARDS_ON_A_SHEET, MOST_SHEETS
from service.identity.access import parts
from service.messages.letterhead import letterhead_of
from service.messages.own_texts import shipped_text
from service.messages.public import help_path
from service.messages.sample import sample_letter
from service.web import address
from service.web.cards import month_named
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.help_words import OFFER_KIND
from service.web.page import done, page
from service.web.show.help_offers import (
    OfferForm,
    blank_offer,
    desk_form,
    offer_form,
    offer_line,
    read_desk,
    read_offer,
)

_SHOWN = "brief-eerste"


@desk.get("/beheer/hulp")
@signed_in("beheerder")
def show_offers() -> Response:
    code, today = person().administrator().municipality_code, clock.today()
    with parts().database.transaction() as session:
        here, kept, counted = desk_of(session, code), all_offers(session, code), counts_of(session, code)
    counts = tuple((month_named(one.month), one.cards, one.requests) for one in counted)
    return page(
        "beheer/help.html", lines=tuple(offer_line(one, today) for one in kept), desk=here, counts=counts,
        public=parts().settings.service_url + help_path(code), fewest=FEWEST, on_a_sheet=CARDS_ON_A_SHEET,
        most=MOST_SHEETS, notice=done(),
    )


@desk.get("/beheer/hulp/nieuw")
@signed_in("beheerder")
def show_new_offer() -> Response:
    return _form(blank_offer())


@desk.post("/beheer/hulp/nieuw")
@signed_in("beheerder")
def save_new_offer() -> Response:
    return _save(None)


@desk.get("/beheer/hulp/<uuid:offer_id>")
@signed_in("beheerder")
def show_offer(offer_id: UUID) -> Response:
    with parts().database.transaction() as session:
        offer = offer_of(session, offer_id, person().administrator().municipality_code)
    return _form(offer_form(offer, offer_id))


@desk.post("/beheer/hulp/<uuid:offer_id>")
@signed_in("beheerder")
def save_offer(offer_id: UUID) -> Response:
    return _save(offer_id)


@desk.post("/beheer/hulp/<uuid:offer_id>/verwijderen")
@signed_in("beheerder")
def delete_offer(offer_id: UUID) -> Response:
    with parts().database.transaction() as session:
        remove_offer(session, offer_id, person().administrator(), clock.now())
    return redirect(address.help_offers("hulp-weg"), 303)


@desk.get("/beheer/hulp/contact")
@signed_in("beheerder")
def show_contact() -> Response:
    with parts().database.transaction() as session:
        here = desk_of(session, person().administrator().municipality_code)
    return page("beheer/help_contact.html", form=desk_form(here))


@desk.post("/beheer/hulp/contact")
@signed_in("beheerder")
def save_contact() -> Response:
    actor = person().administrator()
    with parts().database.transaction() as session:
        read = read_desk(request.form, desk_of(session, actor.municipality_code))
        if not isinstance(read, OfferForm):
            keep_desk(session, read, actor, clock.now())
    if isinstance(read, OfferForm):
        return page("beheer/help_contact.html", 400, form=read)
    return redirect(address.help_offers("hulp-contact"), 303)


@desk.get("/beheer/hulp/brief.pdf")
@signed_in("beheerder")
def show_letterhead() -> Response:
    """The municipality's own letterhead on a letter to an invented resident."""
    code = person().administrator().municipality_code
    with parts().database.transaction() as session:
        around = letterhead_of(session, parts().settings, code)
    headers = {"Content-Disposition": 'inline; filename="briefhoofd.pdf"'}
    return FlaskResponse(sample_letter(shipped_text(_SHOWN), around), 200, headers, content_type="application/pdf")


def _save(offer_id: UUID | None) -> Response:
    actor, now = person().administrator(), clock.now()
    read = read_offer(request.form, request.path, clock.day_of(now))
    if isinstance(read, OfferForm):
        return _form(read, 400)
    with parts().database.transaction() as session:
        keep_offer(session, offer_id, read, actor, now)
    return redirect(address.help_offers("hulp"), 303)


def _form(form: OfferForm, status: int = 200) -> Response:
    return page("beheer/help_offer.html", status, form=form, kinds=OFFER_KIND)
