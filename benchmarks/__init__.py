"""Measuring the service against yardsticks in the same run: `./start bench`, explained in docs/performance.md.

Imports service and, for the background, workers; nothing imports benchmarks. A case is one module in `cases/`.
"""
