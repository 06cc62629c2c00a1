"""For an administrator: the accounts of colleagues in the own municipality."""

from dataclasses import replace
from uuid import UUID

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from service import clock
from service.actors import Administrator
from service.errors import Conflict
from service.identity.access import parts
from service.identity.reset import reset_app, reset_password
from service.partners.enrol import add_account, close_account
from service.partners.onward import partners_of
from service.partners.store import Colleague, colleague_of, colleagues_of
from service.web import address
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import done, page
from service.web.show.accounts import CHOICES, AccountForm, FirstPassword, account_line, read_account
from service.web.show.attempt import Mistake
from service.web.show.names import policy_names


@desk.get("/beheer/accounts")
@signed_in("beheerder")
def show_accounts() -> Response:
    actor = person().administrator()
    teams = _teams()
    with parts().database.transaction() as session:
        found = colleagues_of(session, actor.organisation_id)
    return page(
        "beheer/accounts.html", lines=tuple(account_line(one, actor.id, teams) for one in found), notice=done(),
    )


@desk.get("/beheer/accounts/nieuw")
@signed_in("beheerder")
def show_new_account() -> Response:
    return _form(AccountForm())


@desk.post("/beheer/accounts/nieuw")
@signed_in("beheerder")
def save_account() -> Response:
    """The password is in this answer alone: never in an address, and gone when the page is loaded again."""
    actor, read = person().administrator(), read_account(request.form, _teams())
    if isinstance(read, AccountForm):
        return _form(read, 400)
    try:
        with parts().database.transaction() as session:
            password = add_account(session, actor.organisation_id, read, actor, clock.now())
    except Conflict:
        taken = Mistake("gebruikersnaam", "Deze gebruikersnaam is al in gebruik. Kies een andere.")
        return _form(replace(AccountForm(read.username, read.name, read.roles, read.teams), mistakes=(taken,)), 409)
    return page("beheer/first_password.html", first=FirstPassword(read.name, read.username, password))


@desk.post("/beheer/accounts/<uuid:account_id>/sluiten")
@signed_in("beheerder")
def close(account_id: UUID) -> Response:
    actor = person().administrator()
    if account_id == actor.id:
        raise Conflict("U kunt uw eigen account niet sluiten. Vraag een andere beheerder.")
    with parts().database.transaction() as session:
        colleague = _reached(session, account_id, actor)
        if colleague.active:
            close_account(session, colleague.username, actor, clock.now())
    return redirect(address.accounts("gesloten"), 303)


@desk.post("/beheer/accounts/<uuid:account_id>/wachtwoord")
@signed_in("beheerder")
def give_new_password(account_id: UUID) -> Response:
    """As with a new account, the password is in this answer alone."""
    actor = person().administrator()
    with parts().database.transaction() as session:
        colleague = _other(session, account_id, actor)
        password = reset_password(session, colleague.id, actor, clock.now())
    told = FirstPassword(colleague.name, colleague.username, password, new=False)
    return page("beheer/first_password.html", first=told)


@desk.post("/beheer/accounts/<uuid:account_id>/app")
@signed_in("beheerder")
def unlink_app(account_id: UUID) -> Response:
    actor = person().administrator()
    with parts().database.transaction() as session:
        reset_app(session, _other(session, account_id, actor).id, actor, clock.now())
    return redirect(address.accounts("losgekoppeld"), 303)


def _other(session: Session, account_id: UUID, actor: Administrator) -> Colleague:
    """A colleague's account; who could reset the own account here would need neither password nor app to keep it."""
    if account_id == actor.id:
        raise Conflict("Voor uw eigen account gebruikt u Mijn account, of u vraagt een andere beheerder.")
    return _reached(session, account_id, actor)


def _reached(session: Session, account_id: UUID, actor: Administrator) -> Colleague:
    """An account of the own organisation, or of one of its partners."""
    partners = [one.id for one in partners_of(session, actor.municipality_code)]
    return colleague_of(session, account_id, actor.organisation_id, *partners)


def _form(form: AccountForm, status: int = 200) -> Response:
    return page("beheer/account.html", status, form=form, roles=CHOICES, teams=_teams())


def _teams() -> dict[str, str]:
    """The teams of the policy in force, by id."""
    with parts().database.transaction() as session:
        return policy_names(session, person().administrator().municipality_code, clock.today()).teams
