"""Field types of every JSON form: strict, each fault with a stable code and a Dutch sentence that says what to do.

marshmallow is the contract. Its own fields are lenient where a register must not be (`"true"` for a flag, `1.0` for a
whole number, `20260914` for a date), so each type here accepts one spelling only.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from marshmallow import RAISE, Schema, ValidationError, fields

from service.errors import Fault, InvalidInput

UNKNOWN_FIELD = "onbekendVeld"
REQUIRED = ("verplicht", "Dit veld is verplicht.")
NULL = ("leegNietToegestaan", "Dit veld mag niet null zijn. Laat het veld weg als er niets in te vullen is.")
NOT_AN_OBJECT = ("ongeldigType", "Verwacht een JSON-object.")
# Control characters, halves of characters, and what is there without being seen or turns the order of letters around.
_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Why a field that somebody may well try to send is not taken. Sources: Uitvoeringswet AVG artikel 46 (a legally
# prescribed number only where an Act says so), Wet gemeentelijke schuldhulpverlening artikel 8b (only what is needed
# to process the signal), Besluit gemeentelijke schuldhulpverlening artikel 2 (contact data and amount of the arrears).
_NO_BSN = (
    "Een burgerservicenummer mag een verhuurder hier niet meesturen: daarvoor is geen wettelijke grondslag "
    "(Uitvoeringswet AVG, artikel 46). Haal het veld weg en stuur het signaal opnieuw."
)
_NO_FREE_TEXT = (
    "Vrije tekst over een persoon nemen wij niet aan: alleen contactgegevens en de achterstand zijn nodig "
    "(Besluit gemeentelijke schuldhulpverlening, artikel 2; AVG, artikel 5, eerste lid, onder c). Haal het veld weg."
)
_NO_HEALTH = (
    "Gegevens over gezondheid, gezin, inkomen of gedrag horen niet in een signaal (AVG, artikel 9; Wet gemeentelijke "
    "schuldhulpverlening, artikel 8b). Haal het veld weg."
)
FORBIDDEN = {
    **dict.fromkeys(("bsn", "burgerservicenummer", "sofinummer", "identificatienummer"), _NO_BSN),
    **dict.fromkeys(
        ("opmerking", "opmerkingen", "toelichting", "omschrijving", "notitie", "notities", "vrijetekst", "tekst",
         "memo", "bijzonderheden", "reden", "oorzaak", "bericht", "commentaar", "beschrijving"), _NO_FREE_TEXT),
    **dict.fromkeys(
        ("gezondheid", "gezondheidsopmerking", "gezondheidsopmerkingen", "medisch", "medischegegevens", "diagnose",
         "ziekte", "medicatie", "verslaving", "psychisch", "gezinssamenstelling", "gezin", "kinderen", "inkomen",
         "uitkering", "nationaliteit", "geslacht", "godsdienst", "strafblad", "gedrag"), _NO_HEALTH),
}


class _Coded:
    """Gives each of marshmallow's own messages a code and a Dutch sentence."""

    wrong: tuple[str, str] = ("ongeldigType", "Dit veld heeft niet het juiste type.")

    def make_error(self, key: str, **_details: Any) -> ValidationError:
        return ValidationError([{"required": REQUIRED, "null": NULL}.get(key, self.wrong)])


class Text(_Coded, fields.String):
    """Printable text of a bounded length, optionally of one shape."""

    wrong = ("ongeldigType", "Verwacht tekst.")

    def __init__(self, max_length: int, pattern: str | None = None, hint: str = "", **kwargs: Any) -> None:
        described = {"minLength": 1, "maxLength": max_length} | ({"pattern": f"^{pattern}$"} if pattern else {})
        super().__init__(metadata={**described, **kwargs.pop("metadata", {})}, **kwargs)
        self.max_length, self.hint = max_length, hint
        self.shape = re.compile(pattern) if pattern else None

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not text.strip():
            raise ValidationError([("leeg", "Dit veld mag niet leeg zijn.")])
        if len(text) > self.max_length:
            raise ValidationError([("teLang", f"Gebruik ten hoogste {self.max_length} tekens.")])
        if _UNPRINTABLE.search(text):
            raise ValidationError([("ongeldigTeken", "Gebruik geen regeleinden of onzichtbare tekens.")])
        if self.shape and not self.shape.fullmatch(text):
            raise ValidationError([("ongeldigFormaat", self.hint)])
        return text


class WholeNumber(_Coded, fields.Integer):
    """A JSON integer between two bounds; no text, no fraction, no flag."""

    wrong = ("ongeldigType", "Verwacht een geheel getal, zonder aanhalingstekens.")

    def __init__(self, low: int, high: int, **kwargs: Any) -> None:
        super().__init__(strict=True, metadata={"minimum": low, "maximum": high}, **kwargs)
        self.low, self.high = low, high

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if type(value) is not int:
            raise self.make_error("invalid")
        if not self.low <= value <= self.high:
            raise ValidationError([("buitenBereik", f"Verwacht een getal van {self.low} tot en met {self.high}.")])
        return value


class Day(_Coded, fields.Date):
    """A calendar day written as 2026-09-14."""

    wrong = ("ongeldigeDatum", "Verwacht een bestaande datum als jjjj-mm-dd, zoals 2026-09-14.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise self.make_error("invalid")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.make_error("invalid") from None


class Moment(_Coded, fields.AwareDateTime):
    """A moment with its distance to UTC, such as 2026-09-14T10:15:00+02:00."""

    wrong = ("ongeldigMoment", "Verwacht een moment met tijdzone, zoals 2026-09-14T10:15:00+02:00.")


class Flag(_Coded, fields.Boolean):
    """true or false, nothing that looks like it."""

    wrong = ("ongeldigType", "Verwacht true of false, zonder aanhalingstekens.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Code(_Coded, fields.String):
    """One code of a closed list; loads to the member of the enumeration."""

    def __init__(self, codes: type[StrEnum], **kwargs: Any) -> None:
        super().__init__(metadata={"enum": [str(code) for code in codes], **kwargs.pop("metadata", {})}, **kwargs)
        self.codes = codes
        self.wrong = ("onbekendeCode", f"Kies uit: {', '.join(codes)}.")

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        try:
            return self.codes(value)
        except ValueError:
            raise self.make_error("invalid") from None


class Id(_Coded, fields.UUID):
    """The id that this service gave to something."""

    wrong = ("ongeldigFormaat", "Verwacht een id zoals u dat van ons kreeg.")


class Several(_Coded, fields.List[Any]):
    """A list of at least so many; the same value twice counts once."""

    wrong = ("ongeldigType", "Verwacht een lijst.")

    def __init__(self, inner: fields.Field[Any], most: int, *, least: int = 1, **kwargs: Any) -> None:
        about = {"minItems": least, "maxItems": most, **kwargs.pop("metadata", {})}
        super().__init__(inner, metadata=about, **kwargs)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list) and not self.least <= len(value) <= self.most:
            raise ValidationError([("verkeerdAantal", f"Geef {self.least} tot en met {self.most} waarden.")])
        return list(dict.fromkeys(super()._deserialize(value, attr, data, **kwargs) or ()))


class Part(_Coded, fields.Nested):
    """A form inside a form."""

    wrong = NOT_AN_OBJECT


class Form(Schema):
    """Base of every form: unknown fields are refused. `published` is its name in the API document."""

    published: str

    error_messages: dict[str, Any] = {"unknown": UNKNOWN_FIELD, "type": NOT_AN_OBJECT}  # noqa: RUF012

    class Meta:
        unknown = RAISE


def load(form: Schema, document: Any, location: str = "body") -> dict[str, Any]:
    """The checked values of a document. Raises `InvalidInput` with every fault at once."""
    try:
        found: dict[str, Any] = form.load(document)
    except ValidationError as error:
        raise InvalidInput(list(faults_of(error.messages, location))) from None
    return found


def faults_of(messages: Any, location: str = "body", path: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Flatten marshmallow's nested messages to faults with JSON pointers (RFC 6901, as a URI fragment)."""
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            # marshmallow's own key for the whole form is also a name that somebody may send.
            whole = key == "_schema" and UNKNOWN_FIELD not in inner
            yield from faults_of(inner, location, path if whole else (*path, str(key)))
        return
    for message in messages if isinstance(messages, list) else [messages]:
        code, detail = _told(message, path)
        yield Fault(pointer(path), code, detail, location)


def pointer(path: tuple[str, ...]) -> str:
    steps = (step.replace("~", "~0").replace("/", "~1") for step in path)
    return "#" + "".join("/" + quote(step, safe="~!$&'()*+,;=:@-._", errors="replace") for step in steps)


def _told(message: Any, path: tuple[str, ...]) -> tuple[str, str]:
    if message == UNKNOWN_FIELD:
        name = path[-1].lower().replace("_", "").replace("-", "") if path else ""
        return UNKNOWN_FIELD, FORBIDDEN.get(name, "Dit veld kennen wij niet. Haal het weg, of controleer de spelling.")
    if isinstance(message, tuple):
        return message
    return "ongeldigeWaarde", "Deze waarde is niet geldig."
