"""The outcome of a number as a function of DuckDB's SQL.

    from nodial import duckdb as nodial_duckdb
    nodial_duckdb.register(connection, nodial.Index("dnc.ndx", channel="voice"))
    connection.sql("SELECT * FROM leads WHERE nodial(phone) = 'clear'")
    connection.sql("SELECT id, nodial(phone), nodial_lists(phone) FROM leads WHERE nodial(phone) <> 'clear'")

DuckDB hands over its vectors as Arrow, so pyarrow has to be there. The functions live as long as the database is
open.
"""

from __future__ import annotations

from typing import Any

from ._index import Index, NodialError, OUTCOMES


#: All functions that were registered. A database may call one for as long as it is open, also when the connection that has
#: registered it is closed, or another function has taken its name while a query runs; DuckDB does not keep them alive then.
_registered: list[Any] = []


def register(connection: Any, index: Index, name: str = "nodial") -> None:
    """Adds two functions of a text to a connection and its cursors.

    ``name(phone)`` is the outcome as an ENUM of ``OUTCOMES``; a null is invalid. ``name_lists(phone)`` is the lists as
    ``nodial_lists`` of a rejected row has them: "us-ftc@2026-11-20;own@2026-11-27", and "" where there are none; it takes some
    eighty nanoseconds more a row.

    A second call with the same name asks the new index from then on, as after the nightly rebuild. Queries that run meanwhile, and
    statements that were prepared before, ask the former one to their end; close it, and they fail. Each query asks anew: DuckDB
    keeps no outcome, and takes none into an index of its own.

    :param connection: A ``duckdb.DuckDBPyConnection``, or the module ``duckdb`` for its own.
    :param index: It stays open as long as the functions are there, unless it is closed; a query fails then.
    :param name: The name of the function, for several indexes on one connection.
    :raises NodialError: If the database has a function of that name which this connection did not register.
    """
    if not isinstance(index, Index):
        raise NodialError(f"the index is no nodial.Index but {type(index).__name__}; open it first")

    def check(column: Any) -> Any:
        return index.check(column)

    def lists(column: Any) -> Any:
        import pyarrow

        return pyarrow.array(index.check_lists(column)[1], pyarrow.string())

    outcome = connection.sqltype("ENUM ('" + "', '".join(OUTCOMES) + "')")
    for each, function, kind in [(name, check, outcome), (f"{name}_lists", lists, connection.sqltype("VARCHAR"))]:
        _replace(connection, each, function, kind)


def _replace(connection: Any, name: str, function: Any, kind: Any) -> None:
    import duckdb

    try:
        connection.remove_function(name)
    except duckdb.InvalidInputException:
        # There was none of this connection.
        pass
    _registered.append(function)
    try:
        connection.create_function(
            name, function, [connection.sqltype("VARCHAR")], kind, type="arrow", null_handling="special", side_effects=True
        )
    except duckdb.CatalogException:
        raise NodialError(f'the database has a function "{name}" already; give another name') from None
