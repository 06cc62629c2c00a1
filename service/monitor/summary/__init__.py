"""The same counts, kept: per municipality and for the whole country, per month and per year, exact at every moment.

What adds up over months (`key_figures.questions.ADDING`) is kept per month of origin, which never changes, and added up
per month and year in which it counts. Who writes leaves a mark in the same transaction; a job takes the marks away and
counts again what they touch; who reads meanwhile counts that for himself. See docs/decisions/0025.
"""
