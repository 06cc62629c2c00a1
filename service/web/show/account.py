"""The own account: sessions in words, and the form for a new password. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from service.identity.passwords import wrong_with
from service.identity.sessions import OpenSession
from service.web.dates import moment
from service.web.show.attempt import Mistake


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session: which it is, since when, and last used."""

    title: str
    began: str
    seen: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form whose fields are never shown again; only its mistakes are."""

    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")


def session_line(one: OpenSession) -> SessionLine:
    title = "Deze browser" if one.is_this_one else "Een andere browser"
    return SessionLine(title, moment(one.began), moment(one.seen))


def password_mistakes(old: str, new: str, again: str) -> Iterator[Mistake]:
    """What is wrong with a new password as typed, apart from whether the old one is right."""
    if not old:
        yield Mistake("wachtwoord", "Vul uw huidige wachtwoord in.")
    wrong = wrong_with(new, old)
    if wrong:
        yield Mistake("nieuw", wrong)
    elif new != again:
        yield Mistake("nogmaals", "Vul twee keer hetzelfde nieuwe wachtwoord in.")


def grouped(secret: str) -> str:
    """In groups of four, so that one can keep one's place while copying."""
    return " ".join(secret[at:at + 4] for at in range(0, len(secret), 4))
