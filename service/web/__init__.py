"""The screens for people: server-rendered pages in Dutch that work without JavaScript.

A file per group of screens holds short functions, one per route; `show` turns rows into what a page says; `words`
holds every Dutch label of a code. The screens use the same use cases as the API.
May import: everything of the service but `app` and `cli`; nothing imports the screens but `app`.
"""
