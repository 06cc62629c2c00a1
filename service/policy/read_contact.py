"""From a policy document: how residents may be written to, and whom they can reach. Pure."""

from service.phone_numbers import OFFICE_HINT, OFFICE_SHAPE
from service.policy.fields import Fields, Shape
from service.policy.model import DataContact, FirstSms, LocalNumbers

_PHONE = Shape(OFFICE_SHAPE, OFFICE_HINT)


def read_first_sms(fields: Fields) -> FirstSms:
    found = FirstSms(fields.flag("toegestaan") or False, fields.optional_text("grond", most=500))
    fields.close()
    return found


def read_data_contact(fields: Fields) -> DataContact:
    found = DataContact(fields.optional_text("functionaris", most=200), fields.optional_text("verzoeken", most=200))
    fields.close()
    return found


def read_local_numbers(fields: Fields) -> LocalNumbers:
    phone = fields.text("meldpuntWvggz", _PHONE) if fields.has("meldpuntWvggz") else None
    fields.close()
    return LocalNumbers(phone)
