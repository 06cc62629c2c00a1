"""Moving work to a colleague: all of it or nothing, told to who gets it and written down; and who is away."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker, TeamLead
from service.errors import Conflict, InvalidInput, NotFound
from service.journal import history
from service.partners.absence import Absence, set_absence
from service.partners.store import colleague_of
from service.referrals.follow_up import Attempt, record_attempt
from service.referrals.pick_up import hand_back, pick_up
from service.referrals.reassign import MOVED, REASSIGNED, reassign
from service.referrals.status import ContactKind, PartOfDay
from service.referrals.tables import Referral
from service.referrals.workload import late_work, loads_of, work_of
from tests.doors.web import create_account
from tests.factories import TOWN, World, create_organisation, rent_signal
from tests.integration.conftest import Receive


class Town:
    """A town with two caseworkers and a team lead, and work that one of them holds."""

    def __init__(self, session: Session, world: World) -> None:
        self.session, self.world = session, world
        self.sanne, self.karim = (
            create_account(session, world.town_id, name, name.capitalize(), ["behandelaar:schuldhulp"])
            for name in ("sanne", "karim")
        )
        self.lead = TeamLead(uuid4(), world.town_id, "Petra Voorbeeldstra", TOWN)

    def worker(self, account_id: UUID) -> Caseworker:
        return Caseworker(account_id, self.world.town_id, "Iemand", TOWN, frozenset({"schuldhulp"}))

    def take(self, account_id: UUID) -> list[Referral]:
        found = list(self.session.scalars(select(Referral).where(Referral.status == "open").order_by(Referral.id)))
        return [pick_up(self.session, row.id, self.worker(account_id), clock.now()) for row in found]

    def move(self, rows: list[Referral], to: UUID) -> int:
        return reassign(self.session, [(row.id, row.version) for row in rows], to, self.lead, clock.now())


@pytest.fixture
def town(session: Session, world: World) -> Town:
    return Town(session, world)


@pytest.fixture
def held(town: Town, receive: Receive) -> list[Referral]:
    for _ in range(2):
        receive(rent_signal())
    return town.take(town.sanne)


def test_work_moves_and_is_told_and_written_down(session: Session, town: Town, held: list[Referral]) -> None:
    assert town.move(held, town.karim) == 2
    for row in held:
        session.refresh(row)
        assert (row.assigned_to, row.assigned_name, row.news) == (town.karim, "Karim", REASSIGNED)
        entry = history(session, row.id)[-1]
        assert (entry.action, entry.actor_kind) == (MOVED, "teamleider")
        assert entry.detail == {"van": str(town.sanne), "naar": str(town.karim)}
    tried = Attempt(ContactKind.PHONE, clock.today(), PartOfDay.MORNING, reached=False)
    with pytest.raises(Conflict):
        record_attempt(session, held[0].id, tried, town.worker(town.sanne), clock.now())


def test_the_same_again_changes_nothing(session: Session, town: Town, held: list[Referral]) -> None:
    before = len(history(session, held[0].id))
    assert town.move(held, town.sanne) == 0
    session.refresh(held[0])
    assert (held[0].news, len(history(session, held[0].id))) == (None, before)


def test_all_or_nothing_when_one_changed_meanwhile(session: Session, town: Town, held: list[Referral]) -> None:
    seen = [(row.id, row.version) for row in held]
    hand_back(session, held[0].id, town.worker(town.sanne), clock.now())
    with pytest.raises(Conflict, match="niets veranderd"):
        reassign(session, seen, town.karim, town.lead, clock.now())
    session.refresh(held[1])
    assert held[1].assigned_to == town.sanne


def test_only_to_who_works_there_and_is_there(session: Session, town: Town, held: list[Referral]) -> None:
    els = create_account(session, town.world.town_id, "els", "Els", ["behandelaar:wijkteam"])
    with pytest.raises(InvalidInput):
        town.move(held, els)
    today = clock.today()
    set_absence(session, town.karim, Absence(today, today), town.lead, clock.now())
    with pytest.raises(InvalidInput):
        town.move(held, town.karim)
    set_absence(session, town.karim, None, town.lead, clock.now())
    assert town.move(held, town.karim) == 2


def test_nobody_and_nothing_of_another_town(session: Session, town: Town, held: list[Referral]) -> None:
    other = create_organisation(session, name="Gemeente Nergenshuizen", municipality_code="9902")
    olga = create_account(session, other, "olga", "Olga", ["behandelaar:schuldhulp"])
    with pytest.raises(NotFound):
        town.move(held, olga)
    stranger = TeamLead(uuid4(), other, "Iemand", "9902")
    with pytest.raises(Conflict):
        reassign(session, [(row.id, row.version) for row in held], olga, stranger, clock.now())
    with pytest.raises(NotFound):
        set_absence(session, town.karim, None, stranger, clock.now())
    assert loads_of(session, stranger, clock.today()) == []


def test_work_is_counted_per_holder_and_tray(session: Session, town: Town, receive: Receive) -> None:
    receive(rent_signal())
    [row] = town.take(town.sanne)
    receive(rent_signal())
    long_after = row.due + timedelta(days=1)
    loads = loads_of(session, town.lead, long_after)
    assert {(load.holder, load.count, load.late) for load in loads} == {(town.sanne, 1, 1), (None, 1, 1)}
    assert all(load.late == 0 for load in loads_of(session, town.lead, clock.today()))
    for found, following in (
        work_of(session, town.lead, town.sanne), late_work(session, town.lead, long_after),
    ):
        assert ([one.id for one in found], following) == ([row.id], None)
    assert late_work(session, town.lead, row.due) == ([], None)


def test_days_that_run_back_are_refused(session: Session, town: Town) -> None:
    today = clock.today()
    with pytest.raises(InvalidInput):
        set_absence(session, town.karim, Absence(today, today - timedelta(days=1)), town.lead, clock.now())
    set_absence(session, town.karim, Absence(today, today + timedelta(days=7)), town.lead, clock.now())
    session.expire_all()
    karim = colleague_of(session, town.karim, town.world.town_id)
    away = [karim.is_absent(today + timedelta(days=days)) for days in (-1, 0, 7, 8)]
    assert away == [False, True, True, False]
