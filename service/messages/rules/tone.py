"""T: add no stress. No threat, no blame, no duty, no hurry; and the resident decides. Pure."""

from service.messages.kind import SPOKEN_TO_A_STRANGER
from service.messages.rules.language import ALL
from service.messages.rules.lists import asks_for, forbids
from service.messages.rules.rule import Rule, to_resident
from service.messages.text import Span, Text

_NO_STRESS = "Stress maakt dat mensen minder kunnen plannen en beginnen (WRR, Weten is nog geen doen, 2017)."


def _where_choice_belongs(text: Text) -> Span | None:
    spoken = text.kind.channel in SPOKEN_TO_A_STRANGER
    return text.whole if not spoken or text.marker else None


RULES = (
    Rule("T01", "Geen dreiging, ook geen aankondiging van iets ergs.", _NO_STRESS,
         "Besluit kwaliteit incassodienstverlening (als ondergrens); Companen", ALL, to_resident,
         forbids("T01", "{} klinkt als een dreiging.", advice="Laat weg wat er kan gebeuren; zeg waarmee u helpt.")),
    Rule("T02", "Geen verwijt.", "Wie zich beschuldigd voelt, haakt af.",
         "Kennisbundel, gesprekstechnieken bij schulden; Companen", ALL, to_resident,
         forbids("T02", "{} klinkt als een verwijt.", advice="Zeg wat u zelf heeft gedaan of gaat doen.")),
    Rule("T03", "Geen plicht: hulp is een aanbod.", "Zelf kiezen geeft rust en vertrouwen.",
         "autonomie in stress-sensitief werken (Jungmann, via Companen)", ALL, to_resident,
         forbids("T03", "{} klinkt als een plicht.", advice="Zeg wat de lezer kan of mag.")),
    Rule("T04", "Er staat dat de lezer zelf beslist.", "Zelf kiezen geeft rust en vertrouwen.",
         "autonomie in stress-sensitief werken; Roermond (Divosa): bezoek met de keus om nee te zeggen",
         "brief en e-mail bij first, followup en care; telefoon en bezoek na [NAAM KLOPT]",
         lambda kind: kind.invites or kind.channel in SPOKEN_TO_A_STRANGER,
         asks_for("T04", "Nergens staat dat de lezer zelf beslist.", "U beslist zelf of u met mij praat.",
                  _where_choice_belongs)),
    Rule("T05", "Geen haast.", "Haast geeft stress, en lijkt op oplichting.",
         "NL Design System; NCSC (VK), advies over sms",
         ALL, to_resident, forbids("T05", "{} zet de lezer onder tijdsdruk.", advice="Noem een dag, en geef de tijd.")),
)
