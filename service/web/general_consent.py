"""For an administrator: the municipality's general consent to rent signals of every corporation."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict
from service.identity.access import parts
from service.partners.general_consent import end_general_consent, general_consent_of, record_general_consent
from service.web import address
from service.web.dates import typed_day
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import Notice, page
from service.web.show.general_consent import (
    EndConsentForm,
    GeneralConsentForm,
    end_consent_form,
    read_general_consent,
)


@desk.get("/beheer/overeenkomsten/algemene-toestemming")
@signed_in("beheerder")
def show_general_consent() -> Response:
    today = clock.today().isoformat()
    return _form(GeneralConsentForm(given=today, first=today))


@desk.post("/beheer/overeenkomsten/algemene-toestemming")
@signed_in("beheerder")
def save_general_consent() -> Response:
    actor, now = person().administrator(), clock.now()
    read = read_general_consent(request.form, clock.day_of(now))
    if isinstance(read, GeneralConsentForm):
        return _form(read, 400)
    try:
        with parts().database.transaction() as session:
            record_general_consent(session, read, actor, now)
    except Conflict as conflict:
        typed = GeneralConsentForm(read.given_by, read.given_on.isoformat(), read.valid_from.isoformat())
        return _form(typed, 409, Notice("warning", "Er is niets vastgelegd", conflict.detail))
    return redirect(address.agreements("toestemming"), 303)


@desk.get("/beheer/overeenkomsten/algemene-toestemming/<uuid:consent_id>/beeindigen")
@signed_in("beheerder")
def show_consent_end(consent_id: UUID) -> Response:
    with parts().database.transaction() as session:
        found = general_consent_of(session, consent_id, person().administrator())
        form = end_consent_form(found, clock.today())
    return _end(form)


@desk.post("/beheer/overeenkomsten/algemene-toestemming/<uuid:consent_id>/beeindigen")
@signed_in("beheerder")
def save_consent_end(consent_id: UUID) -> Response:
    actor, now, typed = person().administrator(), clock.now(), request.form.get("einddatum", "").strip()
    with parts().database.transaction() as session:
        found = general_consent_of(session, consent_id, actor)
        form, last = end_consent_form(found, clock.day_of(now), typed), typed_day(typed)
        if last is not None and not form.mistake:
            end_general_consent(session, consent_id, last, actor, now)
    if form.mistake:
        return _end(form, 400)
    return redirect(address.agreements("toestemming-beeindigd"), 303)


def _form(form: GeneralConsentForm, status: int = 200, notice: Notice | None = None) -> Response:
    return page("beheer/general_consent.html", status, form=form, notice=notice)


def _end(form: EndConsentForm, status: int = 200) -> Response:
    return page("beheer/general_consent_end.html", status, form=form)
