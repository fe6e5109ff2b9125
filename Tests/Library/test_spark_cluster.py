"""The Spark functions on a standalone cluster: `python test_spark_cluster.py PROGRAM WHEEL`. Needs PySpark and Java 17.

A master and two workers, which are processes of their own, on loopback. The workers have the package from the wheel alone, which
Spark sends to them as a zip.
"""

import atexit
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import nodial
import pyarrow
import pyarrow.parquet
import pyspark
from nodial import spark as nodial_spark
from pyspark.sql import SparkSession

PROGRAM, WHEEL = sys.argv[1:3]
del sys.argv[1:3]
SPARK_HOME = pathlib.Path(pyspark.__file__).parent
ROW_COUNT = 120_000
PARTITION_COUNT = 24
LISTED_COUNT = 1_000_000
WAIT_SECONDS = 120

#: What spark-submit runs: it has the index sent or finds it, as its arguments say.
JOB = """
import json, sys
import nodial
from nodial import spark as nodial_spark
from pyspark.sql import SparkSession

source, index, target, told = sys.argv[1:]
session = SparkSession.builder.getOrCreate()
where = session.sparkContext.parallelize(range(8), 8).map(
    lambda _: (__import__("os").getppid(), __import__("nodial").__file__)).collect()
opened = nodial_spark.open_everywhere(session, index)
nodial_spark.check(session.read.parquet(source), "phone", index, region="US").write.parquet(target)
json.dump({"where": where, "opened": opened, "driver": nodial.__file__}, open(told, "w"))
session.stop()
"""


def children(parent):
    """The processes that a process has started, and those that they have."""
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found += [int(folder.name)] + children(int(folder.name))
        except OSError:
            pass
    return found


def shared(end_of_path):
    """Of each process that has mapped a file: Rss and Pss of the file in KiB, and its path."""
    found = {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            parts = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", folder.joinpath("smaps").read_text(), flags=re.M)
        except OSError:
            continue
        parts = [part for part in parts if part.split("\n", 1)[0].endswith(end_of_path)]
        if parts:
            sizes = [sum(int(re.search(rf"^{name}: +(\d+)", part, re.M)[1]) for part in parts) for name in ("Rss", "Pss")]
            found[int(folder.name)] = (*sizes, parts[0].split("\n", 1)[0].split(maxsplit=5)[5])
    return found


class Cluster:
    """A master and its workers on loopback, in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {
            **os.environ, "SPARK_HOME": str(SPARK_HOME), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable, "SPARK_NO_DAEMONIZE": "1",
        }
        # The workers' Python is to find the package nowhere but in the zip.
        self.environment.pop("PYTHONPATH", None)
        self.workers = []
        self.count = 0
        self.master = self.start("master", "org.apache.spark.deploy.master.Master", "--port", "0", "--webui-port", "0")
        self.url = self.wait_for("master", r"Starting Spark master at (spark://\S+)")

    def start(self, name, *arguments):
        with open(self.folder / f"{name}.log", "w") as log:
            process = subprocess.Popen(
                [SPARK_HOME / "bin" / "spark-class", *arguments, "--host", "127.0.0.1"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=self.environment, cwd=self.folder)
        # Whatever becomes of the tests.
        atexit.register(process.kill)
        return process

    def wait_for(self, name, pattern):
        log = self.folder / f"{name}.log"
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end:
            if found := re.search(pattern, log.read_text()):
                return found[found.re.groups]
            time.sleep(0.2)
        raise AssertionError(f"{name} has not said {pattern}: {log.read_text()[-2000:]}")

    def fill(self, count=2):
        """As many workers as wanted, the dead ones replaced."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        while len(self.workers) < count:
            self.count += 1
            name = f"worker{self.count}"
            self.workers.append(self.start(
                name, "org.apache.spark.deploy.worker.Worker", "--cores", "2", "--memory", "2g", "--port", "0",
                "--webui-port", "0", "--work-dir", self.folder / name, self.url))
            self.wait_for(name, "Successfully registered with master")

    def stop(self):
        for process in [*self.workers, self.master]:
            process.terminate()
            process.wait()


class SparkClusterTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.path = cls.build("dnc.ndx", range(0, 3 * LISTED_COUNT, 3))
        cls.phones = [
            None if i % 97 == 0 else f"(202) {200 + i % 3000000 // 10000}-{i % 10000:04d}" if i % 2 else f"+1202{2000000 + i}"
            for i in range(ROW_COUNT)]
        # Spark takes a zip by the end of its name.
        cls.zip = cls.folder / "nodial.zip"
        shutil.copy(WHEEL, cls.zip)
        cls.source = str(cls.folder / "campaign")
        os.mkdir(cls.source)
        step = ROW_COUNT // PARTITION_COUNT
        for part in range(PARTITION_COUNT):
            rows = range(part * step, (part + 1) * step)
            table = pyarrow.table({"id": pyarrow.array(rows, pyarrow.int32()), "phone": cls.phones[rows.start:rows.stop]})
            pyarrow.parquet.write_table(table, f"{cls.source}/{part:02d}.parquet")
        cls.wanted = nodial.Index(cls.path, region="US").check(cls.phones)
        cls.cluster = Cluster(cls.folder)
        cls.addClassCleanup(cls.cluster.stop)
        cls.cluster.fill()
        os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
        cls.session = (
            SparkSession.builder.master(cls.cluster.url).config("spark.cores.max", "2").config("spark.executor.cores", "1").config("spark.executor.memory", "600m")
            .config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "8").config("spark.sql.adaptive.enabled", "false")
            # A file is a task.
            .config("spark.sql.files.maxPartitionBytes", "4m").config("spark.sql.files.openCostInBytes", "4m")
            .getOrCreate())
        cls.addClassCleanup(cls.session.stop)
        cls.session.sparkContext.setLogLevel("OFF")
        cls.session.sparkContext.addPyFile(str(cls.zip))

    def setUp(self):
        self.cluster.fill()
        self.done = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        self.target = str(self.folder / f"out-{self.id().rpartition('.')[2]}")

    @classmethod
    def build(cls, name, numbers):
        cls.folder.joinpath("us.txt").write_text("".join(f"+1202{2000000 + number}\n" for number in numbers))
        subprocess.run([PROGRAM, "build", "-q", "--region", "US", "-o", name, "us-ftc=us.txt"], cwd=cls.folder, check=True)
        return str(cls.folder / name)

    def frame(self, seconds=0.0):
        """The campaign; each task takes some seconds, and leaves a file when it is done."""
        frame = self.session.read.parquet(self.source)
        done = str(self.done)

        def wait(batches):
            time.sleep(seconds)
            yield from batches
            tempfile.mkstemp(dir=done)

        return frame.mapInArrow(wait, frame.schema) if seconds else frame

    def assert_right(self, target, wanted=None):
        """Each row once, with its outcome."""
        table = pyarrow.parquet.read_table(target).sort_by("id")
        self.assertEqual(table["id"].to_pylist(), list(range(ROW_COUNT)))
        self.assertEqual(table["phone"].to_pylist(), self.phones)
        self.assertEqual(table["nodial_outcome"].to_pylist(), wanted or self.wanted)

    def in_the_middle(self, work, act):
        """Does a job, and something else when three of its tasks are done, and returns what the job raised."""
        raised = []

        def run():
            try:
                work()
            except Exception as error:
                raised.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        while thread.is_alive() and (done := len(os.listdir(self.done))) < 3:
            time.sleep(0.05)
        self.assertTrue(thread.is_alive(), f"the job ended too soon: {[str(error) for error in raised]}")
        self.assertLess(done, PARTITION_COUNT - 2)
        act()
        thread.join()
        return raised

    def test_a_submitted_job_has_the_package_from_the_wheel(self):
        job, told = self.folder / "job.py", self.folder / "told.json"
        job.write_text(JOB)
        subprocess.run(
            [SPARK_HOME / "bin" / "spark-submit", "--master", self.cluster.url, "--py-files", self.zip,
             "--conf", "spark.cores.max=2", "--conf", "spark.executor.cores=1", "--conf", "spark.executor.memory=600m",
             "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.files.openCostInBytes=128m", job, self.source, self.path, self.target, told],
            check=True, env=self.cluster.environment, cwd=self.folder, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assert_right(self.target)
        said = json.loads(told.read_text())
        files = {file for _, file in said["where"]} | {said["driver"]}
        self.assertTrue(all("nodial.zip/" in file for file in files), files)
        self.assertEqual(len({parent for parent, _ in said["where"]}), 2, "both workers had a part in it")
        self.assertEqual(sum(said["opened"].values()), 2)

    def test_a_killed_worker_loses_and_doubles_nothing(self):
        # What the dead one had done lay on its disk, and is asked for again.
        def work():
            nodial_spark.check(self.frame(0.3), "phone", self.path, region="US").repartition(8, "id").write.parquet(self.target)

        def kill():
            worker = self.cluster.workers[0]
            dead = [worker.pid, *children(worker.pid)]
            self.assertGreater(len(dead), 1, "the worker has no executor")
            for process in dead:
                os.kill(process, signal.SIGKILL)
            worker.wait()

        raised = self.in_the_middle(work, kill)
        self.assertEqual(raised, [])
        self.assert_right(self.target)

    def test_another_index_in_the_middle_is_an_error(self):
        path = self.build("replaced.ndx", range(0, 1000))
        other = self.build("other.ndx", range(0, 100_000))
        raised = self.in_the_middle(
            lambda: nodial_spark.check(self.frame(0.3), "phone", path, region="US").write.parquet(self.target),
            lambda: os.replace(other, path))
        self.assertEqual(len(raised), 1, "the job ended well")
        self.assertRegex(str(raised[0]), "another index than the driver's|replaced.ndx: .*(replaced|changed)")
        self.assertEqual([name for name in os.listdir(self.target) if name.endswith((".parquet", "_SUCCESS"))]
                         if os.path.exists(self.target) else [], [])

    def test_files_meet_one_index(self):
        path, other = self.build("files.ndx", range(0, 1000)), self.build("other.ndx", range(0, 10))
        campaigns, kept = self.folder / "campaigns", self.done
        campaigns.mkdir()
        for number in range(PARTITION_COUNT):
            (campaigns / f"{number:02d}.csv").write_text("phone\n" + "".join(f"+1202{2000000 + i}\n" for i in range(2000)))
        # A program that takes its time.
        program = self.folder / "slow"
        program.write_text(f'#!/bin/sh\nsleep 0.3\nexec {PROGRAM} "$@"\n')
        program.chmod(0o755)
        raised = self.in_the_middle(
            lambda: nodial_spark.scrub_files(
                self.session, sorted(map(str, campaigns.iterdir())), str(kept), path, program=str(program)),
            lambda: os.replace(other, path))
        self.assertEqual(len(raised), 1, "all files were scrubbed")
        self.assertIn("another index than the driver's", str(raised[0]))
        counts = {len(file.read_text().split()) for file in kept.iterdir()}
        self.assertEqual(counts, {1001}, "kept by the first index alone")
        self.assertLess(len(list(kept.iterdir())), PARTITION_COUNT)

    def test_what_is_missing_is_told_before_the_job(self):
        before = time.monotonic()
        with self.assertRaises(nodial.NodialError) as caught:
            nodial_spark.check(self.frame(), "phone", str(self.folder / "gone.ndx"), region="US")
        self.assertRegex(str(caught.exception), r"gone\.ndx: No such file or directory; every machine needs")
        self.assertLess(time.monotonic() - before, 10)
        # The driver's current folder has it, those of the workers do not.
        here = os.getcwd()
        os.chdir(self.folder)
        try:
            with self.assertRaises(nodial.NodialError) as caught:
                nodial_spark.open_everywhere(self.session, "/proc/self/cwd/dnc.ndx")
            self.assertRegex(str(caught.exception), r"^\S+: /proc/self/cwd/dnc\.ndx: No such file or directory; every machine")
            # A name of the driver's folder is the same file for all.
            self.assertEqual(sum(nodial_spark.open_everywhere(self.session, "dnc.ndx").values()), 2)
        finally:
            os.chdir(here)

    def test_processes_share_the_pages_of_the_index(self):
        nodial_spark.open_everywhere(self.session, self.path)
        found = shared(self.path)
        self.assertEqual(len(found), 2, found)
        size = os.path.getsize(self.path) / 1024
        rss, pss = [sum(sizes[place] for sizes in found.values()) for place in (0, 1)]
        self.assertGreater(rss, 1.8 * size, "both have the whole index")
        self.assertLess(pss, 1.1 * size, "but the machine has it once")
        print(f"an index of {size:.0f} KiB in two processes: Rss {rss} KiB, Pss {pss} KiB", file=sys.stderr)

    def test_an_index_that_spark_sends(self):
        path = self.build("sent.ndx", range(0, 3 * LISTED_COUNT, 3))
        sent = nodial_spark.add_file(self.session, path)
        nodial_spark.open_everywhere(self.session, sent)
        places = {place for _, _, place in shared("/sent.ndx").values()}
        self.assertEqual(len(places), 2, "each executor has a copy")
        self.assertNotIn(path, places)
        nodial_spark.check(self.frame(), "phone", sent, region="US").write.parquet(self.target)
        self.assert_right(self.target)
        os.replace(self.build("other.ndx", range(10)), path)
        with self.assertRaises(nodial.NodialError) as caught:
            nodial_spark.add_file(self.session, path)
        self.assertIn("has sent another file of that name", str(caught.exception))
        with self.assertRaises(nodial.NodialError) as caught:
            nodial_spark.add_file(self.session, self.folder / "gone.ndx")
        self.assertIn("gone.ndx: No such file", str(caught.exception))


if __name__ == "__main__":
    unittest.main(verbosity=0)
