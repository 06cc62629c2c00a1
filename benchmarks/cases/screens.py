"""Every screen that reads much, on five years of a country, as people get it: over HTTP, with a session of their own.

The yardstick is the limit of 300 ms. Twenty readings a screen after a warm-up; the figure is the slowest but one (p95).
Before each reading a caseworker of the city closes a case, and what is kept is brought up to date after every tenth, as
the job does every quarter of a minute.
"""

import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from benchmarks.frame import Arm, Case, Failed, Figure, Question, figure, take_turns
from benchmarks.goals import SCREEN, Sense
from benchmarks.history import CITY, history
from benchmarks.processes import Server, api
from benchmarks.rows import templates
from benchmarks.stage import Stage
from benchmarks.timing import p95
from benchmarks.world import world_of
from service import clock
from service.actors import Robot
from service.identity.sessions import open_session
from service.monitor.summary.fold import fold
from service.partners.enrol import Person, add_account
from service.partners.tables import Account, Organisation
from service.referrals.close import close
from service.referrals.pick_up import pick_up
from service.referrals.status import EndResult, ReferralStatus
from service.referrals.tables import Referral, ReferralSignal

_READINGS = 20
_LIMIT_MS = 300.0
_ROLES = ("behandelaar:schuldhulp", "behandelaar:wijkteam", "behandelaar:triage", "teamleider", "manager", "beheerder")


@dataclass(frozen=True, slots=True)
class _People:
    """The cookie of somebody with every task in the city, and of somebody of the corporation there."""

    city: str
    corporation: str


def measure(stage: Stage) -> Iterator[Figure]:
    for number in (stage.sizes.history, *(stage.sizes.deep if stage.deep else ())):
        history(stage, number)
        people = stage.once("people", _enter)
        with api(stage, workers=1, threads=4) as server:
            for name, path in _city_screens(stage):
                yield _screen(stage, server, (f"scherm-{name}-{number}", path, people.city))
            for name, path in _corporation_screens(stage):
                yield _screen(stage, server, (f"scherm-{name}-{number}", path, people.corporation))


def _city_screens(stage: Stage) -> list[tuple[str, str]]:
    year, corporation = clock.today().year, world_of(stage, 3).corporation_id
    with stage.database.transaction() as session:
        # A real one: of those that were multiplied nobody can read the person.
        own = stage.once("templates", templates)
        links = select(ReferralSignal.referral_id).where(ReferralSignal.signal_id.in_(own))
        case = session.scalars(links.limit(1)).one()
        area = session.scalars(select(Referral.routing["gebied"].astext).where(Referral.id == case)).one() or "onbekend"
    overview = f"/overzicht?soort=huurachterstand&periode={year - 1}"
    return [
        ("overzicht-jaar", overview), ("overzicht-dit-jaar", f"/overzicht?periode={year}"),
        ("overzicht-kwartaal", f"/overzicht?periode={year}-K3"), ("overzicht-maand", f"/overzicht?periode={year}-10"),
        ("overzicht-zorgen", f"/overzicht?soort=achterDeVoordeur&periode={year - 1}"),
        ("overzicht-bestemming", f"{overview}&deel=bestemming:schuldhulp"),
        ("overzicht-corporatie", f"{overview}&deel=corporatie:{corporation}"),
        ("overzicht-gebied", f"{overview}&deel=gebied:{area}"),
        ("prestatieafspraken", f"/prestatieafspraken?jaar={year}"),
        ("jaarverslag", f"/prestatieafspraken/{corporation}/{year}"),
        ("mijn-dag", "/mijn-dag"), ("werklijst", "/werklijst"), ("zoeken", "/zoeken"), ("bezoeken", "/bezoeken"),
        ("verwijzing", f"/verwijzingen/{case}"), ("werkverdeling", "/werkverdeling"),
        ("te-laat", "/werkverdeling/te-laat"), ("beheer", "/beheer"), ("accounts", "/beheer/accounts"),
        ("logboek", "/beheer/logboek"), ("overeenkomsten", "/beheer/overeenkomsten"), ("systemen", "/beheer/systemen"),
        ("mislukt", "/beheer/mislukt"),
    ]


def _corporation_screens(stage: Stage) -> list[tuple[str, str]]:
    year, signal = clock.today().year, stage.once("templates", templates)[0]
    return [
        ("corporatie", "/corporatie"), ("kwaliteit", "/corporatie/kwaliteit"),
        ("signaal", f"/corporatie/signalen/{signal}"),
        ("eigen-afspraken", f"/corporatie/prestatieafspraken?jaar={year}"),
        ("eigen-jaarverslag", f"/corporatie/prestatieafspraken/{CITY}/{year}"),
    ]


def _screen(stage: Stage, server: Server, asked: tuple[str, str, str]) -> Figure:
    name, path, cookie = asked

    def read() -> float:
        times = []
        for reading in range(_READINGS + 1):
            _work(stage, keeps=reading % 10 == 0)
            taken = _get(server, path, cookie)
            times += [taken] if reading else []
        return p95(times)

    values = take_turns([Arm("screen", read), Arm("limit", lambda: _LIMIT_MS)], stage.rounds, warm_up=False)
    return figure(Question(name, "screen", "limit", "ms", SCREEN, Sense.DURATION), values)


def _get(server: Server, path: str, cookie: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"voordeur={cookie}"})
        answer = connection.getresponse()
        answer.read()
        taken = (time.perf_counter() - began) * 1000
    finally:
        connection.close()
    if answer.status != http.HTTPStatus.OK:
        raise Failed(f"{path} gaf {answer.status}.")
    return taken


def _work(stage: Stage, *, keeps: bool) -> None:
    """A case of the city is taken up and closed, as long as there are any."""
    who, now = world_of(stage, 3).caseworker(), clock.now()
    with stage.database.transaction() as session:
        case = session.scalars(select(Referral.id).where(
            Referral.municipality_code == CITY, Referral.status == ReferralStatus.OPEN,
            Referral.destination == "schuldhulp",
        ).order_by(Referral.urgency, Referral.due, Referral.id).limit(1)).first()
        if case:
            pick_up(session, case, who, now)
            session.flush()
            close(session, case, EndResult.NO_CONTACT, who, now)
    while keeps:
        with stage.background.one_moment() as session:
            keeps = fold(session) > 0


def _enter(stage: Stage) -> _People:
    corporation = world_of(stage, 3).corporation_id
    with stage.database.transaction() as session:
        city = session.scalars(select(Organisation.id).where(Organisation.municipality_code == CITY)).one()
        return _People(
            _account(session, city, Person("meting-gemeente", "Sanne Proefstra", _ROLES)),
            _account(session, corporation, Person("meting-corporatie", "Jan Proef", ("corporatie",))),
        )


def _account(session: Session, organisation_id: UUID, person: Person) -> str:
    now = clock.now()
    add_account(session, organisation_id, person, Robot("meting"), now)
    query = select(Account.id).where(Account.username == person.username)
    account = session.scalars(query).one()
    # Settled, as somebody who works here daily is; nobody is asked for a code of this app.
    session.execute(update(Account).where(Account.id == account).values(password_temporary=False, totp_secret=b"-"))
    return open_session(session, account, now)


CASE = Case("schermen", "elk scherm dat veel leest, op vijf jaar van een land, terwijl er gewerkt wordt", measure)
