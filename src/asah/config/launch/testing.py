"""`./asah test`: all tests against a throw-away database server."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping

from asah.config.launch.bond import end_with_parent
from asah.config.launch.children import stop_child
from asah.config.launch.places import ROOT
from asah.config.launch.throwaway import throwaway_database

WORKERS = "2"


def run(arguments: list[str]) -> int:
    """Run pytest; returns its exit status.

    Parameters:
        arguments: paths and options for pytest; two worker processes unless -n says otherwise.
    """
    parallel = [] if any(argument.startswith(("-n", "--numprocesses")) for argument in arguments) else ["-n", WORKERS]
    command = [sys.executable, "-m", "pytest", *parallel, "--dist", "loadfile", *arguments]
    with throwaway_database(os.environ) as database:
        return _run_as_group(command, database.environ(os.environ))


def _run_as_group(command: list[str], environ: Mapping[str, str]) -> int:
    """Run a command whose own children end with it, also when we are interrupted."""
    child = subprocess.Popen(
        command, cwd=ROOT, env=dict(environ), start_new_session=True, preexec_fn=end_with_parent(signal.SIGTERM)
    )
    try:
        return child.wait()
    finally:
        stop_child(child, ending=signal.SIGINT)
