"""Serving over HTTP: granian in front of Flask. It doubles what a Python HTTP server gives (docs/decisions/0004)."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from service import config
from service.identity.registration import registration_of

# It counts open connections, also those that rest between two requests: with fewer than the clients or the proxy keep
# open, the next one would wait for a rest to end.
CONNECTIONS = 1_024


def serve(factory: str = "service.app:served_app") -> None:
    """Serve until a signal ends it; a worker process that dies is started again.

    `factory` makes the WSGI application. The benchmarks put their yardsticks behind this same server.
    """
    settings = config.load()
    # Each worker process reads this for itself; what is wrong with it must be said before there are any.
    registration_of(settings)
    Granian(
        factory, factory=True, interface=Interfaces.WSGI, address=settings.api_host,
        port=settings.api_port, workers=settings.api_workers, blocking_threads=settings.api_threads,
        backpressure=CONNECTIONS, websockets=False, log_access=False, log_level=LogLevels.warning,
        respawn_failed_workers=True, process_name=None, workers_kill_timeout=10,
    ).serve()
