"""`docs/begrippen.md`, made from the glossary."""

from collections.abc import Iterable, Iterator

from service.glossary.codes import CODES
from service.glossary.fields import FIELDS
from service.glossary.term import CodeList
from service.glossary.terms import CHAPTERS

INTRODUCTION = """# Begrippen

Dit stuk is gemaakt uit `service/glossary/`. Verander het niet met de hand: een test vergelijkt het.
Maak het opnieuw met `.venv/bin/python -m service.glossary > docs/begrippen.md`.

Buiten is alles Nederlands, in de code is alles Engels. Elk begrip staat hier één keer, met beide namen.
De codes van DDAS staan er letterlijk; wat zij betekenen, staat er in onze eigen woorden.
"""


def markdown() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_terms(), *_codes(CODES), *_fields()])


def _terms() -> Iterator[str]:
    for chapter, terms in CHAPTERS.items():
        yield f"## {chapter}\n"
        yield from _table(("Nederlands", "in de code", "betekenis", "bron"), (
            (term.dutch, term.english, term.definition, term.source) for term in terms
        ))


def _codes(lists: Iterable[CodeList]) -> Iterator[str]:
    yield "## Codes\n"
    for found in lists:
        yield f"### {found.dutch}\n"
        yield f"In de code: {found.english}. Bron: {found.source}.\n"
        yield from _table(("code", "betekenis"), ((f"`{one.name}`", one.definition) for one in found.entries))


def _fields() -> Iterator[str]:
    yield "## Velden van een signaal en van de antwoorden\n"
    yield from _table(("veld", "betekenis"), ((f"`{field.name}`", field.definition) for field in FIELDS))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |\n|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
