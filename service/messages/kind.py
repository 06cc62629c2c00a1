"""What sort of message a text is: by which channel it goes, and what it is for. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from service.errors import Fault, InvalidInput


class MessageChannel(StrEnum):
    """The ways in which a text reaches somebody, by the names that `voordeur sjabloon toets` takes."""

    LETTER = "letter"
    EMAIL = "email"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    PHONE = "phone"
    VOICEMAIL = "voicemail"
    VISIT_CARD = "visit_card"
    NOT_AT_HOME_CARD = "notathome_card"
    ENVELOPE = "envelope"
    CORPORATION = "corporation"


class MessagePurpose(StrEnum):
    FIRST = "first"
    FOLLOW_UP = "followup"
    CARE = "care"
    CONFIRM = "confirm"
    REMINDER = "reminder"
    CLOSING = "closing"
    RECEIPT = "receipt"
    CHANGE = "change"
    CANCEL = "cancel"
    INFORM = "inform"


class MessageSituation(StrEnum):
    """What a text is written for, beside its purpose."""

    ORDINARY = "gewoon"
    THREATENING = "bedreigend"
    CARE = "zorg"
    SOMEBODY_ELSE = "anderDoetOpen"
    LAST = "laatste"
    DECLINED = "nee"
    PAID = "betaald"
    HELPED = "geholpen"
    MOVED = "verhuisd"
    ACCEPTED = "ja"
    PLAN = "plan"
    PAUSE = "pauze"
    MISTAKE = "vergissing"
    OBJECTION = "bezwaar"
    DECEASED = "overleden"
    SUMMARY = "samenvatting"
    HELPER = "helper"
    HAND_OVER = "overdracht"


class MeetingManner(StrEnum):
    """Where the talk is that a text speaks of; a text that fits one of them would mislead for another."""

    HOME = "thuis"
    OFFICE = "kantoor"
    TELEPHONE = "telefoon"
    WITHOUT = "zonder"


SHORT = frozenset({
    MessageChannel.SMS, MessageChannel.WHATSAPP, MessageChannel.VOICEMAIL, MessageChannel.VISIT_CARD,
    MessageChannel.NOT_AT_HOME_CARD, MessageChannel.ENVELOPE,
})
SPOKEN_TO_A_STRANGER = frozenset({MessageChannel.PHONE, MessageChannel.VISIT_CARD})
"""Where somebody else may pick up or open: the name is asked first, and what comes before the answer is exposed."""
WRITTEN = frozenset({MessageChannel.LETTER, MessageChannel.EMAIL})
INVITING = frozenset({MessagePurpose.FIRST, MessagePurpose.FOLLOW_UP, MessagePurpose.CARE})


@dataclass(frozen=True, slots=True)
class Kind:
    channel: MessageChannel
    purpose: MessagePurpose = MessagePurpose.FIRST

    @classmethod
    def parse(cls, name: str) -> Self:
        """Read `channel[:purpose]`. Raises `InvalidInput` for a name that is not in the lists."""
        channel, _, purpose = name.partition(":")
        try:
            return cls(MessageChannel(channel), MessagePurpose(purpose or MessagePurpose.FIRST))
        except ValueError:
            told = f"Kies een kanaal uit {_listed(MessageChannel)}, met daarachter als het nodig is een doel uit "
            told += f"{_listed(MessagePurpose)}: bijvoorbeeld letter:first."
            raise InvalidInput([Fault("#/channel", "onbekendKanaal", told)]) from None

    def __str__(self) -> str:
        return f"{self.channel}:{self.purpose}"

    @property
    def to_resident(self) -> bool:
        return self.channel is not MessageChannel.CORPORATION

    @property
    def is_short(self) -> bool:
        return self.channel in SHORT

    @property
    def is_written(self) -> bool:
        """A letter or an e-mail: a text long enough for what a formula can measure."""
        return self.channel in WRITTEN

    @property
    def invites(self) -> bool:
        """A letter or an e-mail that offers help or a talk."""
        return self.is_written and self.purpose in INVITING

    @property
    def opens(self) -> bool:
        """The first letter or e-mail about a signal: the place for where it came from and what happens with data."""
        return self.is_written and self.purpose is MessagePurpose.FIRST

    @property
    def about_appointment(self) -> bool:
        return self.purpose in {MessagePurpose.CONFIRM, MessagePurpose.REMINDER}

    @property
    def offers_moment(self) -> bool:
        return self.invites or self.channel is MessageChannel.NOT_AT_HOME_CARD


def _listed(names: type[StrEnum]) -> str:
    return ", ".join(names)
