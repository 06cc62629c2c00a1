"""For every resident: what a municipality does with data, told before anything is asked (AVG article 14)."""

from flask import Response

from service import clock
from service.help.catalogue import desk_of
from service.identity.access import parts
from service.messages.public import privacy_path
from service.web.desk import desk
from service.web.guard import public
from service.web.page import page
from service.web.show.privacy import privacy_page


@desk.get("/privacy/<code>")
@public
def show_privacy(code: str) -> Response:
    """By the code of the municipality: short enough to be typed over from a letter."""
    with parts().database.transaction() as session:
        desk = desk_of(session, code)
        view = privacy_page(session, desk, clock.today())
    return page("openbaar/privacy.html", desk=desk, privacy=privacy_path(code), view=view)
