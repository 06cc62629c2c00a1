"""The cases, one module each, in the order of a full run. Another case is another module and one more name here.

`worklist`, `monitor` and `screens` stand last: with `--groot` they fill the tables further than the others expect.
"""

from benchmarks.cases import bulk, claims, elapsed, judging, matching, memory, monitor, posts, screens, worklist

CASES = (
    posts.CASE, elapsed.CASE, memory.CASE, judging.CASE, matching.CASE, bulk.CASE, claims.CASE, worklist.CASE,
    monitor.CASE, screens.CASE,
)
