"""Histories of consents against a slow twin of the rules.

Makes people of many countries and what they permitted and forbade, enters it in an order of its own by commands
and imports, and compares the verdicts of `check` and `scrub` with those of the twin below, which is written from
the guide (nodial.docc/Consent.md). The ledger must verify after each round, and a derivation anew must change nothing.
"""

import argparse
import csv
import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile

# A number of each country, but for its last two digits.
COUNTRIES = {
    "DE": "+4930123456", "AT": "+4312345678", "FR": "+331234567", "GB": "+4479111234",
    "US": "+120255501", "CA": "+141655501", "AU": "+614123456", "ES": "+346123456",
    "IT": "+3931234567", "PL": "+485123456", "JP": "+8190123456", "SG": "+65812345",
    "BR": "+55119123456"}
PARENTS = {"marketing": None, "offers": "marketing", "flash": "offers", "service": None}
BRANDS = ["acme", "beta"]
CHANNELS = ["voice", "sms", "whatsapp", "fax"]
LISTED_COUNTRIES = ("US", "GB")
NOW = datetime.datetime.now(datetime.timezone.utc)
FORBIDDING = {"withdraw": "ledger-withdrawal", "object": "ledger-objection", "refuse": "ledger-refusal"}


# ---- The twin

def within(purpose, ancestor):
    while purpose is not None:
        if purpose == ancestor:
            return True
        purpose = PARENTS[purpose]
    return False


def has_evidence(act):
    return not act["imported"] and act["via"] not in ("", "import") and bool(act["act"])


def is_shown(act):
    return bool(act["act"])


def moment(act):
    """When an act counts: what forbids at a time to come, or of none, from its recording; a consent of none first."""
    if act["occurred"] is None:
        return datetime.datetime.min.replace(tzinfo=datetime.timezone.utc) \
            if act["kind"] == "grant" else act["recorded"]
    return min(act["occurred"], act["recorded"])


def covers(act, brand, purpose, channel):
    return (act["brand"] in ("", brand) and (not act["channels"] or channel in act["channels"])
            and (act["purpose"] == "" or within(purpose, act["purpose"])))


def names(act, brand, purpose, channel):
    return act["brand"] == brand and act["purpose"] == purpose and channel in act["channels"]


def standing(acts, brand, purpose, channel):
    """What forbids, and the consent in force with whether it is confirmed, a quarantined one, and one that nothing shows."""
    scope = (brand, purpose, channel)
    rank = {"grant": 0, "confirm": 1}
    acts = sorted(acts, key=lambda act: (moment(act), rank.get(act["kind"], 3), act["place"]))
    block = objection = consent = unshown = None
    is_confirmed = has_answer = False
    for act in acts:
        kind = act["kind"]
        if kind == "grant" and not act["imported"] and names(act, *scope):
            if objection and not (act["lifts"] and has_evidence(act)):
                continue
            if block and not has_evidence(act):
                continue
            if not is_shown(act):
                unshown = act
                continue
            block = objection = None
            consent, is_confirmed, has_answer = act, False, True
        elif kind == "confirm" and names(act, *scope) and consent and is_shown(act):
            is_confirmed = True
        elif kind in FORBIDDING and covers(act, *scope):
            if kind == "object":
                objection = act
            block, consent, unshown, has_answer = act, None, None, True
    quarantined = None
    if not has_answer:
        for act in acts:
            if act["kind"] == "grant" and act["imported"] and names(act, *scope):
                if act["batch"] == "broken":
                    quarantined = act
                elif act["batch"] == "" and not is_shown(act):
                    unshown = act
                else:
                    consent = act
        if consent:
            quarantined = None
            is_confirmed = any(
                act["kind"] == "confirm" and is_shown(act) and names(act, *scope)
                and moment(act) >= moment(consent)
                for act in acts)
    return block, consent, is_confirmed, quarantined, unshown


def add_months(day, months):
    total = day.year * 12 + day.month - 1 + months
    for last in range(day.day, 27, -1):
        try:
            return datetime.date(total // 12, total % 12 + 1, last)
        except ValueError:
            pass
    return datetime.date(total // 12, total % 12 + 1, min(day.day, 28))


def lapse(consent, is_confirmed, rule, channel, day):
    """Why a consent does not count; None if it does."""
    if consent["until"] is not None:
        until = consent["until"]
        end = until.date() if until.time() == datetime.time() else until.date() + datetime.timedelta(1)
        if end <= day:
            return f"consent:expired@{end}"
    elif int(rule["consent_months"]) > 0:
        if consent["occurred"] is None:
            return "consent:expired"
        end = add_months(moment(consent).date(), int(rule["consent_months"]))
        if end <= day:
            return f"consent:expired@{end}"
    is_certain = is_confirmed or channel == "voice" and consent["via"] not in ("web", "app")
    if rule["confirmation"] == "confirmed" and not is_certain:
        return "consent:unconfirmed"
    return None


STRICT = {"voice_consumer": "consent", "voice_business": "consent", "messages": "consent", "confirmation": "-",
          "consent_months": "0", "besides": "-", "register_overridden_by": "-"}


def verdict(person, acts, policy, brand, purpose, channel, audience, day):
    country, is_registered = person
    if day < NOW.date():
        # What permits counts only if it was given by then.
        end = datetime.datetime.combine(day, datetime.time.max, datetime.timezone.utc)
        acts = [act for act in acts if act["kind"] in FORBIDDING or moment(act) <= end]
    block, consent, is_confirmed, quarantined, unshown = standing(acts, brand, purpose, channel)
    if block:
        return "listed", "P", FORBIDDING[block["kind"]]
    rule = policy.get(country, STRICT)
    reason = lapse(consent, is_confirmed, rule, channel, day) if consent else None
    is_permitted = consent is not None and reason is None
    is_overridden = is_registered and is_permitted and rule["register_overridden_by"] == "consent"
    if is_registered and not is_overridden:
        return "listed", "D", "us-ftc" if country == "US" else "uk-tps"
    need = rule[f"voice_{audience}"] if channel == "voice" else rule["messages"]
    if need == "consent" and not is_permitted:
        if quarantined:
            return "unconsented", "N", f"consent:quarantined:{quarantined['batch']}"
        return "unconsented", "N", reason or ("consent:unshown" if unshown else "consent:none")
    asks_register = rule["besides"] == "register" and channel == "voice"
    if country not in LISTED_COUNTRIES and not (need == "consent" and not asks_register):
        return "uncovered", "B", ""
    return "clear", "O" if is_overridden else "C", ""


def evidence(lists):
    """What decides of the lists that evidence names: the ledger before registers."""
    if lists.startswith("consent:"):
        return lists
    names = [name.split("@")[0] for name in lists.split(";")]
    return next((name for name in names if name.startswith("ledger-")), names[0])


# ---- Histories

class Round:
    def __init__(self, program, seed, people_count, command_share, folder):
        self.program, self.folder, self.command_share = program, folder, command_share
        self.random = random.Random(seed)
        self.people = {}
        for _ in range(people_count):
            country = self.random.choice(list(COUNTRIES))
            number = COUNTRIES[country] + f"{self.random.randrange(100):02d}"
            self.people[number] = (country, country in LISTED_COUNTRIES and self.random.random() < 0.3)
        self.acts = {number: [] for number in self.people}

    def run(self, *arguments, text=None, statuses=(0,)):
        done = subprocess.run(
            [self.program, *arguments], cwd=self.folder, input=text, capture_output=True, text=True, check=False)
        if done.returncode not in statuses:
            path = os.path.join(self.folder, "out.csv")
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    print("".join(line for line in file if ",refused," in line))
            raise SystemExit(f"fuzz-consent: {arguments} ended with {done.returncode}: {done.stderr}")
        return done.stdout

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def make(self):
        register = "".join(f'[[brand]]\nid = "{brand}"\n' for brand in BRANDS)
        for purpose, parent in PARENTS.items():
            register += f'[[purpose]]\nid = "{purpose}"\n' + (f'parent = "{parent}"\n' if parent else "")
        register += '[[notice]]\nid = "web"\n[[batch]]\nid = "broken"\n[[batch]]\nid = "whole"\n'
        register += "".join(f'{need} = "x"\n' for need in "supplier agreement source_kind recipients form".split())
        register += ('collected_from = "2024-01-01"\ncollected_until = "2024-05-31"\ncountries = ["DE", "FR"]\n'
                     'notice = "web"\nquestions_answered = true\n')
        self.write("register.toml", register)
        settings = 'index = "dnc.ndx"\n[ledger]\nfile = "c.ledger"\nkey = "k"\nbrand = "acme"\n'
        if self.random.random() < 0.5:
            settings += '[policy.BR]\nvoice_consumer = "out"\n[policy.FR]\nconsent_months = 6\nconfirmation = true\n'
        self.write("nodial.toml", settings)
        for country in LISTED_COUNTRIES:
            numbers = [n for n, person in self.people.items() if person == (country, True)]
            self.write(f"{country}.txt", "".join(f"{n}\n" for n in numbers or ["+12025559999"]))
        self.run("build", "-q", "--region", "US", "-o", "dnc.ndx", "us-ftc=US.txt", "uk-tps=GB.txt",
                 "--covers", "us-ftc=1202", "--covers", "uk-tps=44")
        self.run("key", "new", "k")
        self.run("ledger", "init", "--controller", "Acme")
        self.run("ledger", "apply", "register.toml")

    def act(self):
        choose = self.random.choice
        act = {"kind": choose(["grant"] * 5 + ["confirm", "confirm", "withdraw", "object", "refuse", "use"]),
               "brand": choose(BRANDS), "purpose": choose(list(PARENTS)),
               "channels": sorted(self.random.sample(CHANNELS, self.random.randint(1, 2)), key=CHANNELS.index),
               "via": choose(["", "web", "call", "app", "paper"]), "act": choose(["", "tick", "spoken"]),
               "until": None, "batch": "", "imported": False, "lifts": False}
        if act["kind"] in FORBIDDING:
            for field, value in (("brand", ""), ("purpose", ""), ("channels", [])):
                if self.random.random() < 0.5:
                    act[field] = value
        seconds = self.random.choice([0, 0, self.random.randrange(86_400)])
        act["occurred"] = datetime.datetime(2024, 6, 1, tzinfo=datetime.timezone.utc) + datetime.timedelta(
            days=self.random.randrange(880), seconds=seconds,
            microseconds=choose([0, 0, 250_000]))
        if act["kind"] in FORBIDDING and self.random.random() < 0.1:
            act["occurred"] = choose([None, NOW + datetime.timedelta(days=400)])
        if act["kind"] == "grant":
            if self.random.random() < 0.3:
                act["until"] = act["occurred"] + datetime.timedelta(
                    days=self.random.randrange(1, 900), seconds=choose([0, 3600]))
            if self.random.random() < 0.3:
                act["imported"], act["batch"] = True, choose(["whole", "broken", ""])
                if self.random.random() < 0.2:
                    act["occurred"] = None
                    act["until"] = None
            elif has_evidence(act) and self.random.random() < 0.3:
                act["lifts"] = True
        return act

    def enter(self, count):
        """Enters acts of people, in an order of its own: some by a command each, the others as one file."""
        rows = []
        for _ in range(count):
            number = self.random.choice(list(self.people))
            act = self.act()
            # Of one moment to come or of none, the recording decides: these get a file each, in order.
            act["place"] = sum(map(len, self.acts.values()))
            act["recorded"] = NOW + datetime.timedelta(seconds=act["place"])
            if self.random.random() < self.command_share and not act["imported"] and act["kind"] != "use":
                self.flush(rows)
                day = None
                if act["kind"] in FORBIDDING and act["occurred"] and act["occurred"] < NOW and self.random.random() < 0.3:
                    # A day alone is its end.
                    day = act["occurred"].date()
                    act["occurred"] = datetime.datetime.combine(day, datetime.time.max, datetime.timezone.utc)
                self.command(number, act, day)
            else:
                rows.append((number, act))
            if not (act["imported"] and self.is_answered(number, act)):
                self.acts[number].append(act)
        self.flush(rows)

    def is_answered(self, number, act):
        """True if the person has answered for all that a consent from a file is about: it is not recorded then."""
        found = [standing(self.acts[number], act["brand"], act["purpose"], channel) for channel in act["channels"]]
        return all(block or consent for block, consent, *_ in found)

    @staticmethod
    def text(value):
        return "" if value is None else value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def command(self, number, act, day=None):
        options = ["consent", act["kind"], "-"]
        for option, value in (("--brand", act["brand"]), ("--purpose", act["purpose"]),
                              ("--channel", ",".join(act["channels"])), ("--via", act["via"]),
                              ("--occurred", str(day) if day else self.text(act["occurred"])), ("--until", self.text(act["until"]))):
            if value:
                options += [option, value]
        if act["act"]:
            options += ["--evidence", f"act={act['act']}"]
        if act["lifts"]:
            options.append("--lifts-objection")
        self.run(*options, text=number + "\n")

    def flush(self, rows):
        if not rows:
            return
        header = ["number", "decision", "brand", "purpose", "channel", "occurred", "until", "batch", "via", "act",
                  "imported", "lifts_objection"]
        with open(os.path.join(self.folder, "in.csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            for number, act in rows:
                writer.writerow([
                    number, act["kind"], act["brand"], act["purpose"], ",".join(act["channels"]),
                    self.text(act["occurred"]), self.text(act["until"]), act["batch"], act["via"], act["act"],
                    "yes" if act["imported"] else "", "yes" if act["lifts"] else ""])
        self.run("consent", "import", "in.csv", "--exported", "--output", "out.csv")
        rows.clear()

    # ---- Questions

    def policy(self):
        lines = [line.split("\t") for line in self.run("policy").splitlines() if not line.startswith("#")]
        return {line[0]: dict(zip(lines[0], line)) for line in lines[1:]}

    def compare(self):
        policy = self.policy()
        for _ in range(6):
            brand, purpose = self.random.choice(BRANDS), self.random.choice(list(PARENTS))
            channel, audience = self.random.choice(CHANNELS), self.random.choice(["consumer", "business"])
            day = datetime.date(2026, 11, 27) + datetime.timedelta(days=self.random.choice([-300, 0, 1, 40, 300]))
            options = ["--brand", brand, "--purpose", purpose, "--channel", channel, "--audience", audience,
                       "--call-date", str(day)]
            numbers = list(self.people)
            expected = {
                n: verdict(self.people[n], self.acts[n], policy, brand, purpose, channel, audience, day)
                for n in numbers}
            if self.random.random() < 0.5:
                self.run("ledger", "compile", "--brand", brand, "--purpose", purpose, "--channel", channel)
            lines = self.run("check", "--stdin", *options, text="".join(f"{n}\n" for n in numbers), statuses=(0, 2))
            found = {}
            for line in lines.splitlines():
                number, outcome, code, lists = line.split("\t")
                found[number] = (outcome, code, evidence(lists))
            self.write("c.csv", "phone\n" + "".join(f"{n}\n" for n in numbers))
            self.run("scrub", "-q", *options, "c.csv", "-o", "kept.csv", "--rejected", "rejected.csv")
            scrubbed = {}
            with open(os.path.join(self.folder, "rejected.csv"), encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    scrubbed[row["phone"]] = (
                        row["nodial_outcome"], row["nodial_code"], evidence(row["nodial_lists"]))
            for number in numbers:
                kept = scrubbed.get(number, ("clear", expected[number][1], ""))
                for name, answer in (("check", found[number]), ("scrub", kept)):
                    if answer != expected[number]:
                        self.tell(name, number, answer, expected[number], options)

    def tell(self, name, number, answer, expected, options):
        print(f"{name} says {answer}, and the twin {expected}, of {number} with {' '.join(options)}")
        for act in sorted(self.acts[number], key=moment):
            print("  ", {key: value for key, value in act.items() if value not in ("", None, [], False)})
        raise SystemExit(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--acts", type=int, default=300)
    parser.add_argument("--commands", type=float, default=0.15, help="the share that is entered by a command each")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    print(f"fuzz-consent: --seed {options.seed} --people {options.people} --acts {options.acts}")
    for number in range(options.rounds):
        folder = tempfile.mkdtemp(prefix="fuzz-consent-")
        try:
            trial = Round(program, options.seed + number, options.people, options.commands, folder)
            trial.make()
            for _ in range(3):
                trial.enter(options.acts // 3)
                trial.compare()
            trial.run("ledger", "verify")
            trial.run("ledger", "rebuild-state")
            trial.run("ledger", "verify")
            trial.compare()
        except SystemExit:
            print(f"in round {number}: repeat it with --seed {options.seed + number} --rounds 1", file=sys.stderr)
            raise
        finally:
            shutil.rmtree(folder)
    print(f"fuzz-consent: {options.rounds} rounds, no difference")


if __name__ == "__main__":
    main()
