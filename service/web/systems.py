"""For an administrator: the corporations of the municipality, and the systems that have access."""

from dataclasses import replace
from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from service import clock
from service.errors import Conflict
from service.identity.access import parts
from service.partners.enrol import add_client, organisation_of
from service.partners.general_consent import general_consent_on
from service.partners.store import agreements_of
from service.partners.systems import kept_by, revoke_system, systems_of
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.attempt import Mistake
from service.web.show.systems import Access, SystemForm, corporation_lines, read_system, scope_choices, system_line


@desk.get("/beheer/systemen")
@signed_in("beheerder")
def show_systems() -> Response:
    actor = person().administrator()
    with parts().database.transaction() as session:
        kept = kept_by(session, actor)
        lines = tuple(system_line(one) for one in systems_of(session, kept))
        today, code = clock.today(), actor.municipality_code
        known = corporation_lines(
            agreements_of(session, code), set(kept.values()), today,
            consented=general_consent_on(session, code, today) is not None,
        )
    return page("beheer/systems.html", lines=lines, corporations=known, notice=done())


@desk.get("/beheer/systemen/nieuw")
@signed_in("beheerder")
def show_new_system() -> Response:
    return _form(SystemForm())


@desk.post("/beheer/systemen/nieuw")
@signed_in("beheerder")
def save_system() -> Response:
    """A secret is in this answer alone: never in an address, and gone when the page is loaded again."""
    actor, allowed = person().administrator(), parts().settings.allow_client_secrets
    with parts().database.transaction() as session:
        kept = kept_by(session, actor)
        kinds = {str(one): organisation_of(session, one).kind for one in kept}
    read = read_system(request.form, kinds, secrets_allowed=allowed)
    if isinstance(read, SystemForm):
        return _form(read, 400)
    organisation_id, system = read
    try:
        with parts().database.transaction() as session:
            secret = add_client(session, organisation_id, system, actor, clock.now())
    except Conflict:
        taken = Mistake("naam", "Deze naam is al in gebruik. Kies een andere.")
        return _form(replace(SystemForm.of(request.form), mistakes=(taken,)), 409)
    return page("beheer/system_added.html", added=Access(kept[organisation_id], system.client_id, secret or ""))


@desk.post("/beheer/systemen/<uuid:system_id>/intrekken")
@signed_in("beheerder")
def take_access(system_id: UUID) -> Response:
    with parts().database.transaction() as session:
        revoke_system(session, system_id, person().administrator(), clock.now())
    return redirect(address.systems("systeem-dicht"), 303)


def _form(form: SystemForm, status: int = 200) -> Response:
    with parts().database.transaction() as session:
        kept = kept_by(session, person().administrator())
    allowed = parts().settings.allow_client_secrets
    return page("beheer/system.html", status, form=form, organisations=kept, scopes=scope_choices(), secrets=allowed)
