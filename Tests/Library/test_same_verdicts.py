"""The same cells get the same verdicts everywhere: `python test_same_verdicts.py PROGRAM`; the seed is NODIAL_TEST_SEED, or printed.

100,000 cells in the writings of the fuzzer, some of them damaged, go through `nodial scrub` and `nodial check`, the library's
functions in C, and the Python package with lists, pyarrow, pandas, DuckDB, Polars, and Spark where it is installed.
"""

import csv
import ctypes
import datetime
import io
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import nodial
from nodial import _library

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Fuzz"))
import plans
import writings

PROGRAM = sys.argv.pop(1) if __name__ == "__main__" else ""
SEED = int(os.environ.get("NODIAL_TEST_SEED", time.time_ns() % 1_000_000))
if __name__ == "__main__":
    print(f"seed {SEED}", file=sys.stderr)

CELL_COUNT = 100_000
DAY = datetime.date(2026, 11, 27)
OPTIONS = {"region": "US", "channel": "voice", "purpose": "offers"}
# What a person or a program puts into a cell besides.
STRAYS = "0123456789 +-()/.,;:#*x\t\n\r\"'=|&@\u00a0\u2009\u2011\u200b\u0660\u06f9\u0966\uff10\uff0b\ufeffaeéßж手\U0001d7d8\U0001f4de"


def damaged(draw, text):
    """With a character or a part more, less or otherwise."""
    place, stray = draw.randrange(len(text) + 1), draw.choice(STRAYS)
    return draw.choice([
        text[:place] + stray + text[place:], text[:place] + text[place + 1:], text[:place] + stray + text[place + 1:],
        text[:place], text + " " + text, text.upper(), " " * draw.randrange(9) + text + "\t", text[::-1],
        "".join(chr(0xFF10 + int(c)) if c in "0123456789" else c for c in text),
    ])


def draw_cells(draw, count):
    """Cells, and the numbers that they were made of."""
    plan = plans.Plan()
    regions = ["US"] * 4 + plan.regions
    makers = list(writings.WRITINGS.values())
    cells, numbers = [], []
    while len(cells) < count:
        region = draw.choice(regions)
        size, make = draw.choice(makers)
        kinds = draw.choice([("mobile", "fixed"), ("mobile", "fixed", "toll-free"), ("mobile", "fixed"), ("possible",)])
        drawn = [plan.draw(draw, region, kinds) for _ in range(size)]
        text = make(draw, drawn)
        if text is None:
            continue
        while draw.random() < 0.25:
            text = damaged(draw, text)
        cells.append(draw.choice([None, "", "n/a", "0", "unknown", text]) if draw.random() < 0.02 else text)
        numbers += [number.e164 for number in drawn]
    return cells, numbers


class SameVerdicts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        draw = random.Random(SEED)
        cls.cells, numbers = draw_cells(draw, CELL_COUNT)
        cls.make_indexes(draw, numbers)
        cls.index = nodial.Index(cls.paths, keys=[cls.key], call_date=DAY, **OPTIONS)
        cls.outcomes, cls.lists = cls.by_scrub()

    @classmethod
    def tearDownClass(cls):
        cls.index.close()
        cls.temporary.cleanup()

    @classmethod
    def make_indexes(cls, draw, numbers):
        """Registers that cover some countries, one of them too old; and a list of one's own with a key, of which some are of
        another channel or purpose."""
        cls.key = cls.folder / "own.key"
        cls.run_program("key", "new", cls.key)
        for name in ["us", "gb", "de", "own", "sms", "news"]:
            listed = draw.sample(numbers, len(numbers) // 6)
            if name in ("us", "gb", "de"):
                code = {"us": "+1", "gb": "+44", "de": "+49"}[name]
                listed = [number for number in listed if number.startswith(code)] + [code + "2025550123"[:10]]
            cls.folder.joinpath(f"{name}.txt").write_text("\n".join(listed) + "\n")
        cls.run_program(
            "build", "-q", "--output", "registers.ndx", "--region", "US", "--format", "plain", "--tolerance", "100",
            "us=us.txt", "gb=gb.txt", "de=de.txt", "--date", "us=2026-11-20", "--date", "gb=2026-11-01", "--date", "de=2026-01-01",
            "--max-age", "us=31", "--max-age", "gb=31", "--max-age", "de=31", "--covers", "us=1", "--covers", "gb=44",
            "--covers", "de=49", "--allow-empty", "de")
        cls.run_program(
            "build", "-q", "--output", "own.ndx", "--key", cls.key, "--region", "US", "--format", "plain", "--tolerance", "100",
            "withdrawn=own.txt", "sms=sms.txt", "news=news.txt", "--channels", "sms=sms", "--purposes", "news=news")
        cls.paths = [cls.folder / "registers.ndx", cls.folder / "own.ndx"]

    @classmethod
    def run_program(cls, *arguments, data=None, statuses=(0,)):
        run = subprocess.run([PROGRAM, *arguments], cwd=cls.folder, input=data, capture_output=True, check=False)
        if run.returncode not in statuses:
            raise AssertionError(f"{arguments[0]} ended with {run.returncode}: {run.stderr.decode(errors='replace')[-2000:]}")
        return run.stdout.decode()

    @classmethod
    def asked_options(cls):
        options = [part for path in cls.paths for part in ("--index", path)]
        for name, value in OPTIONS.items():
            options += [f"--{name}", value]
        return [*options, "--key", cls.key, "--call-date", DAY.isoformat()]

    @classmethod
    def by_scrub(cls):
        """The outcome and the lists of each cell, by the rows that are kept and those that are not."""
        text = io.StringIO(newline="")
        out = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        out.writerow(["id", "phone"])
        out.writerows((place, cell or "") for place, cell in enumerate(cls.cells))
        cls.folder.joinpath("campaign.csv").write_text(text.getvalue(), encoding="utf-8", newline="")
        cls.run_program(
            "scrub", "-q", *cls.asked_options(), "campaign.csv", "--column", "phone", "--multiline-fields", "--output", "kept.csv",
            "--rejected", "rejected.csv")
        outcomes, lists = [""] * len(cls.cells), [""] * len(cls.cells)
        for name in ["kept.csv", "rejected.csv"]:
            with open(cls.folder / name, newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    place = int(row["id"])
                    if outcomes[place]:
                        raise AssertionError(f"row {place} came out twice")
                    outcomes[place] = row.get("nodial_outcome", "clear")
                    lists[place] = row.get("nodial_lists", "")
        return outcomes, lists

    def same(self, outcomes, lists=None, places=None):
        places = range(len(self.cells)) if places is None else places
        for found, wanted in [(outcomes, self.outcomes), (lists, self.lists)]:
            if found is None:
                continue
            self.assertEqual(len(found), len(places))
            others = [
                (place, self.cells[place], each, wanted[place]) for place, each in zip(places, found) if each != wanted[place]]
            self.assertEqual(others[:5], [], f"{len(others)} cells have another verdict, or other lists, than by nodial scrub")

    def test_scrub_has_all_outcomes(self):
        counts = {name: self.outcomes.count(name) for name in set(self.outcomes)}
        self.assertEqual(set(counts), {"clear", "listed", "invalid", "stale", "uncovered"})
        self.assertGreater(min(counts.values()), 200, counts)
        self.assertGreater(len(set(self.lists)), 10)
        self.assertEqual([bool(text) for text in self.lists].count(True), sum(counts[name] for name in ("listed", "stale")))

    def test_check(self):
        # It has a number a line, and passes over empty ones.
        places = [
            place for place, cell in enumerate(self.cells)
            if cell and cell.strip() and not set(cell) & set("\n\r\t") and cell == cell.strip()]
        text = "".join(f"{self.cells[place]}\n" for place in places)
        said = self.run_program("check", *self.asked_options(), "--stdin", data=text.encode(), statuses=(2,))
        rows = [line.split("\t") for line in said.split("\n")[:-1]]
        self.assertGreater(len(places), CELL_COUNT * 3 // 4)
        self.same([row[1] for row in rows], [row[3] if len(row) > 3 else "" for row in rows], places)

    def test_c_in_batches_and_one_by_one(self):
        texts = [(cell or "").encode() for cell in self.cells]
        offsets, end = [0], 0
        for text in texts:
            end += len(text)
            offsets.append(end)
        validity = bytearray((len(texts) + 7) // 8)
        for place, cell in enumerate(self.cells):
            validity[place >> 3] |= (cell is not None) << (place & 7)
        library = _library.library
        scratch = self.index._pool.take()
        try:
            for kind, check in [(ctypes.c_int32, library.nodial_check_strings), (ctypes.c_int64, library.nodial_check_large_strings)]:
                outcomes = (ctypes.c_uint8 * len(texts))()
                evidence = (ctypes.c_uint32 * len(texts))()
                status = check(
                    scratch, b"".join(texts), (kind * len(offsets))(*offsets), bytes(validity), 0, len(texts), outcomes, evidence)
                self.assertEqual(status, 0, library.nodial_message(scratch))
                self.same(
                    [nodial.OUTCOMES[outcome] for outcome in outcomes],
                    [library.nodial_evidence_lists(scratch, place).decode() for place in evidence])
            one, place = ctypes.c_uint8(), ctypes.c_uint32()
            found = []
            for text in texts:
                status = library.nodial_check(scratch, text, len(text), ctypes.byref(one), ctypes.byref(place))
                self.assertEqual(status, 0)
                found.append((nodial.OUTCOMES[one.value], library.nodial_evidence_lists(scratch, place).decode()))
            self.same(*zip(*found))
        finally:
            self.index._pool.give(scratch)

    def test_python_with_columns_of_each_kind(self):
        import pandas
        import polars
        import pyarrow

        cells = self.cells
        pieces = [cells[start:start + 777] for start in range(0, len(cells), 777)]
        for column in [
            cells, pyarrow.array(cells), pyarrow.array(cells, pyarrow.large_string()), pyarrow.array(cells, pyarrow.string_view()),
            pyarrow.chunked_array(pieces), pyarrow.array(cells).dictionary_encode(), polars.Series(cells),
            polars.Series(cells, dtype=polars.Categorical), pandas.Series(cells), pandas.Series(cells, dtype=object),
        ]:
            found = self.index.check(column)
            self.same(found.to_pylist() if hasattr(found, "to_pylist") else list(found))
        self.same(*self.index.check_lists(cells))
        self.same(self.index.check(pyarrow.array(cells), threads=3).to_pylist())
        places = range(0, len(cells), 25)
        told = [self.index.explain(cells[place] or "") for place in places]
        self.same([each["outcome"] for each in told], [";".join(each["lists"]) for each in told], places)
        self.assertEqual(
            [self.index.may_be_called(cells[place] or "") for place in places],
            [self.outcomes[place] == "clear" for place in places])

    def test_duckdb(self):
        import duckdb
        import pyarrow
        from nodial import duckdb as nodial_duckdb

        connection = duckdb.connect()
        nodial_duckdb.register(connection, self.index)
        connection.register("campaign", pyarrow.table({"place": range(len(self.cells)), "phone": self.cells}))
        connection.execute("CREATE TABLE leads AS SELECT * FROM campaign")
        self.same(*zip(*connection.sql("SELECT nodial(phone), nodial_lists(phone) FROM leads ORDER BY place").fetchall()))
        table = connection.sql("SELECT phone FROM leads ORDER BY place").to_arrow_table()
        self.same(self.index.check(table["phone"]).to_pylist())

    def test_polars(self):
        import polars
        from nodial import polars as nodial_polars

        frame = polars.DataFrame({"phone": self.cells}).lazy().select(
            outcome=nodial_polars.check("phone", self.index), lists=nodial_polars.lists("phone", self.index))
        for engine in ["in-memory", "streaming"]:
            found = frame.collect(engine=engine)
            self.same(found["outcome"].to_list(), found["lists"].to_list())

    def test_spark(self):
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            self.skipTest("PySpark is not installed; Scripts/test-spark installs it")
        if not shutil.which("java"):
            self.skipTest("Java is not installed; Scripts/test-spark installs it")
        from nodial import spark as nodial_spark

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        session = (
            SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate())
        session.sparkContext.setLogLevel("OFF")
        try:
            frame = session.createDataFrame(list(enumerate(self.cells)), "place int, phone string")
            checked = nodial_spark.check(frame, "phone", [str(path) for path in self.paths], keys=[str(self.key)], call_date=DAY,
                                         **OPTIONS)
            found = {row["place"]: row["nodial_outcome"] for row in checked.collect()}
        finally:
            session.stop()
        self.same([found[place] for place in range(len(self.cells))])


if __name__ == "__main__":
    unittest.main(verbosity=0)
