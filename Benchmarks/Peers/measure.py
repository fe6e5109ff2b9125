"""Running a program and counting what it takes; several of them in turns."""

import mmap
import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

# The budget of one contestant beyond its first run. The slow ones get fewer runs than the fast
# ones, and need fewer: what disturbs a run by some milliseconds does not show in theirs.
SECONDS_MAX = 30

# A run that takes longer is ended and counts as failed.
RUN_SECONDS_MAX = 300

SAMPLE_SECONDS = 0.01

# What is held before each run, and how long: see `hold_memory`.
HELD_BYTE_COUNT = 3 << 30
HELD_SECONDS = 2.5


def say(message):
    print(f"[{time.strftime('%H:%M:%S')}] {message}", file=sys.stderr, flush=True)


@dataclass
class Command:
    """One process to measure; a pipeline is a shell's."""

    name: str
    title: str
    argv: list
    stdout: str | None = None
    """The file that standard output goes to; /dev/null if None."""
    outputs: list = field(default_factory=list)
    """Files that the command makes. They are removed before each run."""
    inputs: list = field(default_factory=list)
    """Files that are read once before each run, so that they are in the page cache."""
    runs_max: int = 1_000_000
    environment: dict = field(default_factory=dict)


@dataclass
class Measurement:
    wall_seconds: float
    cpu_seconds: float
    """User and system, of the process and of all its children."""
    resident_byte_count: int
    """The highest residency, mapped files included, summed over the processes of a pipeline; 0 if
    it was not watched."""
    private_byte_count: int
    """The part of it that belongs to no file (RssAnon), at its highest as far as sampled; likewise."""


class Failed(Exception):
    """A contestant that ended otherwise than with 0."""


def measure(command, is_watched=True):
    """Runs the command once, and watches its memory."""
    for path in command.outputs:
        if os.path.exists(path):
            os.unlink(path)
    memory = hold_memory()
    for path in command.inputs:
        if not os.path.exists(path):
            raise Failed(f"{command.name}: no {path}")
        read_once(path)
    # What the last contestant left to write must not be written in this one's time.
    os.sync()
    time.sleep(HELD_SECONDS)
    memory.close()
    environment = dict(os.environ, **command.environment)
    with open(command.stdout or os.devnull, "wb") as stdout:
        begin = time.perf_counter()
        process = subprocess.Popen(
            command.argv, stdin=subprocess.DEVNULL, stdout=stdout, stderr=subprocess.PIPE,
            env=environment, start_new_session=True)
    limit = threading.Timer(RUN_SECONDS_MAX, os.killpg, (process.pid, signal.SIGKILL))
    limit.start()
    sampler = Sampler(process.pid) if is_watched else None
    errors = Reader(process.stderr)
    _, status, usage = os.wait4(process.pid, 0)
    wall_seconds = time.perf_counter() - begin
    limit.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    resident, private = sampler.stop() if sampler else (0, 0)
    message = errors.stop()
    if process.returncode != 0:
        raise Failed(f"{command.name} ended with {process.returncode}: {message[-400:].strip()}")
    return Measurement(
        wall_seconds, usage.ru_utime + usage.ru_stime, resident, private)


def measure_in_turns(commands, runs, on_first_run=lambda command: None):
    """Runs all commands in turns, A B C A B C …; a list of measurements for each name.

    `on_first_run` is called after the first run of each, while its outputs are there. A command
    that fails is named and left out. Memory is watched in the first run alone: that takes 3 % of a
    processor, which is nothing to a contestant of one thread, and something to one that has them all.
    """
    results = {}
    failed = set()
    for run in range(runs):
        for command in commands:
            earlier = results.setdefault(command.name, [])
            if command.name in failed or run >= min(command.runs_max, runs_for(earlier, runs)):
                continue
            try:
                measurement = measure(command, is_watched=not earlier)
            except Failed as error:
                say(str(error))
                failed.add(command.name)
                continue
            earlier.append(measurement)
            say(f"  run {run + 1}: {measurement.wall_seconds:8.2f} s  {command.title}")
            if run == 0:
                on_first_run(command)
            for path in command.outputs:
                if os.path.exists(path):
                    os.unlink(path)
    return results


def runs_for(earlier, runs):
    if not earlier:
        return runs
    return min(runs, 1 + int(SECONDS_MAX / max(earlier[0].wall_seconds, 0.001)))


def median(measurements):
    """The median of the seconds, each on its own, and the most memory."""
    def all_of(name):
        return [getattr(measurement, name) for measurement in measurements]

    return Measurement(
        statistics.median(all_of("wall_seconds")), statistics.median(all_of("cpu_seconds")),
        max(all_of("resident_byte_count")), max(all_of("private_byte_count")))


def hold_memory():
    """Takes memory, to be freed just before a run.

    Some seconds after memory was freed, a virtual machine gives it back to its host, and whoever
    writes next waits until it is brought again: up to 3 s for a gigabyte, which is more than the
    fastest contestants take. Held for longer than that, it is at hand for all of them alike.
    """
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | mmap.MAP_POPULATE
    return mmap.mmap(-1, HELD_BYTE_COUNT, flags=flags)


def read_once(path):
    """Brings a file, or all files of a folder, into the page cache."""
    paths = [path]
    if os.path.isdir(path):
        paths = [os.path.join(top, name) for top, _, names in os.walk(path) for name in names]
    buffer = bytearray(1 << 20)
    for each in paths:
        with open(each, "rb", buffering=0) as file:
            while file.readinto(buffer):
                pass


class Sampler(threading.Thread):
    """Watches the memory of a process and of its children while they run.

    Not rusage's `ru_maxrss`: that one begins with the size of the process that started it, which is
    this Python.
    """

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process = process
        self.resident = 0
        self.private = 0
        self.ended = threading.Event()
        self.start()

    def run(self):
        while True:
            resident, private = memory_of(self.process)
            self.resident = max(self.resident, resident)
            self.private = max(self.private, private)
            if self.ended.wait(SAMPLE_SECONDS):
                return

    def stop(self):
        """The highest residency and private memory that were seen, in bytes."""
        self.ended.set()
        self.join()
        return self.resident, self.private


def memory_of(process):
    """The peak residency and the present private memory of a process and its children, in bytes."""
    resident = private = 0
    try:
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as file:
            for line in file:
                if line.startswith("VmHWM:"):
                    resident = int(line.split()[1]) << 10
                elif line.startswith("RssAnon:"):
                    private = int(line.split()[1]) << 10
                    break
        with open(f"/proc/{process}/task/{process}/children", encoding="ascii") as file:
            children = file.read().split()
    except (OSError, ValueError):
        # It has ended in between.
        return resident, private
    for child in children:
        child_resident, child_private = memory_of(child)
        resident += child_resident
        private += child_private
    return resident, private


class Reader(threading.Thread):
    """Reads a pipe to its end, so that the writer never waits."""

    def __init__(self, pipe):
        super().__init__(daemon=True)
        self.pipe = pipe
        self.content = b""
        self.start()

    def run(self):
        self.content = self.pipe.read()

    def stop(self):
        self.join()
        self.pipe.close()
        return self.content.decode(errors="replace")
