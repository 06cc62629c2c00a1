"""How much of everything: believable sizes for a figure, tiny ones to see that the cases still work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Rows, seconds per arm and round, and samples. What a field means stands with the case that reads it."""

    million: int
    deep: tuple[int, ...]
    history: int
    depth: int
    post_seconds: float
    ceiling_seconds: float
    bulk_rows: int
    bulk_body: int
    textbook_rows: int
    municipalities: int
    judge_seconds: float
    match_rows: int
    claim_seconds: float
    pages: int
    elapsed_samples: int
    warm_up_posts: int


FULL = Sizes(
    million=1_000_000, deep=(5_000_000,), history=200_000, depth=300_000, post_seconds=4.0, ceiling_seconds=2.0,
    bulk_rows=20_000, bulk_body=10_000, textbook_rows=600, municipalities=342, judge_seconds=1.0, match_rows=1_000,
    claim_seconds=3.0, pages=40, elapsed_samples=60, warm_up_posts=500,
)
QUICK = Sizes(
    million=20_000, deep=(25_000,), history=3_000, depth=5_000, post_seconds=0.7, ceiling_seconds=0.3,
    bulk_rows=400, bulk_body=200,
    textbook_rows=40, municipalities=6, judge_seconds=0.1, match_rows=100, claim_seconds=0.4, pages=5,
    elapsed_samples=5, warm_up_posts=30,
)
