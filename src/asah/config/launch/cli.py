"""The command line behind `./asah`: one table of commands."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from asah.config.launch import backup, bench, checks, restore, run, state, testing
from asah.config.launch.database import open_database
from asah.config.launch.management import bring_up_to_date, manage
from asah.config.launch.places import choose_data_folder
from asah.config.launch.refusal import Refusal

MANAGED = {"demo": "demo_load", "plan": "plan", "import": "import_roster", "shell": "shell", "manage": None}
"""Commands handed to Django as they are, with its name for them; None hands over the whole line."""


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run.run,
    "test": testing.run,
    "check": checks.run,
    "bench": bench.run,
    "backup": backup.run,
    "restore": restore.run,
}
"""Commands of the launcher's own: each takes the rest of the line and returns the exit status."""


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    _stop_on_signals()
    name, *rest = arguments
    try:
        if name in MANAGED:
            return run_managed(name, rest)
        return COMMANDS[name](rest)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr)
        return 130


def run_managed(name: str, rest: list[str]) -> int:
    """Open the database and run a management command in it, beside a running Asah or alone."""
    data_given, rest = take_option(rest, "--data")
    command = MANAGED[name]
    line = rest if command is None else [command, *rest]
    data = choose_data_folder(data_given, os.environ)
    with open_database(data, os.environ, command=name) as database:
        if database.lock is not None:
            bring_up_to_date(database, os.environ)
            database.admit_guests()
        status = manage(database, os.environ, *line)
        if name == "demo" and status == 0:
            state.remember(database.addresses.owner, state.DEMO, "loaded")
        return status


def take_option(arguments: list[str], option: str) -> tuple[str | None, list[str]]:
    """Take one option with its value out of a command line; returns the value, or None, and the rest."""
    for index, argument in enumerate(arguments):
        if argument == option and index + 1 < len(arguments):
            return arguments[index + 1], arguments[:index] + arguments[index + 2 :]
        if argument.startswith(option + "="):
            return argument.partition("=")[2], arguments[:index] + arguments[index + 1 :]
    return None, arguments


def _stop_on_signals() -> None:
    """The first request to stop raises KeyboardInterrupt; later ones do not disturb the cleaning up."""
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        if not stopping:
            stopping = True
            raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup keeps its meaning
            signal.signal(number, stop)
