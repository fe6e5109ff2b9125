"""The Python package with a consent ledger against the program: `python test_ledger.py PROGRAM`; the seed is NODIAL_TEST_SEED, or printed."""

import csv
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

import nodial

PROGRAM = sys.argv.pop(1) if __name__ == "__main__" else ""
SEED = int(os.environ.get("NODIAL_TEST_SEED", time.time_ns() % 1_000_000))
CELL_COUNT = int(os.environ.get("NODIAL_TEST_CELLS", 100_000))
if __name__ == "__main__":
    print(f"seed {SEED}", file=sys.stderr)

SETTINGS = """index = "dnc.ndx"

[[list]]
id = "us-ftc"
files = "us.txt"

[ledger]
file = "consent.ledger"
key = "ledger.key"
brand = "acme"

[policy.GB]
messages = "out"
consent_months = 24
[policy.FR]
confirmation = true
# No list speaks for it.
[policy.NL]
messages = "out"
"""

REGISTER = """[[brand]]
id = "acme"
[[brand]]
id = "other"
[[purpose]]
id = "marketing"
[[purpose]]
id = "offers"
parent = "marketing"
[[batch]]
id = "broken"
"""


def run(folder, *arguments, text=None, statuses=(0,)):
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, input=text, capture_output=True, text=True, check=False)
    assert done.returncode in statuses, (arguments, done.returncode, done.stderr)
    return done.stdout


def make_ledger(folder):
    """A folder with an index, a ledger of nobody, and settings that name both."""
    folder.joinpath("us.txt").write_text("".join(f"+1202555{number:04d}\n" for number in range(1000, 4000)))
    folder.joinpath("gb.txt").write_text("".join(f"+4420794600{number:02d}\n" for number in range(0, 30)))
    folder.joinpath("own.txt").write_text("+12025550105\n+493012345678\n")
    run(folder, "build", "-q", "--region", "US", "-o", "dnc.ndx", "us-ftc=us.txt", "uk-tps=gb.txt", "own=own.txt",
        "--covers", "us-ftc=1202", "--covers", "uk-tps=44")
    folder.joinpath("nodial.toml").write_text(SETTINGS)
    folder.joinpath("register.toml").write_text(REGISTER)
    run(folder, "key", "new", "ledger.key")
    run(folder, "ledger", "init", "--ledger", "consent.ledger", "--key", "ledger.key", "--controller", "Acme GmbH")
    run(folder, "ledger", "apply", "register.toml")


def person(random_):
    return random_.choice([
        lambda: f"+1202555{random_.randrange(10_000):04d}", lambda: f"+4420794600{random_.randrange(100):02d}",
        lambda: f"+4930123{random_.randrange(5_000):05d}", lambda: f"+33142685{random_.randrange(1_000):03d}",
        lambda: f"+44790000{random_.randrange(1_000):04d}", lambda: f"+316123{random_.randrange(500):05d}",
    ])()


def enter(folder, random_, count):
    """Records acts of many people by a file, as an export has them."""
    with open(folder / "in.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "decision", "brand", "purpose", "channel", "occurred", "until", "batch", "via", "act", "imported",
                         "lifts_objection"])
        for _ in range(count):
            kind = random_.choice(["grant"] * 6 + ["object", "withdraw", "refuse", "confirm", "relationship", "restrict", "release"])
            days = random_.randrange(1, 1_500)
            occurred = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)
            until = occurred + datetime.timedelta(days=random_.randrange(1, 2_000)) if kind == "grant" and random_.random() < 0.3 else None
            is_wide = kind not in ("grant", "confirm", "relationship") and random_.random() < 0.5
            scope = ["", "", ""] if is_wide or kind in ("restrict", "release") else [
                random_.choice(["acme", "acme", "other"]), random_.choice(["offers", "offers", "marketing"]),
                random_.choice(["sms", "voice", "sms,voice"])]
            is_shown = random_.random() < 0.8
            is_imported = kind == "grant" and random_.random() < 0.2
            writer.writerow([
                person(random_), kind, *scope, occurred.strftime("%Y-%m-%dT%H:%M:%SZ"),
                until.strftime("%Y-%m-%dT%H:%M:%SZ") if until else "", "broken" if is_imported else "",
                random_.choice(["web", "call"]) if is_shown else "", "tick" if is_shown else "", "yes" if is_imported else "",
                "yes" if kind == "grant" and random_.random() < 0.3 else ""])
    run(folder, "consent", "import", "in.csv", "--exported", "--output", "out.csv", statuses=(0, 3))


def cells(random_, count):
    """People in several writings, and what is none."""
    def written(number):
        if number.startswith("+1"):
            return random_.choice([number, f"({number[2:5]}) {number[5:8]}-{number[8:]}", f"1-{number[2:5]}-{number[5:8]}-{number[8:]}"])
        return random_.choice([number, f"00{number[1:]}", f"{number[:3]} {number[3:6]} {number[6:]}", f"{number} ext. 12"])

    forms = [lambda: written(person(random_))] * 12 + [
        lambda: f"{written(person(random_))} / {written(person(random_))}", lambda: "none", lambda: "12", lambda: "+8613800138000",
        lambda: f"+49 30 {random_.randrange(10 ** 8):08d}", lambda: f"office: {person(random_)}, home {person(random_)}",
    ]
    return [random_.choice(forms)() for _ in range(count)]


def _object_and_check(index, folder, number):
    run(folder, "consent", "object", "-", "--via", "sms", text=number + "\n")
    return index.check([number])


class LedgerTests(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.random = random.Random(SEED)
        make_ledger(self.folder)

    def open(self, **options):
        options = {"settings": self.folder / "nodial.toml", "purpose": "offers", "channel": "sms", **options}
        return nodial.Index(**options)

    def scrubbed(self, cells_, *options):
        """What a scrub by the settings says of each cell: outcome and lists."""
        with open(self.folder / "c.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["place", "phone"])
            writer.writerows(enumerate(cells_))
        run(self.folder, "scrub", "-q", "--settings", "nodial.toml", "--column", "phone", "c.csv", "--output", "kept.csv",
            "--rejected", "rejected.csv", *options)
        found = {}
        with open(self.folder / "kept.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[int(row["place"])] = ("clear", "")
        with open(self.folder / "rejected.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found[int(row["place"])] = (row["nodial_outcome"], row["nodial_lists"])
        return [found[place] for place in range(len(cells_))]

    def compare(self, index, cells_, *options):
        wanted = self.scrubbed(cells_, *options)
        outcomes, lists = index.check_lists(cells_)
        self.assertEqual(list(zip(outcomes, lists)), wanted)
        return set(outcomes), set(";".join(lists).split(";"))

    def test_cells_get_the_verdicts_of_a_scrub(self):
        enter(self.folder, self.random, 8_000)
        run(self.folder, "ledger", "compile")
        column = cells(self.random, CELL_COUNT)
        index = self.open()
        outcomes, lists = self.compare(index, column, "--purpose", "offers", "--channel", "sms")
        self.assertEqual(outcomes, {"clear", "listed", "invalid", "unconsented", "uncovered"})
        for part in ["ledger-objection@", "ledger-withdrawal@", "ledger-refusal@", "ledger-restriction@", "us-ftc@", "consent:none",
                     "consent:unconfirmed", "consent:expired@", "consent:quarantined:broken", "consent:unshown"]:
            self.assertTrue(any(name.startswith(part) for name in lists), (part, sorted(lists)[:50]))
        # People who are erased, which compiles anew, and what is newer than that.
        erased = "".join(f"{person(self.random)}\n" for _ in range(40))
        run(self.folder, "consent", "erase", "-", text=erased, statuses=(0, 2))
        enter(self.folder, self.random, 1_500)
        some = column[: CELL_COUNT // 4]
        _, lists = self.compare(index, some, "--purpose", "offers", "--channel", "sms")
        self.assertTrue(any(name.startswith("ledger-erased@") for name in lists), sorted(lists)[:50])
        # Other questions, and what was compiled anew meanwhile.
        run(self.folder, "ledger", "compile")
        self.compare(index, some, "--purpose", "offers", "--channel", "sms")
        day = datetime.datetime.now(datetime.timezone.utc).date()
        for options in [
            {"channel": "voice"}, {"channel": "voice", "audience": "business"}, {"purpose": "marketing"}, {"brand": "other"},
            {"call_date": day - datetime.timedelta(days=300)}, {"call_date": day + datetime.timedelta(days=400)},
        ]:
            other = self.open(**options)
            arguments = {"purpose": "offers", "channel": "sms", **options}
            self.compare(other, some, *[
                part for name, value in arguments.items() for part in (f"--{name.replace('_', '-')}", str(value))])
        # One by one, by the program's own single look-ups.
        lines = run(self.folder, "check", "--settings", "nodial.toml", "--purpose", "offers", "--channel", "sms", "--stdin",
                    text="\n".join(some[:2_000]) + "\n", statuses=(0, 2)).split("\n")
        for cell, line in zip(some[:2_000], lines):
            told = index.explain(cell)
            _, outcome, code, lists = line.split("\t")
            self.assertEqual((told["outcome"], told["code"], ";".join(told["lists"])), (outcome, code, lists), repr(cell))

    def test_what_is_recorded_counts_in_the_next_call(self):
        run(self.folder, "consent", "grant", "-", "--purpose", "offers", "--channel", "sms", "--via", "call", "--evidence",
            "act=spoken", text="".join(f"+49301234{number:04d}\n" for number in range(60)))
        index = self.open()
        numbers = [f"+49301234{number:04d}" for number in range(60)]
        column = ["+493099999999", *numbers]
        self.assertEqual(index.check(column)[:3], ["unconsented", "unconsented", "unconsented"])
        run(self.folder, "consent", "confirm", "-", "--purpose", "offers", "--channel", "sms", "--via", "sms", "--evidence", "act=reply",
            text="".join(f"{number}\n" for number in numbers))
        self.assertEqual(index.check(column), ["unconsented"] + ["clear"] * 60)
        for place, number in enumerate(numbers[:40]):
            run(self.folder, "consent", "withdraw", "-", "--via", "sms", text=number + "\n")
            # At once, of a number alone and of a column, however quickly one follows the other.
            if place % 2:
                self.assertFalse(index.may_be_called(number))
            self.assertEqual(index.check(column)[: place + 3], ["unconsented"] + ["listed"] * (place + 1) + ["clear"])
            if place == 10:
                run(self.folder, "ledger", "compile")
        self.assertEqual(index.explain(numbers[0])["lists"][0].split("@")[0], "ledger-withdrawal")

    def test_a_child_sees_what_is_recorded_after_the_fork(self):
        index = self.open()
        self.assertEqual(index.check(["+12025559999"]), ["unconsented"])
        with multiprocessing.get_context("fork").Pool(2) as pool:
            self.assertEqual(pool.apply(_object_and_check, (index, self.folder, "+12025559999")), ["listed"])
        self.assertEqual(index.check(["+12025559999"]), ["listed"])
        # Forked while other threads read what is new.
        is_over = []
        threads = [threading.Thread(target=lambda: [index.check(["+12025559999"]) for _ in iter(lambda: bool(is_over), True)])
                   for _ in range(2)]
        for thread in threads:
            thread.start()
        recorder = threading.Thread(target=lambda: [
            run(self.folder, "consent", "object", "-", "--via", "sms", text=f"+120255588{number:02d}\n") for number in range(20)])
        recorder.start()
        while recorder.is_alive():
            child = os.fork()
            if child == 0:
                os._exit(0 if index.check(["+12025559999", "x"]) == ["listed", "invalid"] else 1)
            self.assertEqual(os.waitpid(child, 0)[1], 0)
        is_over.append(1)
        for thread in threads:
            thread.join()
        self.assertEqual(index.check(["+12025558819"]), ["listed"])

    def test_a_ledger_that_cannot_be_asked_is_a_sentence(self):
        run(self.folder, "consent", "object", "-", "--via", "sms", text="+12025559999\n")
        for options, part in [
            ({"purpose": None}, "purpose"), ({"channel": None}, "purpose and a channel"), ({"purpose": "offer"}, 'did you mean "offers"'),
            ({"brand": "acne"}, 'did you mean "acme"'), ({"audience": "dogs"}, "consumer or business"),
            ({"settings": self.folder / "gone.toml"}, "gone.toml"), ({"settings": self.folder / "us.txt"}, "no TOML"),
            ({"settings": None, "path": self.folder / "dnc.ndx"}, "names a consent ledger"), ({"settings": None}, "no index is named"),
        ]:
            with self.assertRaises(nodial.NodialError) as caught:
                self.open(**options)
            self.assertIn(part, str(caught.exception))
            self.assertNotIn("2025559999", str(caught.exception))
        with self.open(without_ledger=True) as index:
            self.assertEqual(index.check(["+12025559999"]), ["clear"])
        with nodial.Index(self.folder / "dnc.ndx", without_ledger=True) as index:
            self.assertEqual(index.check(["+12025559999"]), ["clear"])
        with self.open(path=self.folder / "dnc.ndx") as index:
            self.assertEqual(index.check(["+12025559999"]), ["listed"])
        index = self.open()
        ledger, aside = self.folder / "consent.ledger", self.folder / "aside"

        def fails(part):
            for ask in [lambda: index.check(["+12025559999", "+493012345678"]), lambda: index.explain("+12025559999")]:
                with self.assertRaises(nodial.NodialError) as caught:
                    ask()
                self.assertIn(part, str(caught.exception))
            with self.assertRaises(nodial.NodialError):
                self.open()

        os.rename(ledger, aside)
        fails("there is no ledger")
        shutil.copy(aside, ledger)
        whole = ledger.read_bytes()
        self.assertEqual(index.check(["+12025559999"]), ["listed"])
        ledger.write_bytes(b"\0" * len(whole))
        fails("consent.ledger")
        ledger.write_bytes(whole)
        # It goes on when the ledger is there again.
        self.assertEqual(index.check(["+12025559999"]), ["listed"])
        run(self.folder, "key", "new", "other.key")
        self.folder.joinpath("nodial.toml").write_text(SETTINGS.replace("ledger.key", "other.key"))
        with self.assertRaises(nodial.NodialError) as caught:
            self.open()
        self.assertIn("key", str(caught.exception))

    def test_a_changed_row_clears_nobody(self):
        import sqlite3

        run(self.folder, "consent", "object", "-", "--via", "sms", text="+12025559999\n")
        connection = sqlite3.connect(self.folder / "consent.ledger")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        triggers = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
        for trigger in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
        changed = connection.execute("DELETE FROM act").rowcount
        connection.commit()
        connection.close()
        self.assertGreater(changed, 0)
        with self.assertRaises(nodial.NodialError) as caught:
            self.open()
        self.assertIn("damaged", str(caught.exception))

    def test_copies_ask_the_same_ledger(self):
        import pickle

        run(self.folder, "consent", "object", "-", "--via", "sms", text="+12025559999\n")
        again = pickle.loads(pickle.dumps(self.open(call_date=datetime.date(2026, 11, 28))))
        self.assertEqual(again.check(["+12025559999", "+493099999999"]), ["listed", "unconsented"])


if __name__ == "__main__":
    unittest.main(verbosity=0)
