"""A store's database: SQLite or PostgreSQL, opened, locked for one writer, brought to this version."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from math import ceil
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Final, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool

from pipeline.store.errors import StoreError

VERSION: Final = "0001"
"""The newest migration: a store of this version is one that this software reads and writes."""
PATIENCE: Final = 600
"""How many seconds a store that is in use elsewhere is waited for, unless another number is asked for."""
_LOCK: Final = 0x67696165
"""The advisory lock of PostgreSQL that the one writer holds."""
_CACHE: Final = 1 << 16
"""KiB of pages that SQLite keeps in memory while it writes."""
_MOMENT: Final = 0.05
_PRIMARY: Final = 0xFF
"""The part of SQLite's error codes that tells what kind of error it is."""
_LOCK_NOT_AVAILABLE: Final = "55P03"
_WRITES: Final = "giaoviec_writes"


class Store:
    """A store that was opened; as a context manager it closes its connections. Made by `open_store`."""

    def __init__(self, url: URL, patience: float = PATIENCE) -> None:
        """Take the address, and the seconds to wait for others; nothing is opened before it is needed."""
        self.address = url.render_as_string(hide_password=True)
        self.engine = _engine(url, patience)
        self._patience = patience
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._driver_error = self.engine.dialect.loaded_dbapi.Error

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the store as it is now, whatever is loaded meanwhile."""
        options = {} if self.sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._connection(options) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the one connection that may write; all of it is kept at the end, or nothing after an error.

        Waits for another writer; raises StoreError (store-busy) where that takes longer than its patience.
        """
        with self._connection({_WRITES: self._patience}) as connection:
            connection.begin()
            yield connection
            connection.commit()

    @contextmanager
    def _connection(self, options: dict[str, Any]) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection.execution_options(**options)
        except DBAPIError as error:
            raise self._error(error.orig) from error
        except self._driver_error as error:
            raise self._error(error) from error

    def _error(self, error: BaseException | None) -> StoreError:
        """What the driver says, in our words."""
        reason = " ".join(str(error).split())
        return StoreError("store-busy" if _busy(error) else "bad-store", file=self.address, reason=reason)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def open_store(url: str, *, create: bool = False, patience: float = PATIENCE) -> Store:
    """Return the store at a database URL or, without "://", in a SQLite file.

    With `create` a missing store is made and an older one brought to this version. Nothing else makes a file:
    a store whose file is taken away later is an error (bad-store). `patience` is how many seconds, more than
    none, are waited for others. Raises StoreError (bad-store, no-store, other-store-version, store-busy).
    """
    store = Store(_parsed(url), patience)
    try:
        if store.sqlite:
            _find_file(store, create=create)
        found = _version(store)
        if found != VERSION:
            _upgrade(store, found, create=create)
    except BaseException:
        store.close()
        raise
    return store


def _parsed(url: str) -> URL:
    """The address as SQLAlchemy has it, PostgreSQL always by psycopg."""
    if "://" not in url:
        return URL.create("sqlite", database=url)
    try:
        made = make_url(url)
    except (ArgumentError, ValueError) as error:
        hidden = re.sub(r"//[^@/]*@", "//***@", url)
        raise StoreError("bad-store", file=hidden, reason=str(error).replace(url, hidden)) from error
    if made.get_backend_name() in {"postgresql", "postgres"}:
        return made.set(drivername="postgresql+psycopg")
    if made.drivername != "sqlite" or not made.database:
        raise StoreError("bad-store", file=made.render_as_string(hide_password=True), reason=made.drivername)
    return made


def _engine(url: URL, patience: float) -> Engine:
    """An engine whose transactions begin as this software says, not as the driver guesses.

    A connection to PostgreSQL that was kept is tried before it is used: the server may have restarted.
    """
    if url.get_backend_name() != "sqlite":
        try:
            engine = create_engine(url, pool_pre_ping=True)
        except (ImportError, NoSuchModuleError) as error:
            raise StoreError("bad-store", file=url.render_as_string(), reason=str(error)) from error
        event.listen(engine, "begin", _begin_postgresql)
        return engine

    def connect() -> sqlite3.Connection:
        file = f"{Path(url.database or '').absolute().as_uri()}?mode=rw"
        return sqlite3.connect(file, timeout=patience, check_same_thread=False, uri=True)

    engine = create_engine(url, poolclass=NullPool, creator=connect)
    event.listen(engine, "connect", _connect_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA journal_size_limit = 0")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if patience := connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {ceil(1000 * patience)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def _busy(error: BaseException | None) -> bool:
    """Whether another process holds what was wanted; drivers say it in a code, and in any language."""
    held = getattr(error, "sqlite_errorcode", 0) & _PRIMARY == sqlite3.SQLITE_BUSY
    return held or getattr(error, "sqlstate", None) == _LOCK_NOT_AVAILABLE


def _find_file(store: Store, *, create: bool) -> None:
    """See that the file of a SQLite store is there; with `create` one that is read while it is written.

    The change to that mode is the one statement that does not wait for other processes by itself.
    """
    file, deadline = Path(store.engine.url.database or ""), monotonic() + PATIENCE
    if not create and not file.is_file():
        raise StoreError("no-store", file=store.address)
    while create:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
        except (OSError, sqlite3.Error) as error:
            if not _busy(error) or monotonic() > deadline:
                code = "store-busy" if _busy(error) else "bad-store"
                raise StoreError(code, file=store.address, reason=str(error)) from error
            sleep(_MOMENT)
        else:
            return


def _version(store: Store) -> str | None:
    """The version of the store's tables; None where there are none."""
    with store.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)


def _upgrade(store: Store, found: str | None, *, create: bool) -> None:
    """Bring the tables to this version, or say why not."""
    if found is None and not create:
        raise StoreError("no-store", file=store.address)
    if not create or (found is not None and found > VERSION):
        raise StoreError("other-store-version", file=store.address, found=str(found), version=VERSION)
    from pipeline.store.migrations import migrate  # here: Alembic is slow to import and seldom needed

    with store.write() as connection:
        migrate(connection)
