"""The only home of logging: JSON events with a name and fields, one request id through web and worker.

Events carry ids and codes. A processor drops every field outside the list below, so a slip cannot leak a name.
"""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import msgspec
import structlog

ALLOWED = frozenset({
    "event", "level", "timestamp", "request_id", "signal_id", "referral_id", "organisation_id", "task", "task_id",
    "count", "status", "method", "route", "duration_ms", "reason", "error_class", "job", "queue", "retries", "where",
    "pid", "mode", "subscription_id",
})


def only_allowed_fields(
    _logger: Any, _name: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop what is not listed; an exception is reduced to its class and the place where it was raised."""
    failure = event.pop("exc_info", None)
    kept = {key: value for key, value in event.items() if key in ALLOWED}
    if failure:
        kept |= _failure(sys.exc_info()[1] if failure is True else failure)
    return kept


def _failure(error: Any) -> dict[str, str]:
    if isinstance(error, tuple):
        error = error[1]
    if not isinstance(error, BaseException):
        return {}
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    where = f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}" if step else "?"
    return {"error_class": type(error).__name__, "where": where}


def set_up(level: str = "INFO", log_format: str = "json") -> None:
    """Configure structlog and the standard logging of libraries, which is reduced to warnings without arguments."""
    as_json = log_format == "json"
    renderer: Any = (
        structlog.processors.JSONRenderer(_json) if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed_fields,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    root.handlers = [_LibraryHandler()]
    root.setLevel(logging.WARNING)


def _json(event: Any, **_: Any) -> str:
    return msgspec.json.encode(event, enc_hook=repr).decode()


class _LibraryHandler(logging.Handler):
    """A library's own words may hold row values: keep which library, which level and which error, not the words."""

    def emit(self, record: logging.LogRecord) -> None:
        structlog.get_logger().log(
            record.levelno, "library_message", where=f"{record.name}:{record.lineno}",
            **(_failure(record.exc_info) if record.exc_info else {}),
        )
