"""`docs/wet.md`: every provision in words, rendered from the provisions themselves, so that it can say nothing else."""

from collections.abc import Iterable, Iterator
from typing import Any

from service.rules.calendar import DECREES_KNOWN, EQUATED, FIRST_DAY, LAST_DAY
from service.rules.citation import Citation, Words
from service.rules.core import Condition, Provision, SignpostRule, TermRule
from service.rules.dutch import day
from service.rules.registry import BEHIND_THE_DOOR, RENT_ARREARS
from service.rules.regulations import (
    awb_afdelingen_2_1_en_2_3_2026_07_01,
    awt_artikelen_1_4_2010_10_10,
    bgs_artikelen_3_en_12_2026_01_01,
    wgs_artikel_4a_2021_01_01,
)

INTRODUCTION = """# De wet in deze dienst

Dit stuk is gemaakt uit de regels zelf (`service/rules/wet.py`). Verander het niet met de hand: een test vergelijkt het.

Een signaal wordt beoordeeld naar de regel die geldt op de dag van ontvangst in Amsterdam. Elke voorwaarde wordt altijd
gevraagd. Eén voorwaarde waaraan niet is voldaan, weigert het signaal. Is een antwoord onbekend en is verder aan alles
voldaan, dan beslist een mens. Eén uitzondering kiest de gemeente zelf: ontbreekt aan een huursignaal alleen de
overeenkomst, die artikel 2 van het Besluit niet vraagt, dan kan haar beleid een mens laten beslissen
(`voorwaarden.overeenkomst`). Voor een dag waarop nog geen regel gold, geeft de dienst een fout en geen oordeel.

De wet wordt gelezen, niet ingesteld. Waar de wet ruimte laat, kiest de gemeente in haar beleid, nooit later dan de wet.
Woorden tussen aanhalingstekens staan letterlijk in een bestand in `service/rules/texts/`; al het andere is een
omschrijving.

Elke voorwaarde heeft een **aard**, die volgt uit hoe zeker haar woorden zijn: `wet` (de tekst zelf), `lezing` (onze
lezing van een woord daarin) of `afspraak` (een afspraak, een gebruik of een keuze van deze dienst; geen wet). Is aan
een voorwaarde met `wet` niet voldaan, dan weigert de wet. Rust een weigering alleen op een lezing of een afspraak, dan
zegt de dienst dat, en nooit dat de wet het verbiedt.
"""

ELSEWHERE_UNVERIFIED = (
    "De nota van toelichting bij artikel 2 en 17 van het Besluit is niet gelezen, en geen tekst van na 1 januari 2026.",
    "Van de handreiking van AP en VNG zijn 3.3 (terugkoppeling), 7.5 (bsn) en 7.6 (bewaren) niet gelezen.",
    "De modelovereenkomst van het landelijk convenant is niet gelezen: welke gegevens, terugkoppeling, bewaren.",
    "De stand in november 2026 van de Wams en de Wet proactieve dienstverlening SZW is niet vastgesteld.",
    "De stand van de landelijke proeven met andere signalen (Wgs artikel 10) na 2025 is niet vastgesteld.",
    "Hoe de BIO2 gemeenten bindt sinds de Cyberbeveiligingswet (tekst vanaf 15 augustus 2026), is niet vastgesteld.",
    "De Cyberbeveiligingsregeling sector overheid (BWBR0052963) is niet gelezen.",
    "Uitspraken over de ouderdom van een signaal (Rotterdam, Den Haag) zijn alleen uit vakpublicaties bekend.",
    "Het nummer van de uitspraak van het gerechtshof Den Haag van 18 maart 2025 is niet gevonden.",
    "Een uitspraak van de Hoge Raad over artikel 2 van het Besluit is niet gevonden.",
    "De bewaartermijn voor signalen in de selectielijst voor gemeenten is niet gevonden.",
    "De Wgs omschrijft het begrip werkdag niet.",
    "Dat een signaal naar de gemeente van de inwoner mag (Besluit 2, Wgs artikel 8b), is een lezing en praktijk.",
    "Of de verhuurder ook daar verstrekker is (Besluit 17), is niet vastgesteld. De dienst meldt hem daar niets.",
    "Dat de termijn van Wgs artikel 4 daar begint op de dag van het doorzenden, is een lezing.",
    "Dat Awb 2:3 alleen geldt als het adres in het signaal zelf elders ligt (niet uit de BRP), is een lezing.",
    "Dat Awb 2:8 ook voor een informeel bericht of een herinnering geldt, is een lezing.",
    "Dat een telefoongesprek geen bericht is dat elektronisch wordt verzonden (Awb 2:8), is een lezing.",
    "Dat wat een vertegenwoordiger bij de toestemming zei een wens van de geadresseerde is (Awb 2:8), is een lezing.",
    "Of een signaal onder een drempel zonder aanbod mag blijven (Wgs artikel 3, eerste lid, onder b), is omstreden.",
    "De wet noemt geen drempel; de argumenten staan in de beheerdershandleiding.",
    "De stukken van BKR (oktober 2023) en Divosa (jaarverslag 2024) over drempels zijn niet zelf gelezen.",
    "De koninklijke besluiten over gelijkgestelde dagen zijn alleen bij hun titel gelezen, op een andere pagina.",
    "Van de Gemeentewet is artikel 145 gelezen in de tekst van 4 juni 2026; de tekst van 1 oktober 2026 niet.",
    "Of er na 1 juli 2025 een nieuwere tekst van de Wvggz is, is niet vastgesteld.",
    "Hoe lang een brief onderweg is, komt uit een nieuwsbericht van de overheid; het Staatsblad is niet gelezen.",
    "Een landelijke regel voor kleine aantallen in een monitor is niet gevonden; de grenzen zijn een eigen keuze.",
    "Een AVG-termijn van een maand telt volgens Verordening 1182/71; dat is uit het geheugen en niet nagegaan.",
    "Dat Wgs artikel 8a pas geldt vanaf het aannemen van hulp, is een lezing.",
    "Dat Bgs artikel 17 vanaf een bekendgemaakt plan van aanpak geldt (Wgs 1 en 4a, Awb 3:40), is een lezing.",
    "Awb artikel 3:40 en Wgs artikel 4a, zesde lid, zijn alleen in een samenvatting gelezen.",
    "Wat andere ontvangers van Bgs artikel 17 horen, gaat buiten deze dienst om; zij meldt alleen aan corporaties.",
    "Dat ook het einde van de hulp wordt gemeld (AVG artikel 5, eerste lid, onder d), is een lezing.",
    "Wanneer een melding van Bgs artikel 17 achterwege blijft, ook om gevaar, zegt het niet; dat is een lezing.",
    "De pauze van de incasso komt uit het landelijk convenant, niet uit de wet; die bron is niet zelf gelezen.",
    "De artikelen van de AVG zijn niet in een tekst hier gelezen; zij worden alleen omschreven, nooit aangehaald.",
    "Bij toestemming voor strafrechtelijke gegevens (UAVG 32) is weigeren een keuze van deze dienst, geen wet.",
    "Achter de voordeur, bij alleen zorgen over geld, is uitdrukkelijke toestemming een keuze van deze dienst.",
    "Warme overdracht is in het schema ja of nee; de omschrijving komt uit VNG-Realisatie/ddas-vroegsignalering.",
)


def markdown() -> str:
    """The whole of `docs/wet.md`."""
    provisions: tuple[Provision[Any], ...] = (*RENT_ARREARS, *BEHIND_THE_DOOR)
    parts = [INTRODUCTION, *(part for provision in provisions for part in _provision(provision))]
    parts += ["## Later in de behandeling\n", _term(wgs_artikel_4a_2021_01_01.DECISION)]
    parts += [*_articles()]
    parts += [*_calendar(), "## Niet vastgesteld, buiten deze voorwaarden\n", _list(ELSEWHERE_UNVERIFIED)]
    return "\n".join(parts)


def _provision(provision: Provision[Any]) -> Iterator[str]:
    yield f"## Signalen van de soort `{provision.kind}`\n"
    yield f"Regelversie `{provision.id}`, in deze dienst sinds {day(provision.valid_from)}.\n"
    yield from (_condition(condition) for condition in provision.conditions)
    yield "### Termijnen\n"
    yield from (_term(rule) for rule in provision.terms)
    if provision.signposts:
        yield "### Wegwijzer bij een weigering\n"
        yield "De meest dringende staat eerst; alleen de eerste die past wordt gegeven.\n"
        yield _list(_signpost(rule) for rule in provision.signposts)
    yield "### Niet vastgesteld\n"
    yield _list(provision.unverified)


def _condition(condition: Condition[Any]) -> str:
    said = condition.explanations
    lines = [
        f"### `{condition.key}`\n", *_source(condition.citation, condition.words),
        f"- Voldaan: {said.yes}", f"- Niet voldaan: {said.no}", f"- Onbekend: {said.unknown}",
    ]
    lines += [f"- In een bijzonder geval `{one.outcome}`: {one.explanation}" for one in condition.specific]
    if condition.note:
        lines.append(f"- Opmerking: {condition.note}")
    return "\n".join(lines) + "\n"


def _source(citation: Citation, words: Words) -> Iterator[str]:
    yield f"- Bron: {citation.source}"
    yield f"- Aard: `{citation.certainty.nature}` ({citation.certainty})"
    yield f"- Tekst: “{words.text}”" if words.verbatim else f"- Omschrijving, geen aanhaling: {words.text}"
    yield f"- Gezien: {citation.text_seen}"
    if citation.unverified:
        yield f"- Niet vastgesteld: {citation.unverified}"


def _term(rule: TermRule) -> str:
    lines = [f"#### {rule.source}: `{rule.kind}`\n", f"- Duur: {rule.length}", *_source(rule.citation, rule.words)]
    if rule.note:
        lines.append(f"- Opmerking: {rule.note}")
    return "\n".join(lines) + "\n"


def _signpost(rule: SignpostRule[Any]) -> str:
    shown, phone = rule.signpost, rule.signpost.phone or "geen vast nummer"
    keys = ", ".join(f"`{key}`" for key in sorted(rule.conditions))
    return f"`{shown.code}` ({phone}) bij {keys}: {shown.explanation} Bron: {shown.source}"


def _articles() -> Iterator[str]:
    """Articles that are no condition of a signal, and that the service rests on all the same."""
    yield "## Welke signalen er zijn\n"
    yield "Sinds 1 januari 2026 vijf: elektriciteit en gas zijn één onderdeel. Deze dienst kent alleen huur, onder a.\n"
    yield from _quoted(bgs_artikelen_3_en_12_2026_01_01.SIGNALS)
    yield "## Gegevens binnen de gemeente\n"
    yield "Overdragen van het wijkteam aan de schuldhulp rust op Wgs artikel 8d; alleen contactgegevens gaan mee. Wat"
    yield "de schuldhulp voor een plan van aanpak opvraagt, noemt Bgs artikel 12; dat gaat buiten deze dienst om.\n"
    yield from _quoted(bgs_artikelen_3_en_12_2026_01_01.WITHIN_THE_MUNICIPALITY)
    yield "## Wat een corporatie hoort over schuldhulp\n"
    yield "Dit ene gegeven, één keer per huursignaal over de cliënt, nadat een plan van aanpak is bekendgemaakt.\n"
    yield from _quoted(bgs_artikelen_3_en_12_2026_01_01.TO_WHO_SUPPLIED_A_SIGNAL)
    yield "## Elektronische berichten aan inwoners\n"
    yield "Een sms, app of mail vraagt een uitdrukkelijke wens. Dat die per soort bericht geldt (“voor zover”), is een"
    yield "lezing. Beleid dat toch een eerste sms stuurt, staat op gespannen voet met “slechts”.\n"
    yield from _quoted(awb_afdelingen_2_1_en_2_3_2026_07_01.ELECTRONIC_MESSAGES)
    yield "## Een signaal dat bij een andere gemeente hoort\n"
    yield "Alleen als het adres in het signaal zelf in die gemeente ligt, hoort de corporatie naar welke het ging.\n"
    yield from _quoted(awb_afdelingen_2_1_en_2_3_2026_07_01.FORWARDING)


def _quoted(articles: Iterable[tuple[Citation, Words]]) -> Iterator[str]:
    found = tuple(articles)
    yield _list(f"{citation.source}: “{words.text}”" for citation, words in found)
    yield from (f"Gezien: {seen}\n" for seen in dict.fromkeys(citation.text_seen for citation, _ in found))


def _calendar() -> Iterator[str]:
    yield "## Kalender van de termijnen\n"
    yield f"De dienst rekent van {day(FIRST_DAY)} tot en met {day(LAST_DAY)}; daarbuiten geeft zij een fout."
    yield "De dag van ontvangst telt niet mee. Een termijn die wordt teruggerekend, wordt niet verlengd.\n"
    yield _list(f"{citation.source}: “{words.text}”" for citation, words in awt_artikelen_1_4_2010_10_10.ARTICLES)
    yield "### Dagen die bij koninklijk besluit zijn gelijkgesteld\n"
    yield "| dag | bron |\n| --- | --- |"
    yield from (f"| {day(equated.day)} | {equated.source} |" for equated in EQUATED)
    first, last = min(DECREES_KNOWN), max(DECREES_KNOWN)
    yield f"\nBekend voor {first} tot en met {last}. In andere jaren kan de wettelijke dag iets later zijn dan de"
    yield "uitgerekende dag, nooit eerder; de termijn zegt dat er dan bij.\n"
    yield "### Wat een werkdag is\n"
    yield "De Wgs zegt het niet. `smal`: maandag tot en met vrijdag, zonder de dagen van artikel 3, eerste lid, van de"
    yield "Algemene termijnenwet. `ruim`: ook zonder Goede Vrijdag en gelijkgestelde dagen. De dienst neemt `smal`, de"
    yield "vroegste van de twee, tenzij het beleid van de gemeente `ruim` kiest.\n"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines) + "\n"
