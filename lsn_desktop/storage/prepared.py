"""Statements written once in SQLAlchemy, compiled once per engine, run by the driver.

A scan runs a dozen statements, and what SQLAlchemy does around each (looking up the compiled
form, describing the result's columns) costs four times what SQLite does. So the hot ones are
compiled at first use and handed to the driver's own cursor, inside SQLAlchemy's transaction;
errors come back as SQLAlchemy's, and types a driver does not take as they come (dates and
flags on SQLite) are converted here.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, NoReturn

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Executable


class Prepared:
    """One statement with named parameters. Every call names the same parameters."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def run(self, connection: Connection, **params: object) -> int:
        """Execute it for its effect; how many rows it touched."""
        cursor = self._executed(self._form(connection, params), connection, params)
        touched: int = cursor.rowcount
        cursor.close()
        return touched

    def many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Execute it once for each row; all rows name the same parameters."""
        if not rows:
            return
        form = self._form(connection, rows[0])
        bound = form.bind_all(rows)
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(form.sql, bound)
        except connection.dialect.loaded_dbapi.Error as error:
            _raise(connection, form.sql, error)
        finally:
            cursor.close()

    def first(self, connection: Connection, **params: object) -> Any | None:
        """The first row, or None."""
        form = self._form(connection, params)
        cursor = self._executed(form, connection, params)
        row = cursor.fetchone()
        cursor.close()  # a RETURNING left open would hold up the commit
        return None if row is None else form.out(row)

    def one(self, connection: Connection, **params: object) -> Any:
        """The one row there must be."""
        row = self.first(connection, **params)
        if row is None:
            raise LookupError(f"no row for {params}")
        return row

    def all(self, connection: Connection, **params: object) -> list[Any]:
        """Every row."""
        form = self._form(connection, params)
        cursor = self._executed(form, connection, params)
        rows = cursor.fetchall()
        cursor.close()
        return rows if form.plain else [form.out(row) for row in rows]

    def _executed(
        self, form: _Form, connection: Connection, params: Mapping[str, object]
    ) -> Any:
        cursor = connection.connection.cursor()
        try:
            cursor.execute(form.sql, form.bind(params))
        except connection.dialect.loaded_dbapi.Error as error:
            cursor.close()
            _raise(connection, form.sql, error)
        return cursor

    def _form(self, connection: Connection, params: Mapping[str, object]) -> _Form:
        dialect = connection.dialect.name
        form = self._forms.get(dialect)
        if form is None:
            form = self._forms[dialect] = _Form(self._statement, connection, list(params))
        return form


def _raise(connection: Connection, sql: str, error: Exception) -> NoReturn:
    """The driver's error as SQLAlchemy tells it, so that callers know one kind only."""
    dbapi = connection.dialect.loaded_dbapi
    if connection.dialect.is_disconnect(error, None, None):  # type: ignore[arg-type]
        connection.invalidate(error)
    raise DBAPIError.instance(sql, None, error, dbapi.Error) from error


class _Form:
    """A statement as one engine wants it."""

    def __init__(self, statement: Any, connection: Connection, names: list[str]) -> None:
        dialect = connection.dialect
        keys = names if getattr(statement, "is_insert", False) else None
        compiled = statement.compile(dialect=dialect, column_keys=keys)
        self.sql = str(compiled)
        self._fixed = {k: v for k, v in compiled.params.items() if v is not None}
        order: Sequence[str] = (compiled.positiontup or ()) if compiled.positional else ()
        self._order = tuple(order)
        self._pick = _picker(order) if compiled.positional else None
        self._converts: dict[str, Any] = dict(compiled._bind_processors)  # noqa: SLF001 - no public name
        columns = getattr(compiled.statement, "exported_columns", ())
        converts = [
            column.type.dialect_impl(dialect).result_processor(dialect, None)
            for column in columns
        ]
        self._results: list[tuple[int, Callable[[Any], Any]]] = [
            (place, convert) for place, convert in enumerate(converts) if convert
        ]
        self.plain = not self._results

    def bind(self, params: Mapping[str, object]) -> Any:
        """Parameters in the driver's form and order."""
        values: dict[str, Any] = {**self._fixed, **params}
        for name, convert in self._converts.items():
            values[name] = convert(values[name])
        return values if self._pick is None else self._pick(values)

    def bind_all(self, rows: Sequence[Mapping[str, object]]) -> list[Any]:
        """Parameters of many rows: column by column, and each value converted once."""
        if self._pick is None:
            return [self.bind(row) for row in rows]
        if not self._converts and not self._fixed:
            return list(map(self._pick, rows))
        given = rows[0].keys()
        columns = []
        for name in self._order:
            column: list[Any] = [self._fixed.get(name)] * len(rows)
            if name in given:
                column = list(map(itemgetter(name), rows))
            if convert := self._converts.get(name):
                told = {value: convert(value) for value in set(column)}
                column = [told[value] for value in column]
            columns.append(column)
        return list(zip(*columns, strict=True))

    def out(self, row: Any) -> Any:
        """A row with its dates and flags as Python's own."""
        if self.plain:
            return row
        values = list(row)
        for place, convert in self._results:
            if values[place] is not None:
                values[place] = convert(values[place])
        return values


def _picker(order: Sequence[str]) -> Callable[[Mapping[str, Any]], Any]:
    """Takes parameters by name to the places where the driver wants them."""
    if len(order) > 1:
        return itemgetter(*order)
    return lambda values: [values[name] for name in order]
