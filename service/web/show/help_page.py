"""The help there is, as a resident looks for it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.help.catalogue import Kept
from service.help.offer import HelpOffer, OfferKind
from service.web.help_words import OFFER


@dataclass(frozen=True, slots=True)
class HelpGroup:
    """One kind of help under the words a resident has for it; `id` is for a link within the page."""

    id: str
    title: str
    offers: tuple[HelpOffer, ...]


def help_groups(kept: Iterable[Kept]) -> tuple[HelpGroup, ...]:
    offers = [one.offer for one in kept]
    return tuple(
        HelpGroup(str(kind), OFFER[kind], found)
        for kind in OfferKind if (found := tuple(one for one in offers if one.kind is kind))
    )
