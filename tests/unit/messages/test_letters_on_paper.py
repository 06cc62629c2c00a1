"""Letters as they are printed, measured on the page: the address in the window, page two, and the words of the preview.

Windows of DL (110 x 220 mm) and C5/6 (114 x 229 mm) after DIN 680: 90 x 45 mm, 20 mm from the left, 15 mm from below.
Folded to 99 or 105 mm the paper can slide; the address must show wherever it lies, and nothing else ever.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTPage

from service.clock import AMSTERDAM
from service.messages.channels.carrier import DoesNotFit, Parcel
from service.messages.channels.print import letter_of, pile_of, sheet_of
from service.messages.compose import without_marks
from service.messages.kind import MessageChannel
from service.messages.letterhead import Letterhead
from service.messages.reference import short_reference
from service.messages.sample import _DAY, sample_letter, sample_of
from service.messages.template import Template, shipped
from service.typeset import pages_of

MM = 72 / 25.4
HEAD = Letterhead(
    "Gemeente Voorbeeldstad", "Postbus 1, 2090 AA Voorbeeldstad", "Stadhuisplein 1, 2091 AA Voorbeeldstad",
    "020 555 01 23", "Maandag tot en met vrijdag, van 9 tot 17 uur.",
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10" fill="#5b2a86"/></svg>',
)
TO = ("Ş. Łukaszewicző-Yıldırımoğlu", "Burgemeester van der Verzonnenstraat 112 A-2", "2091 AB  VOORBEELDSTAD")
LETTERS = [one for one in shipped() if one.kind.channel is MessageChannel.LETTER]
_LABELS = ("Bezoekadres", "Telefoon", "Bereikbaar", "Datum", "Kenmerk")


@dataclass(frozen=True)
class Glyph:
    """In millimetres from the left and the top of the paper."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def parcel(**more: Any) -> Parcel:
    given = {"text": "Beste bewoner,\n\nDit is een brief.", "subject": None, "to": TO, "letterhead": HEAD} | more
    return Parcel(given.pop("id", None) or uuid4(), given.pop("text"), given.pop("subject"), given.pop("to"),
                  "Gemeente Voorbeeldstad", _DAY.astimezone(AMSTERDAM), **given)


def glyphs(page: LTPage) -> Iterator[Glyph]:
    def inside(part: Any) -> Iterator[LTChar]:
        if isinstance(part, LTChar):
            yield part
        elif hasattr(part, "__iter__"):
            for one in part:
                yield from inside(one)

    for found in inside(page):
        if found.get_text().strip():
            yield Glyph(found.get_text(), found.x0 / MM, (page.height - found.y1) / MM, found.x1 / MM,
                        (page.height - found.y0) / MM)


def pages(pdf: bytes) -> list[list[Glyph]]:
    return [list(glyphs(page)) for page in extract_pages(BytesIO(pdf))]


def letters(found: list[Glyph]) -> str:
    return "".join(one.text for one in found)


WINDOWS = [
    (20 - slides, height - 60 - drops, 110 - slides, height - 15 - drops)
    for (width, height), folded in product([(220, 110), (229, 114)], [99, 105])
    for slides, drops in product((0, width - 210), (0, height - folded))
]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("window", WINDOWS)
def test_the_address_and_nothing_else_is_in_the_window(window: tuple[int, int, int, int], large: bool) -> None:
    left, top, right, bottom = window
    first = pages(letter_of(parcel(text=sample_of(LETTERS[0]).text, subject="Een bericht", large_type=large)))[0]
    shown = [one for one in first if one.right > left and one.left < right and one.bottom > top and one.top < bottom]
    whole = [one for one in shown
             if one.left >= left and one.right <= right and one.top >= top and one.bottom <= bottom]
    assert shown == whole, "a letter is cut by the edge of the window"
    assert letters(shown) == "".join("".join((HEAD.return_address, *TO)).split())


def test_a_long_address_is_smaller_and_one_that_does_not_fit_is_refused() -> None:
    long = (TO[0] + " en anderen van wie de naam ook lang is", TO[1], TO[2])
    first = pages(letter_of(parcel(to=long)))[0]
    assert "".join("".join(long).split()) in letters(first)
    assert max(one.bottom for one in first if one.left < 100 and one.top < 95) <= 84
    with pytest.raises(DoesNotFit):
        letter_of(parcel(to=(TO[0] * 9, *TO[1:])))


@pytest.mark.parametrize("large", [False, True])
def test_page_two_says_of_which_letter_it_is(large: bool) -> None:
    sent = parcel(text="Beste bewoner,\n\n" + "Dit is een gewone zin die wij herhalen.\n\n" * 22, large_type=large)
    found = pages(letter_of(sent))
    assert len(found) == 2
    for number, page in enumerate(found, start=1):
        assert f"kenmerk{short_reference(sent.id)},bladzijde{number}van2" in letters(page)


def test_a_pile_knows_the_pages_of_each_letter() -> None:
    short, long = parcel(), parcel(text="Beste bewoner,\n\nEen.\n\n---\n\nEen bijlage.")
    made = pile_of([sheet_of(one) for one in (short, long, replace(short, id=UUID(int=7)))], "Stapel", _DAY)
    assert made.pages == (1, 2, 1)
    assert pages_of(made.pdf) == 4


@pytest.mark.parametrize("template", LETTERS, ids=lambda one: one.code)
@pytest.mark.parametrize("large", [False, True])
def test_paper_says_what_the_preview_says(template: Template, large: bool) -> None:
    composed, found = sample_of(template), pages(sample_letter(template, HEAD, large_type=large))
    assert 1 <= len(found) <= 2
    words = without_marks(composed.text)
    heading = f"Onderwerp: {composed.subject}" if composed.subject else ""
    preview = [line for line in f"{heading}\n{words}".splitlines() if not line.startswith("https://")]
    above = min(one.top for one in found[0] if one.left < 100 and one.top > 99) - 1
    body = [one for one in found[0] if one.top >= above and one.bottom < 281]
    body += [one for page in found[1:] for one in page if one.bottom < 281]
    assert letters(body) == "".join("".join(preview).split())
    for mark in ("**", "](", "[", "{{", "%", "---", "?]"):
        assert mark not in letters(body)


def test_the_letterhead_stands_above_and_what_is_empty_is_left_out() -> None:
    sent = parcel()
    told = letters(pages(letter_of(sent))[0])
    for part in (HEAD.name, HEAD.visiting_address, HEAD.phone, HEAD.hours, short_reference(sent.id)):
        assert "".join(part.split()) in told
    assert all(f"{label}:" in told for label in _LABELS)
    bare = letters(pages(letter_of(parcel(letterhead=None)))[0])
    assert not any(f"{label}:" in bare for label in _LABELS[:3])


@pytest.mark.parametrize(("language", "words"), [
    ("pl", "Zażółć gęślą jaźń."), ("tr", "Şu İğdır'da çok güzel."), ("uk", "Добрий день, їжак і ґанок."),
    ("el", "Καλημέρα σας."), ("vi", "Xin chào, tôi muốn giúp bạn."),
])
def test_other_languages_that_the_font_carries(language: str, words: str) -> None:
    pdf = letter_of(parcel(text=words, language=language))
    assert "".join(words.split()) in letters(pages(pdf)[0])
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == language


@pytest.mark.parametrize(("language", "words"), [("ar", "مرحبا"), ("he", "שלום"), ("ti", "ሰላም")])
def test_a_script_that_the_font_lacks_is_refused_and_not_printed_empty(language: str, words: str) -> None:
    with pytest.raises(DoesNotFit):
        letter_of(parcel(text=words, language=language))


def test_a_link_is_words_and_an_address_on_paper() -> None:
    told = letters(pages(letter_of(parcel(text="Beste bewoner,\n\nKijk op [de pagina](https://voorbeeld.example).")))[0])
    assert "depagina:https://voorbeeld.example" in told
    assert "[" not in told
