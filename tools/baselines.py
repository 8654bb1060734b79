"""Lets the tests that compare with a committed file write that file anew.

    python -m tools.baselines [PATH ...]

Query counts of pages (tests/architecture/query_counts.txt) and the digest of the demo town's people
(tests/demo/town.txt). Needs the database addresses of the tests. Review the difference before committing it: a page
that asks more than before, or a town that changed, should have a reason.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TESTS = ("tests/architecture/test_query_counts.py", "tests/demo/test_town.py")


def renew(arguments: list[str]) -> int:
    """Run the tests in one process, so that no two of them write at once; returns their exit status.

    arguments: options for pytest, and paths when not all baselines are meant.
    """
    named = any(Path(one.partition("::")[0]).exists() for one in arguments)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", *arguments, *(() if named else TESTS)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "ASAH_RENEW_BASELINES": "1"}, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(renew(sys.argv[1:]))
