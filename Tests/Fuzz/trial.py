"""One file at a time: draws it, runs the program on it and holds the outcome against the laws."""

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
import remedies
import shapes
import workbook
from campaign_laws import CampaignLaws
from list_laws import ListLaws

SECONDS_MAX = 10
# In which headers may be read.
PAGES = ["utf-8", "cp1252", "cp1250", "cp1251", "gbk", "latin-1"]
# How they are shown.
FIXES = [
    str,
    lambda name: "".join(" " if c < " " or "\x7f" <= c < "\xa0" else c for c in name),
    lambda name: name[:40],
]
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
        self.heads = None  # the texts that the header may be read as
        self.plain = False
        self.kind = ""
        self.refusal = ""
        self.ignored = set()  # the numbers of columns that were passed over on purpose

    def fault(self, law, detail):
        self.faults.append((law, detail))


class Fuzzer(CampaignLaws, ListLaws):
    """Draws cases and runs the program on them."""

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
        self.unique = "--unique" in help_text
        main_help = subprocess.run([self.program, "--help"], capture_output=True).stdout.decode()
        self.audit = re.search(r"^  audit ", main_help, re.M) is not None
        self.workbooks = "workbook" in help_text

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
        table = shapes.table(random, code, numbers, 0.2 if is_list else 0.02)
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
        case.plain = table.plain and kind in damage.NONE
        case.damage = kind
        case.region = region
        folder = os.path.join(self.folder, "case-%d" % os.getpid())
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        case.path = os.path.join(folder, name)
        with open(case.path, "wb") as out:
            out.write(data)
        case.table, case.writing, case.data, case.folder = table, writing, data, folder
        case.unpacked = writing.bytes(text) if kind == "packed" else data
        (self.list if is_list else self.campaign)(case)
        if not is_list and random.random() < 0.1:
            self.others(case)
        return case

    def damaged(self, case, table, writing, text, name):
        """The kind of damage, the bytes of the file, and its name."""
        random = case.random
        draw = random.random()
        if self.workbooks and draw < 0.06:
            table.encoding = None
            writing.delimiter = ","  # what comes of it
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
                and run.returncode != 64
                or re.search(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f]", line)
            ):
                case.fault("message-form", line)
            for number, _ in case.region.all.find(line):
                case.fault("number-in-message", line)
        return run

    def error(self, case, run, name):
        """An error is one line that names the file."""
        case.refusal = case.refusal or case.messages
        lines = [l for l in case.messages.split("\n") if l]
        if run.returncode not in (1, 64):
            case.fault("status", "status %d: %s" % (run.returncode, case.messages[-300:]))
        if not lines:
            case.fault("silent-error", "status %d without a message" % run.returncode)
        elif name not in lines[-1] and not (name == "-" and "standard input" in lines[-1]):
            case.fault("error-names-no-file", lines[-1])

    def try_remedies(self, case, run, arguments, tail, data, prefix=""):
        """Does what the error says; gives the run that went through, and its options."""
        places = [i + 1 for i, r in enumerate(case.table.roles) if r in ("P", "p", "u", "rest")]
        delimiter = case.writing.delimiter
        seen = {case.messages}
        for _ in range(4):
            column = str(case.random.choice(places)) if places else None
            last = case.messages.rstrip("\n").split("\n")[-1]
            chosen = remedies.options(last, case.random, column, delimiter, case.region.code)
            # Nobody says so of quotes that are damaged.
            if ["--multiline-fields"] in chosen and case.damage not in damage.NONE:
                return None, arguments
            if not chosen:
                return None, arguments
            for option in chosen:
                value = option[1:]
                if prefix and value and not value[0].startswith(prefix):
                    value = [prefix + value[0]] if option[0] == "--column" else value
                if option[0] == "--ignore-column":
                    case.ignored |= self.columns_named(case, value[0].removeprefix(prefix))
                if option[0] == "--column" and "--column" in arguments and len(chosen) == 1:
                    at = arguments.index("--column")
                    arguments = arguments[:at] + arguments[at + 2 :]
                arguments = arguments + [option[0]] + value
            run = self.run(case, arguments + tail, data)
            if not run:
                return None, arguments
            if run.returncode == 0:
                return run, arguments
            if run.returncode == 64:
                case.fault("remedy-wrong", "%s; then %s" % (last, case.messages[-300:]))
                return None, arguments
            if case.messages in seen:
                # A column that nobody named is a guess of ours.
                if column is None or ["--column", column] not in chosen:
                    case.fault("remedy-useless", last)
                return None, arguments
            seen.add(case.messages)
        return None, arguments

    def decoded(self, case, data):
        encoding = case.table.encoding or "utf-8"
        return data.decode(encoding, errors="replace")

    def column(self, case, row, position):
        """The number of the column that a place of a row is in."""
        return reading.column(row, position, case.writing.delimiter)

    def names(self, case, column):
        """What may be read over the column of this number: of old code pages, several texts."""
        if case.heads is None:
            place = len(case.writing.preamble)
            # What stands above it may be cut off.
            head = reading.rows(case.unpacked, case.writing.delimiter)[: place + 1]
            texts = [h.decode(page, errors="replace") for h in head for page in PAGES]
            rows = [reading.cells(text, case.writing.delimiter) for text in texts]
            case.heads = [
                [fix(cell) for cell in row] for row in rows + [case.table.header] for fix in FIXES
            ]
        return {row[column - 1] for row in case.heads if column <= len(row)} - {""}

    def columns_named(self, case, text):
        """The numbers of the columns that an option means by `text`."""
        self.names(case, 1)
        count = max(len(row) for row in case.heads)
        found = {c for c in range(1, count + 1) if text in self.names(case, c)}
        return found or ({int(text)} if text.isascii() and text.isdigit() else set())

    def misread(self, case, number, cell):
        """Whether a list of this one cell does not hold the number: what a cell says is another law's."""
        path, index = (os.path.join(case.folder, name) for name in ("cell.csv", "cell.ndx"))
        with open(path, "w", encoding="utf-8", newline="") as out:
            out.write('phone\n"%s"\n' % cell.replace('"', '""'))
        silent = {"capture_output": True, "stdin": subprocess.DEVNULL}
        subprocess.run(
            [self.program, "build", "-q", "-o", index, "--region", case.region.code]
            + ["--multiline-fields", "--tolerance", "100", "cell=" + path],
            **silent,
        )
        run = subprocess.run([self.program, "check", "-i", index, "--", number.e164], **silent)
        return run.returncode != 2

    def warned(self, case, column, warnings):
        """Whether a warning names the column, or it was passed over on purpose."""
        if column in case.ignored:
            return True
        names = self.names(case, column)
        named = "|".join(re.escape(n) for n in names)
        for line in warnings.split("\n"):
            if re.search(r"\b(columns?|fields?)\b[^.;]*\b%d\b" % column, line):
                return True
            if "column" in line and names and re.search(r"(?<!\w)(%s)(?!\w)" % named, line):
                return True
            if not names and re.search(r"more fields than|beyond the header|without a header", line):
                return True
        return False
