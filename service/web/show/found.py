"""What was found, in the rows of a worklist, under how well it fits. No person stands in it. Pure."""

from dataclasses import dataclass
from itertools import groupby

from service.actors import Caseworker
from service.policy.model import Desk
from service.referrals.search import Hits
from service.signals.search import Match
from service.web.show.names import PolicyNames
from service.web.show.worklist import Row, row_of
from service.web.words import WORKLIST, plural

_TITLE = {
    Match.EXACT: "Precies wat u zocht", Match.WIDER: "Op hetzelfde huisnummer", Match.PREFIX: "Begint hetzelfde",
    Match.SOUND: "Klinkt hetzelfde",
}


@dataclass(frozen=True, slots=True)
class FoundRow:
    row: Row
    worklist: str


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    rows: tuple[FoundRow, ...]


@dataclass(frozen=True, slots=True)
class FoundPage:
    told: str
    parts: tuple[Part, ...]
    more: bool


def found_page(hits: Hits, names: PolicyNames, actor: Caseworker) -> FoundPage:
    parts = tuple(
        Part(_TITLE[match], tuple(
            FoundRow(row_of(hit.referral, names, actor), WORKLIST[Desk(hit.referral.destination)]) for hit in same
        ))
        for match, same in groupby(hits.hits, key=lambda hit: hit.match)
    )
    return FoundPage(plural(len(hits.hits), "verwijzing gevonden", "verwijzingen gevonden"), parts, hits.more)
