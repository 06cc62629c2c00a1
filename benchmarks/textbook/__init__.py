"""The service as a textbook would build it: marshmallow, one ORM object and one commit per signal, `.delay` each.

It checks no token, judges nothing and encrypts nothing, so it does less than the service it is a yardstick for.
"""
