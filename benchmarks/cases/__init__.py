"""The cases, one module each, in the order of a full run. Another case is another module and one more name here.

`worklist` and `monitor` stand last: with `--groot` they fill the tables further than the others expect.
"""

from benchmarks.cases import bulk, claims, elapsed, judging, matching, memory, monitor, posts, worklist

CASES = (
    posts.CASE, elapsed.CASE, memory.CASE, judging.CASE, matching.CASE, bulk.CASE, claims.CASE, worklist.CASE,
    monitor.CASE,
)
