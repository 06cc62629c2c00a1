"""The same counts, kept: of municipalities, their parts and the whole country, per month and year, always exact.

Of what adds up over months (`key_figures.questions.ADDING`) the sums are kept, and the facts they were made of. Who
writes leaves a mark in the same transaction. A job takes the marks away, and takes from the sums what the marked
signals and referrals added and adds what they add now; who reads meanwhile does that for himself. See
docs/decisions/0025.
"""
