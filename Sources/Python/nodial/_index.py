"""An index, and the columns that are held against it."""

from __future__ import annotations

import array
import ctypes
import datetime
import functools
import os
import sys
import threading
import weakref
from ctypes import POINTER, byref, c_uint8, c_uint32, c_void_p
from numbers import Real
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

_MESSAGE_BYTE_COUNT = 8192


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


def _paths(paths: Any, what: str) -> list[str]:
    """One path or several as texts."""
    try:
        found = [paths] if isinstance(paths, (str, bytes, os.PathLike)) else list(paths)
    except TypeError:
        found = [paths]
    for path in found:
        if not isinstance(path, (str, bytes, os.PathLike)) or b"\0" in os.fsencode(path):
            raise NodialError(f"{what} is no name of a file: {path!r}")
    return [os.fsdecode(path) for path in found]


def _texts(texts: Sequence[str]):
    return (ctypes.c_char_p * max(1, len(texts)))(*[os.fsencode(text) for text in texts])


def _setting(text: str | None, what: str) -> bytes | None:
    """The bytes of a setting; None for its default."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise NodialError(f"the {what} is no text but {type(text).__name__}")
    if "\0" in text:
        raise NodialError(f"the {what} has a character of the number 0, and ends there")
    return text.encode("utf-8", "surrogatepass")


def _encoded(text: Any, place: str) -> bytes:
    """The bytes of a cell."""
    if isinstance(text, (bytes, bytearray, memoryview)):
        return bytes(text)
    if not isinstance(text, str):
        raise NodialError(f"{place} is no text but {type(text).__name__}; numbers are read from texts: cast it")
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _is_null(cell: Any) -> bool:
    """True of None, NaN and what stands for them."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType", "MaskedConstant"):
        return True
    return isinstance(cell, Real) and cell != cell


class _Pool:
    """The checker and the memory of threads, one scratch each at a time. It is freed once nobody asks any more."""

    _pools: weakref.WeakSet[_Pool] = weakref.WeakSet()

    def __init__(self, checker: c_void_p) -> None:
        self._checker = checker
        self._lock = threading.Lock()
        self._idle: list[int] = []
        self._count = 0
        self._is_closed = False
        _Pool._pools.add(self)

    @property
    def checker(self) -> c_void_p:
        if self._is_closed:
            raise NodialError("the index is closed")
        return self._checker

    def take(self) -> int:
        with self._lock:
            checker = self.checker
            self._count += 1
            if self._idle:
                return self._idle.pop()
        return library.nodial_scratch_new(checker)

    def give(self, scratch: int) -> None:
        with self._lock:
            self._count -= 1
            self._idle.append(scratch)
            self._free_if_over()

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._free_if_over()

    def _free_if_over(self) -> None:
        if not self._is_closed or self._count or not self._checker:
            return
        for scratch in self._idle:
            library.nodial_scratch_free(scratch)
        self._idle = []
        library.nodial_close(self._checker)
        self._checker = c_void_p()

    @classmethod
    def after_fork(cls) -> None:
        """In a child there is one thread: what others held is let go, and what they had in use is left alone."""
        for pool in cls._pools:
            pool._lock = threading.Lock()
            pool._count = 0


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_Pool.after_fork)


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

_TABLE = "this is a table, and no column; name one of its columns"


def _plain(column: Any) -> Any:
    """A column of texts where polars has categories, or pandas says no more than object."""
    module = type(column).__module__.split(".")[0]
    if module == "pyarrow" and hasattr(column, "type") and not hasattr(column, "num_chunks"):
        import pyarrow

        if pyarrow.types.is_run_end_encoded(column.type):
            import pyarrow.compute

            return pyarrow.compute.run_end_decode(column)
    elif module == "polars" and hasattr(column, "dtype"):
        import polars

        if column.dtype in (polars.Categorical, polars.Enum):
            return column.cast(polars.String)
        if column.dtype == polars.Object:
            return column.to_list()
    elif module == "pandas" and hasattr(column, "columns"):
        raise NodialError(_TABLE)
    elif module == "pandas" and hasattr(column, "dtype"):
        kind = str(column.dtype)
        if kind in ("category", "object") or kind.startswith("dictionary<") or not hasattr(column, "__arrow_c_stream__"):
            return column.tolist()
        # An empty column of a file is one of numbers to pandas.
        if getattr(column.dtype, "kind", "") in "iuf" and column.isna().all():
            return [None] * len(column)
    return column


def _chunks(column: Any) -> Iterator[tuple[ArrowSchema, ArrowArray, Any]]:
    """The chunks of a column with Arrow's structures, each with what keeps them alive."""
    column = _plain(column)
    if isinstance(column, (str, bytes)):
        raise NodialError("this is one text, and no column; ask explain or may_be_called")
    if isinstance(column, dict):
        raise NodialError(_TABLE)
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
    else:
        try:
            cells = list(column)
        except TypeError:
            raise NodialError(f"this is no column but {type(column).__name__}") from None
        quick = _by_pyarrow(cells)
        if quick is None:
            yield _of_list(cells)
        else:
            yield from _chunks(quick)


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


def _by_pyarrow(cells: list[Any]) -> Any:
    """Texts and None as pyarrow's large strings, ten times as fast as ``_of_list``; None where pyarrow is not in use, or does not
    take them. ``_of_list`` says what is wrong then, if something is."""
    pyarrow = sys.modules.get("pyarrow")
    if pyarrow is None:
        return None
    try:
        return pyarrow.array(cells, pyarrow.large_string(), from_pandas=True)
    except Exception:
        return None


def _of_list(cells: list[Any]) -> tuple[ArrowSchema, ArrowArray, Any]:
    """Texts and None as Arrow's large strings."""
    texts: list[bytes] = []
    offsets = array.array("q", [0])
    validity = bytearray((len(cells) + 7) // 8)
    end = 0
    for place, cell in enumerate(cells):
        if type(cell) is str and cell.isascii():
            text = cell.encode()
            validity[place >> 3] |= 1 << (place & 7)
        elif _is_null(cell):
            text = b""
        else:
            text = _encoded(cell, f"cell {place}")
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


def _reopened(paths: list[str], options: dict[str, Any]) -> Index:
    return Index(paths, **options)


class Index:
    """One or more indexes that ``nodial build`` or ``nodial rebuild`` has made, and the consent ledger that settings name.

    :param path: The file of the index, or several of them, which are asked as if they were one. Default: those of ``settings``.
    :param settings: A nodial.toml: its indexes are asked, with the keys that it names, and its ledger, which needs ``purpose`` and
        ``channel``. The verdicts are those of ``nodial scrub --settings``. Without it, no index may lie beside a nodial.toml that
        names a ledger.
    :param brand: Who contacts, as the ledger has it. Default: that of the settings.
    :param audience: consumer or business, for laws differ. Default: consumer.
    :param without_ledger: Leave out the ledger.
    :param keys: The files of keys, for indexes that have one.
    :param region: The region of national numbers, two letters. Default: that of the index; "" for none.
    :param channel: voice, sms, whatsapp or fax; None for any.
    :param purpose: What for, as lists name it; None for any.
    :param call_date: The day of contact. Default: that of each call, in UTC.
    :param trusted: Open without a look at every byte: what is damaged is not found then.
    :raises NodialError: If an index or the ledger cannot be opened, with the reason in a sentence.

    It may be asked by several threads, and after a fork. A copy, or one that is sent to another process, opens the same files there.
    What was recorded in the ledger before a call begins counts in that call. A ledger that is gone, locked or damaged by then raises,
    and the next call tries again. Do not open the ledger's file by ``sqlite3`` in the same process: closing it there would end the
    locks here.
    """

    _pool: _Pool | None = None

    def __init__(
        self,
        path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
        *,
        settings: str | os.PathLike[str] | None = None,
        brand: str | None = None,
        audience: str | None = None,
        without_ledger: bool = False,
        keys: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
        region: str | None = None,
        channel: str | None = None,
        purpose: str | None = None,
        call_date: datetime.date | None = None,
        trusted: bool = False,
    ) -> None:
        paths, key_paths = _paths(path, "the index"), _paths(keys, "the key")
        settings_path = None if settings is None else _paths(settings, "the settings")[0]
        # Whole, so that a copy opens the same files in whatever folder.
        self._paths = [os.path.abspath(path) for path in paths]
        self._options = {
            "settings": None if settings_path is None else os.path.abspath(settings_path),
            "brand": brand,
            "audience": audience,
            "without_ledger": without_ledger,
            "keys": [os.path.abspath(path) for path in key_paths],
            "region": region,
            "channel": channel,
            "purpose": purpose,
            "call_date": call_date,
            "trusted": trusted,
        }
        if isinstance(call_date, datetime.datetime):
            call_date = call_date.date()
        # pandas counts its NaT among the days.
        if call_date is not None and (_is_null(call_date) or not isinstance(call_date, datetime.date)):
            raise NodialError(f"call_date is no day but {type(call_date).__name__}; give a datetime.date")
        day = 0 if call_date is None else (call_date - datetime.date(1970, 1, 1)).days
        if call_date is not None and day <= 0:
            raise NodialError(f"call_date cannot be {call_date}; it is the day of contact")
        given = Settings(
            ctypes.sizeof(Settings),
            _texts(paths),
            len(paths),
            _texts(key_paths),
            len(key_paths),
            _setting(region, "region"),
            _setting(channel, "channel"),
            _setting(purpose, "purpose"),
            day,
            int(trusted),
            None if settings_path is None else os.fsencode(settings_path),
            _setting(brand, "brand"),
            _setting(audience, "audience"),
            int(without_ledger),
        )
        message = ctypes.create_string_buffer(_MESSAGE_BYTE_COUNT)
        checker = c_void_p()
        if library.nodial_open(byref(given), byref(checker), message, _MESSAGE_BYTE_COUNT):
            raise NodialError(message.value.decode("utf-8", "replace"))
        self._pool = _Pool(checker)

    def __reduce__(self):
        """A copy, or one in another process, opens the same again."""
        return _reopened, (self._paths, self._options)

    @property
    def lists(self) -> list[str]:
        """The names of the lists of the indexes; those of the ledger are not among them."""
        # With a scratch in hand nobody closes it meanwhile.
        with self._scratch():
            checker = self._pool.checker
            count = library.nodial_list_count(checker)
            return [library.nodial_list_name(checker, place).decode() for place in range(count)]

    def close(self) -> None:
        """Closes it, once nobody asks any more; it is closed when it is forgotten, too."""
        if self._pool:
            self._pool.close()

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
        text = _encoded(number, "the number")
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
        text = _encoded(number, "the number")
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
        :param threads: How many threads work on it; Python's own may go on meanwhile. A sequence of texts has one.
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
        # polars and pyarrow share the name and the meaning of slice; pandas has iloc.
        if threads > 1 and (hasattr(column, "slice") or hasattr(column, "iloc")) and len(column) > threads:
            size = -(-len(column) // threads)
            starts = range(0, len(column), size)
            if hasattr(column, "slice"):
                parts = [column.slice(start, size) for start in starts]
            else:
                parts = [column.iloc[start:start + size] for start in starts]
            # Here and not above: with subprocess it is a third of what an import of the package would take.
            import concurrent.futures

            with concurrent.futures.ThreadPoolExecutor(threads) as pool:
                return bytearray().join(pool.map(lambda part: self._numbers(part, 1), parts))
        outcomes = bytearray()
        with self._scratch() as scratch:
            for schema, values, _kept in _chunks(column):
                part = bytearray(values.length)
                self._run(scratch, schema, values, part, None)
                outcomes += part
        return outcomes

    @staticmethod
    def _run(scratch: int, schema: ArrowSchema, values: ArrowArray, outcomes: bytearray, evidence: Any) -> None:
        # One byte lends its address; a type of arrays of each length would take longer to make.
        target = byref(c_uint8.from_buffer(outcomes or bytearray(1)))
        if library.nodial_check_arrow(scratch, byref(schema), byref(values), target, evidence):
            _fail(scratch)


def _wrapped(column: Any, numbers: bytearray) -> Any:
    """Outcomes in the form of a column."""
    module = type(column).__module__.split(".")[0]
    if module == "pyarrow":
        import pyarrow

        places = pyarrow.Array.from_buffers(
            pyarrow.int8(), len(numbers), [None, pyarrow.py_buffer(numbers)]
        )
        # Not safely, which would look for numbers that are too high: there are none.
        return pyarrow.DictionaryArray.from_arrays(places, _arrow_names(), safe=False)
    if module == "polars":
        import polars

        names = polars.Series(OUTCOMES, dtype=polars.Enum(list(OUTCOMES)))
        try:
            import numpy

            places: Any = numpy.frombuffer(numbers, dtype="uint8")
        except ImportError:
            places = polars.Series(list(numbers), dtype=polars.UInt32)
        return names.gather(places).alias(column.name)
    if module == "pandas" and hasattr(column, "index"):
        import numpy
        import pandas

        codes = numpy.frombuffer(numbers, dtype="int8")
        categories = pandas.Categorical.from_codes(codes, categories=list(OUTCOMES))
        return pandas.Series(categories, index=column.index, name=column.name)
    return [OUTCOMES[number] for number in numbers]


@functools.lru_cache(maxsize=None)
def _arrow_names() -> Any:
    """``OUTCOMES`` for pyarrow."""
    import pyarrow

    return pyarrow.array(OUTCOMES)


def normalize(column: Any, region: str | None = None) -> list[str | None]:
    """Reads numbers as people write them: their E.164 digits with a plus, None where there is none that could be dialled.

    :param column: As of ``Index.check``.
    :param region: The region of national numbers, two letters; None for none.
    """
    scratch = library.nodial_normalizer_new(_setting(region, "region") or b"")
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


def _arguments(paths: Any, what: str) -> list[str]:
    """Paths as the program takes them for no options, nor for standard input."""
    return [f"./{path}" if path.startswith("-") else path for path in _paths(paths, what)]


def scrub(
    campaign: str | os.PathLike[str],
    output: str | os.PathLike[str],
    index: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | None,
    *options: str,
    program: str | None = None,
) -> str:
    """Scrubs a file by the program's own pipeline, which is faster than any column in memory.

    :param campaign: A file of that name, whatever its name begins with: "-" is no standard input here.
    :param output: Likewise.
    :param index: The file of the index, or several of them; None if ``options`` name settings:
        ``"--settings", "nodial.toml", "--purpose", "offers", "--channel", "sms"``.
    :param options: As of ``nodial scrub``: ``"--rejected", "no.csv", "--channel", "voice"``.
    :param program: The program. Default: NODIAL_PROGRAM, else ``nodial`` on the path.
    :returns: What it said.
    :raises NodialError: If it failed, with what it said; there is no output then.
    """
    import subprocess

    command = [program or os.environ.get("NODIAL_PROGRAM") or "nodial", "scrub"]
    for path in () if index is None else _arguments(index, "the index"):
        command += ["--index", path]
    campaigns, outputs = _arguments(campaign, "the campaign"), _arguments(output, "the output")
    if len(campaigns) != 1 or len(outputs) != 1:
        raise NodialError("there is not one campaign and one output; scrub them one by one")
    command += [campaigns[0], "--output", outputs[0], *options]
    try:
        run = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False)
    except FileNotFoundError:
        raise NodialError(f"{command[0]}: is not there; install nodial, or name it with program") from None
    if run.returncode:
        raise NodialError(run.stderr.strip() or f"{command[0]}: ended with status {run.returncode}, and said nothing")
    if not os.path.exists(outputs[0]):
        raise NodialError(f"{command[0]}: made no {outputs[0]}; is it nodial?")
    return run.stderr.strip()
