"""Statements written once in SQLAlchemy and compiled once per engine.

Half of Core's overhead is building and looking up the expression at every call. A scan runs a
dozen statements, so the hot ones are compiled at first use and then handed to the driver as
they are. Types that a driver does not take as they come (dates on SQLite) are converted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Executable
    from sqlalchemy.engine import CursorResult


class Prepared:
    """One statement with named parameters. Every parameter must be given at every call."""

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def run(self, connection: Connection, **params: object) -> CursorResult[Any]:
        """Execute it; the rows come as the driver gives them."""
        form = self._form(connection, params)
        return connection.exec_driver_sql(form.sql, form.bind(params))

    def many(self, connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
        """Execute it once for each row; all rows name the same parameters."""
        if rows:
            form = self._form(connection, rows[0])
            connection.exec_driver_sql(form.sql, [form.bind(row) for row in rows])

    def first(self, connection: Connection, **params: object) -> Any | None:
        """The first row as a tuple, or None."""
        row = self.run(connection, **params).fetchone()
        return None if row is None else self._form(connection, params).out(row)

    def one(self, connection: Connection, **params: object) -> Any:
        """The one row there must be, as a tuple."""
        row = self.first(connection, **params)
        if row is None:
            raise LookupError(f"no row for {params}")
        return row

    def all(self, connection: Connection, **params: object) -> list[Any]:
        """Every row, each as a tuple."""
        form = self._form(connection, params)
        return [
            form.out(row) for row in connection.exec_driver_sql(form.sql, form.bind(params))
        ]

    def _form(self, connection: Connection, params: Mapping[str, object]) -> _Form:
        dialect = connection.dialect.name
        form = self._forms.get(dialect)
        if form is None:
            names = list(params)
            form = self._forms[dialect] = _Form(self._statement, connection, names)
        return form


class _Form:
    """A statement as one engine wants it."""

    def __init__(self, statement: Any, connection: Connection, names: list[str]) -> None:
        dialect = connection.dialect
        keys = names if statement.is_insert and not statement.select else None
        compiled = statement.compile(dialect=dialect, column_keys=keys)
        self.sql = str(compiled)
        self._fixed = {k: v for k, v in compiled.params.items() if v is not None}
        self._order: Sequence[str] | None = (
            compiled.positiontup if compiled.positional else None
        )
        self._converts: dict[str, Any] = dict(compiled._bind_processors)  # noqa: SLF001 - no public name
        self._results: list[Callable[[Any], Any] | None] = []
        for column in getattr(compiled.statement, "exported_columns", []):
            self._results.append(
                column.type.dialect_impl(dialect).result_processor(dialect, None)
            )
        self._plain = not any(self._results)

    def bind(self, params: Mapping[str, object]) -> Any:
        """Parameters in the driver's form and order."""
        values: dict[str, Any] = {**self._fixed, **params} if self._fixed else dict(params)
        for name, convert in self._converts.items():
            values[name] = convert(values[name])
        if self._order is None:
            return values
        return tuple([values[name] for name in self._order])

    def out(self, row: Any) -> Any:
        """A row with its dates and flags as Python's own."""
        if self._plain:
            return tuple(row)
        return tuple(
            [
                value if convert is None or value is None else convert(value)
                for value, convert in zip(row, self._results, strict=True)
            ]
        )
