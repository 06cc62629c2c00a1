"""`python -m benchmarks.serve module:factory`: a yardstick behind the project's own server."""

import sys

from service.serving import serve

if __name__ == "__main__":
    serve(sys.argv[1])
