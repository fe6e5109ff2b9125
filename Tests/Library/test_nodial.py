"""The Python package against the program: `python test_nodial.py PROGRAM INDEX…`; the seed is NODIAL_TEST_SEED, or printed."""

import datetime
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import nodial

PROGRAM = sys.argv.pop(1)
SEED = int(os.environ.get("NODIAL_TEST_SEED", time.time_ns() % 1_000_000))
print(f"seed {SEED}", file=sys.stderr)


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
        import pyarrow

        for ask, part in [
            (lambda: nodial.Index(self.folder / "gone.ndx"), "gone.ndx"),
            (lambda: nodial.Index(self.folder / "us.txt"), "us.txt"),
            (lambda: nodial.Index(self.path, channel="pigeon"), "voice"),
            (lambda: nodial.Index(self.path, region="Germany"), "region"),
            (lambda: nodial.Index([]), "no index"),
            (lambda: self.index.check(pyarrow.array([1, 2])), "format"),
            (lambda: self.index.check([12025550105]), "no text"),
            (lambda: nodial.normalize(["1"], "XX1"), "region"),
            (lambda: nodial.scrub("a", "b", "c", program="/nowhere/nodial"), "install nodial"),
            (lambda: nodial.scrub(self.folder / "gone.csv", self.folder / "x", self.path, program=PROGRAM), "gone.csv"),
        ]:
            with self.assertRaises(nodial.NodialError) as caught:
                ask()
            self.assertIn(part, str(caught.exception))
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
        path = build(self.folder, "changing.ndx")
        index = nodial.Index(path)
        self.assertEqual(index.check(["+12025550105"]), ["listed"])
        os.truncate(path, 100)
        with self.assertRaises(nodial.NodialError):
            index.check(["+12025550105"])

    def test_faulthandler_and_forks(self):
        # Another handler than ours stands when an index is opened; children ask what their parent has opened.
        script = f"""
import faulthandler, os, nodial
first = nodial.Index({str(self.path)!r}, region="US")
faulthandler.enable()
index = nodial.Index({str(self.path)!r}, region="US")
for _ in range(50):
    child = os.fork()
    if child == 0:
        os._exit(0 if index.check(["2025550105", "x"]) == ["listed", "invalid"] else 1)
    assert os.waitpid(child, 0)[1] == 0
print("done")
"""
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
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

    def test_files_are_scrubbed_by_the_program(self):
        self.folder.joinpath("c.csv").write_text("phone\n+12025550105\n+12025559999\n")
        said = nodial.scrub(self.folder / "c.csv", self.folder / "kept.csv", self.path, program=PROGRAM)
        self.assertIn("2 rows", said)
        self.assertEqual(self.folder.joinpath("kept.csv").read_text(), "phone\n+12025559999\n")

    def test_duckdb_asks_by_arrow(self):
        import duckdb

        table = duckdb.sql("SELECT '+1202555' || lpad(i::VARCHAR, 4, '0') AS phone FROM range(0, 3000) t(i)").to_arrow_table()
        found = self.index.check(table["phone"]).to_pylist()
        self.assertEqual([place for place, outcome in enumerate(found) if outcome == "listed"], list(range(100, 200)))


if __name__ == "__main__":
    unittest.main(verbosity=0)
