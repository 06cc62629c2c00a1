"""Policies in the database: two people, one day, and after that no change by anybody."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from service.actors import Administrator, Caseworker, Robot
from service.approval import APPROVED, DRAFT
from service.errors import Conflict, InvalidInput, NotAllowed, NotFound
from service.journal import history
from service.policy import store
from service.policy.load import load
from service.policy.tables import PolicyDocument

NOW = datetime(2025, 12, 1, 9, 0, tzinfo=UTC)
TEXT = (Path(__file__).parents[1] / "unit" / "policy_example.yaml").read_text()
FIRST_DAY = date(2026, 1, 1)


def administrator(code: str = "9901") -> Administrator:
    return Administrator(uuid4(), uuid4(), "Beheerder Proef", code)


def text_from(day: str, name: str = "Voorbeeldstad") -> str:
    dated = TEXT.replace("geldigVanaf: '2026-01-01'", f"geldigVanaf: '{day}'")
    return dated.replace("naam: Voorbeeldstad", f"naam: {name}")


def approved(session: Session, day: str = "2026-01-01", name: str = "Voorbeeldstad", now: datetime = NOW) -> UUID:
    policy_id = store.draft(session, text_from(day, name), administrator(), now)
    store.approve(session, policy_id, administrator(), now)
    return policy_id


def test_a_draft_is_kept_and_is_not_in_force(session: Session) -> None:
    drafter = administrator()
    policy_id = store.draft(session, TEXT, drafter, NOW)
    assert store.policy_of(session, policy_id) == load(TEXT)
    assert store.in_force(session, "9901", FIRST_DAY) is None
    (version,) = store.list_versions(session, "9901")
    assert (version.id, version.status, version.drafted_by, version.approved_by) == (policy_id, DRAFT, drafter.id, None)
    assert (version.valid_from, version.created_at, version.approved_at) == (FIRST_DAY, NOW, None)
    assert version.ground.startswith("Beleidsregels vroegsignalering")
    assert [row.action for row in history(session, policy_id)] == ["beleid-opgesteld"]


def _without_manner(session: Session, policy_id: UUID, **changes: object) -> None:
    """The document as one from before there was a choice; a draft may still change."""
    row = session.get_one(PolicyDocument, policy_id)
    document = row.document | {"drempels": {"bedragInCenten": 7_500}}
    session.execute(update(PolicyDocument).where(PolicyDocument.id == policy_id).values(document=document, **changes))


def test_an_approved_policy_of_before_the_choice_keeps_its_meaning(session: Session) -> None:
    policy_id = store.draft(session, TEXT, administrator(), NOW)
    _without_manner(session, policy_id, status=APPROVED, approved_by=uuid4(), approved_at=NOW)
    found = store.in_force(session, "9901", FIRST_DAY)
    assert found is not None
    assert (found.policy.thresholds.declines, found.policy.threshold_basis) == (True, found.policy.ground)
    with pytest.raises(InvalidInput) as wrong:
        store.draft(session, store.export(session, policy_id), administrator(), NOW)
    assert [(one.pointer, one.code) for one in wrong.value.faults] == [("#/drempels/wijze", "verplicht")]


def test_a_draft_of_before_the_choice_is_revised_first(session: Session) -> None:
    policy_id = store.draft(session, TEXT, administrator(), NOW)
    _without_manner(session, policy_id)
    with pytest.raises(Conflict, match="aanbodPerBrief"):
        store.approve(session, policy_id, administrator(), NOW)


def test_an_approved_policy_is_in_force_from_its_day(session: Session) -> None:
    policy_id = approved(session)
    assert store.in_force(session, "9901", date(2025, 12, 31)) is None
    for day in (FIRST_DAY, date(2027, 5, 5)):
        assert store.in_force(session, "9901", day) == (policy_id, load(TEXT))
    assert store.in_force(session, "0363", FIRST_DAY) is None
    assert [row.action for row in history(session, policy_id)] == ["beleid-opgesteld", "beleid-vastgesteld"]


def test_the_latest_policy_that_has_begun_holds(session: Session) -> None:
    later, first = approved(session, "2026-07-01", "Later"), approved(session)
    store.draft(session, text_from("2026-08-01", "Concept"), administrator(), NOW)
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 1))
    found = [store.in_force(session, "9901", day) for day in days]
    assert [one and (one.id, one.policy.name) for one in found] == [
        (first, "Voorbeeldstad"), (later, "Later"), (later, "Later"),
    ]


def test_a_policy_in_force_is_parsed_once(session: Session) -> None:
    approved(session)
    one, two = store.in_force(session, "9901", FIRST_DAY), store.in_force(session, "9901", FIRST_DAY)
    assert one is not None
    assert two is not None
    assert one.policy is two.policy


def test_a_rolled_back_approval_leaves_no_policy_behind(session: Session) -> None:
    """The process remembers parsed policies, but an approval that is rolled back may be followed by a revision."""
    policy_id = store.draft(session, TEXT, administrator(), NOW)
    savepoint = session.begin_nested()
    store.approve(session, policy_id, administrator(), NOW)
    assert store.in_force(session, "9901", FIRST_DAY) is not None
    savepoint.rollback()
    assert store.in_force(session, "9901", FIRST_DAY) is None
    store.revise(session, policy_id, text_from("2026-01-01", "Herzien"), administrator(), NOW)
    store.approve(session, policy_id, administrator(), NOW.replace(minute=5))
    found = store.in_force(session, "9901", FIRST_DAY)
    assert found is not None
    assert found.policy.name == "Herzien"


def test_nobody_approves_alone(session: Session) -> None:
    drafter = administrator()
    policy_id = store.draft(session, TEXT, drafter, NOW)
    with pytest.raises(NotAllowed, match="tweede beheerder"):
        store.approve(session, policy_id, drafter, NOW)
    store.approve(session, policy_id, administrator(), NOW)


def test_who_revises_has_drafted(session: Session) -> None:
    reviser = administrator()
    policy_id = store.draft(session, TEXT, administrator(), NOW)
    store.revise(session, policy_id, text_from("2026-02-01", "Herzien"), reviser, NOW)
    assert store.policy_of(session, policy_id).name == "Herzien"
    with pytest.raises(NotAllowed, match="tweede beheerder"):
        store.approve(session, policy_id, reviser, NOW)
    store.approve(session, policy_id, administrator(), NOW)
    (version,) = store.list_versions(session, "9901")
    assert (version.valid_from, version.drafted_by) == (date(2026, 2, 1), reviser.id)


@pytest.mark.parametrize("actor", [
    administrator("0363"), Caseworker(uuid4(), uuid4(), "Behandelaar Proef", "9901", frozenset({"schuldhulp"})),
], ids=["another-municipality", "caseworker"])
def test_only_an_administrator_of_the_municipality_keeps_its_policy(
    session: Session, actor: Administrator | Caseworker,
) -> None:
    policy_id = store.draft(session, TEXT, administrator(), NOW)
    with pytest.raises(NotAllowed):
        store.draft(session, TEXT, actor, NOW)
    with pytest.raises(NotAllowed):
        store.revise(session, policy_id, TEXT, actor, NOW)
    with pytest.raises(NotAllowed):
        store.discard(session, policy_id, actor, NOW)
    with pytest.raises(NotAllowed):
        store.approve(session, policy_id, actor, NOW)
    assert [version.status for version in store.list_versions(session, "9901")] == [DRAFT]


def test_the_service_may_draft_an_example_but_not_approve_it(session: Session) -> None:
    robot = Robot("demo")
    policy_id = store.draft(session, TEXT, robot, NOW)
    with pytest.raises(NotAllowed):
        store.approve(session, policy_id, robot, NOW)
    store.approve(session, policy_id, administrator(), NOW)
    assert store.list_versions(session, "9901")[0].drafted_by is None


def test_a_faulty_text_is_not_kept(session: Session) -> None:
    policy_id = store.draft(session, TEXT, administrator(), NOW)
    with pytest.raises(InvalidInput):
        store.draft(session, TEXT.replace("besluitInWeken: 8", "besluitInWeken: 9"), administrator(), NOW)
    with pytest.raises(InvalidInput):
        store.revise(session, policy_id, "naam: x", administrator(), NOW)
    with pytest.raises(InvalidInput):
        store.revise(session, policy_id, TEXT.replace("'9901'", "'0363'"), administrator(), NOW)
    assert store.policy_of(session, policy_id) == load(TEXT)
    assert len(store.list_versions(session, "9901")) == 1


def test_a_policy_takes_no_effect_in_the_past(session: Session) -> None:
    """The day is the day in Amsterdam: half past eleven at night in UTC is the next day there."""
    policy_id = store.draft(session, TEXT, administrator(), NOW)
    with pytest.raises(Conflict, match="verleden"):
        store.approve(session, policy_id, administrator(), datetime(2026, 1, 1, 23, 30, tzinfo=UTC))
    store.approve(session, policy_id, administrator(), datetime(2026, 1, 1, 12, 0, tzinfo=UTC))


def test_one_approved_policy_per_day(session: Session) -> None:
    approved(session)
    second = store.draft(session, text_from("2026-01-01", "Tweede"), administrator(), NOW)
    with pytest.raises(Conflict, match="1 januari 2026"):
        store.approve(session, second, administrator(), NOW)
    assert [version.status for version in store.list_versions(session, "9901")] == [APPROVED, DRAFT]
    store.discard(session, second, administrator(), NOW)
    assert [version.status for version in store.list_versions(session, "9901")] == [APPROVED]


def test_an_approved_policy_is_closed_to_every_use_case(session: Session) -> None:
    policy_id = approved(session)
    with pytest.raises(Conflict):
        store.approve(session, policy_id, administrator(), NOW)
    with pytest.raises(Conflict):
        store.revise(session, policy_id, TEXT, administrator(), NOW)
    with pytest.raises(Conflict):
        store.discard(session, policy_id, administrator(), NOW)


@pytest.mark.parametrize("statement", [
    update(PolicyDocument).values(ground="anders"), update(PolicyDocument).values(document={"gemeentecode": "9901"}),
    update(PolicyDocument).values(status=DRAFT, approved_by=None, approved_at=None), delete(PolicyDocument),
], ids=["ground", "document", "back-to-draft", "delete"])
def test_the_database_refuses_to_change_what_was_approved(session: Session, statement: object) -> None:
    policy_id = approved(session)
    with pytest.raises(DBAPIError, match="verandert niet meer"), session.begin_nested():
        session.execute(statement, execution_options={"synchronize_session": False})  # type: ignore[call-overload]
    session.expire_all()
    assert store.policy_of(session, policy_id) == load(TEXT)


@pytest.mark.parametrize("change", [
    "status = 'vastgesteld'", "status = 'ingetrokken'", "municipality_code = '0363'",
    "status = 'vastgesteld', approved_at = now(), approved_by = drafted_by",
])
def test_the_database_keeps_its_own_rules(session: Session, change: str) -> None:
    store.draft(session, TEXT, administrator(), NOW)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(f"UPDATE policy_document SET {change}"))


def test_what_is_exported_can_be_read_again(session: Session) -> None:
    policy_id = approved(session)
    assert load(store.export(session, policy_id)) == load(TEXT)


def test_an_unknown_policy_is_not_found(session: Session) -> None:
    for use in (store.export, store.policy_of):
        with pytest.raises(NotFound):
            use(session, uuid4())
    with pytest.raises(NotFound):
        store.approve(session, uuid4(), administrator(), NOW)
