"""The keys of a caseworker, said once: for the list of them, and for the elements they belong to. Pure.

A letter brings somebody to a place, and never changes anything: to press a button one still presses Enter. Only who
asked for the quick attempts with one key records one of them with the next. Letters do nothing while a field has the
focus, and can be turned off (WCAG 2.2, success criterion 2.1.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from service.referrals.status import ContactKind

COOKIE = "voordeur-sneltoetsen"
OFF = "uit"


@dataclass(frozen=True, slots=True)
class Group:
    """Keys of one sort of page, as (keys, what they do)."""

    title: str
    keys: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Quick:
    """An attempt that can be recorded at once, as made now. `key` comes after the one that leads to them all."""

    code: str
    key: str
    label: str
    kind: ContactKind
    reached: bool


QUICK = (
    Quick("telefoon-niet", "1", "Gebeld, niet bereikt", ContactKind.PHONE, reached=False),
    Quick("telefoon-wel", "2", "Gebeld, gesproken", ContactKind.PHONE, reached=True),
    Quick("bezoek-niet", "3", "Langs geweest, niemand thuis", ContactKind.HOME_VISIT, reached=False),
    Quick("bezoek-wel", "4", "Langs geweest, gesproken", ContactKind.HOME_VISIT, reached=True),
    Quick("kaartje", "5", "Kaartje achtergelaten", ContactKind.CARD, reached=False),
)
FORM_KEYS: Mapping[str, str] = {
    "berichten/voorbeeld": "m", "afspraken": "s", "afspraak-antwoord": "r", "veilig-contact": "g",
    "bezoek-met-twee": "2", "aanbod": "h", "eerste-gesprek": "e", "besluit": "u", "overdracht": "x", "naar-triage": "l",
    "toestemming-intrekking": "i",
}
"""The form on the page of a referral that a key unfolds, by the key of the form."""
EVERYWHERE = Group("Op elke bladzijde", (
    ("?", "Deze lijst"), ("d", "Mijn dag"), ("w", "Werklijst"), ("b", "Bezoeken"), ("z", "Zoeken"),
))
LISTS = Group("Op een lijst", (
    ("j", "Volgende verwijzing"), ("k", "Vorige verwijzing"), ("f", "Kiezen wat u ziet"),
    ("v", "Naar de knop Pak de volgende op"), ("n", "Volgende bladzijde of dag"), ("p", "Vorige dag"),
))
REFERRAL = Group("Bij een verwijzing", (
    ("o", "Naar de knop Oppakken"), ("t", "Naar de knop Terugleggen"), ("a", "Afsluiten"),
    *((f"c {one.key}", one.label) for one in QUICK),
    ("c", "Naar contact"), ("m", "Bericht maken"), ("s", "Afspraak vastleggen"), ("r", "Antwoord op de afspraak"),
    ("g", "Veilig contact"), ("2", "Met z'n tweeën op bezoek"), ("h", "Hulpaanbod"), ("e", "Eerste gesprek"),
    ("u", "Besluit"), ("x", "Overdragen"), ("l", "Voorleggen aan de triage"), ("i", "Toestemming intrekken"),
))
GROUPS = (EVERYWHERE, LISTS, REFERRAL)


def quick_named(code: str) -> Quick | None:
    return next((one for one in QUICK if one.code == code), None)
