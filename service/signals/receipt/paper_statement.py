"""The statement of a refusal on paper: one A4 page like the receipt, with the holder's file inside.

In the file stand the reference and the salt, so that the PDF alone can be verified.
"""

from datetime import datetime
from typing import Any

from service.clock import AMSTERDAM
from service.rules.certainty import Nature
from service.rules.core import Outcome
from service.rules.refusal import natures_of, refusal_words, unmet_findings
from service.signals.receipt import words
from service.signals.receipt.paper import TEMPLATES, Sheet, rows_of, short, signed_page, signing_of
from service.signals.receipt.sign import Key, spelled
from service.signals.receipt.signature import Checked
from service.signals.receipt.statement_words import signal_facts

_SIZES = (10.0, 9.0, 8.0)
PURPOSE = (
    "Een rechter kan meewegen dat een signaal aan de gemeente ontbreekt. Met dit bewijs laat de corporatie zien dat "
    "zij het signaal op deze dag aanbood, en waarom het niet is aangenomen. De rechter beslist wat dat betekent."
)


def statement_pdf(found: Checked, document: dict[str, Any], key: Key, at: datetime) -> bytes:
    """The sealed PDF of a statement that was verified; `document` is the file that is put inside."""
    content = found.content
    assert content is not None, "only what was verified is printed"
    sheet = Sheet(TEMPLATES / "statement.typ", _sheet(content, found.reference, at), spelled(document).decode(), _SIZES)
    return signed_page(sheet, content["bewijsnummer"], key, at)


def _sheet(content: dict[str, Any], reference: str, at: datetime) -> dict[str, Any]:
    local, refusal = at.astimezone(AMSTERDAM), refusal_words(natures_of(unmet_findings(content)))
    day, town = words.day(content["dag"]), content["gemeente"]["naam"]
    return signing_of(content) | {
        "titel": "Weigeringsbewijs vroegsignaal",
        "gemeente": town,
        "inleiding": f"{content['corporatie']['naam']} bood op {day} een signaal aan voor {town}. Het is geweigerd.",
        "bestand": "weigeringsbewijs.json", "overBestand": "Het ondertekende weigeringsbewijs (JWS, PS256)",
        "signaal": rows_of(signal_facts(content, reference)),
        "weigering": refusal.title, "waarop": refusal.detail,
        "voorwaarden": [
            [
                words.CONDITION.get(one["voorwaarde"], one["voorwaarde"]), words.OUTCOME[Outcome(one["uitkomst"])],
                words.NATURE[Nature(one["aard"])], short(one["bron"]),
            ]
            for one in sorted(content["bevindingen"], key=lambda one: one["uitkomst"] != Outcome.NO)
        ],
        "regelversie": content["regelversie"],
        "waarvoor": PURPOSE,
        "uitgegeven": day,
        "dag": [local.year, local.month, local.day],
    }
