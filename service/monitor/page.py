"""`docs/monitor.md`, made from the figures, their measures and the glossary, so that a definition stands once."""

from collections.abc import Iterator

from service.monitor.figures import FIGURES, Basis, Figure
from service.monitor.key_figures.factors import FACTOR_OF, Factor
from service.monitor.key_figures.measures import MEASURES, Measure
from service.monitor.key_figures.rounding import BASE, FEWEST_OF, FEWEST_VALUES
from service.monitor.national import PUBLISHED, SOURCE

_BEFORE = """# De kerncijfers: helpt het?

Dit stuk is gemaakt door `.venv/bin/python -m service.monitor > docs/monitor.md`. Verander het niet met de hand: een
test vergelijkt het. Het is voor managers, voor wie de API gebruikt en voor wie de cijfers uitlegt.

## Waar u ze vindt

- **Op het scherm**: een manager ziet na het aanmelden het overzicht, met drie vragen: zijn we op tijd, wie bereiken we,
  helpt het. Bij elke vraag staan de cijfers naast dezelfde periode een jaar eerder, en naast wat landelijk is
  gepubliceerd. Soort signalen, periode en deel van de gemeente staan in het adres: bewaar of deel dat gerust, er staat
  geen persoon in. Afdrukken kan; de getallen staan in woorden bij de balken.
- **Als bestand**: ODS, XLSX of CSV, met de links op dat scherm. In een rekenblad staan de definities op het tweede
  blad, en getallen als getal. Een naam die met `=`, `+`, `-` of `@` begint, wordt nooit een formule.
- **Over de API**: `GET /api/v1/monitor/kerncijfers` met de scope `monitor:lezen`; `Accept` is `application/json`,
  `text/csv`, `application/vnd.oasis.opendocument.spreadsheet` (ODS) of
  `application/vnd.openxmlformats-officedocument.spreadsheetml.sheet` (XLSX).
- **In een jaarverslag**: per corporatie, naast wat is afgesproken, onder **Prestatieafspraken**; ook als PDF.

```sh
curl -H "Authorization: Bearer $TOKEN" -H "Accept: text/csv" \\
  "https://voordeur.example/api/v1/monitor/kerncijfers?van=2026-07-01&tot=2026-09-30&gebied=Oost"
```

| vraag | betekenis |
| --- | --- |
| `van`, `tot` | de eerste en de laatste dag; zonder beide: dit kalenderjaar |
| `bestemming`, `corporatie`, `gebied` | alleen dat deel; samen: wat van alle is. Op het scherm ook het team |

Een gemeente ziet haar eigen cijfers. Een corporatie ziet hier alleen wat zij zelf stuurde en wat zij daarvan al hoorde:
hoe een zaak verliep, is tussen de inwoner en de hulpverlener. In het jaarverslag van de prestatieafspraken ziet zij ook
hoe de gemeente te werk ging, over een heel jaar en al haar signalen samen; nooit wie hulp aannam, en welke.

## Wat meetelt

- Signalen over huurachterstand en zorgen achter de voordeur staan apart, en worden nooit opgeteld.
- Een **signaal** telt op de `signaaldatum`. Een **zaak** is een verwijzing waarin een signaal zit, en telt op de dag
  waarop iemand haar voor het eerst oppakte; op de triage pakt nog niemand op. Termijnen (V1) tellen op de dag waarop de
  verwijzing begon; I14 en I16 op de dag van afsluiten (een signaal dat het beleid niet oppakt: op de signaaldatum).
- Anders dan in de [landelijke aanlevering](ddas.md) telt ook mee wat na de bewaartermijn is gewist: alleen de persoon
  is weg.
- Een zaak met signalen van twee corporaties telt bij beide. Delen van meervoudig en opeenvolgend overlappen elkaar.
- Hulp is geaccepteerd bij advies of quick fix, en bij de drie soorten vervolghulp met de inwoner.
- Een termijn is niet gehaald als de dag voorbij is zonder de stap, ook als de zaak daarna is afgesloten. Wie een aanbod
  niet aannam, heeft geen wettelijke termijn die gehaald of gemist kan worden (Wgs artikel 4, eerste lid,
  onder b).
- Bij V3 tellen signalen die de wet weigert. Wat niet goed is ingevuld, hoort nog bij geen gemeente en telt niet.
- Bij V1 en I15 staan de wettelijke termijn en de eigen streefdatum naast elkaar. Bij V2 is aan zet: de behandelaar
  die het werk heeft, de werkverdeling als niemand het heeft, of de triage.
- Bij V5 telt een huishouden één keer, hoe vaak er ook een signaal kwam. De vijf factoren zijn die van de WHO (Healthy,
  prosperous lives for all: the European Health Equity Status Report, 2019, ISBN 978 92 890 5425 6): inkomen,
  leefomstandigheden, sociale kracht, zorg en werk. Welke zorg bij welke factor hoort, is een keuze van deze dienst:
  {factors}.
- Bij I16 telt een zaak pas mee als de zes of twaalf maanden om zijn, en zolang het adres nog vergeleken kan worden.
"""


def markdown() -> str:
    """The whole page."""
    before, figures = _BEFORE.replace("{factors}", _factors()), [_told(one) for one in FIGURES]
    return "\n".join([before, *_safety(), *_missing(), *_published(), "## De cijfers\n", *figures])


def _factors() -> str:
    named = {factor: [f"`{worry}`" for worry, its in FACTOR_OF.items() if its is factor] for factor in Factor}
    return "; ".join(f"{factor}: {', '.join(worries)}" for factor, worries in named.items())


def _safety() -> Iterator[str]:
    yield f"""## Wat u niet ziet, en waarom

Achter een klein getal zit een huishouden. Daarom:

- staan aantallen in veelvouden van {BASE}: een getal wijkt minder dan {BASE} af van het echte, naar boven of
  naar beneden, en is gemiddeld goed. Een groep die op 0 uitkomt, staat er niet. Rijen tellen
  niet precies op tot hun totaal;
- staat een deel er vanaf een geheel van {FEWEST_OF}, en een gemiddelde, mediaan of negende deciel vanaf {FEWEST_VALUES}
  waarden, in hele dagen en tientallen euro's;
- is binnen een deel van de gemeente niets verdeeld naar een ander deel, en staan van twee delen samen alleen getallen
  vanaf {FEWEST_OF};
- is een periode van losse dagen de som van hele maanden, kwartalen en jaren, en van dagen aan de randen. Van die dagen
  staan alleen groepen die in de hele maand {FEWEST_OF} of meer tellen. Gemiddelden, medianen, decielen en huishoudens
  staan alleen over een kalendermaand, kwartaal, half jaar of jaar;
- is alleen precies hoeveel werk nu te laat is.

Deze grenzen zijn een keuze van deze dienst.
De cijfers zijn voor het werk, niet om zo te publiceren.
"""


def _missing() -> Iterator[str]:
    yield "## Wat Voordeur niet heeft\n"
    for figure in FIGURES:
        if figure.needs:
            yield f"- {figure.id} {figure.name}: hiervoor is nodig {figure.needs}."
    yield "\nDeze cijfers worden genoemd en niet geschat.\n"


def _published() -> Iterator[str]:
    yield "## Landelijke cijfers\n"
    yield f"Uit de {SOURCE}, over alle soorten partners samen, ook zorgverzekeraars, energie en water."
    yield "Op het scherm staan zij alleen bij signalen over huurachterstand.\n"
    yield "| cijfer | maat | landelijk | over |\n| --- | --- | --- | --- |"
    for one in PUBLISHED:
        yield f"| {one.indicator} | {one.code} | {round(100 * one.value)}% | {one.year} |"
    yield ""


def _told(figure: Figure) -> str:
    source = "zoals de Divosa Monitor, afgeleid" if figure.basis is Basis.DIVOSA else "eigen toevoeging"
    rows = [_row(measure) for measure in MEASURES if measure.indicator is figure.id]
    table = ["| maat | eenheid | per |", "| --- | --- | --- |", *rows, ""] if rows else []
    return "\n".join([f"### {figure.id} {figure.name}\n", f"{figure.definition} ({source})\n", *table])


def _row(measure: Measure) -> str:
    return f"| {measure.code} | {measure.unit} | {', '.join(measure.splits)} |"
