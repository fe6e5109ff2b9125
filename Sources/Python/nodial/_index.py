"""An index, and the columns that are held against it."""

from __future__ import annotations

import array
import concurrent.futures
import ctypes
import datetime
import os
import subprocess
import threading
from ctypes import POINTER, byref, c_uint8, c_uint32, c_void_p
from typing import Any, Iterator, Sequence

from ._library import (
    ArrowArray,
    ArrowArrayStream,
    ArrowSchema,
    ReleaseArray,
    ReleaseSchema,
    Settings,
    from_capsule,
    library,
)

_MESSAGE_BYTE_COUNT = 1024


def _outcomes() -> tuple[str, ...]:
    names = []
    while name := library.nodial_outcome_name(len(names)):
        names.append(name.decode())
    return tuple(names)


#: The names of outcomes by their numbers. Only ``clear`` may be called.
OUTCOMES: tuple[str, ...] = _outcomes()


class NodialError(Exception):
    """Why something could not be answered, in a sentence."""


def version() -> str:
    """The version of the program that this is a part of."""
    return library.nodial_version().decode()


def _texts(texts: Sequence[str | os.PathLike[str]]):
    return (ctypes.c_char_p * max(1, len(texts)))(*[os.fsencode(text) for text in texts])


class _Pool:
    """The memory of threads, one scratch each at a time."""

    def __init__(self, make) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._idle: list[int] = []
        self._all: list[int] = []

    def take(self) -> int:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        scratch = self._make()
        with self._lock:
            self._all.append(scratch)
        return scratch

    def give(self, scratch: int) -> None:
        with self._lock:
            self._idle.append(scratch)

    def free(self) -> None:
        for scratch in self._all:
            library.nodial_scratch_free(scratch)
        self._all = []
        self._idle = []


class _Taken:
    """A scratch of a pool, within a ``with``."""

    def __init__(self, pool: _Pool) -> None:
        self._pool = pool

    def __enter__(self) -> int:
        self._scratch = self._pool.take()
        return self._scratch

    def __exit__(self, *_: object) -> None:
        self._pool.give(self._scratch)


def _fail(scratch: int) -> None:
    raise NodialError(library.nodial_message(scratch).decode())


# Columns


def _chunks(column: Any) -> Iterator[tuple[ArrowSchema, ArrowArray, Any]]:
    """The chunks of a column with Arrow's structures, each with what keeps them alive."""
    if hasattr(column, "chunks") and hasattr(column, "num_chunks"):
        for chunk in column.chunks:
            yield from _chunks(chunk)
    elif hasattr(column, "__arrow_c_array__"):
        schema, values = column.__arrow_c_array__()
        yield (
            from_capsule(schema, b"arrow_schema", ArrowSchema),
            from_capsule(values, b"arrow_array", ArrowArray),
            (schema, values),
        )
    elif hasattr(column, "__arrow_c_stream__"):
        yield from _stream(column.__arrow_c_stream__())
    elif hasattr(column, "array") and hasattr(column.array, "__arrow_array__"):
        # A pandas series of Arrow's own strings, or of objects.
        import pyarrow

        yield from _chunks(pyarrow.array(column, type=None if _is_arrow(column) else pyarrow.string()))
    else:
        yield _of_list(list(column))


def _is_arrow(column: Any) -> bool:
    return "pyarrow" in str(getattr(column, "dtype", ""))


def _stream(capsule: Any) -> Iterator[tuple[ArrowSchema, ArrowArray, Any]]:
    stream = from_capsule(capsule, b"arrow_array_stream", ArrowArrayStream)
    schema = ArrowSchema()

    def run(status: int) -> None:
        if status:
            text = stream.get_last_error(byref(stream)) or os.strerror(status).encode()
            raise NodialError(text.decode())

    run(stream.get_schema(byref(stream), byref(schema)))
    try:
        while True:
            values = ArrowArray()
            run(stream.get_next(byref(stream), byref(values)))
            if not values.release:
                return
            try:
                yield schema, values, capsule
            finally:
                if values.release:
                    ReleaseArray(values.release)(byref(values))
    finally:
        if schema.release:
            ReleaseSchema(schema.release)(byref(schema))


def _of_list(cells: list[Any]) -> tuple[ArrowSchema, ArrowArray, Any]:
    """Texts and None as Arrow's large strings."""
    texts: list[bytes] = []
    offsets = array.array("q", [0])
    validity = bytearray((len(cells) + 7) // 8)
    end = 0
    for place, cell in enumerate(cells):
        if cell is None or cell != cell:
            text = b""
        else:
            if not isinstance(cell, (str, bytes)):
                raise NodialError(f"cell {place} is no text but {type(cell).__name__}; numbers are read from texts")
            text = cell if isinstance(cell, bytes) else cell.encode("utf-8", "surrogateescape")
            validity[place >> 3] |= 1 << (place & 7)
        texts.append(text)
        end += len(text)
        offsets.append(end)
    joined = b"".join(texts)
    kept = (
        (ctypes.c_char * max(1, len(validity))).from_buffer_copy(bytes(validity) or b"\0"),
        (ctypes.c_int64 * len(offsets)).from_buffer(offsets),
        ctypes.create_string_buffer(joined, max(1, len(joined))),
    )
    buffers = (c_void_p * 3)(*[ctypes.addressof(part) for part in kept])
    values = ArrowArray()
    values.length = len(cells)
    values.null_count = -1
    values.n_buffers = 3
    values.buffers = ctypes.addressof(buffers)
    schema = ArrowSchema()
    schema.format = b"U"
    return schema, values, (kept, buffers, offsets)


class Index:
    """One or more indexes that ``nodial build`` or ``nodial rebuild`` has made.

    :param path: The file of the index, or several of them, which are asked as if they were one.
    :param keys: The files of keys, for indexes that have one.
    :param region: The region of national numbers, two letters. Default: that of the index; "" for none.
    :param channel: voice, sms, whatsapp or fax; None for any.
    :param purpose: What for, as lists name it; None for any.
    :param call_date: The day of contact. Default: today in UTC.
    :param trusted: Open without a look at every byte: what is damaged is not found then.
    :raises NodialError: If an index cannot be opened, with the reason in a sentence.

    It may be asked by several threads, and after a fork.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
        *,
        keys: Sequence[str | os.PathLike[str]] = (),
        region: str | None = None,
        channel: str | None = None,
        purpose: str | None = None,
        call_date: datetime.date | None = None,
        trusted: bool = False,
    ) -> None:
        self._checker = c_void_p()
        self._pool: _Pool | None = None
        paths = [path] if isinstance(path, (str, os.PathLike)) else list(path)
        settings = Settings(
            ctypes.sizeof(Settings),
            _texts(paths),
            len(paths),
            _texts(list(keys)),
            len(keys),
            None if region is None else region.encode(),
            None if channel is None else channel.encode(),
            None if purpose is None else purpose.encode(),
            0 if call_date is None else (call_date - datetime.date(1970, 1, 1)).days,
            int(trusted),
        )
        message = ctypes.create_string_buffer(_MESSAGE_BYTE_COUNT)
        if library.nodial_open(byref(settings), byref(self._checker), message, _MESSAGE_BYTE_COUNT):
            raise NodialError(message.value.decode("utf-8", "replace"))
        checker = self._checker
        self._pool = _Pool(lambda: library.nodial_scratch_new(checker))

    @property
    def lists(self) -> list[str]:
        """The names of the lists that are asked."""
        count = library.nodial_list_count(self._open)
        return [library.nodial_list_name(self._open, place).decode() for place in range(count)]

    @property
    def _open(self) -> c_void_p:
        if not self._checker:
            raise NodialError("the index is closed")
        return self._checker

    def close(self) -> None:
        """Closes it; it is closed when it is forgotten, too."""
        if self._pool:
            self._pool.free()
            self._pool = None
        if self._checker:
            library.nodial_close(self._checker)
            self._checker = c_void_p()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    # Numbers

    def explain(self, number: str) -> dict[str, Any]:
        """Tells what becomes of one number: outcome, code, and the lists with their versions.

        About a microsecond for the answer, and some for the call.
        """
        text = number.encode("utf-8", "surrogateescape")
        outcome, evidence = c_uint8(), c_uint32()
        with self._scratch() as scratch:
            if library.nodial_check(scratch, text, len(text), byref(outcome), byref(evidence)):
                _fail(scratch)
            lists = library.nodial_evidence_lists(scratch, evidence).decode()
            code = library.nodial_evidence_code(scratch, evidence).decode()
        return {
            "outcome": OUTCOMES[outcome.value],
            "code": code,
            "lists": lists.split(";") if lists else [],
        }

    def may_be_called(self, number: str) -> bool:
        """True only of a number that is clear."""
        text = number.encode("utf-8", "surrogateescape")
        outcome = c_uint8()
        with self._scratch() as scratch:
            if library.nodial_check(scratch, text, len(text), byref(outcome), None):
                _fail(scratch)
        return outcome.value == 0

    def _scratch(self) -> _Taken:
        if not self._pool:
            raise NodialError("the index is closed")
        return _Taken(self._pool)

    # Columns

    def check(self, column: Any, *, threads: int = 1) -> Any:
        """Decides on each cell of a column of texts.

        :param column: A pyarrow array or chunked array, a polars or pandas series, whatever else has Arrow's PyCapsule interface,
            or a sequence of texts and None. A null is invalid.
        :param threads: How many threads work on it; Python's own may go on meanwhile.
        :returns: The outcomes, as many: a pyarrow dictionary array of ``OUTCOMES``, a polars series of an Enum, a pandas series of
            categories with the index of the column, or a list of texts.
        :raises NodialError: If a cell cannot be a text, or an index was changed or damaged meanwhile; nothing is answered then.
        """
        return _wrapped(column, self._numbers(column, threads))

    def check_lists(self, column: Any) -> tuple[Any, list[str]]:
        """The same, with the lists of each cell as ``nodial_lists`` has them; "" where there are none."""
        outcomes, lists = bytearray(), []
        with self._scratch() as scratch:
            for schema, values, _kept in _chunks(column):
                part = bytearray(values.length)
                evidence = (c_uint32 * max(1, values.length))()
                self._run(scratch, schema, values, part, evidence)
                outcomes += part
                texts = [
                    library.nodial_evidence_lists(scratch, place).decode()
                    for place in range(library.nodial_evidence_count(scratch))
                ]
                lists += [texts[evidence[place]] for place in range(values.length)]
        return _wrapped(column, outcomes), lists

    def _numbers(self, column: Any, threads: int) -> bytearray:
        """The numbers of the outcomes."""
        if threads > 1 and hasattr(column, "slice") and len(column) > threads:
            size = -(-len(column) // threads)
            # polars and pyarrow share the name and the meaning of slice.
            parts = [column.slice(start, size) for start in range(0, len(column), size)]
            with concurrent.futures.ThreadPoolExecutor(threads) as pool:
                return bytearray().join(pool.map(lambda part: self._numbers(part, 1), parts))
        outcomes = bytearray()
        with self._scratch() as scratch:
            for schema, values, _kept in _chunks(column):
                part = bytearray(values.length)
                self._run(scratch, schema, values, part, None)
                outcomes = outcomes + part if outcomes else part
        return outcomes

    @staticmethod
    def _run(scratch: int, schema: ArrowSchema, values: ArrowArray, outcomes: bytearray, evidence: Any) -> None:
        target = (c_uint8 * max(1, len(outcomes))).from_buffer(outcomes or bytearray(1))
        places = None if evidence is None else ctypes.cast(evidence, c_void_p)
        if library.nodial_check_arrow(scratch, byref(schema), byref(values), ctypes.cast(target, c_void_p), places):
            _fail(scratch)


def _wrapped(column: Any, numbers: bytearray) -> Any:
    """Outcomes in the form of a column."""
    module = type(column).__module__.split(".")[0]
    if module == "pyarrow":
        import pyarrow

        indices = pyarrow.Array.from_buffers(
            pyarrow.int8(), len(numbers), [None, pyarrow.py_buffer(numbers)]
        )
        return pyarrow.DictionaryArray.from_arrays(indices, pyarrow.array(OUTCOMES))
    if module == "polars":
        import numpy
        import polars

        names = polars.Series(OUTCOMES, dtype=polars.Enum(list(OUTCOMES)))
        return names.gather(numpy.frombuffer(numbers, dtype="uint8")).alias(column.name)
    if module == "pandas":
        import numpy
        import pandas

        codes = numpy.frombuffer(numbers, dtype="int8")
        categories = pandas.Categorical.from_codes(codes, categories=list(OUTCOMES))
        return pandas.Series(categories, index=column.index, name=column.name)
    return [OUTCOMES[number] for number in numbers]


def normalize(column: Any, region: str | None = None) -> list[str | None]:
    """Reads numbers as people write them: their E.164 digits with a plus, None where there is none that could be dialled.

    :param column: As of ``Index.check``.
    :param region: The region of national numbers, two letters; None for none.
    """
    scratch = library.nodial_normalizer_new((region or "").encode())
    if not scratch:
        raise NodialError(f'there is no region "{region}"; write two letters of ISO 3166: US, GB, DE')
    try:
        numbers: list[str | None] = []
        for schema, values, _kept in _chunks(column):
            found = (ctypes.c_uint64 * max(1, values.length))()
            if library.nodial_normalize_arrow(scratch, byref(schema), byref(values), ctypes.cast(found, c_void_p)):
                _fail(scratch)
            numbers += [f"+{found[place]}" if found[place] else None for place in range(values.length)]
        return numbers
    finally:
        library.nodial_scratch_free(scratch)


def scrub(
    campaign: str | os.PathLike[str],
    output: str | os.PathLike[str],
    index: str | os.PathLike[str],
    *options: str,
    program: str | None = None,
) -> str:
    """Scrubs a file by the program's own pipeline, which is faster than any column in memory.

    :param options: As of ``nodial scrub``: ``"--rejected", "no.csv", "--channel", "voice"``.
    :param program: The program. Default: NODIAL_PROGRAM, else ``nodial`` on the path.
    :returns: What it said.
    :raises NodialError: If it failed, with what it said; there is no output then.
    """
    command = [
        program or os.environ.get("NODIAL_PROGRAM") or "nodial",
        "scrub", "--index", os.fspath(index), os.fspath(campaign), "--output", os.fspath(output), *options,
    ]
    try:
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    except FileNotFoundError:
        raise NodialError(f"{command[0]}: is not there; install nodial, or name it with program") from None
    if run.returncode:
        raise NodialError(run.stderr.strip())
    return run.stderr.strip()
