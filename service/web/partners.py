"""For an administrator: the partners that residents can be referred on to, and the people who work there."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict
from service.identity.access import parts
from service.partners.enrol import Person, add_account
from service.partners.onward import add_partner, change_partner, end_partner, partner_of, partners_of
from service.partners.store import colleagues_of
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.onward_words import KIND
from service.web.page import done, page
from service.web.show.accounts import FirstPassword, account_line
from service.web.show.agreements import line_mistake
from service.web.show.attempt import Mistake
from service.web.show.partners import PartnerForm, form_of, partner_line, read_partner

_TAKEN = "Deze gebruikersnaam is al in gebruik. Kies een andere."


@desk.get("/beheer/partners")
@signed_in("beheerder")
def show_partners() -> Response:
    with parts().database.transaction() as session:
        found = partners_of(session, person().administrator().municipality_code)
    return page("beheer/partners.html", lines=[partner_line(one) for one in found], notice=done())


@desk.get("/beheer/partners/nieuw")
@signed_in("beheerder")
def show_new_partner() -> Response:
    return page("beheer/partner_new.html", form=PartnerForm(), kinds=KIND)


@desk.post("/beheer/partners/nieuw")
@signed_in("beheerder")
def save_partner() -> Response:
    read = read_partner(request.form)
    if isinstance(read, PartnerForm):
        return page("beheer/partner_new.html", 400, form=read, kinds=KIND)
    with parts().database.transaction() as session:
        made = add_partner(session, read, person().administrator(), clock.now())
    return redirect(address.partner(made, "partner"), 303)


@desk.get("/beheer/partners/<uuid:partner_id>")
@signed_in("beheerder")
def show_partner(partner_id: UUID) -> Response:
    return _partner(partner_id)


@desk.post("/beheer/partners/<uuid:partner_id>")
@signed_in("beheerder")
def save_changed_partner(partner_id: UUID) -> Response:
    read = read_partner(request.form)
    if isinstance(read, PartnerForm):
        return _partner(partner_id, 400, read)
    with parts().database.transaction() as session:
        change_partner(session, partner_id, read, person().administrator(), clock.now())
    return redirect(address.partner(partner_id, "partner-gewijzigd"), 303)


@desk.post("/beheer/partners/<uuid:partner_id>/beeindigen")
@signed_in("beheerder")
def stop_partner(partner_id: UUID) -> Response:
    with parts().database.transaction() as session:
        end_partner(session, partner_id, person().administrator(), clock.now())
    return redirect(address.partners("partner-weg"), 303)


@desk.post("/beheer/partners/<uuid:partner_id>/accounts")
@signed_in("beheerder")
def add_partner_account(partner_id: UUID) -> Response:
    """The password is in this answer alone, as with an account of a colleague."""
    actor, name, username = (
        person().administrator(), request.form.get("medewerker", "").strip(),
        request.form.get("gebruikersnaam", "").strip(),
    )
    typed = (("medewerker", name), ("gebruikersnaam", username))
    wrong = tuple(Mistake(field, told) for field, text in typed if (told := line_mistake(text)))
    if wrong:
        return _partner(partner_id, 400, wrong=wrong)
    _require_running(partner_id)
    try:
        with parts().database.transaction() as session:
            password = add_account(session, partner_id, Person(username, name, ("partner",)), actor, clock.now())
    except Conflict:
        return _partner(partner_id, 409, wrong=(Mistake("gebruikersnaam", _TAKEN),))
    return page("beheer/first_password.html", first=FirstPassword(name, username, password))


def _require_running(partner_id: UUID) -> None:
    with parts().database.transaction() as session:
        ended = partner_of(session, partner_id, person().administrator().municipality_code).ended
    if ended:
        raise Conflict("Met deze partner werkt de gemeente niet meer. Er komen geen accounts bij.")


def _partner(
    partner_id: UUID, status: int = 200, form: PartnerForm | None = None, wrong: tuple[Mistake, ...] = ()
) -> Response:
    """One partner with its form and its people; `wrong` is about the account that was typed in."""
    actor = person().administrator()
    with parts().database.transaction() as session:
        known = partner_of(session, partner_id, actor.municipality_code)
        people = [account_line(one, actor.id, {}) for one in colleagues_of(session, partner_id)]
    people_form = PartnerForm(mistakes=wrong)
    return page(
        "beheer/partner.html", status, line=partner_line(known), form=form or form_of(known), kinds=KIND,
        lines=people, people_form=people_form, ended=known.ended, notice=done(),
    )
