"""For everybody signed in: the own account, and where else one is signed in."""

from flask import redirect
from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.identity.sessions import close_other_sessions, limits_of, sessions_of
from service.web import address
from service.web.desk import desk
from service.web.guard import session_here, signed_in
from service.web.page import done, page
from service.web.show.account import session_line


@desk.get("/account")
@signed_in()
def show_own_account() -> Response:
    here, now = session_here(), clock.now()
    with parts().database.transaction() as session:
        found = sessions_of(session, here, limits_of(parts().settings), now)
    return page("account/account.html", here=here, lines=tuple(session_line(one) for one in found), notice=done())


@desk.post("/account/elders-afmelden")
@signed_in()
def sign_out_elsewhere() -> Response:
    with parts().database.transaction() as session:
        close_other_sessions(session, session_here(), clock.now())
    return redirect(address.own_account("elders"), 303)
