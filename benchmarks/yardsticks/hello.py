"""A Flask endpoint that does nothing: the ceiling of server and load generator together."""

from flask import Flask, Response, request


def create_app() -> Flask:
    app = Flask("hello")

    @app.post("/signalen")
    def hello() -> Response:
        request.get_data()
        return Response(b"{}", 201, content_type="application/json")

    @app.get("/gezondheid")
    def health() -> str:
        return "ok"

    return app
