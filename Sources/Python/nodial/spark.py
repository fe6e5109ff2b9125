"""Columns of a Spark frame against an index that every machine has.

    from nodial import spark as nodial_spark
    frame = nodial_spark.check(frame, "phone", "/shared/dnc.ndx", channel="voice")      # a column more: nodial_outcome
    frame = nodial_spark.may_be_called(frame, "phone", "/shared/dnc.ndx")               # those rows alone
    nodial_spark.scrub_files(session, paths, "/shared/kept", "/shared/dnc.ndx")         # files, by the program's own pipeline

The index is opened once a process and shared by all of a machine through its page cache. It is the one that the driver sees:
a worker that finds another one under its name fails, so that there is never a mixture. The day of contact is that of the
driver, too. A consent ledger is a file of one machine, so that frames do not ask it: scrub files with ``--settings`` where it is.
"""

from __future__ import annotations

import datetime
import hashlib
import os
from typing import Any, Iterator, Sequence

from ._index import Index, NodialError, scrub

#: What names an index: its header, which has the digests of all else.
_HEADER_BYTE_COUNT = 4096

_opened: dict[tuple[Any, ...], Index] = {}


def _fingerprint(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.sha256(file.read(_HEADER_BYTE_COUNT)).hexdigest()
    except OSError as error:
        raise NodialError(f"{path}: {error.strerror}; every machine needs the index under this name") from None


def _index(paths: tuple[str, ...], fingerprints: tuple[str, ...], options: tuple[tuple[str, Any], ...]) -> Index:
    """The index of this process, which is that of the driver."""
    key = (paths, fingerprints, options)
    if key not in _opened:
        # Opened first: what is then under the name is another one's business.
        index = Index(list(paths), **dict(options))
        for path, fingerprint in zip(paths, fingerprints):
            if _fingerprint(path) != fingerprint:
                raise NodialError(f"{path}: is another index than the driver's; put the same one everywhere, and run again")
        _opened.clear()
        _opened[key] = index
    return _opened[key]


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
    :param index: The file of the index under a name that every machine knows; or several.
    :param name: The column to add.
    :param keys, region, channel, purpose, call_date, without_ledger: As of ``nodial.Index``.
    :raises NodialError: If the driver cannot open the index, or there is no such column of strings.
    """
    from pyspark.sql import types

    paths = tuple(os.fspath(path) for path in ([index] if isinstance(index, (str, os.PathLike)) else index))
    options = (
        ("call_date", call_date or datetime.datetime.now(datetime.timezone.utc).date()),
        ("channel", channel),
        ("keys", tuple(os.fspath(key) for key in keys)),
        ("purpose", purpose),
        ("region", region),
        ("without_ledger", without_ledger),
    )
    if column not in frame.columns or not isinstance(frame.schema[column].dataType, types.StringType):
        raise NodialError(f'the frame has no column "{column}" of strings; its columns are {", ".join(frame.columns)}')
    if name in frame.columns:
        raise NodialError(f'the frame has a column "{name}" already; give another name')
    fingerprints = tuple(_fingerprint(path) for path in paths)
    # What cannot be opened is told here, and not by a worker's trace.
    Index(list(paths), **dict(options)).close()
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
    while name in frame.columns:
        name += "_"
    checked = check(frame, column, index, name=name, **options)
    return checked.where(checked[name] == "clear").drop(name)


def scrub_files(
    session: Any, paths: Sequence[str], output_folder: str, index: str | None, *options: str, program: str | None = None
) -> dict[str, str]:
    """Scrubs files by the program's own pipeline, a task each: the quickest way where campaigns are files.

    :param session: A ``pyspark.sql.SparkSession``.
    :param paths: The campaigns, under names that every machine knows; each has a name of its own.
    :param output_folder: Where the kept rows go, under the campaigns' names; every machine may write there.
    :param index: As of ``nodial.scrub``: None if ``options`` name settings.
    :param options: As of ``nodial scrub``; ``--threads 1`` is added, since Spark runs a task a core.
    :param program: As of ``nodial.scrub``, on every machine.
    :returns: What the program said, by campaign.
    :raises NodialError: If one failed, with what it said; the others are done.
    """
    names = [os.path.basename(path) for path in paths]
    if len(set(names)) < len(names):
        raise NodialError("two campaigns have one name; rename one, or scrub them apart")

    def run(path: str) -> tuple[str, str, bool]:
        target = os.path.join(output_folder, os.path.basename(path))
        try:
            return path, scrub(path, target, index, "--threads", "1", *options, program=program), True
        except NodialError as error:
            return path, str(error), False

    ended = session.sparkContext.parallelize(list(paths), max(1, len(paths))).map(run).collect()
    failed = [f"{path}: {said}" for path, said, is_done in ended if not is_done]
    if failed:
        raise NodialError("; ".join(failed))
    return {path: said for path, said, _ in ended}
