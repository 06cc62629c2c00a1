"""What a page about several cases at once says: before, what will happen to each; after, what happened. Pure."""

from dataclasses import dataclass
from uuid import UUID

from service.policy.model import Channel, Desk, Tray
from service.referrals.together import Batch, Line, Together
from service.web import address
from service.web.page import Link
from service.web.show.names import PolicyNames
from service.web.show.worklist import mark_of
from service.web.words import plural

NOTHING_CHOSEN = "Kies op de werklijst een of meer verwijzingen."
ACTION = {
    Together.TAKE: "Oppakken", Together.LETTER: "Oppakken en vastleggen dat u vandaag een brief stuurde",
}


def actions_at(tray: Tray | None) -> tuple[tuple[str, str], ...]:
    """What may be done in a tray, the usual thing first: it stands chosen."""
    by_letter = tray is not None and tray.first_action is Channel.LETTER
    order = (Together.LETTER, Together.TAKE) if by_letter else (Together.TAKE, Together.LETTER)
    return tuple((str(action), ACTION[action]) for action in order)


_WILL = {
    Together.TAKE: "Komt op uw naam te staan. De corporatie hoort dat het signaal is opgepakt.",
    Together.LETTER: "Komt op uw naam te staan, met een contactpoging: brief, vandaag, niet bereikt. "
                     "De corporatie hoort dat het signaal is opgepakt.",
}
_DONE = {
    Together.TAKE: "Opgepakt. De verwijzing staat op uw naam.",
    Together.LETTER: "Opgepakt. De brief is vastgelegd als contactpoging.",
}


@dataclass(frozen=True, slots=True)
class Told:
    id: UUID
    link: Link
    text: str
    refused: bool


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """`count` is how many it is or was done for."""

    action: Together
    title: str
    tray: str
    tray_name: str
    worklist: str
    back: str
    lines: tuple[Told, ...]
    count: int
    done: bool

    @property
    def told(self) -> str:
        cases = plural(self.count, "verwijzing", "verwijzingen")
        return f"Gedaan voor {cases}" if self.done else f"Dit gebeurt er met {cases}"


def together_page(batch: Batch, lines: list[Line], names: PolicyNames, worklist: str, *, done: bool) -> TogetherPage:
    words = _DONE if done else _WILL
    place = worklist if worklist in set(Desk) else ""
    return TogetherPage(
        action=batch.action, title=ACTION[batch.action], tray=batch.tray,
        tray_name=names.trays[batch.tray].name if batch.tray in names.trays else "", worklist=place,
        back=address.worklist(place, status="open", bak=batch.tray if batch.tray in names.trays else None),
        lines=tuple(
            Told(line.id, Link(address.referral(line.id), f"Verwijzing {mark_of(line.id)}"),
                 line.refusal or words[batch.action], bool(line.refusal))
            for line in lines
        ),
        count=sum(not line.refusal for line in lines), done=done,
    )
