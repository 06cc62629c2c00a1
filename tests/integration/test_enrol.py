"""Enrolling partners: what an operator or administrator enters is checked, kept and noted."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.actors import Robot
from service.errors import Conflict, InvalidInput, NotFound
from service.identity.grants import HASHER
from service.partners import enrol
from service.partners.tables import Account, Client
from service.rules.facts import Kind
from service.signals.footing import Question, look_up
from tests.factories import TOWN, World, create_organisation

WHO, NOW = Robot("toets"), clock.now()
TODAY = clock.today()


def _terms(corporation_id, **changes) -> enrol.Terms:  # type: ignore[no-untyped-def]
    found = {
        "corporation_id": corporation_id, "municipality_code": TOWN, "kinds": (Kind.RENT_ARREARS,),
        "valid_from": date(2026, 1, 1), "valid_until": None, "signed_on": date(2025, 12, 1), "contact": "x@y.example",
    }
    return enrol.Terms(**(found | changes))


def test_an_agreement_lets_its_kind_of_signal_in_until_it_ends(session: Session, world: World) -> None:
    corporation = enrol.add_corporation(session, "Nieuw Wonen", WHO, NOW)
    assert not look_up(session, Question(corporation, TOWN, Kind.RENT_ARREARS, TODAY)).may_send
    made = enrol.add_agreement(session, _terms(corporation), WHO, NOW)
    assert look_up(session, Question(corporation, TOWN, Kind.RENT_ARREARS, TODAY)).may_send
    assert not look_up(session, Question(corporation, TOWN, Kind.BEHIND_THE_DOOR, TODAY)).may_send
    enrol.end_agreement(session, made, date(2026, 6, 30), WHO, NOW)
    session.flush()
    assert look_up(session, Question(corporation, TOWN, Kind.RENT_ARREARS, date(2026, 6, 30))).may_send
    assert not look_up(session, Question(corporation, TOWN, Kind.RENT_ARREARS, date(2026, 7, 1))).may_send


@pytest.mark.parametrize(("changes", "error"), [
    ({"municipality_code": "0000"}, NotFound), ({"valid_until": date(2025, 1, 1)}, InvalidInput),
])
def test_an_agreement_that_cannot_be_is_refused(
    session: Session, world: World, changes: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        enrol.add_agreement(session, _terms(world.corporation_id, **changes), WHO, NOW)


def test_a_municipality_is_served_once(session: Session, world: World) -> None:
    with pytest.raises(Conflict):
        enrol.add_municipality(session, TOWN, "Nog eens", WHO, NOW)
    with pytest.raises(InvalidInput):
        enrol.add_municipality(session, "12a4", "Fout", WHO, NOW)


def test_a_client_gets_the_scopes_of_its_kind_and_a_secret_once(session: Session, world: World) -> None:
    secret = enrol.add_client(session, world.corporation_id, enrol.System("nieuw-systeem"), WHO, NOW)
    row = session.query(Client).filter_by(client_id="nieuw-systeem").one()
    assert secret
    assert HASHER.verify(row.secret_hash or "", secret)
    assert "beheer" not in row.scopes
    keyed = enrol.add_client(session, world.corporation_id, enrol.System("met-sleutel", {"keys": [{}]}), WHO, NOW)
    assert keyed is None


def test_a_client_may_be_given_less_than_its_organisation_may_have(session: Session, world: World) -> None:
    enrol.add_client(session, world.town_id, enrol.System("cbs", scopes=("ddas:lezen",)), WHO, NOW)
    assert session.query(Client).filter_by(client_id="cbs").one().scopes == ["ddas:lezen"]
    with pytest.raises(InvalidInput):
        enrol.add_client(session, world.corporation_id, enrol.System("te-veel", scopes=("ddas:lezen",)), WHO, NOW)


def test_an_account_has_only_roles_of_its_organisation(session: Session, world: World) -> None:
    person = enrol.Person("nieuw", "Nieuwe Proefstra", ("behandelaar:schuldhulp",), ("schuldhulp-noord",))
    password = enrol.add_account(session, world.town_id, person, WHO, NOW)
    row = session.query(Account).filter_by(username="nieuw").one()
    assert HASHER.verify(row.password_hash, password)
    with pytest.raises(Conflict):
        enrol.add_account(session, world.town_id, person, WHO, NOW)
    with pytest.raises(InvalidInput):
        enrol.add_account(session, world.corporation_id, enrol.Person("x", "X", ("beheerder",)), WHO, NOW)
    enrol.close_account(session, "nieuw", WHO, NOW)
    assert not row.active


def test_everything_is_noted(session: Session) -> None:
    create_organisation(session, name="Zomaar")
    enrol.add_corporation(session, "Nieuw Wonen", WHO, NOW)
    assert session.scalar(text("SELECT count(*) FROM journal WHERE action = 'corporatie-toegevoegd'")) == 1
