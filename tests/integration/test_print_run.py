"""The print run on a real database and a real folder: a letter is sent when its pile exists, and stands in one pile."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from service.db import Database
from service.messages.channels import pile
from service.messages.channels.carrier import DoesNotFit, NotNow, Parcel
from service.messages.channels.print import sheet_of
from service.messages.deliver import announce_due, begin
from service.messages.kind import MessageChannel
from service.messages.prepare import Office
from service.messages.print_run import print_due
from service.messages.tables import Message
from service.referrals.tables import ContactAttempt
from service.vault import Vault
from tests.factories import person, rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import MESSENGER, SETTINGS, Desk, clock_at

PRINTED = clock_at(date(2026, 9, 16), 16)


@pytest.fixture
def office(vault: Vault, tmp_path: Path) -> Office:
    return Office(vault, replace(SETTINGS, print_folder=tmp_path, print_daily=True))


@pytest.fixture
def letters(database: Database, office: Office) -> list[UUID]:
    """Three letters that are due by the print run of Wednesday."""
    found = []
    with database.transaction() as session:
        work = Casework.since(session, office.vault)
        for number in (61, 62, 63):
            work.receive(rent_signal(MONDAY, betrokkene=person(number)))
            desk = Desk(work)
            desk.look_up()
            desk.meet()
            found.append(desk.send("brief-bevestiging", MessageChannel.LETTER).id)
    return found


def run(database: Database, office: Office, now: datetime = PRINTED) -> int | None:
    return print_due(database, office, MESSENGER, now)


def statuses(database: Database, ids: list[UUID]) -> set[tuple[str, bool, bool]]:
    """Status, whether it was begun, and whether it counts as an attempt."""
    with database.transaction() as session:
        rows = session.scalars(select(Message).where(Message.id.in_(ids))).all()
        return {(row.status, row.started_at is not None, row.attempt_id is not None) for row in rows}


def piles(office: Office) -> Iterator[Path]:
    assert office.settings.print_folder
    return iter(sorted(office.settings.print_folder.glob("brieven-*.pdf")))


WAITS, SENT = ("gepland", False, False), ("verzonden", True, True)


def test_a_letter_is_sent_when_its_pile_exists(database: Database, office: Office, letters: list[UUID]) -> None:
    assert statuses(database, letters) == {WAITS}
    assert run(database, office) == 3
    [pdf] = piles(office)
    assert sorted(pile.letters_in(pdf)) == sorted(letters)
    assert statuses(database, letters) == {SENT}
    with database.transaction() as session:
        assert {row.kind for row in session.scalars(select(ContactAttempt))} == {"Brief"}
    assert run(database, office) == 0
    assert len(list(piles(office))) == 1


def test_the_sender_of_other_messages_leaves_letters_to_the_run(
    database: Database, office: Office, letters: list[UUID]
) -> None:
    with database.transaction() as session:
        assert announce_due(session, PRINTED, PRINTED - clock_at(MONDAY, 0), 10, MessageChannel.LETTER) == 0
    assert statuses(database, letters) == {WAITS}


def test_one_letter_that_does_not_fit_keeps_no_other_from_the_pile(
    database: Database, office: Office, letters: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fits(parcel: Parcel) -> bytes:
        if parcel.id == letters[0]:
            raise DoesNotFit
        return b""

    monkeypatch.setattr("service.messages.print_run.letter_of", fits)
    assert run(database, office) == 2
    with database.transaction() as session:
        assert session.get_one(Message, letters[0]).ended_because == "pastNiet"


def test_a_folder_that_cannot_be_written_sends_nothing_and_loses_nothing(
    database: Database, office: Office, letters: list[UUID], tmp_path: Path
) -> None:
    gone = Office(office.vault, replace(office.settings, print_folder=tmp_path / "weg"))
    with pytest.raises(NotNow):
        run(database, gone)
    assert statuses(database, letters) == {WAITS}
    assert run(database, office) == 3


def test_a_run_that_broke_off_before_the_letters_were_sent_is_done_again(
    database: Database, office: Office, letters: list[UUID], tmp_path: Path
) -> None:
    begun = []
    for one in letters:
        with database.transaction() as session:
            begun.append(begin(session, office, one, MESSENGER, PRINTED))
    pile.make_pile(tmp_path, [sheet_of(one) for one in begun if one], PRINTED)
    assert not list(piles(office))
    assert run(database, office) == 3
    assert len(list(piles(office))) == 1
    assert statuses(database, letters) == {SENT}


def test_a_run_that_broke_off_before_the_pile_was_handed_over_hands_it_over(
    database: Database, office: Office, letters: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_pdf: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("service.messages.channels.pile.hand_over", breaks)
        with pytest.raises(KeyboardInterrupt):
            run(database, office)
    assert statuses(database, letters) == {SENT}
    assert not list(piles(office))
    assert run(database, office) == 0
    [pdf] = piles(office)
    assert sorted(pile.letters_in(pdf)) == sorted(letters)


def test_a_half_written_pile_is_thrown_away(
    database: Database, office: Office, letters: list[UUID], tmp_path: Path
) -> None:
    (tmp_path / pile.MAKING).mkdir()
    (tmp_path / pile.MAKING / "brieven-2026-09-16-1.csv").write_text("bladzijde;kenmerk\n")
    (tmp_path / pile.MAKING / "brieven-2026-09-16-1.nieuw").write_text("half")
    assert run(database, office) == 3
    assert [path.name for path in piles(office)] == ["brieven-2026-09-16-1.pdf"]
    assert pile.half_made(tmp_path) == []


def test_what_the_previous_release_left_waiting_goes_along_once(
    database: Database, office: Office, letters: list[UUID], tmp_path: Path
) -> None:
    words, lines = "Beste T. Voorbeeldsma,\n\nDit is een brief.", ("T. Voorbeeldsma", "2091 AB")
    left = Parcel(uuid4(), words, None, lines, "Gemeente", PRINTED)
    old = ("afzender", "sleutel", "datum", "retour", "aan", "punten", "delen")
    sheet = {name: sheet_of(left)[name] for name in old}
    (tmp_path / "wachtend").mkdir()
    (tmp_path / "wachtend" / f"{left.id}.json").write_text(json.dumps(sheet))
    assert run(database, office) == 4
    [pdf] = piles(office)
    assert left.id in pile.letters_in(pdf)
    assert not (tmp_path / "wachtend").exists()
    assert run(database, office) == 0
