"""What is said to people: the checks on a text, the texts themselves, when and how a message may go, and its sending.

Pure: rules, readability, planning, compose, cards and what they rest on (see the contract `pure` in pyproject.toml).
Stores and sends: prepare, send, deliver, hear, appointments, visits, visit_cards, visit_with_two, ask_safety,
letter_address, own_texts. May import: referrals and everything below.
"""
