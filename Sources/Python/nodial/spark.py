"""Columns of a Spark frame against an index that every machine has.

    from nodial import spark as nodial_spark
    frame = nodial_spark.check(frame, "phone", "/shared/dnc.ndx", channel="voice")      # a column more: nodial_outcome
    frame = nodial_spark.may_be_called(frame, "phone", "/shared/dnc.ndx")               # those rows alone
    nodial_spark.scrub_files(session, paths, "/shared/kept", "/shared/dnc.ndx")         # files, by the program's own pipeline

The index is opened once a process and shared by all of a machine through its page cache. It is the one that the driver sees:
a worker that finds another one under its name fails, so that there is never a mixture. The day of contact is that of the
driver, too. A consent ledger is a file of one machine, so that frames do not ask it: scrub files with
``--settings`` where it is. Where machines share no folder, Spark sends the index:

    index = nodial_spark.add_file(session, "dnc.ndx")
    nodial_spark.open_everywhere(session, index)                                        # fails now, and not in an hour
    frame = nodial_spark.check(frame, "phone", index)
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import os
import socket
import time
from typing import Any, Iterator, Sequence

from ._index import Index, NodialError, OUTCOMES, scrub

#: What names an index: its header, which has the digests of all else.
_HEADER_BYTE_COUNT = 4096

#: How long a task of ``open_everywhere`` holds its core, so that the others go to other cores.
_HOLD_SECONDS = 0.5

_opened: dict[tuple[Any, ...], Index] = {}


@dataclasses.dataclass(frozen=True)
class AddedFile(os.PathLike):
    """A file that Spark sends to each machine; its path is that of the process that asks."""

    name: str

    def __fspath__(self) -> str:
        from pyspark import SparkFiles

        return SparkFiles.get(self.name)


def add_file(session: Any, path: str | os.PathLike[str]) -> AddedFile:
    """Has Spark send an index or a key to each machine: once an executor, which keeps a copy until the session ends.

    :param session: A ``pyspark.sql.SparkSession``.
    :param path: The file, which the driver sees.
    :returns: What takes the place of a path in the other functions.
    :raises NodialError: If it cannot be read, or the session has another file of that name.
    """
    path = os.path.abspath(os.fspath(path))
    wanted = _fingerprint(path)
    added = AddedFile(os.path.basename(path))
    try:
        session.sparkContext.addFile(path)
    except Exception as error:
        raise NodialError(f"{path}: Spark does not take it; {str(error).splitlines()[0]}") from error
    # Spark sends a path once a session, whatever is written there later.
    if _fingerprint(added) != wanted:
        raise NodialError(f"{path}: this session has sent another file of that name; rename it, or start a session")
    return added


def _named(paths: Any) -> tuple[str | AddedFile, ...]:
    """One path or several, as each process of the cluster understands them."""
    found = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    # Workers have a current folder of their own.
    return tuple(path if isinstance(path, AddedFile) else os.path.abspath(os.fspath(path)) for path in found)


def _fingerprint(path: str | AddedFile) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read(_HEADER_BYTE_COUNT)).hexdigest()
    except OSError as error:
        raise NodialError(f"{os.fspath(path)}: {error.strerror}; every machine needs the index under this name") from None


def _require(path: str | AddedFile, fingerprint: str) -> None:
    """Raises if another index than the driver's is under the name."""
    if _fingerprint(path) != fingerprint:
        raise NodialError(f"{os.fspath(path)}: is another index than the driver's; put the same one everywhere, and run again")


def _index(
    paths: tuple[str | AddedFile, ...], fingerprints: tuple[str, ...], options: tuple[tuple[str, Any], ...]
) -> Index:
    """The index of this process, which is that of the driver."""
    key = (paths, fingerprints, options)
    if key not in _opened:
        for path, fingerprint in zip(paths, fingerprints):
            _require(path, fingerprint)
        index = Index(list(paths), **dict(options))
        # Once more: what was put under the name meanwhile has been opened. What is put there later is found when it is asked.
        for path, fingerprint in zip(paths, fingerprints):
            _require(path, fingerprint)
        _opened.clear()
        _opened[key] = index
    return _opened[key]


def open_everywhere(session: Any, index: Any, *, keys: Any = ()) -> dict[str, int]:
    """Opens the index in as many tasks as the cluster has cores, before a long job does: what lacks is told now.

    The index is in the page cache of each machine afterwards. Executors that come later are not asked.

    :returns: How many tasks have opened it, by machine.
    :raises NodialError: If the driver or a machine cannot open it, or has another one; it names them.
    """
    paths, options = _named(index), (("keys", _named(keys)),)
    fingerprints = tuple(_fingerprint(path) for path in paths)
    Index(list(paths), **dict(options)).close()

    def run(_: int) -> tuple[str, str]:
        time.sleep(_HOLD_SECONDS)
        try:
            _index(paths, fingerprints, options)
        except NodialError as error:
            return socket.gethostname(), str(error)
        return socket.gethostname(), ""

    count = session.sparkContext.defaultParallelism
    ended = session.sparkContext.parallelize(range(count), count).map(run).collect()
    failed = sorted({f"{host}: {said}" for host, said in ended if said})
    if failed:
        raise NodialError("; ".join(failed))
    hosts = [host for host, _ in ended]
    return {host: hosts.count(host) for host in sorted(set(hosts))}


def check(
    frame: Any,
    column: str,
    index: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    name: str = "nodial_outcome",
    keys: Sequence[str | os.PathLike[str]] = (),
    region: str | None = None,
    channel: str | None = None,
    purpose: str | None = None,
    call_date: datetime.date | None = None,
    without_ledger: bool = False,
) -> Any:
    """The frame with the outcome of each row's number as one column more.

    :param frame: A ``pyspark.sql.DataFrame``.
    :param column: The column of the numbers, of strings. A null is invalid.
    :param index: The file of the index under a name that every machine knows, or what ``add_file`` gave; or several.
    :param name: The column to add.
    :param keys, region, channel, purpose, call_date, without_ledger: As of ``nodial.Index``.
    :raises NodialError: If the driver cannot open the index, or there is no such column of strings.
    """
    from pyspark.sql import types

    paths = _named(index)
    options = (
        ("call_date", call_date or datetime.datetime.now(datetime.timezone.utc).date()),
        ("channel", channel),
        ("keys", _named(keys)),
        ("purpose", purpose),
        ("region", region),
        ("without_ledger", without_ledger),
    )
    if column not in frame.columns or not isinstance(frame.schema[column].dataType, types.StringType):
        raise NodialError(f'the frame has no column "{column}" of strings; its columns are {", ".join(frame.columns)}')
    if name.lower() in [other.lower() for other in frame.columns]:
        raise NodialError(f'the frame has a column "{name}" already; give another name')
    fingerprints = tuple(_fingerprint(path) for path in paths)
    # What cannot be opened is told here, and not by a worker's trace.
    Index(list(paths), **dict(options)).close()
    from pyspark.sql import functions

    if not hasattr(functions, "arrow_udf"):
        return _checked_rows(frame, column, paths, fingerprints, options, name)
    numbered = frame.withColumn(name, _numbers(frame, column, paths, fingerprints, options))
    names = functions.array(*[functions.lit(outcome) for outcome in OUTCOMES])
    # In doubt not called.
    found = functions.element_at(names, numbered[_quoted(name)].cast("int") + 1)
    return numbered.withColumn(name, functions.coalesce(found, functions.lit("invalid")))


def _quoted(column: str) -> str:
    """The name of a column, which may have dots."""
    return "`" + column.replace("`", "``") + "`"


def _numbers(frame: Any, column: str, paths: Any, fingerprints: Any, options: Any) -> Any:
    """The numbers of the outcomes as a column: the numbers of people are all that goes to Python, and a byte comes back."""
    from pyspark.sql import functions

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        opened = _index(paths, fingerprints, options)
        for batch in batches:
            yield opened.check(batch).indices

    # Spark would ask twice where a filter follows, if it knew that the answers are the same.
    asked = functions.arrow_udf(run, "tinyint", functions.ArrowUDFType.SCALAR_ITER).asNondeterministic()
    return asked(frame[_quoted(column)])


def _checked_rows(frame: Any, column: str, paths: Any, fingerprints: Any, options: Any, name: str) -> Any:
    """The same before PySpark 4.1: whole rows go through Python."""
    from pyspark.sql import types

    place = frame.columns.index(column)
    names = list(frame.columns) + [name]

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        opened = _index(paths, fingerprints, options)
        for batch in batches:
            outcomes = opened.check(batch.column(place)).cast(pyarrow.string())
            yield pyarrow.RecordBatch.from_arrays(list(batch.columns) + [outcomes], names=names)

    schema = types.StructType(list(frame.schema.fields) + [types.StructField(name, types.StringType(), False)])
    return frame.mapInArrow(run, schema)


def may_be_called(frame: Any, column: str, index: Any, **options: Any) -> Any:
    """The rows whose number may be called, as they were; ``options`` as of ``check``."""
    name = "nodial_outcome"
    while name in [other.lower() for other in frame.columns]:
        name += "_"
    checked = check(frame, column, index, name=name, **options)
    return checked.where(checked[name] == "clear").drop(name)


def scrub_files(
    session: Any,
    paths: Sequence[str],
    output_folder: str,
    index: str | os.PathLike[str] | None,
    *options: str,
    program: str | None = None,
) -> dict[str, str]:
    """Scrubs files by the program's own pipeline, a task each: the quickest way where campaigns are files.

    :param session: A ``pyspark.sql.SparkSession``.
    :param paths: The campaigns, under names that every machine knows; each has a name of its own.
    :param output_folder: Where the kept rows go, under the campaigns' names; every machine may write there.
    :param index: As of ``check``, but one; None if ``options`` name settings.
    :param options: As of ``nodial scrub``; ``--threads 1`` is added, since Spark runs a task a core.
    :param program: As of ``nodial.scrub``, on every machine.
    :returns: What the program said, by campaign.
    :raises NodialError: If one failed, with what it said; the others are done. A file that met another index than the driver's
        has failed and has no output.
    """
    if index is not None:
        [index] = _named(index)
    fingerprint = None if index is None else _fingerprint(index)
    names = [os.path.basename(path) for path in paths]
    if len(set(names)) < len(names):
        raise NodialError("two campaigns have one name; rename one, or scrub them apart")

    def run(path: str) -> tuple[str, str, bool]:
        target = os.path.join(output_folder, os.path.basename(path))
        try:
            if index is not None:
                _require(index, fingerprint)
            said = scrub(path, target, index, "--threads", "1", *options, program=program)
            try:
                if index is not None:
                    _require(index, fingerprint)
            except NodialError:
                os.unlink(target)
                raise
            return path, said, True
        except NodialError as error:
            return path, str(error), False

    ended = session.sparkContext.parallelize(list(paths), max(1, len(paths))).map(run).collect()
    failed = [f"{path}: {said}" for path, said, is_done in ended if not is_done]
    if failed:
        raise NodialError("; ".join(failed))
    return {path: said for path, said, _ in ended}
