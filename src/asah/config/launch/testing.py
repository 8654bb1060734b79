"""`./asah test`: all tests against a throw-away database server."""

import os
import signal
import subprocess
import sys

from asah.config.launch.bond import end_with_parent
from asah.config.launch.places import ROOT
from asah.config.launch.throwaway import throwaway_database

WORKERS = "2"


def run(arguments: list[str]) -> int:
    """Run pytest; returns its exit status.

    Parameters:
        arguments: paths and options for pytest; two worker processes unless -n says otherwise.
    """
    parallel = (
        []
        if any(argument.startswith(("-n", "--numprocesses")) for argument in arguments)
        else ["-n", WORKERS, "--dist", "loadfile"]
    )
    with throwaway_database(os.environ) as database:
        return subprocess.run(
            [sys.executable, "-m", "pytest", *parallel, *arguments],
            cwd=ROOT,
            env=database.environ(os.environ),
            preexec_fn=end_with_parent(signal.SIGTERM),
            check=False,
        ).returncode
