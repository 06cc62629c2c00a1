"""Messages by electronic means (Awb 2:8): ways, kinds, whose number it is, the day of the wish, and the policy.

Source of each row: Awb article 2:8 as valid from 2026-07-01 (`service/rules/texts/BWBR0005537-2026-07-01.txt`), by the
word of it that the row is about.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from service.clock import AMSTERDAM
from service.config import ROOT
from service.messages.express_wish import CATEGORY_OF, ExpressWish
from service.messages.kind import MessagePurpose
from service.messages.planning import Blocked, NeedsReason, Planned, choose, plan
from service.messages.planning_case import Case, Desk, Household, Message
from service.messages.safe_contact import ContactSafety, ContactSafetyOf, SafetyAnswer
from service.messages.template import shipped
from service.policy.model import FirstSms
from service.signals.contact_wish import ELECTRONIC, ContactWay, MessageCategory

TEXT = (ROOT / "service" / "rules" / "texts" / "BWBR0005537-2026-07-01.txt").read_text("utf-8")
TUESDAY = datetime(2026, 3, 10, 10, 30, tzinfo=AMSTERDAM)
ASKED = date(2026, 3, 2)
CALL, SMS, WHATSAPP, MAIL = ContactWay.CALL, ContactWay.SMS, ContactWay.WHATSAPP, ContactWay.EMAIL
LETTER, VISIT = ContactWay.LETTER, ContactWay.VISIT
P = MessagePurpose
APPOINTMENT = frozenset({MessageCategory.APPOINTMENT})
LETTERS = frozenset({MessageCategory.LETTER})
REMINDERS = frozenset({MessageCategory.REMINDER})
EVERY = frozenset(MessageCategory)
PRACTISED = FirstSms(allowed=True, legal_basis="Besluit van het college van 1 december 2025, artikel 3")


def wish(categories: frozenset[MessageCategory] = EVERY, **more) -> ExpressWish:
    return ExpressWish(True, ASKED, categories, **more)


@dataclass(frozen=True, slots=True)
class Row:
    """One case: a message, what the resident said, and whether it may go. `word` is what of the article decides."""

    word: str
    way: ContactWay
    purpose: MessagePurpose
    said: ExpressWish | None
    open: bool
    first_sms: FirstSms = FirstSms()  # noqa: RUF009 (frozen)
    texted: bool = False
    safe: ContactSafety | None = None
    care: bool = False


OPEN, BARRED = True, False
CASES = (
    # A number or address from the corporation: nobody said anything about it.
    Row("uitdrukkelijk kenbaar heeft gemaakt", SMS, P.FIRST, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", SMS, P.FOLLOW_UP, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", SMS, P.CONFIRM, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", SMS, P.REMINDER, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", SMS, P.CLOSING, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", SMS, P.RECEIPT, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", WHATSAPP, P.FIRST, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", WHATSAPP, P.REMINDER, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", MAIL, P.FIRST, None, BARRED),
    Row("uitdrukkelijk kenbaar heeft gemaakt", MAIL, P.CONFIRM, None, BARRED),
    # No message by electronic means: the article does not ask.
    Row("elektronisch verzenden", CALL, P.FIRST, None, OPEN),
    Row("elektronisch verzenden", LETTER, P.FIRST, None, OPEN),
    Row("elektronisch verzenden", VISIT, P.FIRST, None, OPEN),
    Row("elektronisch verzenden", ContactWay.CARD, P.FOLLOW_UP, None, OPEN),
    # The kinds of message it was given for, and no other.
    Row("voor zover", SMS, P.REMINDER, wish(REMINDERS), OPEN),
    Row("voor zover", SMS, P.CONFIRM, wish(REMINDERS), BARRED),
    Row("voor zover", SMS, P.FIRST, wish(REMINDERS), BARRED),
    Row("voor zover", SMS, P.CONFIRM, wish(APPOINTMENT), OPEN),
    Row("voor zover", SMS, P.CHANGE, wish(APPOINTMENT), OPEN),
    Row("voor zover", SMS, P.CANCEL, wish(APPOINTMENT), OPEN),
    Row("voor zover", SMS, P.REMINDER, wish(APPOINTMENT), BARRED),
    Row("voor zover", MAIL, P.FOLLOW_UP, wish(LETTERS), OPEN),
    Row("voor zover", MAIL, P.CLOSING, wish(LETTERS), OPEN),
    Row("voor zover", MAIL, P.REMINDER, wish(LETTERS), BARRED),
    Row("voor zover", MAIL, P.REMINDER, wish(LETTERS | REMINDERS), OPEN),
    Row("voor zover", WHATSAPP, P.FOLLOW_UP, wish(), OPEN),
    Row("voor zover", WHATSAPP, P.FOLLOW_UP, wish(frozenset()), BARRED),
    # "Langs deze weg": the very number or address, and the very way.
    Row("langs deze weg", SMS, P.CONFIRM, wish(same_address=False), BARRED),
    Row("langs deze weg", MAIL, P.CONFIRM, wish(same_address=False), BARRED),
    Row("langs deze weg", WHATSAPP, P.CONFIRM, wish(same_address=False), BARRED),
    # From its day on.
    Row("heeft gemaakt", SMS, P.CONFIRM, replace(wish(), since=date(2026, 3, 10)), OPEN),
    Row("heeft gemaakt", SMS, P.CONFIRM, replace(wish(), since=date(2026, 3, 11)), BARRED),
    Row("heeft gemaakt", MAIL, P.FOLLOW_UP, replace(wish(), since=date(2026, 4, 1)), BARRED),
    # Taken back: the last answer is no.
    Row("bereikbaar is", MAIL, P.CONFIRM, ExpressWish(False, ASKED), BARRED),
    Row("bereikbaar is", SMS, P.CONFIRM, ExpressWish(False, ASKED), BARRED),
    # A policy that practises a first SMS all the same: once, by SMS, where nobody asked yet; at odds with "slechts".
    Row("slechts", SMS, P.FIRST, None, OPEN, PRACTISED),
    Row("slechts", SMS, P.CONFIRM, None, OPEN, PRACTISED),
    Row("slechts", SMS, P.FOLLOW_UP, None, BARRED, PRACTISED, texted=True),
    Row("slechts", WHATSAPP, P.FIRST, None, BARRED, PRACTISED),
    Row("slechts", MAIL, P.FIRST, None, BARRED, PRACTISED),
    Row("slechts", SMS, P.FIRST, ExpressWish(False, ASKED), BARRED, PRACTISED),
    Row("slechts", SMS, P.FIRST, wish(REMINDERS), BARRED, PRACTISED),
    Row("slechts", SMS, P.FIRST, None, BARRED, FirstSms(allowed=False, legal_basis="Een grond zonder keuze")),
    # Safe is another question: both are needed.
    Row("voldoende bereikbaar", SMS, P.CONFIRM, wish(), BARRED, safe=ContactSafety.UNSAFE),
    Row("voldoende bereikbaar", SMS, P.CONFIRM, None, BARRED, safe=ContactSafety.SAFE),
    Row("voldoende bereikbaar", SMS, P.CONFIRM, wish(), OPEN, safe=ContactSafety.SAFE),
    Row("voldoende bereikbaar", SMS, P.CONFIRM, wish(), BARRED, care=True),
    Row("voldoende bereikbaar", SMS, P.CONFIRM, wish(), OPEN, safe=ContactSafety.SAFE, care=True),
    Row("voldoende bereikbaar", SMS, P.FIRST, None, BARRED, PRACTISED, safe=ContactSafety.UNSAFE),
    Row("voldoende bereikbaar", SMS, P.FIRST, None, BARRED, PRACTISED, care=True),
)


def case_of(row: Row) -> Case:
    answers = {row.way: SafetyAnswer(row.safe, ASKED, "account")} if row.safe else {}
    household = Household(ContactSafetyOf(row.care, answers), (), row.said, row.texted)
    appointment = datetime(2026, 3, 19, 14, tzinfo=AMSTERDAM) if row.purpose is P.REMINDER else None
    message = Message(row.way, row.purpose, TUESDAY, appointment=appointment)
    return Case(message, household, Desk(first_sms=row.first_sms))


@pytest.mark.parametrize("row", CASES, ids=lambda row: f"{row.way}-{row.purpose}-{row.word}")
def test_whether_it_may_go_electronically(row: Row) -> None:
    assert row.word in TEXT
    found = plan(case_of(row))
    assert isinstance(found, Planned) is row.open
    if isinstance(found, Blocked):
        assert found.reason.rule == ("D09" if row.safe is ContactSafety.UNSAFE or row.care else "D10")


@pytest.mark.parametrize("row", [row for row in CASES if not row.open], ids=lambda row: f"{row.way}-{row.purpose}")
def test_no_reason_of_a_caseworker_opens_what_the_law_bars(row: Row) -> None:
    chosen = choose(TUESDAY.replace(hour=11), case_of(row), "De inwoner vroeg erom")
    assert isinstance(chosen, Blocked)
    assert not isinstance(chosen, NeedsReason)


def test_there_are_at_least_thirty_cases() -> None:
    assert len(CASES) == len(set(CASES)) >= 30


def test_what_is_barred_says_what_to_do_instead() -> None:
    for way in ELECTRONIC:
        found = plan(case_of(Row("slechts", way, P.FIRST, None, BARRED)))
        assert isinstance(found, Blocked)
        assert "Awb artikel 2:8" in found.reason.told
        assert "van de corporatie komt" in found.reason.told
        assert "Bel, stuur een brief of ga langs" in found.reason.told


def test_every_purpose_and_so_every_text_is_one_kind_of_message() -> None:
    assert set(CATEGORY_OF) == set(MessagePurpose)
    assert {CATEGORY_OF[text.kind.purpose] for text in shipped()} == set(MessageCategory)
