"""The demonstration: an invented municipality with its partners, and invented signals posted through the real API.

Every person, address and number here is made up: the municipality code and the postcodes are not issued.
"""

from service.seed.partners import seed
from service.seed.posting import post_signals
from service.seed.summary import summary

__all__ = ["post_signals", "seed", "summary"]
