"""The Python package against the program: `python test_nodial.py PROGRAM INDEX…`; the seed is NODIAL_TEST_SEED, or printed."""

import copy
import datetime
import multiprocessing
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import unittest.mock
import zipfile

import nodial

PROGRAM = sys.argv.pop(1) if __name__ == "__main__" else ""
SEED = int(os.environ.get("NODIAL_TEST_SEED", time.time_ns() % 1_000_000))
if __name__ == "__main__":
    print(f"seed {SEED}", file=sys.stderr)


def _check(index):
    return index.check(["2025550105"])


def build(folder, name="dnc.ndx", *options):
    folder.joinpath("us.txt").write_text("".join(f"+1202555{number:04d}\n" for number in range(100, 200)))
    folder.joinpath("gb.txt").write_text("".join(f"+4420794600{number:02d}\n" for number in range(0, 50)))
    folder.joinpath("own.txt").write_text("+12025550105\n+493012345678\n")
    subprocess.run(
        [PROGRAM, "build", "-q", "--region", "US", "-o", name, "us-ftc=us.txt", "uk-tps=gb.txt", "own=own.txt",
         "--covers", "us-ftc=1202", "--covers", "uk-tps=44", *options],
        cwd=folder, check=True)
    return folder / name


def awkward(random_, count):
    """Cells as people and programs leave them, and what is none."""
    digits = lambda n: "".join(random_.choice("0123456789") for _ in range(n))
    forms = [
        lambda: f"+1202555{digits(4)}", lambda: f"(202) 555-{digits(4)}", lambda: f"202.555.{digits(4)} ext. {digits(2)}",
        lambda: f"+44 20 7946 00{digits(2)}", lambda: f"0044 (0)20 7946 00{digits(2)}", lambda: f"+49 30 {digits(8)}",
        lambda: f"2.02555{digits(4)}E+9", lambda: f"tel:+1-202-555-{digits(4)}", lambda: f"202555{digits(4)} / 202555{digits(4)}",
        lambda: f"office: 202 555 {digits(4)}, home 202 555 {digits(4)}", lambda: digits(random_.randrange(1, 20)),
        lambda: "".join(chr(random_.choice([0x660, 0xFF10]) + int(d)) for d in "12025550105"), lambda: "none", lambda: "",
        lambda: f"+1 202\u00a0555\u2011{digits(4)}", lambda: "".join(chr(random_.randrange(32, 0x2FF)) for _ in range(random_.randrange(30))),
    ]
    cells = [random_.choice(forms)() for _ in range(count)]
    return [cell.replace("\n", " ").replace("\r", " ") for cell in cells]


class NodialTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.path = build(cls.folder)
        cls.index = nodial.Index(cls.path, region="US", call_date=datetime.date(2026, 11, 27))

    @classmethod
    def tearDownClass(cls):
        cls.index.close()
        cls.temporary.cleanup()

    def index_of(self, name, number):
        """An index of one number."""
        self.folder.joinpath("one.txt").write_text(f"{number}\n")
        subprocess.run([PROGRAM, "build", "-q", "-o", name, "own=one.txt"], cwd=self.folder, check=True)
        return self.folder / name

    def asked(self, cells):
        """What the program says of each."""
        run = subprocess.run(
            [PROGRAM, "check", "--index", self.path, "--region", "US", "--call-date", "2026-11-27", "--stdin"],
            input="\n".join(cells) + "\n", capture_output=True, text=True, check=False)
        lines = [line.split("\t") for line in run.stdout.split("\n")[:-1]]
        self.assertEqual(len(lines), len(cells), run.stderr)
        return [(line[1], line[3] if len(line) > 3 else "") for line in lines]

    def test_awkward_cells_get_the_programs_verdicts(self):
        cells = awkward(random.Random(SEED), 20_000)
        # The program passes over empty lines.
        cells = [cell for cell in cells if cell.strip()]
        wanted = self.asked(cells)
        outcomes, lists = self.index.check_lists(cells)
        for cell, want, outcome, text in zip(cells, wanted, outcomes, lists):
            self.assertEqual((outcome, text), want, repr(cell))
        self.assertEqual(len(set(outcomes)), 4)
        import pandas
        import polars
        import pyarrow

        for column in [
            pyarrow.array(cells), pyarrow.array(cells, pyarrow.large_string()), pyarrow.array(cells, pyarrow.string_view()),
            pyarrow.chunked_array([cells[:5], cells[5:]]), polars.Series("phone", cells), pandas.Series(cells),
            pandas.Series(cells, dtype="string"), tuple(cells),
        ]:
            found = self.index.check(column)
            found = found.to_pylist() if hasattr(found, "to_pylist") else list(found)
            self.assertEqual(found, outcomes, type(column))
        self.assertEqual(self.index.check(pyarrow.array(cells), threads=2).to_pylist(), outcomes)
        self.assertEqual(list(self.index.check(polars.Series(cells), threads=3)), outcomes)
        self.assertEqual(list(self.index.check(pandas.Series(cells, index=range(len(cells), 0, -1)), threads=3)), outcomes)

    def test_nulls_and_slices(self):
        import polars
        import pyarrow

        cells = ["+12025550105", None, "nobody", None, "+12025559999"] * 7
        wanted = ["listed", "invalid", "invalid", "invalid", "clear"] * 7
        self.assertEqual(self.index.check(cells), wanted)
        for start in range(0, 12):
            for column in [pyarrow.array(cells), pyarrow.array(cells, pyarrow.string_view())]:
                self.assertEqual(self.index.check(column.slice(start, 9)).to_pylist(), wanted[start:start + 9])
            self.assertEqual(list(self.index.check(polars.Series(cells).slice(start, 9))), wanted[start:start + 9])
        self.assertEqual(self.index.check([]), [])
        self.assertEqual(len(self.index.check(pyarrow.array([], pyarrow.string()))), 0)
        found = self.index.check(polars.Series("phone", cells))
        self.assertEqual((found.name, found.dtype), ("phone", polars.Enum(list(nodial.OUTCOMES))))

    def test_one_number(self):
        told = self.index.explain("(202) 555-0105")
        self.assertEqual(told["outcome"], "listed")
        self.assertEqual([name.split("@")[0] for name in told["lists"]], ["us-ftc", "own"])
        self.assertFalse(self.index.may_be_called("+12025550105"))
        self.assertTrue(self.index.may_be_called("+12025559999"))
        self.assertFalse(self.index.may_be_called("nobody\udcff"))
        self.assertEqual(self.index.explain("+493099999999")["outcome"], "uncovered")
        self.assertEqual(self.index.lists, ["us-ftc", "uk-tps", "own"])
        self.assertEqual(nodial.normalize(["(202) 555-0105", None, "x", "+44 20 7946 0000"], "US"),
                         ["+12025550105", None, None, "+442079460000"])

    def test_what_cannot_be_is_a_sentence(self):
        import pandas
        import polars
        import pyarrow

        for ask, part in [
            (lambda: nodial.Index(self.folder / "gone.ndx"), "gone.ndx"),
            (lambda: nodial.Index(self.folder / "us.txt"), "us.txt"),
            (lambda: nodial.Index(self.path, channel="pigeon"), "voice"),
            (lambda: nodial.Index(self.path, region="Germany"), "region"),
            (lambda: nodial.Index([]), "no index"),
            (lambda: self.index.check(pyarrow.array([1, 2])), "cast it to strings"),
            (lambda: self.index.check(pyarrow.table({"phone": ["1"]})), "name one of its columns"),
            (lambda: self.index.check({"phone": ["1"]}), "name one of its columns"),
            (lambda: self.index.check("+12025550105"), "explain"),
            (lambda: self.index.check(5), "no column"),
            (lambda: self.index.explain(None), "no text"),
            (lambda: nodial.Index("a\0b"), "no name of a file"),
            (lambda: nodial.Index(self.folder), "index"),
            (lambda: nodial.Index(self.path, call_date="2026-11-27"), "datetime.date"),
            (lambda: nodial.Index(self.path, call_date=datetime.date(1970, 1, 1)), "day of contact"),
            (lambda: self.index.check([12025550105]), "no text"),
            (lambda: self.index.check(pyarrow.array(["1"]).dictionary_encode().indices), "cast"),
            (lambda: nodial.normalize(["1"], "XX1"), "region"),
            (lambda: nodial.normalize(["1"], 1), "region is no text"),
            (lambda: nodial.Index(None), "no name of a file"),
            (lambda: nodial.Index(self.path, keys=5), "no name of a file"),
            (lambda: nodial.Index(self.path, channel=5), "channel is no text"),
            # It would be cut there, and another list asked.
            (lambda: nodial.Index(self.path, purpose="offers\0more"), "ends there"),
            (lambda: nodial.Index(self.path, call_date=pandas.NaT), "no day"),
            (lambda: self.index.check(pandas.DataFrame([["1", "2"]], columns=["phone", "phone"])), "name one of its columns"),
            (lambda: self.index.check(pandas.Series(["1", 12025550105], dtype=object)), "cell 1 is no text but int"),
            (lambda: self.index.check(polars.Series(["1", 12025550105], dtype=polars.Object)), "cell 1 is no text but int"),
            (lambda: self.index.check(pyarrow.array([1]).dictionary_encode()), "cast it to strings"),
            (lambda: self.index.check(pandas.Series([12025550105.0, None])), "cast it to strings"),
            (lambda: nodial.scrub("a", "b", "c", program="/nowhere/nodial"), "install nodial"),
            (lambda: nodial.scrub(["a", "b"], "c", self.path), "one by one"),
            (lambda: nodial.scrub(self.folder / "gone.csv", self.folder / "x", self.path, program=PROGRAM), "gone.csv"),
        ]:
            with self.assertRaises(nodial.NodialError) as caught:
                ask()
            self.assertIn(part, str(caught.exception))
            self.assertNotIn("2025550105", str(caught.exception))
        closed = nodial.Index(self.path)
        closed.close()
        with self.assertRaises(nodial.NodialError):
            closed.check(["+12025550105"])

    def test_a_keyed_index(self):
        subprocess.run([PROGRAM, "key", "new", "own.key"], cwd=self.folder, check=True, stdout=subprocess.DEVNULL)
        path = build(self.folder, "keyed.ndx", "--key", "own.key")
        with self.assertRaises(nodial.NodialError):
            nodial.Index(path)
        with nodial.Index(path, keys=[self.folder / "own.key"]) as index:
            self.assertEqual(index.check(["+12025550105", "+12025559999"]), ["listed", "clear"])
        with nodial.Index([self.path], channel="voice", purpose="offers", trusted=True) as index:
            self.assertEqual(index.check(["+12025550105"]), ["listed"])

    def test_an_index_that_changes_gives_no_answer(self):
        other = build(self.folder, "other.ndx", "--covers", "own=49")

        def cut(path):
            os.truncate(path, 0)

        def overwrite(path):
            path.write_bytes(b"\0" * path.stat().st_size)

        def copy_over(path):
            path.write_bytes(other.read_bytes())

        def rename_over(path):
            os.link(path, self.folder / "backup.ndx")
            os.replace(shutil.copy(other, self.folder / "new.ndx"), path)

        def move_aside(path):
            os.rename(path, self.folder / "aside.ndx")
            shutil.copy(other, path)

        for change in [cut, overwrite, copy_over, rename_over, move_aside, os.remove]:
            path = build(self.folder, f"{change.__name__}.ndx")
            for name in ["backup.ndx", "aside.ndx"]:
                (self.folder / name).unlink(missing_ok=True)
            index = nodial.Index(path)
            self.assertEqual(index.check(["+12025550105"]), ["listed"])
            change(path)
            for ask in [lambda: index.check(["+12025550105"]), lambda: index.explain("+12025550105"),
                        lambda: index.may_be_called("+12025550105")]:
                with self.assertRaises(nodial.NodialError, msg=change.__name__) as caught:
                    ask()
                self.assertIn("open it again", str(caught.exception))

    def test_a_link_that_is_switched_is_noticed(self):
        link = self.folder / "current.ndx"
        os.symlink(self.path, link)
        index = nodial.Index(link)
        os.symlink(build(self.folder, "next.ndx"), self.folder / "switch")
        os.replace(self.folder / "switch", link)
        with self.assertRaises(nodial.NodialError):
            index.check(["+12025550105"])

    def test_closing_waits_for_who_asks(self):
        index = nodial.Index(self.path)

        def cells():
            yield "+12025550105"
            index.close()

        self.assertEqual(index.check(cells()), ["listed"])
        with self.assertRaises(nodial.NodialError):
            index.check(["1"])
        for _ in range(20):
            index = nodial.Index(self.path)
            threads = [threading.Thread(target=self.ask_until_closed, args=(index,)) for _ in range(3)]
            for thread in threads:
                thread.start()
            index.close()
            for thread in threads:
                thread.join()

    @staticmethod
    def ask_until_closed(index):
        try:
            while True:
                index.check(["+12025550105"] * 5_000)
        except nodial.NodialError:
            pass

    def test_copies_open_the_same_again(self):
        import pickle

        other = copy.copy(self.index)
        del other
        again = pickle.loads(pickle.dumps(self.index))
        self.assertEqual(again.explain("2025550105"), self.index.explain("2025550105"))
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            self.assertEqual(pool.apply(_check, (self.index,)), ["listed"])

    def test_columns_of_many_kinds(self):
        import numpy
        import pandas
        import polars
        import pyarrow

        one = "+12025550105"
        for column in [
            pyarrow.array([one, None]).dictionary_encode(), pyarrow.chunked_array([[one], [None]]).dictionary_encode(),
            polars.Series([one, None], dtype=polars.Categorical), pandas.Series([one, None], dtype="category"),
            pandas.Series([one, numpy.nan], dtype=object), pandas.Series([one, pandas.NA], dtype="string"),
            [one, pandas.NA], numpy.array([one, None], dtype=object), numpy.ma.masked_array([one, "x"], [False, True]),
            [one, "\ud800"], [one, float("nan")], pandas.Index([one, "x"]), [one, numpy.float32("nan")], [one.encode(), b"\xff"],
            [bytearray(one.encode()), memoryview(b"x")],
            polars.Series([one, None], dtype=polars.Object), polars.Series([one, None], dtype=polars.Enum([one])),
            pyarrow.DictionaryArray.from_arrays([0, 1], pyarrow.array([one, "x"], pyarrow.string_view())),
            pyarrow.DictionaryArray.from_arrays([0, 1], pyarrow.array([one, None])),
            pyarrow.array(["x", one, None, "y"]).dictionary_encode().slice(1, 2),
            pyarrow.chunked_array([pyarrow.array([one]).dictionary_encode(), pyarrow.array(["x"]).dictionary_encode()]),
            pyarrow.RunEndEncodedArray.from_arrays([1, 2], [one, "x"]), pandas.Series(["x", one, None])[1:],
            pandas.Series([one, None], dtype=pandas.ArrowDtype(pyarrow.dictionary(pyarrow.int32(), pyarrow.string()))),
            pandas.Series(numpy.array([one.encode(), "x"], dtype=object)), pyarrow.chunked_array([[], [one], [], [None]], pyarrow.string()),
            [one, "2" * 10_000_000], pyarrow.array([one, "\0" + "7 " * 5_000_000]),
        ]:
            found = self.index.check(column)
            found = found.to_pylist() if hasattr(found, "to_pylist") else list(found)
            self.assertEqual(found, ["listed", "invalid"], repr(column))
        for column in [pyarrow.nulls(2), polars.Series([None, None]), pandas.Series([None, None]),
                       pandas.Series([numpy.nan, numpy.nan]), pandas.Series([None, None], dtype="Int64")]:
            found = self.index.check(column)
            found = found.to_pylist() if hasattr(found, "to_pylist") else list(found)
            self.assertEqual(found, ["invalid"] * 2, repr(column))
        for column in [
            pandas.Series([], dtype=object), pandas.Series([], dtype="category"), polars.Series([]), polars.Series([], dtype=polars.String),
            polars.Series([], dtype=polars.Categorical), pyarrow.chunked_array([], pyarrow.string()), pyarrow.nulls(0),
            pyarrow.array([], pyarrow.string()).dictionary_encode(), numpy.array([], dtype=object),
        ]:
            self.assertEqual(len(self.index.check(column)), 0, repr(column))
            self.assertEqual(self.index.check_lists(column)[1], [], repr(column))
        self.assertEqual(list(self.index.check(pandas.Series([one, "x"], index=[7, 7])).index), [7, 7])
        chunks = pyarrow.chunked_array([pyarrow.array([one] * 3)] * 20_000)
        self.assertEqual(len(self.index.check(chunks)), 60_000)

    def test_lists_are_read_alike_with_pyarrow_and_without(self):
        import numpy

        random_ = random.Random(SEED)
        nothing = [None, float("nan"), numpy.nan, b"+12025550105", "\ud800", "", "\0", numpy.str_("+12025550105"), "ü" * 99]
        for _ in range(50):
            cells = awkward(random_, 200) + random_.choices(nothing, k=random_.choice([0, 3]))
            random_.shuffle(cells)
            found = self.index.check(cells)
            with unittest.mock.patch.dict(sys.modules, {"pyarrow": None}):
                self.assertEqual(self.index.check(cells), found)

    def test_nothing_is_kept_of_what_was_asked(self):
        import pandas
        import polars
        import pyarrow

        cells = ["+12025550105", None, "none of these is a number " * 100] * 3_000
        columns = [
            pyarrow.array(cells), pyarrow.chunked_array([cells[:9], cells[9:]]),
            polars.Series(cells), polars.Series(cells, dtype=polars.Categorical), pandas.Series(cells), cells,
        ]

        def ask():
            for column in columns:
                self.index.check(column)
                self.index.check_lists(column)
            with self.assertRaises(nodial.NodialError):
                self.index.check(cells + [5])

        def resident():
            with open("/proc/self/statm", encoding="ascii") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

        for _ in range(3):
            ask()
        before = resident()
        for _ in range(10):
            ask()
        # A copy of one column has eight megabytes; six are asked twenty times.
        self.assertLess(resident() - before, 60_000_000)

    def test_dictionaries_of_arrow(self):
        import pyarrow

        texts = ["+12025550105", None, "(202) 555-9999", "nobody", "+44 20 7946 0011 (the office, second floor)"]
        outcomes = ["listed", "invalid", "clear", "invalid", "listed"]
        random_ = random.Random(SEED)
        places = [random_.choice([None, 0, 1, 2, 3, 4]) for _ in range(3_000)]
        wanted = ["invalid" if place is None else outcomes[place] for place in places]
        for width in [pyarrow.int8(), pyarrow.uint8(), pyarrow.int16(), pyarrow.uint16(), pyarrow.int32(), pyarrow.uint32(),
                      pyarrow.int64(), pyarrow.uint64()]:
            for kind in [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.binary()]:
                column = pyarrow.DictionaryArray.from_arrays(pyarrow.array(places, width), pyarrow.array(texts, pyarrow.string()).cast(kind))
                self.assertEqual(self.index.check(column).to_pylist(), wanted, (width, kind))
                self.assertEqual(self.index.check(column.slice(7, 1_500)).to_pylist(), wanted[7:1_507], (width, kind))
        cells = [None if place is None else texts[place] for place in places]
        self.assertEqual(nodial.normalize(column, "US"), nodial.normalize(cells, "US"))
        self.assertEqual(self.index.check_lists(column)[1], self.index.check_lists(cells)[1])
        nulls = pyarrow.DictionaryArray.from_arrays(pyarrow.array([None, None], pyarrow.int8()), pyarrow.array([], pyarrow.string()))
        self.assertEqual(self.index.check(nulls).to_pylist(), ["invalid"] * 2)
        for wrong in [[0, 5], [0, -1]]:
            wild = pyarrow.DictionaryArray.from_arrays(pyarrow.array(wrong, pyarrow.int8()), pyarrow.array(texts), safe=False)
            with self.assertRaises(nodial.NodialError) as caught:
                self.index.check(wild)
            self.assertIn("cell 1 is of no value", str(caught.exception))
        with self.assertRaises(nodial.NodialError) as caught:
            self.index.check(pyarrow.array([5, 6]).dictionary_encode())
        self.assertIn("cast it to strings", str(caught.exception))

    def test_a_pipe_is_no_index(self):
        os.mkfifo(self.folder / "pipe.ndx")
        with self.assertRaises(nodial.NodialError):
            nodial.Index(self.folder / "pipe.ndx")

    def test_faulthandler_and_forks(self):
        # Another handler than ours stands when an index is opened; children ask what their parent has opened.
        script = f"""
import faulthandler, os, nodial
first = nodial.Index({str(self.path)!r}, region="US")
faulthandler.enable()
index = nodial.Index({str(self.path)!r}, region="US")
import threading
is_over = []
def ask():
    while not is_over: index.may_be_called("2025550105")
threads = [threading.Thread(target=ask) for _ in range(3)]
for thread in threads: thread.start()
for _ in range(300):
    child = os.fork()
    if child == 0:
        os._exit(0 if index.check(["2025550105", "x"]) == ["listed", "invalid"] else 1)
    assert os.waitpid(child, 0)[1] == 0
is_over.append(1)
for thread in threads: thread.join()
print("done")
"""
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual(run.stdout, "done\n", run.stderr)

    def test_threads_ask_the_same_index(self):
        wrong = []

        def ask():
            for _ in range(50):
                if self.index.check(["+12025550105", "+12025559999"] * 500) != ["listed", "clear"] * 500:
                    wrong.append(1)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_the_package_in_a_zip_unpacks_its_library_once(self):
        archive, temporary = self.folder / "nodial.zip", self.folder / "temporary"
        temporary.mkdir()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
            for path in pathlib.Path(nodial.__file__).parent.iterdir():
                if path.is_file():
                    file.write(path, f"nodial/{path.name}")
        ask = ("import nodial, sys; assert '.zip' in nodial.__file__, nodial.__file__; "
               "print(nodial.Index(sys.argv[1]).check(['2025550105']))")
        environment = {**os.environ, "PYTHONPATH": str(archive), "TMPDIR": str(temporary)}

        def start():
            return subprocess.Popen([sys.executable, "-c", ask, self.path], env=environment, cwd=temporary,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

        for output, errors in [process.communicate() for process in [start() for _ in range(4)]]:
            self.assertEqual(output, "['listed']\n", errors)
        folder = temporary / f"nodial-{os.getuid()}"
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)
        [library] = folder.iterdir()
        # What a crash has cut is not loaded, and a folder of others is not used.
        os.truncate(library, 1000)
        self.assertEqual(start().communicate()[0], "['listed']\n")
        self.assertEqual(len(list(folder.iterdir())), 1)
        folder.chmod(0o777)
        self.assertIn("set TMPDIR", start().communicate()[1])

    def test_files_are_scrubbed_by_the_program(self):
        self.folder.joinpath("c.csv").write_text("phone\n+12025550105\n+12025559999\n")
        said = nodial.scrub(self.folder / "c.csv", self.folder / "kept.csv", self.path, program=PROGRAM)
        self.assertIn("2 rows", said)
        self.assertEqual(self.folder.joinpath("kept.csv").read_text(), "phone\n+12025559999\n")
        # Names that begin as options do.
        self.folder.joinpath("more.txt").write_text("+12025550300\n")
        subprocess.run([PROGRAM, "build", "-q", "-o", "second.ndx", "more=more.txt"], cwd=self.folder, check=True)
        here = os.getcwd()
        os.chdir(self.folder)
        try:
            for name, output in [("--unique", "-o"), ("-", "--output"), (b"-q", pathlib.Path("-"))]:
                shutil.copy("c.csv", name)
                nodial.scrub(name, output, [self.path, "second.ndx"], program=PROGRAM)
                self.assertEqual(pathlib.Path(output).read_text(), "phone\n+12025559999\n")
        finally:
            os.chdir(here)

    def test_duckdb_asks_by_arrow(self):
        import duckdb

        table = duckdb.sql("SELECT '+1202555' || lpad(i::VARCHAR, 4, '0') AS phone FROM range(0, 3000) t(i)").to_arrow_table()
        found = self.index.check(table["phone"]).to_pylist()
        self.assertEqual([place for place, outcome in enumerate(found) if outcome == "listed"], list(range(100, 200)))

    def test_a_function_of_duckdb(self):
        import duckdb
        from nodial import duckdb as nodial_duckdb

        cells = awkward(random.Random(SEED), 10_000) + [None, ""]
        outcomes, lists = self.index.check_lists(cells)
        connection = duckdb.connect()
        nodial_duckdb.register(connection, self.index)
        connection.execute("CREATE TABLE leads (place INTEGER, phone VARCHAR)")
        connection.register("cells", __import__("pyarrow").table({"place": range(len(cells)), "phone": cells}))
        connection.execute("INSERT INTO leads SELECT * FROM cells")
        found = connection.sql("SELECT nodial(phone), nodial_lists(phone) FROM leads ORDER BY place").fetchall()
        self.assertEqual(found, list(zip(outcomes, lists)))
        kept = connection.cursor().sql("SELECT place FROM leads WHERE nodial(phone) = 'clear' ORDER BY place").fetchall()
        self.assertEqual([place for place, in kept], [place for place, outcome in enumerate(outcomes) if outcome == "clear"])
        self.assertEqual(connection.sql("SELECT nodial(NULL), typeof(nodial('1')) LIKE 'ENUM(%'").fetchall(), [("invalid", True)])
        self.assertEqual(connection.sql("SELECT nodial(phone) FROM leads WHERE false").fetchall(), [])

    def test_functions_of_duckdb_outlive_their_cursor_and_keep_no_outcome(self):
        import gc

        import duckdb
        from nodial import duckdb as nodial_duckdb

        listed, other = "+12025550101", "+12025559999"
        newer = nodial.Index(self.index_of("duck.ndx", other))
        connection = duckdb.connect()
        cursor = connection.cursor()
        nodial_duckdb.register(cursor, self.index, "own")
        cursor.close()
        del cursor
        gc.collect()
        nodial_duckdb.register(connection, newer, "other")
        self.assertEqual(connection.sql(f"SELECT own('{listed}'), own('{other}')").fetchall(), [("listed", "clear")])

        former = nodial.Index(self.path)
        nodial_duckdb.register(connection, former, "night")
        connection.execute("PREPARE ask AS SELECT night('+493012345678')")
        self.assertEqual(connection.execute("EXECUTE ask").fetchall(), [("listed",)])
        former.close()
        with self.assertRaises(duckdb.Error) as caught:
            connection.execute("EXECUTE ask").fetchall()
        self.assertIn("the index is closed", str(caught.exception))
        connection.execute("CREATE TABLE leads (phone VARCHAR)")
        with self.assertRaises(duckdb.Error):
            connection.execute("CREATE INDEX outcomes ON leads (night(phone))")

    def test_programs_that_are_not_nodial_are_told(self):
        for program, part in [("/bin/true", "is it nodial?"), ("/bin/false", "ended with status 1")]:
            with self.assertRaises(nodial.NodialError) as caught:
                nodial.scrub(self.folder / "us.txt", self.folder / "kept-by-nobody.csv", self.path, program=program)
            self.assertIn(part, str(caught.exception))

    def test_a_copy_opens_the_same_files_in_any_folder(self):
        import copy
        import pickle

        before = os.getcwd()
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        self.index_of("relative.ndx", "+12025550101")
        self.index_of("elsewhere/relative.ndx", "+12025559999")
        try:
            os.chdir(self.folder)
            index = nodial.Index("relative.ndx")
            pickled = pickle.dumps(index)
            os.chdir(elsewhere)
            for each in [index, copy.copy(index), pickle.loads(pickled)]:
                self.assertEqual(each.explain("+12025550101")["outcome"], "listed")
        finally:
            os.chdir(before)

    def test_a_function_of_duckdb_asks_the_newest_index(self):
        import duckdb
        from nodial import duckdb as nodial_duckdb

        connection = duckdb.connect()
        first = nodial.Index(self.path)
        nodial_duckdb.register(connection, first, "may")
        ask = lambda: connection.sql("SELECT may('+493012345678')").fetchall()
        self.assertEqual(ask(), [("listed",)])
        first.close()
        with self.assertRaises(duckdb.Error) as caught:
            ask()
        self.assertIn("the index is closed", str(caught.exception))
        nodial_duckdb.register(connection, nodial.Index(self.index_of("newer.ndx", "+12025550199")), "may")
        self.assertEqual(ask(), [("clear",)])
        for name, index, part in [("lower", self.index, "another name"), ("x", self.path, "open it first")]:
            with self.assertRaises(nodial.NodialError) as caught:
                nodial_duckdb.register(connection, index, name)
            self.assertIn(part, str(caught.exception))
        self.assertEqual(connection.sql("SELECT lower('A')").fetchall(), [("a",)])

    def test_expressions_of_polars(self):
        import polars
        from nodial import polars as nodial_polars

        cells = awkward(random.Random(SEED), 10_000) + [None, ""]
        outcomes, lists = self.index.check_lists(cells)
        frame = polars.DataFrame({"place": range(len(cells)), "phone": cells})
        wanted = frame.with_columns(
            outcome=polars.Series(outcomes, dtype=polars.Enum(list(nodial.OUTCOMES))), lists=polars.Series(lists))
        asked = {"outcome": nodial_polars.check("phone", self.index), "lists": nodial_polars.lists("phone", self.index)}
        may = nodial_polars.may_be_called("phone", self.index)
        for engine in ["in-memory", "streaming"]:
            lazy = frame.lazy().with_columns(**asked)
            self.assertEqual(lazy.collect_schema(), wanted.schema)
            self.assertTrue(lazy.collect(engine=engine).equals(wanted))
            kept = frame.lazy().filter(may).collect(engine=engine)
            self.assertTrue(kept.equals(frame.filter(polars.Series(outcomes) == "clear")))
        self.assertEqual(frame.select(may)["phone"].null_count(), 0)
        self.assertEqual(frame.clear().with_columns(**asked).schema, wanted.schema)
        by_kind = frame.select(nodial_polars.check(polars.col("phone").cast(polars.Categorical), self.index))
        self.assertEqual(by_kind["phone"].to_list(), outcomes)
        for ask, part in [
            (lambda: frame.select(nodial_polars.check("place", self.index)), "cast it to strings"),
            (lambda: nodial_polars.check("phone", self.path), "open it first"),
        ]:
            with self.assertRaises(nodial.NodialError) as caught:
                ask()
            self.assertIn(part, str(caught.exception))

    def test_no_library_is_needed_to_import_it(self):
        script = "import sys, nodial; print(sorted({'duckdb', 'numpy', 'pandas', 'polars', 'pyarrow', 'pyspark'} & set(sys.modules)))"
        script += "; from nodial import duckdb, polars, spark; print({'duckdb', 'polars', 'pyspark'} & set(sys.modules))"
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        self.assertEqual(run.stdout, "[]\nset()\n", run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=0)
