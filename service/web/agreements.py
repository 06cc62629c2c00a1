"""For an administrator: the agreements of the municipality with corporations."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.partners.enrol import add_agreement, end_agreement
from service.partners.store import agreement_of, agreements_of, corporations
from service.web import address
from service.web.dates import typed_day
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.agreements import AgreementForm, EndForm, agreement_line, end_form, read_agreement
from service.web.show.general_consent import without_agreement_view
from service.web.words import KIND


@desk.get("/beheer/overeenkomsten")
@signed_in("beheerder")
def show_agreements() -> Response:
    actor, today = person().administrator(), clock.today()
    with parts().database.transaction() as session:
        found = agreements_of(session, actor.municipality_code)
        view = without_agreement_view(session, actor.municipality_code, today)
    lines = tuple(agreement_line(one, today) for one in found)
    return page("beheer/agreements.html", lines=lines, view=view, notice=done())


@desk.get("/beheer/overeenkomsten/nieuw")
@signed_in("beheerder")
def show_new_agreement() -> Response:
    """A link may bring the corporation and the kind of signal along."""
    kind = request.args.get("soort", "")
    kinds = (kind,) if kind in set(KIND) else tuple(str(kind) for kind in KIND)
    return _form(AgreementForm(request.args.get("corporatie", ""), kinds))


@desk.post("/beheer/overeenkomsten/nieuw")
@signed_in("beheerder")
def save_agreement() -> Response:
    actor = person().administrator()
    with parts().database.transaction() as session:
        read = read_agreement(request.form, corporations(session), actor.municipality_code)
        if not isinstance(read, AgreementForm):
            add_agreement(session, read, actor, clock.now())
    if isinstance(read, AgreementForm):
        return _form(read, 400)
    return redirect(address.agreements("overeenkomst"), 303)


@desk.get("/beheer/overeenkomsten/<uuid:agreement_id>/beeindigen")
@signed_in("beheerder")
def show_end(agreement_id: UUID) -> Response:
    with parts().database.transaction() as session:
        agreed = agreement_of(session, agreement_id, person().administrator().municipality_code)
    return _end(end_form(agreed, clock.today()))


@desk.post("/beheer/overeenkomsten/<uuid:agreement_id>/beeindigen")
@signed_in("beheerder")
def save_end(agreement_id: UUID) -> Response:
    actor, now, typed = person().administrator(), clock.now(), request.form.get("einddatum", "").strip()
    with parts().database.transaction() as session:
        agreed = agreement_of(session, agreement_id, actor.municipality_code)
        form, last = end_form(agreed, clock.day_of(now), typed), typed_day(typed)
        if last is not None and not form.mistake:
            end_agreement(session, agreement_id, last, actor, now)
    if form.mistake:
        return _end(form, 400)
    return redirect(address.agreements("beeindigd"), 303)


def _form(form: AgreementForm, status: int = 200) -> Response:
    with parts().database.transaction() as session:
        known = corporations(session)
    return page("beheer/agreement.html", status, form=form, corporations=known, kinds=KIND)


def _end(form: EndForm, status: int = 200) -> Response:
    return page("beheer/agreement_end.html", status, form=form)
