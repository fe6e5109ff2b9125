"""The scrub of a column that is in memory already, as users of pyarrow, Polars, DuckDB and pandas would write it.

    column_scrub.py make CAMPAIGN EXPECTED COLUMNS CELLS      the columns of a campaign, at most a million rows
    column_scrub.py scrub CONTESTANT COLUMNS NUMBERS INDEX    rows to rows, by one of CONTESTANTS
    column_scrub.py check CONTESTANT COLUMNS INDEX            the cells alone, by one of CHECKS

COLUMNS is Parquet: id, phone as somebody wrote it, key with its ten digits as a number, which Nodial read beforehand, and truth.
NUMBERS has ten digits a line. The last line of the output is JSON: nanoseconds a row of each pass, memory, and what the answers
are against the truth.
"""

import csv
import itertools
import json
import sys
import time

ROW_COUNT_MAX = 1_000_000
CHUNK_CELL_COUNT = 10_000
# The first pass is watched for its memory; these are timed.
PASS_COUNT = 3
NOT_DIGITS = "[^0-9]"


# Each gives what scrubs once: it returns the ids that are kept.


def pyarrow_nodial(files, threads=1):
    import pyarrow.compute

    table, index = files.table(), files.index()
    return lambda: table.filter(
        pyarrow.compute.equal(index.check(table["phone"], threads=threads), "clear"))["id"]


def pyarrow_nodial_chunks(files):
    import pyarrow.compute

    table, index = files.table(), files.index()
    batches = table.combine_chunks().to_batches(CHUNK_CELL_COUNT)

    def scrub():
        kept = [
            batch.filter(pyarrow.compute.equal(index.check(batch["phone"]), "clear"))
            for batch in batches]
        return pyarrow.Table.from_batches(kept)["id"]

    return scrub


def pyarrow_keys(files, key=lambda table: table["key"]):
    import pyarrow.compute

    table = files.table()
    listed = pyarrow.array(files.numbers())
    return lambda: table.filter(
        pyarrow.compute.invert(pyarrow.compute.is_in(key(table), value_set=listed)))["id"]


def pyarrow_regex(files):
    import pyarrow
    import pyarrow.compute as compute

    def key(table):
        digits = compute.replace_substring_regex(table["phone"], NOT_DIGITS, "")
        last = compute.utf8_slice_codeunits(digits, -10, 2**31 - 1)
        return compute.if_else(compute.equal(last, ""), None, last).cast(pyarrow.int64())

    return pyarrow_keys(files, key)


def polars_nodial(files):
    from nodial import polars as nodial_polars

    frame, index = files.polars(), files.index()
    may_be_called = nodial_polars.may_be_called("phone", index)
    return lambda: frame.lazy().filter(may_be_called).select("id").collect()["id"]


def polars_keys(files):
    import polars

    frame, listed = files.polars(), polars.Series(files.numbers())
    return lambda: frame.lazy().filter(
        ~polars.col("key").is_in(listed.implode())).select("id").collect()["id"]


def polars_join(files, is_read=False):
    import polars

    frame = files.polars()
    listed = polars.DataFrame({"number": files.numbers()}).lazy()
    digits = polars.col("phone").str.replace_all(NOT_DIGITS, "").str.slice(-10)
    key = digits.cast(polars.Int64, strict=False) if is_read else polars.col("key")
    return lambda: (
        frame.lazy().with_columns(number=key).join(listed, on="number", how="anti", maintain_order="none")
        .select("id").collect()["id"])


def duckdb_function(files):
    from nodial import duckdb as nodial_duckdb

    connection, index = files.duckdb(), files.index()
    nodial_duckdb.register(connection, index)
    return asked(connection, "SELECT id FROM campaign WHERE nodial(phone) = 'clear'")


def duckdb_batches(files):
    import pyarrow.compute

    connection, index = files.duckdb(), files.index()

    def scrub():
        reader = connection.sql("SELECT id, phone FROM campaign").to_arrow_reader(100_000)
        kept = [
            batch.filter(pyarrow.compute.equal(index.check(batch["phone"]), "clear"))
            for batch in reader]
        return pyarrow.Table.from_batches(kept)["id"]

    return scrub


KEY_IN_SQL = f"try_cast(right(regexp_replace(phone, '{NOT_DIGITS}', '', 'g'), 10) AS BIGINT)"


def duckdb_listed(files, condition):
    connection = files.duckdb()
    connection.execute(
        f"CREATE TABLE list AS SELECT number FROM read_csv('{files.numbers_path}', header = false,"
        " columns = {'number': 'BIGINT'})")
    return asked(connection, f"SELECT id FROM campaign {condition}")


def asked(connection, query):
    return lambda: connection.sql(query).to_arrow_table()["id"]


def pandas_nodial(files):
    frame, index = files.pandas(), files.index()
    return lambda: frame[index.check(frame["phone"]) == "clear"]["id"]


def pandas_keys(files):
    frame, listed = files.pandas(), files.numbers()
    return lambda: frame[~frame["key"].isin(listed)]["id"]


def pandas_regex(files):
    import pandas

    frame, listed = files.pandas(), files.numbers()

    def scrub():
        digits = frame["phone"].str.replace(NOT_DIGITS, "", regex=True).str[-10:]
        return frame[~pandas.to_numeric(digits, errors="coerce").isin(listed)]["id"]

    return scrub


CONTESTANTS = {
    "pyarrow-nodial": ("pyarrow: **Nodial**", pyarrow_nodial),
    "pyarrow-nodial-chunks": ("pyarrow: **Nodial**, chunks of 10,000, a call each", pyarrow_nodial_chunks),
    "pyarrow-nodial-threads": (
        "pyarrow: **Nodial**, two threads", lambda files: pyarrow_nodial(files, threads=2)),
    "pyarrow-keys": ("pyarrow: `is_in`, keys at hand", pyarrow_keys),
    "pyarrow-regex": ("pyarrow: a regex, `is_in`", pyarrow_regex),
    "polars-nodial": ("Polars: **Nodial**", polars_nodial),
    "polars-keys": ("Polars: `is_in`, keys at hand", polars_keys),
    "polars-join": ("Polars: anti join, keys at hand", polars_join),
    "polars-regex": ("Polars: a regex, anti join", lambda files: polars_join(files, is_read=True)),
    "duckdb-nodial": ("DuckDB: **Nodial**, `nodial(phone)`", duckdb_function),
    "duckdb-nodial-batches": ("DuckDB: **Nodial**, Arrow batches", duckdb_batches),
    "duckdb-in": (
        "DuckDB: `NOT IN`, keys at hand",
        lambda files: duckdb_listed(files, "WHERE key NOT IN (SELECT number FROM list)")),
    "duckdb-join": (
        "DuckDB: anti join, keys at hand",
        lambda files: duckdb_listed(files, "ANTI JOIN list ON list.number = key")),
    "duckdb-regex": (
        "DuckDB: a regex, anti join",
        lambda files: duckdb_listed(files, f"ANTI JOIN list ON list.number = {KEY_IN_SQL}")),
    "pandas-nodial": ("pandas: **Nodial**", pandas_nodial),
    "pandas-keys": ("pandas: `isin`, keys at hand", pandas_keys),
    "pandas-regex": ("pandas: a regex, `isin`", pandas_regex),
}


# The check alone: it gives how many are clear.


def checks(table, index):
    import pandas
    import polars
    import pyarrow

    cells = table["phone"].combine_chunks()
    slices = [cells.slice(first, CHUNK_CELL_COUNT) for first in range(0, len(cells), CHUNK_CELL_COUNT)]
    # Each where its own memory is, as they come from a reader.
    apart = [pyarrow.array(part.to_pylist()) for part in slices]
    chunked = pyarrow.chunked_array(apart)
    return {
        "pyarrow": lambda: index.check(cells),
        "pyarrow-chunked": lambda: index.check(chunked),
        "pyarrow-calls": lambda: [index.check(part) for part in apart],
        "polars": lambda series=polars.Series(cells): index.check(series),
        "pandas": lambda series=pandas.Series(cells.to_pylist()): index.check(series),
        "list": lambda texts=cells.to_pylist(): index.check(texts),
    }


CHECKS = {
    "pyarrow": "pyarrow, one array", "pyarrow-chunked": "pyarrow, a chunked array of 10,000 each",
    "pyarrow-calls": "pyarrow, 10,000 a call", "polars": "Polars", "pandas": "pandas", "list": "a list of texts",
}


class Files:
    """What is read, and the memory beside it."""

    def __init__(self, columns_path, numbers_path, index_path):
        self.columns_path = columns_path
        self.numbers_path = numbers_path
        self.index_path = index_path
        self.bytes_before_list = None

    def table(self):
        import pyarrow.parquet

        return self._noted(pyarrow.parquet.read_table(self.columns_path, columns=["id", "phone", "key"]))

    def polars(self):
        import polars

        return self._noted(polars.read_parquet(self.columns_path, columns=["id", "phone", "key"]))

    def pandas(self):
        import pandas

        # Keys with nulls are numbers with a fraction to pandas; its own whole numbers have room for nulls.
        return self._noted(
            pandas.read_parquet(self.columns_path, columns=["id", "phone", "key"]).astype({"key": "Int64"}))

    def duckdb(self):
        import duckdb

        connection = duckdb.connect()
        connection.execute(f"CREATE TABLE campaign AS SELECT id, phone, key FROM '{self.columns_path}'")
        return self._noted(connection)

    def _noted(self, columns):
        self.bytes_before_list = memory("VmRSS")
        return columns

    def index(self):
        import nodial

        return nodial.Index(self.index_path, region="US")

    def numbers(self):
        import numpy
        import pyarrow
        from pyarrow import csv as arrow_csv

        numbers = arrow_csv.read_csv(
            self.numbers_path, read_options=arrow_csv.ReadOptions(column_names=["number"]))["number"]
        return numpy.array(numbers.cast(pyarrow.int64()))


def memory(name):
    """A figure of the process in bytes."""
    with open("/proc/self/status", encoding="ascii") as file:
        for line in file:
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) << 10
    raise SystemExit(f"column_scrub: the system tells no {name}")


def reset_peak():
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")


def timed(run, row_count):
    """Nanoseconds a row of each pass: of all processors, and of the clock."""
    cpu, clock = [], []
    for _ in range(PASS_COUNT):
        cpu_begin, begin = time.process_time_ns(), time.perf_counter_ns()
        run()
        clock.append((time.perf_counter_ns() - begin) / row_count)
        cpu.append((time.process_time_ns() - cpu_begin) / row_count)
    return {"cpu": cpu, "clock": clock}


def scrub(name, columns_path, numbers_path, index_path):
    import numpy
    import pyarrow.parquet

    files = Files(columns_path, numbers_path, index_path)
    run = CONTESTANTS[name][1](files)
    before = memory("VmRSS")
    reset_peak()
    kept_ids = run()
    peak = memory("VmHWM")
    truth = pyarrow.parquet.read_table(columns_path, columns=["id", "truth"])
    ids, truth = (numpy.array(truth[name]) for name in ("id", "truth"))
    is_kept = numpy.isin(ids, numpy.array(kept_ids))
    if is_kept.sum() != len(kept_ids):
        raise SystemExit(f"column_scrub: {name} kept rows that there are not, or some twice")
    answers = {
        "listed": int((is_kept & (truth == "listed")).sum()),
        "lost": int((~is_kept & (truth == "clear")).sum()),
        "invalid": int((is_kept & (truth == "invalid")).sum())}
    memories = {"list": before - files.bytes_before_list, "more": peak - before}
    print(json.dumps({**timed(run, len(ids)), **memories, **answers}))


def check(name, columns_path, index_path):
    import nodial
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(columns_path, columns=["phone"])
    run = checks(table, nodial.Index(index_path, region="US"))[name]
    found = run()
    parts = found if name == "pyarrow-calls" else [found]
    clear = sum(
        (part.to_pylist() if hasattr(part, "to_pylist") else list(part)).count("clear") for part in parts)
    print(json.dumps({**timed(run, len(table)), "clear": clear}))


def make(campaign_path, expected_path, columns_path, cells_path):
    import nodial
    import pyarrow.parquet

    with open(campaign_path, newline="", encoding="utf-8") as campaign, \
            open(expected_path, newline="", encoding="utf-8") as expected:
        rows = itertools.islice(csv.reader(campaign), 1, ROW_COUNT_MAX + 1)
        ids, phones = zip(*((int(row[0]), row[3]) for row in rows))
        truths = dict(itertools.islice(csv.reader(expected), ROW_COUNT_MAX))
    keys = [number and int(number[-10:]) for number in nodial.normalize(phones, "US")]
    table = pyarrow.table({
        "id": ids, "phone": phones, "key": pyarrow.array(keys, pyarrow.int64()),
        "truth": [truths[str(each)] for each in ids]})
    pyarrow.parquet.write_table(table, columns_path)
    with open(cells_path, "w", encoding="utf-8") as file:
        file.writelines(f"{phone}\n" for phone in phones)


if __name__ == "__main__":
    {"make": make, "scrub": scrub, "check": check}[sys.argv[1]](*sys.argv[2:])
