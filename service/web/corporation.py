"""For somebody of a corporation: how to send signals."""

from flask import Response

from service.identity.access import parts
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page


@desk.get("/corporatie")
@signed_in("corporatie")
def show_corporation() -> Response:
    return page("corporation.html", organisation=person().organisation, service_url=parts().settings.service_url)
