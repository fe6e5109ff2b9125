"""Draws histories of nights: what is delivered, damaged and returned, night by night, as plain data."""

import datetime
import random as randoms

AREAS = ["202", "212", "305", "416"]
FOREIGN = ["907", "604"]
ORDERLY = ["archive", "pack", "full", "named", "quiet", "kill"]
DISORDERLY = ORDERLY + [
    "late", "rewritten", "returned", "renamed", "cut", "page", "empty", "part", "future deletion",
    "out of order", "one area", "gap", "older index", "index", "settings", "future file", "from-to",
    "older full", "lost rows", "same full", "both forms",
]


class History:
    """Draws one history. `made` is plain data, so that it can be made smaller."""

    def __init__(self, seed, number):
        self.random = random = randoms.Random("%s/%s" % (seed, number))
        self.is_orderly = random.random() < 0.3
        self.kinds = set()
        # Half the histories have few kinds of disorder, so that most nights are switched.
        pool = ORDERLY if self.is_orderly else DISORDERLY
        self.allowed = random.sample(pool, random.choice([1, 2, 3, len(pool)] if len(pool) > 6 else [2, 4, 6]))
        self.share = random.choice([0.15, 0.3, 0.5])
        self.areas = random.sample(AREAS, random.choice([1, 2, 2, 3]))
        self.covers = random.random() < 0.25
        self.by_area = random.random() < 0.4
        self.weekly = random.random() < 0.15
        self.objections = random.choice([None, "csv", "plain"])
        self.age = random.choice([3, 5, 9, 31]) + (7 if self.weekly else 0)
        self.today = datetime.date(2026, 1, 5) + datetime.timedelta(random.randrange(200))
        self.pool = {}
        for area in self.areas + FOREIGN:
            drawn = random.sample(range(2000000, 9999999), 40)
            self.pool[area] = [area + str(d) for d in drawn if not 5550000 <= d < 5560000]
        self.truth = {n for a in self.areas for n in random.sample(self.pool[a], 25)}
        self.kept = set()
        self.delivered = []
        self.held, self.opted = [], []
        nights = [self.night(i) for i in range(random.randint(3, 12))]
        self.made = {
            "settings": {
                "age": self.age, "covers": self.covers, "objections": self.objections,
                "areas": self.areas,
            },
            "orderly": self.is_orderly,
            "nights": nights,
            "numbers": sorted(n for p in self.pool.values() for n in p),
        }

    def does(self, kind):
        done = kind in self.allowed and self.random.random() < self.share
        if done:
            self.kinds.add(kind)
        return done

    def night(self, index):
        random = self.random
        step = 7 if self.weekly else 1
        if index:
            if self.does("gap"):
                step *= random.choice([2, 3, 9])
            self.today += datetime.timedelta(step)
        ops, d = [], self.today.isoformat()
        if index == 0:
            ops += self.full(d)
        else:
            if self.does("archive") and len(self.delivered) > 1:
                for name in random.sample(self.delivered, random.randint(1, len(self.delivered) - 1)):
                    if sum(other[0] == name[0] for other in self.delivered) == 1:
                        continue
                    ops.append({"op": "archive", "list": name[0], "name": name[1]})
                    self.delivered.remove(name)
            if self.does("full") and self.before == set(self.truth):
                # Of every area something is new: a file that says what the last one said is refused.
                for area in self.areas:
                    self.truth |= set(sorted(set(self.pool[area]) - self.truth)[:1])
                ops += self.full(d)
            else:
                ops += self.changes(d)
        ops += self.objection(index, d)
        if index:
            ops += self.disorder(d)
        night = {
            "today": d,
            "ops": ops,
            "call": random.choice([0, 0, 1, 2, self.age, self.age + 1]),
            "follow": random.random() < 0.6,
            "scrub": random.random() < 0.15,
        }
        if self.does("kill"):
            night["kill"] = random.random() * 0.03
        if index and self.does("settings"):
            night["settings"] = random.choice(["misspelled", "list left out", "no files", "syntax"])
        self.before = set(self.truth)
        return night

    before = None

    def member(self, name, role, d, lines, areas=None, begin=None):
        return {"name": name, "role": role, "day": d, "lines": lines, "areas": areas, "from": begin}

    def deliver(self, list_id, name, members, **more):
        pack = "plain"
        if self.does("pack"):
            pack = self.random.choice(["gz", "zip", "tar", "bz2", "xz"])
        if len(members) > 1 and pack not in ("zip", "tar"):
            pack = "zip"
        if pack != "plain":
            name += "." + pack
        self.delivered.append((list_id, name))
        return dict({"op": "deliver", "list": list_id, "name": name, "members": members, "pack": pack}, **more)

    def full(self, d, lost=0.0):
        rows = {}
        for number in sorted(self.truth):
            if self.random.random() >= lost:
                rows.setdefault(number[:3], []).append("%s,%s" % (number[:3], number[3:]))
        if self.by_area:
            members = [
                self.member("%s_%s_abc.txt" % (d, a), "full", d, rows.get(a, []), [a]) for a in self.areas
            ]
            if len(members) > 1 and self.random.random() < 0.3:
                return [self.deliver("us-ftc", d, members)]
            return [self.deliver("us-ftc", m["name"], [m]) for m in members]
        lines = [line for a in self.areas for line in rows.get(a, [])]
        self.random.shuffle(lines)
        return [self.deliver("us-ftc", d + "_full.txt", [self.member(d + "_full.txt", "full", d, lines)])]

    def changed(self, d, count=None):
        """Rows of changes of a day, which the truth follows."""
        random, lines = self.random, []
        self.before = None
        present, absent = sorted(self.truth), sorted(
            n for a in self.areas for n in self.pool[a] if n not in self.truth
        )
        for number in random.sample(absent, min(len(absent), random.randint(0, 3))):
            self.truth.add(number)
            lines.append(self.row(number, d, "A"))
        for number in random.sample(present, min(len(present), random.randint(0, 1))):
            if sum(n[:3] == number[:3] for n in self.truth) > 20:
                self.truth.discard(number)
                lines.append(self.row(number, d, "D"))
        return lines

    def row(self, number, d, action):
        moment = "%sT%02d:%02d:00" % (d, self.random.randrange(24), self.random.randrange(60))
        return "%s,%s,%s" % (number, moment, action)

    def changes(self, d):
        random = self.random
        lines = [] if self.does("quiet") else self.changed(d)
        name, begin, areas = d + "_changes.txt", None, None
        if self.does("from-to"):
            start = (self.today - datetime.timedelta(random.choice([1, 6, 7]))).isoformat()
            name = "changes_%s_%s.txt" % (start.replace("-", ""), d.replace("-", ""))
            begin = start
        if self.does("one area"):
            area = random.choice(self.areas)
            lines = [line for line in lines if line.startswith(area)]
            name, areas = "%s_%s_x.txt" % (d, area), [area]
        if self.does("out of order") and self.truth:
            back = self.today - datetime.timedelta(random.choice([1, 2, 5]))
            lines.append(self.row(random.choice(sorted(self.truth)), back.isoformat(), random.choice("AD")))
        if self.does("future deletion") and self.truth:
            on = self.today + datetime.timedelta(random.choice([1, 2, 400]))
            lines.append(self.row(random.choice(sorted(self.truth)), on.isoformat(), "D"))
        if self.does("both forms") and self.truth:
            number = random.choice(self.pool[random.choice(self.areas)])
            row = self.row(number, d, "A")
            lines.append(number[:3] + "," + row[3:])
        if not lines:
            self.kinds.add("quiet")
        op = self.deliver("us-ftc", name, [self.member(name, "change", d, lines, areas, begin)])
        if self.does("late"):
            self.held.append(op)
            self.delivered.remove(("us-ftc", op["name"]))
            return []
        return [op]

    def objection(self, index, d):
        random = self.random
        if not self.objections or (index and random.random() < 0.5):
            return []
        free = [n for p in self.pool.values() for n in p if n not in self.kept]
        numbers = random.sample(free, min(len(free), 20 if index == 0 else random.randint(1, 3)))
        self.kept |= set(numbers)
        if self.objections == "plain":
            name, lines = d + "_optouts.txt", ["+1" + n for n in numbers]
            if random.random() < 0.4 and self.opted:  # written on in its place
                op = random.choice(self.opted)
                op["members"][0]["lines"] = op["members"][0]["lines"] + lines
                return [{**op, "members": [dict(op["members"][0])]}]
            role = "full"
        else:
            name, role = d + "_optouts.csv", "change"
            lines = ["phone,action,date"] + ["+1%s,add,%s" % (n, d) for n in numbers]
            if random.random() < 0.3 and index and len(self.kept) > 12:
                gone = random.choice(sorted(self.kept - set(numbers)))
                self.kept.discard(gone)
                lines.append("+1%s,delete,%s" % (gone, d))
        op = self.deliver("optouts", name, [self.member(name, role, d, lines)])
        if role == "full" and op["pack"] == "plain":
            self.opted.append({**op, "members": [dict(op["members"][0])]})
        return [op]

    def disorder(self, d):
        random, ops = self.random, []
        if self.held and random.random() < 0.4:
            op = self.held.pop(random.randrange(len(self.held)))
            self.delivered.append((op["list"], op["name"]))
            ops.append(op)
        if self.does("rewritten") and self.delivered:
            list_id, name = random.choice(self.delivered)
            ops.append({"op": "rewrite", "list": list_id, "name": name,
                        "lose": random.choice([0.05, 0.5]), "seed": random.randrange(1 << 30)})
        if self.does("returned"):
            ops.append({"op": "unarchive", "which": random.randrange(100)})
        if self.does("renamed") and self.delivered:
            list_id, name = random.choice(self.delivered)
            ops.append({"op": "rename", "list": list_id, "name": name, "days": random.choice([-2, -1, 0, 1, 2])})
        for kind, how in (("cut", "cut"), ("page", "page"), ("empty", "empty"), ("part", "part")):
            if self.does(kind):
                ops += self.damaged(d, how)
        if self.does("future file"):
            on = (self.today + datetime.timedelta(random.choice([1, 3, 300]))).isoformat()
            name = on + "_changes.txt"
            ops.append(self.deliver("us-ftc", name, [self.member(name, "change", on, self.changed(d))]))
        if self.does("older full"):
            on = (self.today - datetime.timedelta(random.choice([1, 3, 30]))).isoformat()
            ops += self.full(on, 0.1)
        if self.does("lost rows"):
            ops += self.full(d, random.choice([0.02, 0.3, 0.9]))
        if self.does("same full"):
            ops.append({"op": "copy full", "to": d})
        if self.does("older index"):
            ops.append({"op": "older index", "which": random.randrange(100)})
        if self.does("index"):
            ops.append({"op": "damaged index", "how": random.choice(["missing", "cut", "empty", "flipped"]),
                        "at": random.random()})
        return ops

    def damaged(self, d, how):
        random = self.random
        full = random.random() < 0.5
        made = (self.full(d) if full else self.changes(d)) or self.full(d)
        op = random.choice(made)
        for other in made:
            if other is not op and (other["list"], other["name"]) in self.delivered:
                self.delivered.remove((other["list"], other["name"]))
        if how == "cut":
            op["cut"] = random.choice([0.3, 0.9, random.random()])
        elif how == "page":
            op["page"] = True
        elif how == "empty":
            for member in op["members"]:
                member["lines"] = []
        else:
            self.delivered.remove((op["list"], op["name"]))
            op["name"] += random.choice([".part", ".tmp"])
        return [op]
