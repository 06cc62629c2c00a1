"""The signed receipt: with it a corporation shows a court that it met article 2 of the Besluit.

`content` says what stands in it (pure), `issue` makes one from what is kept, `sign` and `seal` make it provable,
`paper` prints it, `check` verifies one. Nothing here may read the sealed person.
May import: the rest of signals and everything below.
"""
