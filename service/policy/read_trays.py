"""From the trays in a document to those of a policy. Pure; called by `read`, which tells the faults."""

from service.policy.fields import Fields, Shape
from service.policy.model import (
    BELOW_THRESHOLD_TRAY,
    DEFAULT_TRAYS,
    CaseType,
    Channel,
    Criteria,
    Tray,
)
from service.policy.threshold import Thresholds
from service.rules.facts import Concern, Destination

MOST_CENTS = 100_000_000
MOST_DAYS = 3_650
ID = Shape(
    r"[a-z][a-z0-9-]{0,39}",
    "Gebruik kleine letters, cijfers en streepjes, te beginnen met een letter, zoals schuldhulp-noord.",
)


def read_trays(fields: Fields, thresholds: Thresholds) -> tuple[Tray, ...]:
    """The trays of the document or the usual ones, with one for the offers by letter when these are made."""
    trays = tuple(_tray(block) for block in fields.blocks("bakken")) if fields.has("bakken") else DEFAULT_TRAYS
    ids, named = {tray.id for tray in trays}, any(tray.criteria.below_threshold for tray in trays)
    if not trays or not thresholds.offers or named or BELOW_THRESHOLD_TRAY.id in ids:
        return trays
    return (*trays[:-1], BELOW_THRESHOLD_TRAY, trays[-1])


def _tray(fields: Fields) -> Tray:
    tray = Tray(
        fields.text("id", ID), fields.text("naam", most=200), fields.whole("prioriteit", 1, 9),
        fields.code("eersteActie", Channel), fields.codes("kanalen", Channel), _criteria(fields.block("criteria")),
    )
    fields.close()
    return tray


def _criteria(fields: Fields) -> Criteria:
    criteria = Criteria(
        frozenset(fields.codes("bestemmingen", Destination)), fields.flag("bedreigend"), fields.flag("onderDrempel"),
        frozenset(fields.codes("soorten", CaseType)), frozenset(fields.codes("zorgen", Concern)),
        fields.optional_whole("bedragVanafInCenten", 0, MOST_CENTS),
        fields.optional_whole("bedragOnderInCenten", 1, MOST_CENTS),
        fields.optional_whole("ouderdomVanafInDagen", 0, MOST_DAYS),
        fields.optional_whole("ouderdomOnderInDagen", 1, MOST_DAYS),
    )
    fields.close()
    return criteria
