"""`docs/berichten.md`: the rules for texts, rendered from the rules themselves. Pure."""

from collections.abc import Iterator

from service.messages.kind import MessageSituation
from service.messages.placeholders import CARRIED, FORBIDDEN
from service.messages.planning import DUTCH_RULES
from service.messages.rules import ALL_RULES
from service.messages.rules.rule import Rule
from service.messages.template import shipped

INTRODUCTION = """# Berichten aan inwoners

Dit stuk is gemaakt uit de regels zelf (`service/messages/page.py`). Verander het niet met de hand: een test vergelijkt
het.

Wie stress heeft, kan minder goed lezen, plannen en beginnen. Een bericht mag die stress niet groter maken. En een
bericht mag nooit iets verraden aan wie meeleest. Daarom toetst de dienst elke tekst, met
`voordeur sjabloon toets --kanaal letter:first brief.txt`. Een fout houdt het versturen tegen; een waarschuwing vraagt
om nog een keer te kijken. Wat een dreiging, plicht of haast ontkent (“er is geen haast bij”), is geen bevinding. Een
toets herkent woorden en vormen: van honderd apart gehouden zinnen die een inwoner niet mag lezen, vond zij er ongeveer
negentig (`tests/unit/messages/test_paraphrases.py`; de zinnen en de regels zijn van dezelfde schrijver). Van zinnen uit
brieven van vreemden vond zij eerst ruim de helft; daarna zijn de lijsten aangevuld. De rest ziet zij niet: laat altijd
een collega meelezen.

Voor een tekst in een bedreigende situatie: `--situatie bedreigend`. Daarin mag één zin als feit zeggen dat er een zaak
of een besluit over het huis is, als de zin erna zegt wat er nog kan. Wie dat verzwijgt, schrijft een raadsel.

De manier van contact telt veel zwaarder dan de woorden. Bellen of langsgaan bereikt veel meer mensen dan een brief.

De woorden waar de regels naar kijken staan in `service/messages/wordlists/`, met uitleg hoe u ze verandert. De regels
over een opgemaakt bestand (F03, F04, F08, F09 en F10) horen bij het opmaken, niet bij deze toets.
"""
CHAPTERS = {
    "L": "Taal", "T": "Toon", "M": "Aanbod", "P": "Privacy", "V": "Veiligheid", "C": "Aan de corporatie", "F": "Vorm",
}


def markdown() -> str:
    """The whole of `docs/berichten.md`."""
    chapters = (part for letter, name in CHAPTERS.items() for part in _chapter(letter, name))
    return "\n".join([INTRODUCTION, *chapters, *_planning(), *_placeholders(), *_occasions(), *_templates()]) + "\n"


def _chapter(letter: str, name: str) -> Iterator[str]:
    yield f"## {name}\n"
    yield "| regel | wat | waarom | waar | ernst | bron |\n| --- | --- | --- | --- | --- | --- |"
    yield from (_row(rule) for rule in ALL_RULES if rule.id.startswith(letter))
    yield ""


def _row(rule: Rule) -> str:
    cells = (rule.id, rule.asks, rule.why, rule.holds_for, str(rule.severity), rule.source)
    return f"| {' | '.join(cells)} |"


def _planning() -> Iterator[str]:
    yield "## Wanneer een bericht mag komen\n"
    yield "De behandelaar mag met een reden een ander moment kiezen. D09 en D10 gaan altijd voor. Een bevestiging,"
    yield "een herinnering en het antwoord op een eigen vraag horen bij wat de inwoner zelf deed: daarvoor gelden"
    yield "alleen D01, D07, D09 en D10.\n"
    yield "| regel | wat |\n| --- | --- |"
    yield from (f"| {rule} | {told} |" for rule, told in DUTCH_RULES.items())
    yield ""


def _placeholders() -> Iterator[str]:
    yield "## Wat wordt ingevuld\n"
    yield "| invulveld | in |\n| --- | --- |"
    yield from (f"| `{{{{{name}}}}}` | {', '.join(sorted(carried.channels))} |"
                for name, carried in CARRIED.items() if name not in FORBIDDEN)
    yield f"\nNooit: {', '.join(f'`{name}`' for name in sorted(FORBIDDEN))}. Bij een zorg ook nooit `bron_signaal`.\n"


WHEN = {
    MessageSituation.LAST: "Na vier keer zonder gesprek (D13), in plaats van nog een uitnodiging.",
    MessageSituation.DECLINED: "Zodra de inwoner nee zegt: met de knop, in een gesprek of door de telefoon (D14).",
    MessageSituation.PAID: "Zodra de corporatie het signaal intrekt met betaald of een regeling.",
    MessageSituation.HELPED: "Als de hulp klaar is, bij het afsluiten.",
    MessageSituation.MOVED: "Zodra blijkt dat de inwoner niet meer hier woont.",
    MessageSituation.ACCEPTED: "Binnen een werkdag nadat de inwoner ja zei.",
    MessageSituation.PLAN: "Met het besluit mee; de verhuurder hoort het pas daarna (Besluit, artikel 17).",
    MessageSituation.PAUSE: "Als de inwoner een pauze goed vond en de verhuurder die hoorde.",
    MessageSituation.MISTAKE: "Zodra u ziet dat een bericht niet klopte: verkeerde persoon, al betaald, een datalek.",
    MessageSituation.OBJECTION: "Binnen een week nadat een bezwaar binnenkwam. Zoek zolang geen contact.",
    MessageSituation.DECEASED: "Als de familie vroeg wat er met de brieven gebeurt. Stop eerst alles.",
    MessageSituation.SUMMARY: "Aan het eind van een gesprek, samen ingevuld.",
    MessageSituation.HELPER: "Als de inwoner vertelt dat een ander het geld regelt. Vraag het apart van een partner.",
    MessageSituation.HAND_OVER: "Voor een overdracht: eerst vragen, dan pas doorgeven.",
    MessageSituation.SOMEBODY_ELSE: "Aan de deur, als een ander of een kind opendoet.",
}
"""When a text is for that no rule of planning chooses, by what happened."""


def _occasions() -> Iterator[str]:
    yield "## Teksten voor wat er gebeurt\n"
    yield "Deze teksten kiest u zelf. Ze horen bij een moment.\n"
    yield "| situatie | wanneer |\n| --- | --- |"
    yield from (f"| {situation} | {told} |" for situation, told in WHEN.items())
    yield ""


def _templates() -> Iterator[str]:
    yield "## De sjablonen\n"
    yield "Een tekst over een gesprek heeft een versie voor thuis, kantoor, telefoon en zonder afspraak. De dienst"
    yield "kiest die naar de afspraak, en houdt een tekst tegen die haar tegenspreekt (M15).\n"
    yield "| sjabloon | kanaal en doel | situatie |\n| --- | --- | --- |"
    yield from (f"| `{one.code}` | {one.kind} | {one.situation} |" for one in shipped())
