"""What a way out cannot carry goes in the nearest letter that it can, never in a question mark or a hyphen."""

import unicodedata

import pytest

from service.letters import carried, lost
from service.messages.rules.form import fits_sms
from service.signals.report import Address
from service.signals.search import keys_of
from service.typeset import letters_of_fonts, printable, unprintable

NAMES = "Şimşek Łukasz Őry Ğül IJsbrand Ĳsbrand Yıldız Đorđe Straße Æbelø Ñoño Çelik Ştefan Țepeș"


@pytest.mark.parametrize(("name", "sms"), [
    ("Łukasz", "Lukasz"), ("Şimşek", "Simsek"), ("Ğül", "Gül"), ("Őry", "Ory"), ("Ĳsbrand", "IJsbrand"),
    ("Yıldız", "Yildiz"), ("Đorđe", "Dorde"), ("Straße", "Straße"), ("Əliyev", "Eliyev"), ("Ħal", "Hal"),
    ("d’Hont", "d'Hont"), ("Wit–Zwart", "Wit-Zwart"), ("Zoë", "Zoe"), ("Ñoño", "Ñoño"),
    (unicodedata.normalize("NFD", "Şimşek Ñoño"), "Simsek Ñoño"),
])
def test_a_name_in_an_sms(name: str, sms: str) -> None:
    assert carried(name, fits_sms) == sms
    assert all(map(fits_sms, sms))


def test_paper_has_the_names_as_they_are_written() -> None:
    assert printable(unicodedata.normalize("NFD", NAMES)) == NAMES
    assert unprintable(NAMES) == ""


def test_what_the_font_lacks_has_no_question_mark() -> None:
    assert printable("\u212b \ud7a3 \U0001f600 \U0001d400") == "Å   A"
    assert unprintable("Voorbeeld ع") == "ع"
    assert lost("Voorbeeld 🙂", fits_sms) == ""


def test_the_list_of_letters_is_that_of_the_font() -> None:
    assert set("ąćęłńóśźżĳőűğşıČŽΩЖ€’…") <= letters_of_fonts()
    assert not set("عא漢") & letters_of_fonts()
    assert "\u00ad" not in letters_of_fonts()


@pytest.mark.parametrize("name", ["Łukaszewicz", "Şimşek", "Yıldız", "Østergård", "Đorđe", "Weiß", "Ĳssel", "Þór"])
def test_search_finds_what_the_sms_says(name: str) -> None:
    here = Address("2091AB", 1)
    assert keys_of(carried(name, str.isascii), here) == keys_of(name, here)
