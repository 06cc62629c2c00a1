"""How passwords and client secrets are kept: Argon2id, at the cost the library advises. Knows no HTTP."""

from argon2 import PasswordHasher

HASHER = PasswordHasher()
