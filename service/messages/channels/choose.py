"""Which way out each channel has in this installation."""

from service.config import Settings
from service.messages.channels.bounces import MailBox
from service.messages.channels.carrier import Carrier
from service.messages.channels.notify import Account, Notify
from service.messages.channels.null import Shown
from service.messages.channels.print import PrintHouse
from service.messages.channels.smtp import MailServer, Smtp
from service.messages.kind import MessageChannel
from service.messages.status import SENT_BY_SERVICE


def carrier_for(channel: MessageChannel, settings: Settings) -> Carrier | None:
    """The way out of a channel; None: nothing is set up for it, or no machine can send it."""
    if channel is MessageChannel.EMAIL and settings.smtp_host and settings.mail_from:
        return Smtp(_mail_server(settings, settings.smtp_host, settings.mail_from))
    if channel is MessageChannel.LETTER and settings.print_folder:
        return PrintHouse(settings.print_folder)
    account = notify_account(settings)
    if account and account.carries(channel):
        return Notify(account, channel)
    return Shown() if settings.show_instead_of_send and channel in SENT_BY_SERVICE else None


def printed_together(settings: Settings) -> bool:
    """Whether letters wait for the print run of the day, instead of going out one by one."""
    return settings.print_folder is not None and settings.print_daily


def notify_account(settings: Settings) -> Account | None:
    """The municipality's service at NotifyNL; None: none is set up."""
    if settings.notify_url is None or settings.notify_key_file is None:
        return None
    return Account(
        settings.notify_url, settings.notify_key_file.read_text("utf-8").strip(), settings.notify_email_template,
        settings.notify_sms_template, settings.notify_letters,
    )


def bounce_box(settings: Settings) -> MailBox | None:
    """The mailbox in which mail comes back; None: none is set up, and nobody hears of a wrong address."""
    secret = settings.imap_password_file
    if settings.imap_host is None or settings.imap_user is None or secret is None:
        return None
    password = secret.read_text("utf-8").strip()
    return MailBox(settings.imap_host, settings.imap_port, settings.imap_security, settings.imap_user, password)


def _mail_server(settings: Settings, host: str, sender: str) -> MailServer:
    secret = settings.smtp_password_file
    password = secret.read_text("utf-8").strip() if secret else None
    return MailServer(host, settings.smtp_port, settings.smtp_security, sender, settings.smtp_user, password)
