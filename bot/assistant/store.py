"""One row a conversation: its state, its next deadline and what was not yet heard."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.errors import BadInput

_METADATA = sa.MetaData()
_SESSIONS = sa.Table(
    "sessions",
    _METADATA,
    sa.Column("conversation", sa.String(200), primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("changed_at", sa.BigInteger, nullable=False),
    sa.Column("due_at", sa.BigInteger, nullable=True, index=True),
    sa.Column("generation", sa.BigInteger, nullable=False),
    sa.Column("unheard", sa.Boolean, nullable=False),
)


@dataclass(frozen=True)
class Row:
    """A conversation as it is stored. Times are milliseconds UTC."""

    conversation: str
    state: str
    changed_at: int
    due_at: int | None = None
    generation: int = 0
    """Counts the changes of the row: 1 at its first."""
    unheard: bool = False
    """What was said at the last change has not been confirmed as delivered."""


class Overtaken(Exception):
    """Another process has changed the conversation since it was read."""


class Store:
    """Keeps the rows in a database: a SQLite file by default, any SQLAlchemy URL by choice."""

    def __init__(self, url: str) -> None:
        """Opens or makes the database. Raises BadInput where that cannot be."""
        try:
            self._engine = _engine(url)
            self._create()
        except (SQLAlchemyError, ImportError, OSError, ValueError) as error:
            raise BadInput(f"the store {_shown(url)} cannot be opened: {_reason(error)}") from None

    def _create(self) -> None:
        with self._engine.begin() as connection:
            # Two processes may start at once.
            connection.execute(CreateTable(_SESSIONS, if_not_exists=True))
            for index in _SESSIONS.indexes:
                connection.execute(CreateIndex(index, if_not_exists=True))
        file = _file(self._engine.url)
        if file is not None:
            file.chmod(0o600)

    def load(self, conversation: str) -> Row | None:
        """The row of a conversation."""
        query = sa.select(_SESSIONS).where(_SESSIONS.c.conversation == conversation)
        with self._engine.connect() as connection:
            found = connection.execute(query).first()
        return None if found is None else Row(**found._mapping)

    def save(self, row: Row) -> None:
        """Writes a row in one transaction. Raises Overtaken where it was not read at its newest.

        The generation of ``row`` is one more than that of the row as it was read.
        """
        values = {
            "state": row.state,
            "changed_at": row.changed_at,
            "due_at": row.due_at,
            "generation": row.generation,
            "unheard": row.unheard,
        }
        with self._engine.begin() as connection:
            if row.generation > 1:
                saved = self._update(connection, row.conversation, values, row.generation - 1)
            else:
                saved = self._insert(connection, row.conversation, values)
        if not saved:
            raise Overtaken(row.conversation)

    def heard(self, conversation: str) -> None:
        """What was said at the last change has been delivered."""
        with self._engine.begin() as connection:
            self._update(connection, conversation, {"unheard": False})

    def due(self) -> Iterable[tuple[int, str]]:
        """All deadlines: when, and of which conversation; the next first."""
        query = (
            sa.select(_SESSIONS.c.due_at, _SESSIONS.c.conversation)
            .where(_SESSIONS.c.due_at.isnot(None))
            .order_by(_SESSIONS.c.due_at)
        )
        with self._engine.connect() as connection:
            return [(at, conversation) for at, conversation in connection.execute(query)]

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    @staticmethod
    def _update(
        connection: Connection,
        conversation: str,
        values: dict[str, object],
        generation: int | None = None,
    ) -> bool:
        statement = _SESSIONS.update().where(_SESSIONS.c.conversation == conversation)
        if generation is not None:
            statement = statement.where(_SESSIONS.c.generation == generation)
        return bool(connection.execute(statement.values(**values)).rowcount)

    @staticmethod
    def _insert(connection: Connection, conversation: str, values: dict[str, object]) -> bool:
        try:
            connection.execute(_SESSIONS.insert().values(conversation=conversation, **values))
        except IntegrityError:
            return False
        return True


def file_url(path: Path) -> str:
    """The URL of a SQLite file."""
    return f"sqlite:///{path}"


def _engine(url: str) -> Engine:
    engine = sa.create_engine(url, future=True)
    if engine.dialect.name == "sqlite":
        file = _file(engine.url)
        if file is not None:
            # It holds health answers; SQLite gives the files beside it the same rights.
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
        sa.event.listen(engine, "connect", _durable)
    return engine


def _file(url: URL) -> Path | None:
    """The file of a SQLite database; None in memory and for another database."""
    name = str(url.database or "")
    if url.get_backend_name() != "sqlite" or name in ("", ":memory:") or name.startswith("file:"):
        return None
    return Path(name)


def _durable(connection: object, _: object) -> None:
    # WAL keeps every commit when the process is killed, without a disk flush for each.
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute("PRAGMA busy_timeout=5000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _shown(url: str) -> str:
    """A URL without its password."""
    try:
        return str(sa.engine.make_url(url).render_as_string(hide_password=True))
    except (SQLAlchemyError, ValueError):
        return "URL"


def _reason(error: Exception) -> str:
    """What is wrong, in one line without a password."""
    if isinstance(error, NoSuchModuleError):
        return "this kind of database is not known; sqlite:////home/me/sessions.db always works"
    if isinstance(error, (ArgumentError, ValueError)):
        return "it is not a database URL; write one like sqlite:////home/me/sessions.db"
    if isinstance(error, ImportError):
        return f"the package {error.name} is missing; install it into .venv"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}; choose a place that you may write to"
    first = str(getattr(error, "orig", None) or error).splitlines()[0]
    if "not a database" in first:
        return "it is not a SQLite file; choose another name"
    if "full" in first:
        return f"{first}; free some space"
    return first
