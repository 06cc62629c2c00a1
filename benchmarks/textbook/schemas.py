"""The form of a signal as marshmallow's own documentation would write it."""

from marshmallow import RAISE, Schema, fields, validate


class Strict(Schema):
    class Meta:
        unknown = RAISE


class AddressSchema(Strict):
    postcode = fields.Str(required=True, validate=validate.Regexp(r"^[1-9][0-9]{3}[A-Z]{2}$"))
    huisnummer = fields.Int(required=True, validate=validate.Range(1, 99999))
    huisletter = fields.Str(validate=validate.Length(1, 1))
    huisnummertoevoeging = fields.Str(validate=validate.Length(1, 6))


class SubjectSchema(Strict):
    voorletters = fields.Str(validate=validate.Length(1, 30))
    tussenvoegsels = fields.Str(validate=validate.Length(1, 30))
    achternaam = fields.Str(required=True, validate=validate.Length(1, 200))
    geboortedatum = fields.Date()
    adres = fields.Nested(AddressSchema, required=True)
    telefoonnummer = fields.Str(validate=validate.Regexp(r"^\+?[0-9]{10,15}$"))
    emailadres = fields.Email()


class SignalSchema(Strict):
    soort = fields.Str(required=True, validate=validate.OneOf(("huurachterstand", "achterDeVoordeur")))
    referentie = fields.Str(required=True, validate=validate.Length(1, 64))
    gemeentecode = fields.Str(required=True, validate=validate.Regexp(r"^[0-9]{4}$"))
    signaaldatum = fields.Date(required=True)
    betrokkene = fields.Nested(SubjectSchema, required=True)
    huurachterstand = fields.Dict()
    achterDeVoordeur = fields.Dict()  # noqa: N815 (the contract's name)
