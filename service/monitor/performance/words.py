"""A yearly report in words, the same on screen and on paper. Pure."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from service.monitor.figures import Basis, Unit
from service.monitor.performance.aims import Agreeable
from service.monitor.performance.judge import Judgement, Result
from service.rules.facts import Kind

KIND = {Kind.RENT_ARREARS: "Huurachterstand", Kind.BEHIND_THE_DOOR: "Zorgen achter de voordeur"}
JUDGEMENT = {
    Judgement.MET: "Gehaald",
    Judgement.MISSED: "Niet gehaald",
    Judgement.NEAR: "Rond de afspraak",
    Judgement.TOO_FEW: "Te weinig om te zeggen",
    Judgement.RUNNING: "Loopt nog",
    Judgement.NOT_AGREED: "Geen afspraak",
}
SOURCE = {
    Basis.DIVOSA: "zoals de Divosa Monitor, afgeleid",
    Basis.OURS: "eigen telling van Voordeur",
}
READING = (
    ("Aantallen staan in veelvouden van 5 en wijken minder dan 5 af. Een deel staat er vanaf een geheel van 20, een "
    "middelste waarde vanaf 10. Kan het echte getal aan beide kanten van de afspraak liggen, dan staat er: rond de "
    "afspraak."),
    ("Signalen tellen op de signaaldatum, zaken op de dag van oppakken, termijnen op de dag waarop het werk begon. "
    "Of er opnieuw een signaal kwam, telt bij de dag van afsluiten, als de zes maanden om zijn. Cijfers van een jaar "
    "kunnen daarom later nog veranderen."),
    ("Wie hulp aannam, en welke, staat hier niet: dat is tussen de inwoner en de hulpverlener. Ontruimingen, en "
     "hoeveel er zijn voorkomen, telt Voordeur niet: die cijfers heeft de corporatie zelf."),
)


def agreed(one: Agreeable, target: Decimal | None) -> str:
    """For example: ten minste 60%."""
    if target is None:
        return "geen"
    number = f"{target.normalize():f}".replace(".", ",")
    return f"{'ten hoogste' if one.at_most else 'ten minste'} {_with_unit(number, one.unit)}"


def typed(target: Decimal | None) -> str:
    """As it stands in a field."""
    return "" if target is None else f"{target.normalize():f}".replace(".", ",")


def came(one: Agreeable, result: Result) -> str:
    """For example: 35% van 410. Of what is too small to show is said just that."""
    if one.unit is Unit.COUNT:
        return str(result.count) if result.count else "minder dan 5"
    if result.value is None:
        return "te weinig"
    number = round(100 * result.value) if one.unit is Unit.SHARE else result.value
    shown = f"{number:.1f}" if one.unit is Unit.PER_CASE else str(round(number))
    told = _with_unit(shown.replace(".", ","), one.unit)
    return f"{told} van {result.of}" if one.unit is Unit.SHARE else told


def meaning(one: Agreeable) -> str:
    """What is counted and where the definition comes from."""
    return f"{one.definition} ({one.indicator}, {SOURCE[one.figure.basis]})"


def summary(judgements: Iterable[Judgement], *, running: bool) -> str:
    """The whole year in a sentence."""
    counted = Counter(judgements)
    agreements = counted.total() - counted[Judgement.NOT_AGREED]
    if not agreements:
        return "Voor dit jaar zijn geen prestatieafspraken vastgelegd."
    told = f"{agreements} {'afspraak' if agreements == 1 else 'afspraken'}"
    if running:
        return f"{told}. Het jaar loopt nog; dit is de stand tot nu toe."
    parts = [f"{counted[one]} {JUDGEMENT[one].lower()}" for one in _ORDER if counted[one]]
    return f"{told}: {', '.join(parts)}."


_ORDER = (Judgement.MET, Judgement.MISSED, Judgement.NEAR, Judgement.TOO_FEW)


def _with_unit(number: str, unit: Unit) -> str:
    return {Unit.SHARE: f"{number}%", Unit.EURO: f"{number} euro"}.get(unit, number)
