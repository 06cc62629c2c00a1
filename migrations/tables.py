"""Every table of the service, so that autogenerate compares all of them."""

from service import jobs, journal, outbox
from service.addresses import tables as address_tables
from service.db import Base
from service.help import tables as help_tables
from service.identity import tables as identity_tables
from service.messages import tables as message_tables
from service.monitor.performance import tables as performance_tables
from service.monitor.summary import tables as summary_tables
from service.partners import tables as partner_tables
from service.policy import tables as policy_tables
from service.referrals import tables as referral_tables
from service.referrals.notices import tables as notice_tables
from service.signals import tables as signal_tables
from service.signals.delivery import tables as delivery_tables
from service.signals.subscriptions import tables as subscription_tables

ROOMS = (
    jobs, journal, outbox, identity_tables, partner_tables, policy_tables, referral_tables, signal_tables,
    delivery_tables, subscription_tables, message_tables, help_tables, performance_tables, summary_tables,
    notice_tables, address_tables,
)
METADATA = Base.metadata
