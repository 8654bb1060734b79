"""A server named in DATABASE_URL: the application role is made, or what is missing is told."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from asah.config.launch.cluster import Cluster
from asah.config.launch.keys import ensure_password, known_password
from asah.config.launch.places import DataFolder
from asah.config.launch.refusal import Refusal
from asah.config.launch.roles import APP, admit_app_role, describe_roles, with_credentials


@pytest.fixture
def server(shared_cluster: Cluster) -> Iterator[psycopg.Connection]:
    """A superuser's connection; roles and databases of the test are gone afterwards."""
    with psycopg.connect(shared_cluster.url(), autocommit=True) as connection:
        yield connection
        connection.execute("DROP DATABASE IF EXISTS kota WITH (FORCE)")
        for role in (APP, "kuat", "lemah"):
            connection.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


def make_owner(server: psycopg.Connection, cluster: Cluster, name: str, rights: str = "") -> str:
    """A role with a database of its own; returns its address."""
    server.execute(f"CREATE ROLE {name} LOGIN PASSWORD 'rahasia' {rights}".encode())
    server.execute(f"CREATE DATABASE kota OWNER {name}".encode())
    return cluster.url(role=name, password="rahasia", database="kota")


def test_role_is_made_when_the_owner_may(server: psycopg.Connection, shared_cluster: Cluster, data: DataFolder) -> None:
    url = make_owner(server, shared_cluster, "kuat", "CREATEROLE")
    addresses = admit_app_role(url, None, data)
    assert admit_app_role(url, None, data) == addresses
    with psycopg.connect(addresses.app) as connection:
        row = connection.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles"
            " WHERE rolname = current_user"
        ).fetchone()
    assert row == (APP, False, False, False, False)
    assert str(known_password(data, APP)) in addresses.app


def test_sql_is_printed_when_the_owner_may_not(
    server: psycopg.Connection, shared_cluster: Cluster, data: DataFolder
) -> None:
    url = make_owner(server, shared_cluster, "lemah")
    with pytest.raises(Refusal) as refused:
        admit_app_role(url, None, data)
    assert describe_roles("kota") in str(refused.value)
    for statement in describe_roles("kota").split(";"):
        if statement.strip():
            server.execute(statement.encode())
    app = with_credentials(url, APP, "ganti-kata-sandi-ini")
    assert admit_app_role(url, app, data).app == app


def test_role_of_somebody_else_is_not_taken_over(
    server: psycopg.Connection, shared_cluster: Cluster, data: DataFolder
) -> None:
    url = make_owner(server, shared_cluster, "kuat", "CREATEROLE")
    server.execute(f"CREATE ROLE {APP} LOGIN PASSWORD 'punya-orang'".encode())
    with pytest.raises(Refusal, match="Isi DATABASE_APP_URL"):
        admit_app_role(url, None, data)


@pytest.mark.parametrize("rights", ["SUPERUSER", "BYPASSRLS"])
def test_mighty_application_role_is_refused(
    server: psycopg.Connection, shared_cluster: Cluster, data: DataFolder, rights: str
) -> None:
    url = make_owner(server, shared_cluster, "lemah")
    server.execute(f"CREATE ROLE {APP} LOGIN PASSWORD 'rahasia' {rights}".encode())
    with pytest.raises(Refusal, match="terlalu kuat"):
        admit_app_role(url, with_credentials(url, APP, "rahasia"), data)


def test_owner_is_no_application_role(server: psycopg.Connection, shared_cluster: Cluster, data: DataFolder) -> None:
    url = make_owner(server, shared_cluster, "lemah")
    with pytest.raises(Refusal, match="terlalu kuat"):
        admit_app_role(url, url, data)


def test_server_out_of_reach_is_told(data: DataFolder) -> None:
    with pytest.raises(Refusal, match="DATABASE_URL tidak dapat dihubungi"):
        admit_app_role("postgresql://siapa@127.0.0.1:1/kota", None, data)


def test_passwords_with_odd_characters_stay_whole() -> None:
    url = with_credentials("postgresql://a:b@db.contoh:5433/kota?sslmode=require", APP, "p@ss/w:rd")
    parsed = psycopg.conninfo.conninfo_to_dict(url)
    assert parsed == {
        "user": APP, "password": "p@ss/w:rd", "host": "db.contoh", "port": "5433", "dbname": "kota",
        "sslmode": "require",
    }  # fmt: skip


def test_secrets_are_for_the_owners_eyes_only(data: DataFolder) -> None:
    password = ensure_password(data, APP)
    assert ensure_password(data, APP) == password
    assert len(password) >= 32
    assert {path.stat().st_mode & 0o777 for path in data.secrets.iterdir()} == {0o600}
    assert data.secrets.stat().st_mode & 0o777 == 0o700
