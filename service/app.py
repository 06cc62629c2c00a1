"""create_app(): wires settings, database, vault and doors. One process image, two front doors."""

import json
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.middleware.proxy_fix import ProxyFix

from service import clock, config, log, traffic
from service.collector import collect_seldom
from service.config import Settings
from service.db import Database
from service.health import examine
from service.identity.access import Parts, keep, parts
from service.identity.grants import TokenEndpoint
from service.identity.keys import public_keys
from service.identity.limits import keep_limits, limited
from service.identity.provider import Provider
from service.identity.registration import registration_of
from service.identity.tokens import Tokens
from service.messages import api as messages_api
from service.messages import follow_up_api, hear_api
from service.metrics import exposition
from service.monitor import api as monitor_api
from service.monitor.ddas import api as ddas_api
from service.onward import api as onward_api
from service.openapi import PublishedApi, create_api, document
from service.problems import API_VERSION, MAX_BODY, PREFIX, register_errors
from service.referrals import api as referrals_api
from service.referrals import forwarding_api
from service.referrals import steps_api as referral_steps_api
from service.referrals.notices import api as notices_api
from service.signals import api as signals_api
from service.signals.delivery import api as delivery_api
from service.signals.quick_door import QuickDoor
from service.signals.receipt import api as receipt_api
from service.signals.subscriptions import api as subscriptions_api
from service.vault import Vault
from service.web import screens

CONTACT = {"name": "Beheer Voordeur", "email": "beheer@voordeur.example", "url": "https://voordeur.example"}


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service as one WSGI application."""
    settings = settings or config.load()
    log.set_up(settings.log_level, settings.log_format)
    app = Flask("service", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY, MAX_FORM_MEMORY_SIZE=MAX_BODY)
    app.url_map.strict_slashes, app.url_map.merge_slashes = True, False
    database = Database(settings.database_url, pool_size=settings.api_threads + 2, name="voordeur-api")
    vault = Vault(settings.encryption_keys, settings.index_key)
    tokens = Tokens(database, vault, settings.service_url, settings.access_token_seconds)
    registration = registration_of(settings)
    provider = Provider(registration) if registration else None
    at_hand = Parts(settings, database, vault, tokens, provider)
    keep(app.extensions, at_hand)
    register_errors(app)
    _register_root(app, settings, tokens)
    api = register_api(app)
    ddas_api.register(app, settings)
    app.register_blueprint(hear_api.desk)
    _publish(app, api, settings.service_url)
    screens.register(app)
    app.before_request(_begin)
    app.after_request(_finish)
    app.wsgi_app = QuickDoor(app.wsgi_app, at_hand)  # type: ignore[method-assign]
    if settings.trust_forwarded:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]
    return app


def register_api(app: Flask) -> PublishedApi:
    """Every API operation, and with it the document."""
    api = create_api(app, CONTACT)
    api.register_blueprint(signals_api.desk)
    api.register_blueprint(signals_api.feed_desk)
    api.register_blueprint(delivery_api.desk)
    api.register_blueprint(receipt_api.desk)
    api.register_blueprint(subscriptions_api.desk)
    api.register_blueprint(referrals_api.desk)
    api.register_blueprint(referral_steps_api.desk)
    api.register_blueprint(forwarding_api.desk)
    api.register_blueprint(notices_api.desk)
    api.register_blueprint(onward_api.desk)
    api.register_blueprint(monitor_api.desk)
    api.register_blueprint(messages_api.desk)
    api.register_blueprint(follow_up_api.desk)
    return api


def openapi_document(server_url: str = "https://voordeur.example") -> dict[str, Any]:
    """The OpenAPI document without a database or any setting."""
    app = Flask("service", static_folder=None)
    return document(register_api(app), server_url)


def _publish(app: Flask, api: PublishedApi, server_url: str) -> None:
    with app.app_context():
        published = json.dumps(document(api, server_url), ensure_ascii=False)

    @app.get(f"{PREFIX}/openapi.json")
    def openapi() -> Response:
        return Response(published, content_type="application/json", headers={"Access-Control-Allow-Origin": "*"})


def _register_root(app: Flask, settings: Settings, tokens: Tokens) -> None:
    keep_limits(app.extensions, settings.redis_url)
    endpoint = TokenEndpoint(app, parts_of(app).database, tokens, secrets_allowed=settings.allow_client_secrets)

    @app.post("/oauth/token")
    @limited("600/minute")
    def token() -> Response:
        answer: Response = endpoint.create_token_response()
        return answer

    @app.get("/.well-known/jwks.json")
    def jwks() -> Response:
        with parts().database.transaction() as session:
            return Response(json.dumps({"keys": public_keys(session)}), content_type="application/json")

    @app.get("/gezondheid")
    def health() -> Response:
        found = examine(parts().database, settings.redis_url, clock.now())
        return Response(json.dumps(found.document()), 200 if found.well else 503, content_type="application/json")

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(exposition(parts().database, settings.metrics_dir), content_type=CONTENT_TYPE_LATEST)


def served_app() -> Flask:
    """The application of a process that does nothing else."""
    app = create_app()
    collect_seldom()
    return app


def parts_of(app: Flask) -> Parts:
    with app.app_context():
        return parts()


def _begin() -> None:
    g.visit = traffic.begin()


def _finish(answer: Response) -> Response:
    answer.headers.extend([pair for pair in traffic.SAFE_HEADERS.items() if pair[0] not in answer.headers])
    if request.path.startswith(PREFIX):
        answer.headers["API-Version"] = API_VERSION
    if "visit" in g:
        answer.headers["X-Request-Id"] = g.visit.id
        route = request.url_rule.rule if request.url_rule else "onbekend"
        traffic.finish(g.visit, request.method, route, answer.status_code)
    return answer
