"""One file at a time: draws it, runs the program on it and holds the outcome against the laws."""

import collections
import json
import os
import random as randoms
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time

import damage
import plans
import reading
import shapes
import workbook

SECONDS_MAX = 10
POOL = 300


class Region:
    """A region's numbers, listed and not, and the index of the listed ones."""

    def __init__(self, program, plan, region, folder):
        random = randoms.Random("pool " + region)
        draws = list(dict.fromkeys(plan.draw(random, region) for _ in range(2 * POOL)))
        # Tails of six digits tell listed from unlisted ones, for a false rejection to be seen.
        by_tail = {}
        for number in draws:
            by_tail.setdefault(number.digits[-6:], number)
        draws = list(by_tail.values())
        self.code = region
        self.listed, self.unlisted = draws[: len(draws) // 2], draws[len(draws) // 2 :]
        self.known = reading.Known(self.listed)
        self.all = reading.Known(draws)
        self.index = os.path.join(folder, region + ".ndx")
        path = os.path.join(folder, region + ".txt")
        with open(path, "w") as out:
            out.write("".join(n.e164 + "\n" for n in self.listed))
        run = subprocess.run(
            [program, "build", "-q", "-o", self.index, "--region", region, "dnc=" + path],
            capture_output=True,
        )
        if run.returncode:
            sys.exit("cannot build %s: %s" % (self.index, run.stderr.decode(errors="replace")))


class Case:
    """One file, how it came about, and the law's verdict."""

    def __init__(self, seed, number):
        self.random = randoms.Random("%d/%d" % (seed, number))
        self.number = number
        self.faults = []  # (law, detail)
        self.commands = []
        self.damage = "none"
        self.status = None
        self.plain = False
        self.kind = ""

    def fault(self, law, detail):
        self.faults.append((law, detail))


class Fuzzer:
    def __init__(self, options):
        self.options = options
        self.plan = plans.Plan()
        self.folder = tempfile.mkdtemp(prefix="nodial-fuzz-")
        self.program = options.program
        self.regions = {}
        help_text = subprocess.run(
            [self.program, "scrub", "--help"], capture_output=True
        ).stdout.decode()
        self.every_column = "--every-column" in help_text
        self.workbooks = "xlsx" in help_text or options.workbooks

    def region(self, code):
        if code not in self.regions:
            self.regions[code] = Region(self.program, self.plan, code, self.folder)
        return self.regions[code]

    def case(self, number):
        case = Case(self.options.seed, number)
        random = case.random
        code = random.choice(self.plan.regions + ["US", "US", "US", "GB", "DE", "FR", "IN", "BR"])
        region = self.region(code)
        is_list = random.random() < self.options.lists
        share = random.choice([0, 0.1, 0.3, 0.6])
        numbers = shapes.Numbers(region.listed, region.unlisted, 0.5 if is_list else share)
        table = shapes.table(random, code, numbers)
        writing = shapes.Writing(random, table)
        table.encoding = writing.encoding
        text = writing.text(random, table)
        name = random.choice(
            ["campaign.csv", "leads.txt", "Export 2026-11-20.csv", "liste (1).csv"]
        )
        kind, data, name = self.damaged(case, table, writing, text, name)
        case.kind = ("list " if is_list else "campaign ") + table.kind
        if any(
            "\n" in row[c] for row in table.rows for c, r in enumerate(table.roles) if r in "Ppu"
        ):
            table.plain = False
        case.plain = table.plain and kind in ("none", "packed", "xlsx")
        case.damage = kind
        case.region = region
        folder = os.path.join(self.folder, "case-%d" % os.getpid())
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        case.path = os.path.join(folder, name)
        with open(case.path, "wb") as out:
            out.write(data)
        case.table, case.writing, case.data, case.folder = table, writing, data, folder
        (self.list if is_list else self.campaign)(case)
        return case

    def damaged(self, case, table, writing, text, name):
        """The kind of damage, the bytes of the file, and its name."""
        random = case.random
        draw = random.random()
        if self.workbooks and draw < 0.06:
            table.encoding = None
            return "xlsx", workbook.xlsx(random, table), os.path.splitext(name)[0] + ".xlsx"
        if draw < self.options.whole:
            data = writing.bytes(text)
            if random.random() < 0.06:
                return ("packed",) + damage.packed(random, data, name)
            return "none", data, name
        names = []
        for _ in range(random.choice([1, 1, 1, 2])):
            kind = random.choice(damage.TEXT + damage.WHOLE)
            names.append(kind.__name__)
            text = kind(random, text, table, writing)
            if isinstance(text, bytes):
                break
        return "+".join(names), text if isinstance(text, bytes) else writing.bytes(text), name

    def run(self, case, arguments, data=None):
        """Runs the program; what any run must keep to is looked at here."""
        case.commands.append(" ".join(shlex.quote(a) for a in arguments))
        started = time.monotonic()
        try:
            run = subprocess.run(
                [self.program] + arguments,
                input=data,
                capture_output=True,
                timeout=SECONDS_MAX,
                cwd=case.folder,
                stdin=None if data is not None else subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            case.fault("hang", "over %d s" % SECONDS_MAX)
            return None
        messages = run.stderr.decode("utf-8", errors="replace")
        case.messages = messages
        if run.returncode < 0 or run.returncode >= 128:
            case.fault(
                "crash",
                "status %d after %.1f s: %s"
                % (run.returncode, time.monotonic() - started, messages[-300:]),
            )
            return None
        try:
            run.stderr.decode("utf-8")
        except UnicodeDecodeError:
            case.fault("message-bytes", messages[-300:])
        for line in messages.split("\n"):
            if (
                line
                and not line.startswith("nodial: ")
                or re.search(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f]", line)
            ):
                case.fault("message-form", line)
            for number, _ in case.region.all.find(line):
                case.fault("number-in-message", line)
        return run

    def error(self, case, run, name):
        """An error is one line that names the file."""
        lines = [l for l in case.messages.split("\n") if l]
        if run.returncode not in (1, 64):
            case.fault("status", "status %d: %s" % (run.returncode, case.messages[-300:]))
        if not lines:
            case.fault("silent-error", "status %d without a message" % run.returncode)
        elif name not in lines[-1] and not (name == "-" and "standard input" in lines[-1]):
            case.fault("error-names-no-file", lines[-1])

    # Campaigns

    def campaign(self, case):
        random, region = case.random, case.region
        kept, rejected, report = (
            os.path.join(case.folder, n) for n in ("kept.out", "rejected.out", "report.out")
        )
        arguments = [
            "scrub",
            "-i",
            region.index,
            "--output",
            kept,
            "--rejected",
            rejected,
            "--report",
            report,
        ]
        quiet = random.random() < 0.9
        if quiet:
            arguments.append("-q")
        case.every = self.every_column and random.random() < 0.1
        if case.every:
            arguments.append("--every-column")
        elif random.random() < 0.08 and case.writing.header:
            choices = [
                h
                for h, r in zip(case.table.header, case.table.roles)
                if r in "Pp" and h.isascii() and h
            ]
            if choices:
                arguments += ["--column", random.choice(choices)]
                case.plain = False
        elif not case.writing.header and not case.writing.preamble and random.random() < 0.7:
            places = [i + 1 for i, r in enumerate(case.table.roles) if r in ("P", "p", "u")]
            arguments += ["--no-header", "--column", str(random.choice(places))]
        piped = random.random() < 0.1
        run = self.run(
            case, arguments + ["-" if piped else case.path], case.data if piped else None
        )
        if not run:
            return
        case.status = run.returncode
        if run.returncode:
            self.error(case, run, "-" if piped else os.path.basename(case.path))
            for path in (kept, rejected, report):
                if os.path.exists(path):
                    case.fault(
                        "output-left",
                        "%s after status %d" % (os.path.basename(path), run.returncode),
                    )
            return
        with open(kept, "rb") as file:
            kept_data = file.read()
        with open(rejected, "rb") as file:
            rejected_data = file.read()
        with open(report, "rb") as file:
            case.report = json.load(file)
        # Without --quiet notes name the columns that are read, which excuses nothing.
        warnings = case.messages if quiet else self.quiet_messages(case, arguments, piped)
        self.kept_law(case, kept_data, warnings)
        self.rejected_law(case, rejected_data)
        if case.damage not in ("xlsx", "packed") and case.damage != "torn_archive":
            heads = 1 + len(case.writing.preamble) + (3 if case.damage != "none" else 0)
            fault = reading.partition_fault(case.data, kept_data, rejected_data, heads)
            if fault:
                case.fault("partition", fault)
        count = case.report["rowCount"]
        if count != sum(case.report["outcomes"].values()):
            case.fault("counts", str(case.report["outcomes"]))
        self.measure(case)

    def quiet_messages(self, case, arguments, piped):
        again = [a.replace(".out", ".2.out") for a in arguments] + ["-q"]
        loud = case.messages
        run = self.run(case, again + ["-" if piped else case.path], case.data if piped else None)
        quiet, case.messages = case.messages, loud
        case.commands.pop()
        return quiet if run else ""

    def decoded(self, case, data):
        encoding = case.table.encoding or "utf-8"
        return data.decode(encoding, errors="replace")

    def kept_law(self, case, data, warnings):
        """No listed number in a kept row, unless a warning names its column."""
        text = self.decoded(case, data)
        found = {}
        for line in reading.lines(text):
            for number, position in case.region.known.find(line):
                place = self.column(case, line, position)
                found.setdefault(place, []).append(line)
        laws = set()
        for (column, name), lines in found.items():
            law = "kept-" + self.class_of(case, column)
            if self.warned(column, name, warnings) or law in laws:
                continue
            laws.add(law)
            case.fault(
                law,
                "column %s %r, %d of %d lines, read %s, warnings %r: %r"
                % (
                    column,
                    name,
                    len(lines),
                    text.count("\n"),
                    case.report["phoneColumns"],
                    warnings[:200],
                    lines[0][:160],
                ),
            )

    def column(self, case, line, position):
        """The number and the name of the column that a place of a line is in, read simply."""
        delimiter = case.writing.delimiter
        column, inside = 1, False
        for c in line[:position]:
            if c == '"':
                inside = not inside
            elif c == delimiter and not inside:
                column += 1
        header = case.table.header
        return column, header[column - 1] if column <= len(header) else None

    def warned(self, column, name, warnings):
        for line in warnings.split("\n"):
            if re.search(r"\b(columns?|fields?)\b[^.;]*\b%d\b" % column, line):
                return True
            if (
                name
                and "column" in line
                and re.search(r"(?<!\w)" + re.escape(name) + r"(?!\w)", line)
            ):
                return True
            if name is None and re.search(
                r"more fields than|beyond the header|without a header", line
            ):
                return True
            plain = re.sub(r"[^a-z0-9]", "", (name or "").lower())
            if (
                name
                and not name.isascii()
                and "column" in line
                and (plain and plain in re.sub(r"[^a-z0-9]", "", line.lower()))
            ):
                return True
        return False

    def class_of(self, case, column):
        """What the column was that a listed number stood in."""
        if column in case.report["phoneColumns"]:
            return "read"
        roles = case.table.roles
        if column > len(roles):
            return "beyond"
        return {"P": "phone", "p": "phone", "u": "untold", "rest": "split"}.get(
            roles[column - 1], "sparse"
        )

    def rejected_law(self, case, data):
        """No row is `listed` in which no listed number stands."""
        text = self.decoded(case, data)
        for line in re.split(r"(?<=undated)[\r\n]+", text):
            if re.search(r"\blisted\b.[A-Z].dnc@undated", line) and "alias:" not in line:
                if not case.region.known.hinted(line):
                    case.fault("false-listed", line[-200:])

    def measure(self, case):
        """How many rows of numbers on no list were kept, for the rate of innocents."""
        case.innocent = case.innocent_kept = 0
        if case.plain and case.damage == "none":
            listed = set(case.region.listed)
            case.innocent = sum(
                1 for row in case.table.numbers if row and not any(n in listed for _, n in row)
            )
            case.innocent_kept = min(case.report["outcomes"]["clear"], case.innocent)

    # Lists

    def list(self, case):
        random, region = case.random, case.region
        index = os.path.join(case.folder, "list.ndx")
        arguments = ["build", "-o", index, "--region", region.code, "own=" + case.path]
        run = self.run(case, arguments)
        if not run:
            return
        case.status = run.returncode
        if run.returncode:
            self.error(case, run, os.path.basename(case.path))
            if os.path.exists(index):
                case.fault("output-left", "an index after status %d" % run.returncode)
            return
        messages = case.messages
        text = None if case.table.encoding is None else self.decoded(case, case.data)
        present = None
        if text is not None and case.damage not in ("packed", "torn_archive"):
            present = {n for line in reading.lines(text) for n, _ in region.all.find(line)}
        expected = {}
        for row, placed in enumerate(case.table.numbers):
            for column, number in placed:
                if case.table.roles[column] in ("P", "p", "u", "rest") and (
                    present is None or number in present
                ):
                    expected.setdefault(number, (row, column))
        if not expected:
            return
        asked = list(expected)
        run = self.run(
            case, ["check", "-i", index, "-"], "".join(n.e164 + "\n" for n in asked).encode()
        )
        if not run:
            return
        answers = [line.split("\t")[1] for line in run.stdout.decode().splitlines() if "\t" in line]
        if len(answers) != len(asked):
            case.fault(
                "check",
                "%d answers for %d numbers: %s" % (len(answers), len(asked), case.messages[:200]),
            )
            return
        missing, rows = collections.Counter(), set()
        warnings = self.only_warnings(messages)
        for number, answer in zip(asked, answers):
            row, column = expected[number]
            name = case.table.header[column]
            if answer == "clear" and not self.warned(column + 1, name, warnings):
                missing[(column, name, case.table.roles[column])] += 1
                rows.add(row)
        unread = sum(int(n) for n in re.findall(r"([0-9]+) unreadable", messages))
        if len(rows) > unread:
            law = "list-missed-" + (
                "phone" if any(role != "u" for _, _, role in missing) else "untold"
            )
            told = ", ".join(
                "%d %r: %d" % (c + 1, n, count) for (c, n, _), count in missing.items()
            )
            case.fault(
                law,
                "of %d numbers, column %s; messages %r" % (len(asked), told[:200], messages[-500:]),
            )
        # Numbers that the file does not hold are on no list.
        others = [
            n
            for n in region.listed + region.unlisted
            if present is not None
            and n not in present
            and not any(n.digits[-6:] in t for t in (text,))
        ][:20]
        if others and case.damage == "none":
            run = self.run(
                case, ["check", "-i", index, "-"], "".join(n.e164 + "\n" for n in others).encode()
            )
            if run:
                held = reading.Known(n for row in case.table.numbers for _, n in row)
                for number, line in zip(others, run.stdout.decode().splitlines()):
                    if "\tlisted\t" in line and number.digits[-6:] not in held.tails:
                        case.fault("list-false", "a number that the list does not hold is listed")
                        break

    def only_warnings(self, messages):
        """The messages but for the notes of what was read."""
        return "\n".join(l for l in messages.split("\n") if not re.search(r": list \w+, format", l))
