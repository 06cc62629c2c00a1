"""The first screen of a caseworker: the work of today. No person stands on it."""

from werkzeug.wrappers import Response

from service import clock
from service.identity.access import parts
from service.messages.follow_up_tasks import open_tasks
from service.messages.open_channels import open_channels_of
from service.messages.visits import DayOf, meetings_on
from service.onward.sent import overdue_answers
from service.referrals.day import day_of
from service.referrals.notices.second import waiting_for_second
from service.web.desk import desk
from service.web.guard import person, signed_in
from service.web.page import page
from service.web.show.follow_up import follow_up_lines
from service.web.show.my_day import my_day, referral_link
from service.web.show.onward import awaited_lines
from service.web.worklist import names_today, own_lists


@desk.get("/mijn-dag")
@signed_in("behandelaar")
def show_my_day() -> Response:
    actor = person().caseworker()
    own_lists(actor)
    with parts().database.transaction() as session:
        names = names_today(session, actor)
        today = meetings_on(session, DayOf(names.today), actor)
        now, vault = clock.now(), parts().vault
        day = day_of(session, actor, names.today, lambda rows: open_channels_of(session, vault, rows, now))
        view = my_day(day, today, names)
        awaited = awaited_lines(overdue_answers(session, actor, names.today))
        tasks = follow_up_lines(open_tasks(session, actor))
        second = [referral_link(row) for row in waiting_for_second(session, actor)]
    return page("my_day.html", view=view, awaited=awaited, tasks=tasks, second=second)
