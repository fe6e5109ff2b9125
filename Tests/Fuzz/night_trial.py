"""Plays a history on the program, night by night, and holds every night against the laws."""

import datetime
import json
import os
import random as randoms
import re
import shlex
import shutil
import signal
import subprocess
import tempfile
import time

import night_laws as laws
from night_files import Delivery
from night_oracle import World, distinct

SECONDS_MAX = 20
FOLDERS = {"us-ftc": "f", "optouts": "o"}


def settings_text(settings, fault=None):
    lines = ['index = "dnc.ndx"', 'region = "US"']
    if fault == "misspelled":
        lines[1] = 'regoin = "US"'
    if fault == "syntax":
        lines.append("keep = = 3")
    if fault != "list left out":
        lines += ["[[list]]", 'id = "us-ftc"', 'kind = "registry"',
                  'files = "lists/%s/*"' % ("none" if fault == "no files" else "f"),
                  "max_age_days = %d" % settings["age"]]
        if settings["covers"]:
            lines.append('covers = ["1"]')
    if settings["objections"]:
        lines += ["[[list]]", 'id = "optouts"', 'kind = "objection"', 'files = "lists/o/*"']
        if settings["objections"] == "csv":
            lines += ["[list.columns]", 'number = "phone"', 'action = "action"', 'date = "date"']
    return "\n".join(lines) + "\n"


class Trial:
    """A history that is played in a folder of its own."""

    def __init__(self, program, made, keep=None):
        self.program, self.made = program, made
        self.folder = keep or tempfile.mkdtemp(prefix="nodial-nights-")
        self.faults, self.refusals = [], []
        self.statuses, self.script = [], []
        self.files, self.archived = {}, []  # in the folders, and taken away
        covers = made["settings"]["covers"]
        self.last = [World(covers)]  # of the index written last
        self.worlds = self.last  # of the index in place
        self.known = {}  # worlds of former indexes, by their bytes
        self.read_on = None  # the day of the last rebuild that was not refused
        self.ever, self.is_exact = set(), made["orderly"]
        self.numbers = set(made["numbers"])
        self.texts = {}
        self.is_accepted = False

    def play(self):
        try:
            for folder in FOLDERS.values():
                os.makedirs(self.path("lists", folder), exist_ok=True)
            self.settings()
            for self.index, night in enumerate(self.made["nights"]):
                self.night(night)
        finally:
            self.texts["records"] = "\n".join(self.records())
            if os.path.exists(self.path("m.prom")):
                self.texts["metrics"] = open(self.path("m.prom")).read()
            self.fault(laws.no_number_is_told(self.texts, self.numbers))
            if self.folder.startswith(tempfile.gettempdir() + "/nodial-nights-"):
                shutil.rmtree(self.folder, ignore_errors=True)
        return self

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def fault(self, found):
        for law, detail in found[:3]:
            self.faults.append((law, "night %d: %s" % (self.index, detail)))

    def settings(self, fault=None):
        text = settings_text(self.made["settings"], fault)
        with open(self.path("nodial.toml"), "w") as out:
            out.write(text)

    def bytes_of_index(self):
        try:
            with open(self.path("dnc.ndx"), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def records(self):
        try:
            with open(self.path("work", "rebuilds.jsonl")) as file:
                return file.read().splitlines()
        except FileNotFoundError:
            return []

    def run(self, *arguments, data=None):
        return subprocess.run(
            [self.program, *arguments], cwd=self.folder, input=data, capture_output=True, text=True,
            timeout=SECONDS_MAX,
        )

    # What lies in the folders

    def night(self, night):
        self.today = datetime.date.fromisoformat(night["today"])
        self.rewritten = False
        self.tonight = []
        for op in night["ops"]:
            getattr(self, op["op"].replace(" ", "_"))(op)
        if night.get("settings"):
            self.wrong_settings(night)
        if "kill" in night:
            self.kill(night)
        status = self.rebuild(night)
        if status == 1:
            status = self.remedy(night)
        if self.index_is_whole:
            self.verdicts(night, status)

    index_is_whole = True

    def put(self, file):
        with open(self.path("lists", FOLDERS[file.list], file.name), "wb") as out:
            out.write(file.data)
        self.files[file.list, file.name] = file
        self.tonight.append((file.list, file.name))
        for member in file.members:
            self.ever |= member.numbers | member.doubtful | {e[0] for e in member.events}

    def take(self, key):
        file = self.files.pop(key)
        os.remove(self.path("lists", FOLDERS[file.list], file.name))
        return file

    def deliver(self, op):
        file = Delivery(op)
        file.op = op
        if any(f.list == file.list and f.name == file.name and f.digest != file.digest
               for w in self.last for f in w.files):
            self.rewritten = True
        self.put(file)

    def archive(self, op):
        if (op["list"], op["name"]) in self.files:
            self.archived.append(self.take((op["list"], op["name"])))

    def unarchive(self, op):
        if self.archived:
            file = self.archived[op["which"] % len(self.archived)]
            if (file.list, file.name) not in self.files:
                self.put(file)

    def rewrite(self, op):
        file = self.files.get((op["list"], op["name"]))
        if file and hasattr(file, "op"):
            random = randoms.Random(op["seed"])
            members = [
                dict(m, lines=[line for line in m["lines"] if line.startswith("phone") or random.random() > op["lose"]])
                for m in file.op["members"]
            ]
            self.deliver(dict(file.op, members=members))

    def rename(self, op):
        file = self.files.get((op["list"], op["name"]))
        if not file:
            return
        d = file.day.isoformat()
        to = (file.day + datetime.timedelta(op["days"])).isoformat()
        if len(file.members) > 1 or "changes_" in file.name or d not in file.name:
            return
        name = file.name.replace(d, to) if op["days"] else file.name.replace(d, d + "_again")
        if (file.list, name) not in self.files and file.name.count(".") < 2:
            self.take((op["list"], op["name"]))
            self.put(file.named(name, op["days"]))

    def copy_full(self, op):
        for (list_id, name), file in sorted(self.files.items()):
            if list_id == "us-ftc" and name.endswith("_full.txt") and name[:10] < op["to"]:
                days = (datetime.date.fromisoformat(op["to"]) - file.day).days
                self.put(file.named(op["to"] + "_full.txt", days))
                return

    def older_index(self, op):
        former = sorted(n for n in os.listdir(self.folder) if n.startswith("dnc.ndx."))
        if former:
            shutil.copy(self.path(former[op["which"] % len(former)]), self.path("t"))
            os.replace(self.path("t"), self.path("dnc.ndx"))
            # A former index may be one that was damaged while it was in force.
            self.index_is_whole = self.bytes_of_index() in self.known
            self.worlds = self.known.get(self.bytes_of_index(), self.worlds)
            self.is_exact = False

    def damaged_index(self, op):
        data = self.bytes_of_index()
        if not data:
            return
        os.remove(self.path("dnc.ndx"))
        at = int(op["at"] * len(data))
        if op["how"] == "cut":
            data = data[:at]
        elif op["how"] == "empty":
            data = b""
        elif op["how"] == "flipped":
            data = data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :]
        if op["how"] != "missing":
            with open(self.path("dnc.ndx"), "wb") as out:
                out.write(data)
        self.is_exact = False
        self.index_is_whole = False

    # Runs

    def readable(self):
        return [
            f for f in self.files.values() if not f.is_partial and f.is_readable and f.day <= self.today
        ]

    def wrong_settings(self, night):
        self.settings(night["settings"])
        if night["settings"] == "list left out" and not self.made["settings"]["objections"]:
            self.settings("misspelled")
        before = self.bytes_of_index()
        run = self.run("rebuild", "-q", "nodial.toml", "--today", night["today"], "--metrics", "m.prom")
        self.texts["stderr %d wrong settings" % self.index] = run.stderr
        if run.returncode != 1:
            self.fault([("wrong-settings", "%s: status %d" % (night["settings"], run.returncode))])
        self.fault(laws.refusal_keeps_index(before, self.bytes_of_index()))
        self.fault(laws.refusal_says_why(run.stderr))
        self.settings()

    def kill(self, night):
        before = self.bytes_of_index()
        process = subprocess.Popen(
            [self.program, "rebuild", "-q", "nodial.toml", "--today", night["today"]],
            cwd=self.folder, stderr=subprocess.DEVNULL,
        )
        time.sleep(night["kill"])
        process.send_signal(signal.SIGKILL)
        process.wait()
        after = self.bytes_of_index()
        if after != before:
            self.took()

    def took(self, accepted=()):
        """What the index may hold, now that a rebuild has written it or left it as up to date."""
        folder = self.readable()
        worlds = [w.after(folder) for w in self.last]
        if self.rewritten:
            worlds += [w.after(folder, keeps_rewritten=True) for w in self.last]
        if accepted:
            # What a list holds and speaks for after a gate was passed over is what the person wanted.
            self.is_exact = False
            self.is_accepted = True
            worlds += [w.after(folder) for w in self.worlds]
            worlds.append(World(self.made["settings"]["covers"]).after(folder))
            worlds += [w.after(folder, empties=True) for w in worlds]
            worlds += self.worlds
        self.last = self.worlds = distinct(worlds)
        self.known[self.bytes_of_index()] = self.worlds
        self.read_on = self.today
        self.index_is_whole = True

    def rebuild(self, night, accept=()):
        before, count = self.bytes_of_index(), len(self.records())
        arguments = ["rebuild", "-q", "nodial.toml", "--today", night["today"], "--metrics", "m.prom"]
        for gate in accept:
            arguments += ["--accept", gate]
        run = self.run(*arguments)
        self.status, self.messages = run.returncode, run.stderr
        self.texts["stderr %d" % self.index] = run.stderr
        self.statuses.append(run.returncode)
        if run.returncode not in (0, 1, 3):
            self.fault([("status", "%d: %s" % (run.returncode, run.stderr[-200:]))])
        if run.returncode == 1:
            self.fault(laws.refusal_keeps_index(before, self.bytes_of_index()))
            self.fault(laws.refusal_says_why(run.stderr))
            self.fault(laws.record_adds_up(self.records(), count, 1, None))
            if self.made["orderly"]:
                self.fault([("orderly-refused", run.stderr.strip()[-400:])])
            return 1
        if run.returncode == 3 and not run.stderr:
            self.fault([("silent-3", "")])
        self.took(accept)
        self.unread()
        shown = self.run("inspect", "--json", "--call-date", night["today"], "dnc.ndx")
        if shown.returncode:
            self.fault([("inspect", shown.stderr[-200:])])
            return run.returncode
        inspected = json.loads(shown.stdout)
        self.fault(laws.record_adds_up(self.records(), count, run.returncode, inspected))
        if self.is_exact:
            self.fault(laws.counts_are_the_oracles(inspected, self.worlds[0], self.today))
        return run.returncode

    def unread(self):
        """A file that cannot be read or is still being copied is never passed over with status 0."""
        for key in self.tonight:
            file = self.files.get(key)
            if file and self.status == 0 and (file.is_partial or not file.is_readable):
                record = json.loads(self.records()[-1])
                notes = " ".join(n for item in record["lists"] for n in item["notes"])
                if file.name not in notes:
                    self.fault([("unread", "%s passed with status 0" % file.name)])
            if file and file.day > self.today and not file.is_partial and file.list == "us-ftc":
                if not re.search("future|has not come", self.messages) and self.status == 0:
                    self.fault([("future", "%s passed with status 0" % file.name)])

    def remedy(self, night):
        """Does what the message says, as a person would."""
        self.refusals.append(self.messages)
        for _ in range(4):
            gates = sorted(set(re.findall(r"--accept ([a-z-]+=[a-z-]+)", self.messages)))
            lines = [x for x in self.messages.splitlines() if "warning" not in x and "not replaced" not in x]
            if not lines or any("--accept" not in x for x in lines):
                # A file is to be delivered again: it is taken away.
                bad = [k for k, f in self.files.items() if not f.is_readable or f.day > self.today
                       or any(m.is_empty for m in f.members)]
                named = [k for k in self.files if k[1] in self.messages]
                gone = bad or named
                if not gone:
                    return 1
                for key in gone:
                    self.archived.append(self.take(key))
                accept = ()
            elif night["follow"]:
                accept = gates
            else:
                return 1
            former = self.messages
            status = self.rebuild(night, accept)
            if status != 1:
                return status
            if accept and self.messages == former:
                self.fault([("remedy", "--accept %s: %s" % (" ".join(gates), former.strip()[-300:]))])
                return 1
        return 1

    # Verdicts

    def verdicts(self, night, status):
        if self.read_on is None:
            return
        call = self.today + datetime.timedelta(night["call"])
        numbers = self.made["numbers"]
        run = self.run("check", "--index", "dnc.ndx", "--call-date", call.isoformat(), "--stdin",
                       data="".join("+1%s\n" % n for n in numbers))
        self.answers = answers = {
            line.split("\t")[0][2:]: line.split("\t")[1] for line in run.stdout.splitlines()
        }
        if len(answers) != len(set(numbers)):
            self.fault([("check", "status %d: %s" % (run.returncode, run.stderr[-200:]))])
            return
        day, age = self.read_on, self.made["settings"]["age"]
        if not self.is_accepted:
            self.fault(laws.listed_is_never_clear(answers, self.worlds, day))
            self.fault(laws.uncovered_is_never_clear(answers, self.worlds))
            self.fault(laws.stale_is_never_clear(answers, self.worlds, day, call, age))
        self.fault(laws.listed_was_once_delivered(answers, self.ever))
        if self.is_exact and len(self.worlds) == 1:
            self.fault(laws.orderly_is_exact(answers, self.worlds[0], day, call, age))
        if night["scrub"]:
            self.scrub(call)

    def scrub(self, call):
        with open(self.path("campaign.csv"), "w") as out:
            out.write("name,phone\n" + "".join("x,+1%s\n" % n for n in self.answers))
        run = self.run("scrub", "-q", "--index", "dnc.ndx", "--call-date", call.isoformat(), "campaign.csv")
        kept = {line.split("+1")[1] for line in run.stdout.splitlines() if "+1" in line}
        clear = {n for n, outcome in self.answers.items() if outcome == "clear"}
        if run.returncode or kept != clear:
            self.fault([("scrub-is-not-check", "status %d, %s" % (run.returncode, sorted(kept ^ clear)[:3]))])


