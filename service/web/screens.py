"""Every screen, brought together for the application."""

from flask import Flask, Response, send_from_directory
from jinja2 import StrictUndefined

from service.web import (
    account,
    accounts,
    administration,
    agreements,
    cards,
    closing,
    corporation,
    errors,
    failed_work,
    find,
    forwarding,
    general_consent,
    help_offers,
    help_page,
    journal,
    messages,
    my_day,
    notices,
    onward,
    overview,
    own_performance,
    own_signal,
    partner,
    partners,
    passing_on,
    password,
    performance,
    policy,
    privacy,
    referral,
    reporting,
    resident_appointment,
    second_factor,
    shortcuts,
    sign_in,
    statement,
    steps,
    systems,
    texts,
    theme,
    together,
    triage,
    verify,
    visits,
    work,
    work_account,
    worklist,
    workload,
)
from service.web.desk import desk
from service.web.guard import public
from service.web.page import STATIC

SCREENS = (
    account, accounts, administration, agreements, cards, closing, corporation, failed_work, find, general_consent,
    help_offers, help_page, journal, messages, my_day, notices, onward, overview, own_performance, own_signal, partner,
    partners,
    passing_on, password, performance, policy, privacy, referral, reporting, resident_appointment, second_factor,
    shortcuts, sign_in, statement, steps, systems, texts, theme, together, triage, verify, visits, work, work_account,
    worklist, workload, forwarding,
)
_A_DAY = 86_400


def register(app: Flask) -> None:
    """Add the screens to the application. A name that a template misspells is an error, not an empty place."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    errors.register(app)
    app.register_blueprint(desk)


@desk.get("/static/<path:name>")
@public
def static_file(name: str) -> Response:
    return send_from_directory(STATIC, name, max_age=_A_DAY)
