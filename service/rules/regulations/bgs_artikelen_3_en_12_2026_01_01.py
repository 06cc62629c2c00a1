"""Besluit gemeentelijke schuldhulpverlening, articles 3, 12 and 17, version of 1 January 2026, beside Wgs article 8d.

Article 3 says which signals there are. Article 12 says which data debt help may ask for inside the municipality to
write a plan of action: the concrete side of Wgs 8d. Article 17 says which one fact who supplied a signal is told. None
is a condition of a signal.
"""

from service.rules.certainty import Certainty
from service.rules.citation import Citation, Words, quoted

_FILE = "BWBR0043850-2026-01-01.txt"
_SEEN = (
    "Besluit gemeentelijke schuldhulpverlening (BWBR0043850), tekst geldend vanaf 1 januari 2026, gelezen in "
    "legalize-dev/legalize-nl, een openbare spiegel van wetten.overheid.nl."
)
_UNVERIFIED = "De officiële bladzijde zelf en een tekst van na 1 januari 2026 zijn niet gelezen."
_WGS_FILE = "BWBR0031331-2026-07-01.txt"
_WGS_SEEN = (
    "Wet gemeentelijke schuldhulpverlening, tekst geldend vanaf 1 juli 2026 (BWBR0031331), gelezen in "
    "MinBZK/regelrecht-corpus."
)


def _bgs(article: str) -> Citation:
    law = "Besluit gemeentelijke schuldhulpverlening"
    return Citation(law, article, _SEEN, Certainty.TEXT, _FILE, _UNVERIFIED)


SIGNALS: tuple[tuple[Citation, Words], ...] = (
    (_bgs("artikel 3, aanhef"), quoted(
        "Als signaal als bedoeld in artikel 3, eerste lid, onderdeel b, van de wet wordt aangewezen de gegevens die "
        "worden verstrekt")),
    (_bgs("artikel 3, onder a"), quoted("op grond van artikel 2")),
    (_bgs("artikel 3, onder b"), quoted("krachtens artikel 9, tweede lid, van de Drinkwaterwet")),
    (_bgs("artikel 3, onder c"), quoted(
        "op grond van artikel 89, eerste juncto negende lid, van de Zorgverzekeringswet")),
    (_bgs("artikel 3, onder d"), quoted("krachtens artikel 2.26, derde lid, onderdeel a, van de Energiewet")),
    (_bgs("artikel 3, onder e"), quoted("krachtens artikel 4, derde lid, van de Warmtewet")),
)
"""Since 1 January 2026 electricity and gas are one item. Of the five this service carries the first only."""

WITHIN_THE_MUNICIPALITY: tuple[tuple[Citation, Words], ...] = (
    (Citation("Wet gemeentelijke schuldhulpverlening", "artikel 8d", _WGS_SEEN, Certainty.TEXT, _WGS_FILE), quoted(
        "Het college is bevoegd persoonsgegevens van de inwoner, die het college heeft verkregen voor de uitvoering "
        "van de taken die bij of krachtens de Jeugdwet, de Participatiewet of de Wet maatschappelijke ondersteuning "
        "2015 aan het college zijn opgedragen, ook te verwerken als dat noodzakelijk is voor de uitvoering van deze "
        "wet.")),
    (_bgs("artikel 12, aanhef"), quoted(
        "Om een plan van aanpak op te stellen verstrekt het college intern voor schuldhulpverlening op verzoek de "
        "volgende gegevens die zijn verwerkt over de inwoner bij de uitvoering van de Participatiewet, de Wet "
        "maatschappelijke ondersteuning 2015 en de Jeugdwet")),
    (_bgs("artikel 12, onder a"), quoted("contactgegevens hulpverleners of klantmanagers")),
    (_bgs("artikel 12, onder b"), quoted("gegevens opgenomen in de basisregistratie personen")),
    (_bgs("artikel 12, onder c"), quoted("gegevens over de inkomsten- en vermogenspositie")),
)
TO_WHO_SUPPLIED_A_SIGNAL: tuple[tuple[Citation, Words], ...] = (
    (_bgs("artikel 17, eerste lid"), quoted(
        "Het college verstrekt het gegeven dat de cliënt schuldhulpverlening ontvangt op grond van de wet aan de "
        "gerechtsdeurwaarders, verstrekkers van de signalen, genoemd in artikel 3, schuldeisers, bewindvoerders en "
        "kredietverstrekkers.")),
)
INTERNAL_SUPPLY_SOURCE = "Bgs artikel 12"
INTERNAL_DATA = tuple(words.text for _, words in WITHIN_THE_MUNICIPALITY[2:])
"""The three kinds of data of article 12, in its own words."""
