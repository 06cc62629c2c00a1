"""The journal of a municipality as an administrator reads it: who, what, when and on which ground; never a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from service.journal import JournalRow, Sought
from service.partners.store import Colleague
from service.web import address
from service.web.dates import moment, typed_day
from service.web.journal_words import ACTION, GROUND
from service.web.show.attempt import Mistake
from service.web.show.own_signals import read_id
from service.web.show.worklist import mark_of


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody asks, as typed. What is not understood in an address is left out, but a wrong day is told."""

    action: str = ""
    person: str = ""
    first: str = ""
    last: str = ""
    before: int | None = None
    mistakes: tuple[Mistake, ...] = ()

    def mistake(self, field: str) -> str:
        return next((one.text for one in self.mistakes if one.field == field), "")

    def sought(self, organisation_id: UUID) -> Sought:
        return Sought(
            organisation_id, self.action or None, read_id(self.person), typed_day(self.first), typed_day(self.last),
            self.before,
        )

    def href(self, before: int | None = None) -> str:
        return address.journal(
            handeling=self.action, wie=self.person, van=self.first, tot=self.last,
            vanaf=str(before) if before else None,
        )


@dataclass(frozen=True, slots=True)
class JournalLine:
    at: str
    who: str
    what: str
    subject: str
    ground: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    search: Search
    actions: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    lines: tuple[JournalLine, ...]
    following: str | None
    first: str | None


def read_search(query: Mapping[str, str]) -> Search:
    action, before = query.get("handeling", ""), query.get("vanaf", "")
    who, first, last = (query.get(name, "").strip() for name in ("wie", "van", "tot"))
    mistakes = tuple(
        Mistake(name, "Vul een bestaande datum in, of laat dit leeg.")
        for name, text in (("van", first), ("tot", last)) if text and typed_day(text) is None
    )
    return Search(
        action if action in ACTION else "", who if read_id(who) else "", first, last,
        int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None, mistakes,
    )


def search_page(
    search: Search, rows: Sequence[JournalRow], following: int | None, colleagues: Sequence[Colleague]
) -> SearchPage:
    return SearchPage(
        search=search,
        actions=(("", "Alles"), *sorted(ACTION.items(), key=lambda item: item[1])),
        people=(("", "Iedereen"), *((str(one.id), one.name) for one in colleagues)),
        lines=tuple(_line(row) for row in rows),
        following=search.href(following) if following else None,
        first=search.href() if search.before else None,
    )


def _line(row: JournalRow) -> JournalLine:
    return JournalLine(
        moment(row.at), row.actor_name, ACTION.get(row.action, row.action.replace("-", " ").capitalize()),
        mark_of(row.subject_id) if row.subject_id else "", GROUND.get(row.ground, row.ground),
    )
