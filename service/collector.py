"""How often Python looks for rubbish that holds itself up."""

import gc

YOUNG = 50_000


def collect_seldom() -> None:
    """Look through new objects by tens of thousands, and never again through what was there at the start.

    A chunk of a delivery is a million objects that go by themselves when it is done. Looking through them after every
    700 new ones, as Python does of itself, cost a quarter of the processor time of a delivery.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)
