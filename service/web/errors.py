"""What people read when something cannot be done. Programs get the same errors as problems, from `problems`."""

from http import HTTPStatus

import structlog
from flask import Flask, Response, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from service.errors import DomainError, InvalidInput
from service.problems import http_problem
from service.web.desk import desk
from service.web.page import page

_PROGRAMS = ("/api/", "/oauth/", "/.well-known/", "/gezondheid", "/metrics")
_RESIDENTS = ("/hulp/", "/h/", "/afspraak/", "/privacy/")
_TO_RESIDENTS = {
    403: ("Dit kan hier niet", "Er is niets verstuurd. Open de bladzijde van de gemeente en kies daar."),
    404: ("Deze bladzijde is er niet", "Kijk of het adres klopt. U kunt ook de gemeente bellen."),
    413: ("Dit is te groot", "Er is niets verstuurd. U kunt ook de gemeente bellen."),
    429: ("Het is nu druk", "Er is niets verstuurd. Probeer het over een uur nog een keer, of bel de gemeente."),
    500: ("Dit lukte niet", "Dat ligt aan ons. Er is niets verstuurd. Probeer het later nog een keer, of bel ons."),
}
"""What a resident reads: no word about screens that are not theirs."""
_WORDS = {
    400: ("Dit adres klopt niet", "Een deel van het adres is niet goed. Ga terug naar de werklijst en kies opnieuw."),
    403: ("Geen toegang", "Deze bladzijde hoort niet bij uw taak. Vraag uw beheerder om toegang als u die nodig hebt."),
    404: ("Niet gevonden", "Deze bladzijde is er niet. Misschien is het adres veranderd of verkeerd overgenomen."),
    405: ("Dit kan hier niet", "Gebruik de knoppen op de bladzijde. Ga daarvoor terug naar de werklijst."),
    409: ("Intussen veranderd", "Een ander was u net voor. Laad de bladzijde opnieuw en kijk hoe het nu staat."),
    410: ("Niet meer beschikbaar", "Dit is één keer gegeven en is niet bewaard."),
    413: ("Te groot", "Dit formulier is te groot. Er is niets opgeslagen."),
    429: ("Even wachten", "Er is te vaak achter elkaar geprobeerd. Wacht een minuut en probeer het dan opnieuw."),
    500: ("Er ging iets mis", "Dat ligt aan ons. Wat u net deed, is niet opgeslagen. Probeer het opnieuw."),
    503: ("Even niet bereikbaar", "Wat u net deed, is niet opgeslagen. Probeer het over een minuut opnieuw."),
}


def error_page(status: int, detail: str = "") -> Response:
    if request.path.startswith(_RESIDENTS):
        title, words = _TO_RESIDENTS.get(status, _TO_RESIDENTS[500])
        return page("openbaar/error.html", status, title=title, words=words, desk=None)
    title, words = _WORDS.get(status, _WORDS[400])
    return page("error.html", status, title=title, words=detail or words)


def register(app: Flask) -> None:
    """An address that no screen and no program owns gets a page too, and not a problem document."""
    for code in (404, 405):
        app.register_error_handler(code, _outside)


@desk.errorhandler(DomainError)
def _of_domain(error: DomainError) -> Response:
    if isinstance(error, InvalidInput):
        return error_page(400)
    if error.status >= 500:
        structlog.get_logger().error("domain_error", error_class=type(error).__name__)
    return error_page(error.status, error.detail)


@desk.errorhandler(HTTPException)
def _of_http(error: HTTPException) -> Response:
    answer = error_page(error.code or 500)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if error.code == HTTPStatus.TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = "60"
    return answer


@desk.errorhandler(OperationalError)
@desk.errorhandler(PoolTimeout)
def _unavailable(error: Exception) -> Response:
    structlog.get_logger().error("database_unavailable", error_class=type(error).__name__)
    return error_page(503)


@desk.errorhandler(Exception)
def _unexpected(error: Exception) -> Response:
    """A mistake of ours: logged by class and place, never with the words of the error, which may hold row values."""
    structlog.get_logger().error("unexpected_error", exc_info=error, route=request.url_rule and request.url_rule.rule)
    return error_page(500)


def _outside(error: HTTPException) -> Response:
    """For an address that no screen owns: a page for people, a problem where programs come."""
    return http_problem(error) if request.path.startswith(_PROGRAMS) else _of_http(error)
