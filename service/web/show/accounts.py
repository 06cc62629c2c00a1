"""Accounts of colleagues as an administrator sees them, and the form to add one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

from werkzeug.datastructures import MultiDict

from service.partners.enrol import ROLES, Person
from service.partners.store import Colleague
from service.partners.tables import MUNICIPALITY
from service.web.show.agreements import line_mistake
from service.web.show.attempt import Mistake
from service.web.words import listed, role_label

CHOICES = {role: role_label(role) for role in sorted(ROLES[MUNICIPALITY])}


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Where the account is closed, gets a new password or loses its app; empty where that cannot be done."""

    name: str
    username: str
    tasks: str
    teams: str
    way: str
    state: str
    close: str
    new_password: str
    unlink: str


@dataclass(frozen=True, slots=True)
class AccountForm:
    """What stands in the fields, as typed."""

    username: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """Told once, on one page: it is kept nowhere else."""

    name: str
    username: str
    password: str = field(repr=False)
    new: bool = True


def account_line(colleague: Colleague, reader: UUID, teams: dict[str, str]) -> AccountLine:
    where = f"/beheer/accounts/{colleague.id}"
    may_change = colleague.active and colleague.id != reader
    is_local = may_change and not colleague.by_provider
    tasks = listed([role_label(role) for role in colleague.roles])
    return AccountLine(
        colleague.name, "" if colleague.by_provider else colleague.username, tasks,
        listed([teams.get(team, team) for team in colleague.teams]), _way_in(colleague),
        "Open" if colleague.active else "Gesloten", f"{where}/sluiten" if may_change else "",
        f"{where}/wachtwoord" if is_local else "", f"{where}/app" if is_local and colleague.has_app else "",
    )


def _way_in(colleague: Colleague) -> str:
    if colleague.by_provider:
        return "Werkaccount"
    return "Wachtwoord en app" if colleague.has_app else "Wachtwoord"


def read_account(fields: MultiDict[str, str], teams: dict[str, str]) -> Person | AccountForm:
    """The person who gets an account, or the form again with everything that is wrong."""
    typed = AccountForm(
        fields.get("gebruikersnaam", "").strip(), fields.get("naam", "").strip(), tuple(fields.getlist("rollen")),
        tuple(fields.getlist("teams")),
    )
    mistakes = tuple(_mistakes(typed, teams))
    if mistakes:
        return replace(typed, mistakes=mistakes)
    return Person(typed.username, typed.name, typed.roles, typed.teams)


def _mistakes(typed: AccountForm, teams: dict[str, str]) -> Iterator[Mistake]:
    for name, text in (("gebruikersnaam", typed.username), ("naam", typed.name)):
        wrong = line_mistake(text)
        if wrong:
            yield Mistake(name, f"{'Gebruikersnaam' if name == 'gebruikersnaam' else 'Naam'}: {wrong}")
    if not typed.roles or not set(typed.roles) <= set(CHOICES):
        yield Mistake("rollen", "Kies een of meer taken.")
    if not set(typed.teams) <= set(teams):
        yield Mistake("teams", "Dit team staat niet in het beleid van nu. Kies opnieuw.")
