"""Changing the wrapping key: everything is sealed again, after which the old key may go."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pyotp
import pytest
from sqlalchemy import LargeBinary, select, text
from sqlalchemy.orm import Session

from migrations.tables import METADATA
from service.config import Settings
from service.db import Database
from service.identity.keys import RECEIPT, signing_key
from service.identity.second_factor import seal_totp
from service.identity.tables import SigningKey
from service.partners.tables import Account
from service.referrals.hand_over import HandOver, hand_over
from service.referrals.sharing import GivenConsent
from service.referrals.standing import link_context
from service.reseal import SET, Progress, left, reseal, sealed_columns
from service.rules.facts import ConsentGiver, ConsentManner, Destination
from service.signals.blocks import subject_context
from service.signals.tables import Signal
from service.vault import SEALED, Unreadable, Vault
from tests.doors.web import create_account
from tests.factories import World, rent_signal
from tests.integration.casework import MONDAY, Casework, at

# A blind index, a hash or a random id: bytes that no wrapping key protects.
NOT_SEALED = {
    "signal.household_key", "signal.content_mac", "signal.finding_set_id", "finding_set.id", "referral.household_key",
    "web_session.id", "sign_in_tries.id", "contact_safety.address_key",
    "tenant_objection.key",
}
SEALED_NOW = {"account.totp_secret", "referral_link.subject", "signal.subject", "signing_key.private_key"}
Open = Callable[[], AbstractContextManager[Session]]
NEW = (2, secrets.token_bytes(32))


@pytest.fixture
def fresh(settings: Settings) -> tuple[Vault, Vault]:
    """A vault whose active key is new and that knows the old one, and one that has only the new key."""
    return Vault((NEW, *settings.encryption_keys), settings.index_key), Vault((NEW,), settings.index_key)


@pytest.fixture
def opened(session: Session) -> Open:
    """Each set in a savepoint of a session that is rolled back: the keys of the other tests stay as they are."""

    @contextmanager
    def run() -> Iterator[Session]:
        with session.begin_nested():
            yield session

    return run


def _run(opened: Open, vault: Vault) -> dict[str, Progress]:
    return {step.label: step for step in reseal(METADATA, opened, vault)}


def test_every_column_of_bytes_is_known_as_sealed_or_not():
    """A new sealed column that is not marked would lose its data with the old key."""
    binary = {
        f"{table.name}.{column.name}" for table in METADATA.sorted_tables for column in table.columns
        if isinstance(column.type, LargeBinary)
    }
    marked = {column.label for column in sealed_columns(METADATA)}
    assert marked >= SEALED_NOW
    assert binary - marked == NOT_SEALED
    assert all(column.info[SEALED] for table in METADATA.sorted_tables for column in table.columns if column.info)


def test_without_the_old_key_everything_still_opens(
    session: Session, vault: Vault, opened: Open, fresh: tuple[Vault, Vault]
) -> None:
    both, only_new = fresh
    work = Casework.since(session, vault)
    signal_id = work.receive(rent_signal(MONDAY))
    debts, helper = work.take("schuldhulp")
    consent = GivenConsent(ConsentGiver.RESIDENT, MONDAY, ConsentManner.WRITTEN, explicit=True)
    wish = HandOver(debts.id, Destination.NEIGHBOURHOOD_TEAM, consent)
    link = hand_over(session, vault, wish, helper, at(MONDAY)).link
    account_id = create_account(session, work.world.town_id, "sanne", "Sanne Proefstra", ["behandelaar:schuldhulp"])
    secret = pyotp.random_base32()
    session.get_one(Account, account_id).totp_secret = seal_totp(vault, account_id, secret)
    signing_key(session, vault, RECEIPT)
    session.flush()
    before = vault.open(session.get_one(Signal, signal_id).subject or b"", subject_context(signal_id))

    done = _run(opened, both)
    session.expire_all()

    assert set(done) == SEALED_NOW
    assert all(step.done == step.total > 0 and not step.unreadable for step in done.values())
    assert set(left(METADATA, session, both).values()) == {0}
    sealed = session.get_one(Signal, signal_id).subject or b""
    assert only_new.open(sealed, subject_context(signal_id)) == before
    assert only_new.open(link.subject or b"", link_context(link.id))["achternaam"] == before["achternaam"]
    totp = session.get_one(Account, account_id).totp_secret or b""
    assert only_new.open_bytes(totp, f"totp:{account_id}").decode() == secret
    for row in session.scalars(select(SigningKey)):
        assert only_new.open(row.private_key, f"key:{row.kid}")["kty"]
    with pytest.raises(Unreadable):
        vault.open(sealed, subject_context(signal_id))


def test_again_it_has_nothing_to_do_and_what_was_erased_stays_erased(
    session: Session, vault: Vault, opened: Open, fresh: tuple[Vault, Vault]
) -> None:
    work = Casework.since(session, vault)
    work.receive(rent_signal(MONDAY))
    gone = work.receive(rent_signal(MONDAY))
    session.execute(text("UPDATE signal SET subject = NULL WHERE id = :id"), {"id": gone})
    assert _run(opened, fresh[0])["signal.subject"].done == 1
    assert "signal.subject" not in _run(opened, fresh[0])
    assert session.get_one(Signal, gone, populate_existing=True).subject is None


def test_it_goes_set_by_set_and_on_from_where_it_was_broken_off(
    session: Session, vault: Vault, opened: Open, fresh: tuple[Vault, Vault], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert SET >= 100
    monkeypatch.setattr("service.reseal.SET", 2)
    work = Casework.since(session, vault)
    for _ in range(5):
        work.receive(rent_signal(MONDAY))
    for step in reseal(METADATA, opened, fresh[0]):
        if step.label == "signal.subject":
            assert (step.done, step.total) == (2, 5)
            break
    assert left(METADATA, session, fresh[0])["signal.subject"] == 3
    steps = [step.done for step in reseal(METADATA, opened, fresh[0]) if step.label == "signal.subject"]
    assert (steps[:2], steps[-1]) == ([2, 3], 3)


def test_one_value_that_cannot_be_read_stops_nothing_and_is_told(
    session: Session, vault: Vault, opened: Open, fresh: tuple[Vault, Vault]
) -> None:
    work = Casework.since(session, vault)
    spoiled, whole = work.receive(rent_signal(MONDAY)), work.receive(rent_signal(MONDAY))
    session.execute(text("UPDATE signal SET subject = '\\x00' WHERE id = :id"), {"id": spoiled})
    done = _run(opened, fresh[0])["signal.subject"]
    assert (done.done, done.total, done.unreadable) == (1, 2, (str(spoiled),))
    assert left(METADATA, session, fresh[0])["signal.subject"] == 1
    assert fresh[1].open(session.get_one(Signal, whole, populate_existing=True).subject or b"", subject_context(whole))


def test_it_waits_for_nobody_and_takes_what_was_held_later(
    database: Database, vault: Vault, fresh: tuple[Vault, Vault], settings: Settings
) -> None:
    with database.transaction() as session:
        work = Casework(session, vault, World(session))
        held, free = work.receive(rent_signal(MONDAY)), work.receive(rent_signal(MONDAY))
    back = Vault((*settings.encryption_keys, NEW), settings.index_key)
    try:
        with database.transaction() as busy:
            busy.execute(text("SELECT 1 FROM signal WHERE id = :id FOR UPDATE"), {"id": held})
            _run(database.transaction, fresh[0])
            with database.transaction() as session:
                assert left(METADATA, session, fresh[0])["signal.subject"] == 1
            busy.execute(text("UPDATE signal SET subject = NULL WHERE id = :id"), {"id": held})
        _run(database.transaction, fresh[0])
        with database.transaction() as session:
            assert left(METADATA, session, fresh[0])["signal.subject"] == 0
            assert session.get_one(Signal, held).subject is None
            assert fresh[1].open(session.get_one(Signal, free).subject or b"", subject_context(free))
    finally:
        # The application of the other tests has the old key only.
        _run(database.transaction, back)
