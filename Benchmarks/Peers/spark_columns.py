"""Times Nodial in Spark beside Spark's own joins: the rows of a Parquet table whose number is not listed.

    Scripts/benchmark-spark [--rows N] [--numbers N] [--runs R] [--folder FOLDER] [--again] [--only WORD]

All run in turns in one session with two cores. A frame is read whole, and goes to Spark's sink that drops it. What counts beside
the clock is the time of all processors, of Java and Python alike, since others may work on the machine.
"""

import argparse
import datetime
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

from nodial import spark as nodial_spark
from pyspark import __version__ as spark_version
from pyspark.sql import SparkSession, functions

FILE_COUNT = 8
#: What a job does that normalises for itself: digits, and of these the last ten.
KEY = "cast(right(regexp_replace({}, '[^0-9]', ''), 10) as long)"


def processor_seconds():
    """What this process and all that it has started have taken."""
    parents, seconds = {}, {}
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            fields = folder.joinpath("stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        seconds[int(folder.name)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def is_ours(process):
        while process > 1 and process != os.getpid():
            process = parents.get(process, 0)
        return process == os.getpid()

    return sum(taken for process, taken in seconds.items() if is_ours(process))


def make(arguments, folder, session):
    """The list, the index, and the campaign as one table, and as files."""
    data = arguments.sample_data
    subprocess.run([data, "list", "--count", str(arguments.numbers), "--format", "plain", "--output", folder / "list.txt"], check=True)
    subprocess.run([data, "campaign", "--rows", str(arguments.rows), "--list-count", str(arguments.numbers), "--style", "clean",
                    "--output", folder / "campaign.csv"], check=True)
    subprocess.run([arguments.nodial, "build", "-q", "--region", "US", "-o", folder / "dnc.ndx", f"us-ftc={folder}/list.txt"], check=True)
    frame = session.read.csv(str(folder / "campaign.csv"), header=True, escape='"')
    frame = frame.withColumn("id", frame.id.cast("long")).withColumn("key", functions.expr(KEY.format("phone")))
    frame.write.parquet(str(folder / "campaign.parquet"))
    session.read.text(str(folder / "list.txt")).select(functions.expr(KEY.format("value")).alias("key")).write.parquet(
        str(folder / "list.parquet"))
    # The same rows as files with a header each.
    (folder / "campaigns").mkdir()
    with open(folder / "campaign.csv", "rb") as source:
        header = source.readline()
        size = os.path.getsize(folder / "campaign.csv") // FILE_COUNT + 1
        for part in range(FILE_COUNT):
            with open(folder / "campaigns" / f"{part}.csv", "wb") as target:
                target.write(header)
                target.writelines(source.readlines(size))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--nodial", required=True, help="the program")
    parser.add_argument("--sample-data", required=True, help="sample-data")
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--numbers", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", default="/tmp/nodial-spark")
    parser.add_argument("--again", action="store_true", help="with the files of the last time")
    parser.add_argument("--only", default="", help="what has this in its title")
    arguments = parser.parse_args()
    folder = pathlib.Path(arguments.folder)
    session = (
        SparkSession.builder.master("local[2]").config("spark.driver.memory", "8g").config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "8").getOrCreate())
    session.sparkContext.setLogLevel("ERROR")
    if not arguments.again:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(arguments, folder, session)
    index, output = str(folder / "dnc.ndx"), str(folder / "kept")
    table = session.read.parquet(str(folder / "campaign.parquet"))
    listed = session.read.parquet(str(folder / "list.parquet"))
    files = sorted(map(str, (folder / "campaigns").iterdir()))

    def of_own(hint):
        own = table.withColumn("own_key", functions.expr(KEY.format("phone")))
        return own.join(listed.withColumnRenamed("key", "own_key").hint(hint), "own_key", "left_anti").drop("own_key")

    def drop(frame):
        frame.write.format("noop").mode("overwrite").save()

    def csv():
        frame = session.read.csv(files, header=True, escape='"')
        nodial_spark.may_be_called(frame, "phone", index, region="US").write.csv(output, header=True, escape='"', mode="overwrite")

    def scrub():
        shutil.rmtree(output, ignore_errors=True)
        os.mkdir(output)
        nodial_spark.scrub_files(session, files, output, index, "--region", "US", program=arguments.nodial)

    works = {
        "reading alone": lambda: drop(table),
        "**`check`**: a column more": lambda: drop(nodial_spark.check(table, "phone", index, region="US")),
        "**`may_be_called`**: kept rows": lambda: drop(nodial_spark.may_be_called(table, "phone", index, region="US")),
        "broadcast join of keys that are there": lambda: drop(table.join(functions.broadcast(listed), "key", "left_anti")),
        "sort-merge join of keys that are there": lambda: drop(table.join(listed.hint("merge"), "key", "left_anti")),
        "broadcast join of keys of `regexp_replace`": lambda: drop(of_own("broadcast")),
        "sort-merge join of keys of `regexp_replace`": lambda: drop(of_own("merge")),
        "CSV to CSV: `may_be_called`": csv,
        "CSV to CSV: **`scrub_files`**": scrub,
    }
    works = {title: work for title, work in works.items() if arguments.only in title}
    # The compiler of Java warms up, and so do the workers.
    for work in works.values() if arguments.runs > 1 else []:
        work()
    taken = {title: [] for title in works}
    for _ in range(arguments.runs):
        for title, work in works.items():
            before, start = processor_seconds(), time.monotonic()
            work()
            taken[title].append((time.monotonic() - start, processor_seconds() - before))
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    print(f"{arguments.rows:,} rows against {arguments.numbers:,} numbers, local[2], PySpark {spark_version}, "
          f"{model[1] if model else 'a processor'}, {datetime.date.today()}, medians of {arguments.runs}; "
          f"load {os.getloadavg()[0]:.0f}\n\n|  | seconds | CPU seconds |\n| --- | ---: | ---: |")
    for title, turns in taken.items():
        print(f"| {title} | {statistics.median(wall for wall, _ in turns):.1f} | {statistics.median(cpu for _, cpu in turns):.1f} |")
    session.stop()


if __name__ == "__main__":
    main()
