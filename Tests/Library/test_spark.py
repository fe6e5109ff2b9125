"""The Spark functions against the index asked alone: `python test_spark.py PROGRAM`. Needs PySpark and Java 17."""

import contextlib
import os
import pathlib
import runpy
import subprocess
import sys
import tempfile
import types
import unittest
import unittest.mock

import nodial
from nodial import spark as nodial_spark
from pyspark.sql import SparkSession, functions

PROGRAM = sys.argv.pop(1)
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Scripts" / "examples"


class SparkTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.path = cls.build("dnc.ndx", range(0, 20_000, 3))
        cls.session = (
            SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.bindAddress", "127.0.0.1").config("spark.sql.shuffle.partitions", "4")
            .getOrCreate())
        cls.session.sparkContext.setLogLevel("OFF")

    @classmethod
    def tearDownClass(cls):
        cls.session.stop()
        cls.temporary.cleanup()

    @classmethod
    def build(cls, name, numbers):
        cls.folder.joinpath("us.txt").write_text("".join(f"+1202{5550000 + number}\n" for number in numbers))
        subprocess.run([PROGRAM, "build", "-q", "--region", "US", "-o", name, "us-ftc=us.txt"], cwd=cls.folder, check=True)
        return str(cls.folder / name)

    def frame(self, count=50_000):
        rows = [(i, None if i % 97 == 0 else f"(202) {555 + i // 10000}-{i % 10000:04d}" if i % 2 else f"+1202{5550000 + i}")
                for i in range(count)]
        return rows, self.session.createDataFrame(rows, "id int, phone string").repartition(4)

    def test_rows_get_the_outcome_of_their_number(self):
        rows, frame = self.frame()
        checked = nodial_spark.check(frame, "phone", self.path, region="US")
        found = {row["id"]: row["nodial_outcome"] for row in checked.collect()}
        wanted = nodial.Index(self.path, region="US").check([phone for _, phone in rows])
        self.assertEqual([found[i] for i in range(len(rows))], wanted)
        self.assertEqual(set(wanted), {"clear", "listed", "invalid"})
        # Of a frame whose names have dots and upper case, once where a filter follows.
        renamed = nodial_spark.check(frame.withColumnRenamed("phone", "The.Phone"), "The.Phone", self.path, region="US", name="so")
        listed = renamed.where(renamed.so == "listed")
        self.assertEqual(listed.count(), wanted.count("listed"))
        self.assertEqual(listed._jdf.queryExecution().optimizedPlan().toString().count("run("), 1)
        # Before PySpark 4.1.
        with unittest.mock.patch.object(functions, "arrow_udf"):
            del functions.arrow_udf
            rows_apart = nodial_spark.check(frame, "phone", self.path, region="US")
        self.assertEqual({row["id"]: row["nodial_outcome"] for row in rows_apart.collect()}, found)
        kept = nodial_spark.may_be_called(frame, "phone", self.path, region="US")
        self.assertEqual(kept.columns, ["id", "phone"])
        self.assertEqual(sorted(row["id"] for row in kept.collect()),
                         [i for i, outcome in enumerate(wanted) if outcome == "clear"])

    def test_what_cannot_be_is_told_by_the_driver(self):
        _, frame = self.frame(10)
        for ask, part in [
            (lambda: nodial_spark.check(frame, "phone", str(self.folder / "gone.ndx")), "gone.ndx"),
            (lambda: nodial_spark.check(frame, "mobile", self.path), "phone"),
            (lambda: nodial_spark.check(frame, "id", self.path), "strings"),
            (lambda: nodial_spark.check(frame, "phone", self.path, name="id"), "another name"),
            (lambda: nodial_spark.check(frame, "phone", self.path, name="ID"), "another name"),
            (lambda: nodial_spark.check(frame, "phone", self.path, channel="pigeon"), "voice"),
        ]:
            with self.assertRaises(nodial.NodialError) as caught:
                ask()
            self.assertIn(part, str(caught.exception))

    def test_another_index_in_the_middle_is_an_error(self):
        _, frame = self.frame(1_000)
        path = self.build("replaced.ndx", range(10))
        checked = nodial_spark.check(frame, "phone", path, region="US")
        os.replace(self.build("other.ndx", range(20)), path)
        with self.assertRaises(Exception) as caught:
            checked.collect()
        self.assertIn("another index than the driver's", str(caught.exception))

    def test_files_are_tasks(self):
        paths = []
        for number in range(5):
            path = self.folder / f"campaign{number}.csv"
            path.write_text("phone\n" + "".join(f"+1202{5550000 + i}\n" for i in range(number * 10, number * 10 + 30)))
            paths.append(str(path))
        kept = self.folder / "kept"
        kept.mkdir()
        said = nodial_spark.scrub_files(self.session, paths, str(kept), self.path, program=PROGRAM)
        self.assertEqual(sorted(said), paths)
        self.assertEqual([len(path.read_text().split()) for path in sorted(kept.iterdir())], [21] * 5)
        with self.assertRaises(nodial.NodialError) as caught:
            nodial_spark.scrub_files(self.session, [str(self.folder / "gone.csv")], str(kept), self.path, program=PROGRAM)
        self.assertIn("gone.csv", str(caught.exception))

    def test_the_example_of_a_job_runs(self):
        campaign, kept = self.folder / "campaign.parquet", self.folder / "kept.parquet"
        _, frame = self.frame(1_000)
        frame.write.parquet(str(campaign))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        subprocess.run(
            [sys.executable, EXAMPLES / "nodial_spark_job.py", self.path, campaign, kept],
            check=True, env={**environment, "PYSPARK_SUBMIT_ARGS": "--master local[1] pyspark-shell"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wanted = nodial_spark.may_be_called(frame, "phone", self.path, region="US", channel="voice")
        self.assertGreater(wanted.count(), 0)
        self.assertEqual(sorted(self.session.read.parquet(str(kept)).collect()), sorted(wanted.collect()))

    def test_the_example_for_airflow_has_its_tasks_in_order(self):
        # What it imports of Airflow, which is no small thing to install.
        tasks = []

        class Task:
            def __init__(self, task_id, bash_command):
                tasks.append((task_id, bash_command))
                self.after = []

            def __rshift__(self, other):
                self.after.append(other)
                return other

        airflow = {name: types.ModuleType(name) for name in (
            "airflow", "airflow.sdk", "airflow.providers", "airflow.providers.standard", "airflow.providers.standard.operators",
            "airflow.providers.standard.operators.bash")}
        airflow["airflow.sdk"].DAG = lambda **_: contextlib.nullcontext()
        airflow["airflow.providers.standard.operators.bash"].BashOperator = Task
        with unittest.mock.patch.dict(sys.modules, airflow):
            defined = runpy.run_path(str(EXAMPLES / "nodial_spark_airflow.py"))
        self.assertEqual([name for name, _ in tasks], ["rebuild", "spread", "scrub"])
        self.assertEqual((defined["rebuild"].after, defined["spread"].after), ([defined["spread"]], [defined["scrub"]]))
        for _, command in tasks:
            subprocess.run(["bash", "-n", "-c", command], check=True)
        self.assertIn("nodial_spark_job.py", tasks[2][1])


if __name__ == "__main__":
    unittest.main(verbosity=0)
