"""Children never outlive the launcher; a lock never outlives its holder."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from asah.config.launch.children import end_recorded_children, record_children, start_child, stop_child, wait_until
from asah.config.launch.locking import Lock, as_guest, wait_for_guests
from asah.config.launch.refusal import Refusal
from asah.config.launch.supervisor import RESTARTS, Service, Supervisor

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('siap', flush=True); time.sleep(99)"
)
PARENT = """
import sys, time
from pathlib import Path
from asah.config.launch.children import start_child
from asah.config.launch.locking import Lock
lock = Lock(Path(sys.argv[1]) / "lock")
lock.take({"command": "run"})
child = start_child(["sleep", "99"], log=Path(sys.argv[1]) / "log")
print(child.pid, flush=True)
time.sleep(99)
"""


def is_alive(pid: int) -> bool:
    return bool(psutil.pid_exists(pid)) and bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)


def test_kill_9_of_the_launcher_ends_its_children_and_frees_its_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        child = int(launcher.stdout.readline())
        lock = Lock(tmp_path / "lock")
        try:
            assert is_alive(child)
            assert not lock.take({"command": "other"})
            assert lock.note()["pid"] == launcher.pid
        finally:
            launcher.kill()
    assert wait_until(lambda: not is_alive(child), patience=5)
    assert lock.take({"command": "other"})
    lock.release()


def test_stubborn_child_is_ended_by_force(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = start_child([sys.executable, "-c", STUBBORN], log=log)
    assert wait_until(lambda: "siap" in log.read_text(), patience=10)
    stop_child(child, patience=0.2)
    assert child.returncode == -signal.SIGKILL


def test_ctrl_c_reaches_the_launcher_only(tmp_path: Path) -> None:
    child = start_child(["sleep", "99"], log=tmp_path / "log")
    assert os.getpgid(child.pid) != os.getpgrp()
    stop_child(child)


def test_recorded_orphans_are_ended_and_strangers_left_alone(tmp_path: Path) -> None:
    roster = tmp_path / "children.json"
    orphan, stranger = (subprocess.Popen(["sleep", "99"]) for _ in range(2))
    record_children(roster, [orphan.pid])
    rows = json.loads(roster.read_text())
    # The stranger got a number that was ours once: it was born at another moment.
    roster.write_text(
        json.dumps([*rows, {"pid": stranger.pid, "born": psutil.Process(stranger.pid).create_time() - 60}])
    )
    try:
        assert end_recorded_children(roster) == 1
        assert not is_alive(orphan.pid)
        assert stranger.poll() is None
        assert not roster.exists()
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("content", [None, "", "{}", '[{"pid": 1}]', "[]"])
def test_unreadable_roster_is_no_obstacle(tmp_path: Path, content: str | None) -> None:
    roster = tmp_path / "children.json"
    if content is not None:
        roster.write_text(content)
    assert end_recorded_children(roster) == 0


def test_dead_service_is_started_again(tmp_path: Path) -> None:
    supervisor = Supervisor(os.environ, tmp_path, tmp_path / "children.json")
    service = Service("tidur", ["sleep", "99"])
    supervisor.start(service)
    assert service.child is not None
    first = service.child.pid
    service.child.kill()

    class Enough(Exception):
        pass

    def until_back() -> None:
        if service.child is not None and service.child.pid != first:
            raise Enough

    with pytest.raises(Enough):
        supervisor.watch(until_back, pause=0.02)
    assert service.is_running()
    supervisor.stop()
    assert not (tmp_path / "children.json").exists()


def test_service_that_dies_again_and_again_stops_the_launcher(tmp_path: Path) -> None:
    supervisor = Supervisor(os.environ, tmp_path, tmp_path / "children.json")
    service = Service("sakit", ["false"])
    supervisor.start(service)
    service.starts[:] = [time.monotonic() - 40] * (RESTARTS + 1)
    with pytest.raises(Refusal, match="Bagian sakit berulang kali berhenti"):
        supervisor.watch(lambda: None, pause=0.02)
    supervisor.stop()


def test_holder_waits_for_its_guests(tmp_path: Path) -> None:
    path = tmp_path / "guests"
    guest = "import sys, time; from pathlib import Path; from asah.config.launch.locking import as_guest\n"
    guest += "with as_guest(Path(sys.argv[1])): print('masuk', flush=True); time.sleep(0.5)"
    with subprocess.Popen([sys.executable, "-c", guest, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "masuk\n"
        with as_guest(path):
            assert process.poll() is None
        assert not wait_for_guests(path, patience=0.05)
        assert wait_for_guests(path, patience=10)
        assert process.wait(5) == 0


def test_only_the_holder_may_leave_a_note(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        Lock(tmp_path / "lock").tell({"command": "run"})
