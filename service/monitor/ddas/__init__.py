"""The national delivery, DDAS vroegsignalering. `docs/ddas.md` says field by field what stands in it.

`facts` is what a delivery tells of a signal and a case, whatever the version; `v1_2` spells it as version 1.2 does, and
a next version gets a module beside it; `rows` reads the facts, `deliver` makes a file or a page, `sign` signs it, `api`
is the door. May import: referrals and everything below.
"""
