"""What the guide says that lists hold, for which areas they speak and how old they are, in sets."""

import datetime

# The largest rhythm that the guide names: "a day or a week without a change file is reported".
RHYTHM_DAYS_MAX = 7


class World:
    """The files that an index may have been made of.

    After a night that can be understood in several ways (a file written anew, a gate passed over) there are
    several worlds; what all of them say is certain.
    """

    def __init__(self, covers=False, files=(), empties=False):
        self.covers, self.files, self.empties = covers, list(files), empties

    def key(self):
        return (self.empties, frozenset((f.list, f.name, f.digest, f.day) for f in self.files))

    def after(self, folder, keeps_rewritten=False, empties=None):
        """The world after a rebuild that read the folder's files."""
        files = list(self.files)
        for new in folder:
            files = [
                f
                for f in files
                if f.list != new.list
                or ((f.digest, f.day) != (new.digest, new.day) and (f.name != new.name or keeps_rewritten))
            ]
            files.append(new)
        return World(self.covers, files, self.empties if empties is None else empties)

    def members(self, list_id, role=None):
        return [
            m
            for f in self.files
            if f.list == list_id and f.is_readable
            for m in f.members
            if role is None or m.role == role
        ]

    def bases(self, area, today):
        """The newest full files that speak for an area."""
        fulls = [
            m
            for m in self.members("us-ftc", "full")
            if m.day <= today and (self.empties or not m.is_empty)
        ]
        own = [m for m in fulls if (area in m.areas if m.areas else area in m.shown or m.is_empty)]
        # What the settings say to be covered is as old as any full file.
        fulls = own or (fulls if self.covers else [])
        newest = max((m.day for m in fulls), default=None)
        return [m for m in fulls if m.day == newest]

    def listed(self, today):
        """The numbers that are on a list, by list."""
        return {"us-ftc": self.register(today), "optouts": self.objections(today)}

    def register(self, today):
        changes = self.members("us-ftc", "change")
        numbers = {n for m in self.members("us-ftc") for n in m.numbers}
        numbers |= {e[0] for m in changes for e in m.events}
        out, bases = set(), {}
        for number in numbers:
            area = number[:3]
            if area not in bases:
                bases[area] = self.bases(area, today)
            base = bases[area]
            since = base[0].day.isoformat() if base else ""
            events = [
                (moment, added)
                for m in changes
                for n, moment, added in m.events
                if n == number and moment >= since and (added or moment[:10] <= today.isoformat())
            ]
            if max(events)[1] if events else any(number in m.numbers for m in base):
                out.add(number)
        return out

    def objections(self, today):
        out, events = set(), {}
        for member in self.members("optouts"):
            out |= member.numbers
            for number, moment, added in member.events:
                if added or moment[:10] <= today.isoformat():
                    events.setdefault(number, []).append((moment, added))
        return out | {n for n, e in events.items() if max(e)[1]}

    def speaks_for(self, area):
        if self.covers:
            return True
        return any(
            area in (m.areas or m.shown)
            for m in self.members("us-ftc", "full")
        )

    def day_of(self, area, today):
        """The day of what the register says of an area: of its full file, or of the unbroken changes."""
        base = self.bases(area, today)
        if not base:
            return None
        newest = base[0].day
        changes = [
            m
            for m in self.members("us-ftc", "change")
            if (m.areas is None or area in m.areas) and m.day >= newest
        ]
        for change in sorted(changes, key=lambda m: m.day):
            begins = [change.day]
            if change.begin:
                begins.append(change.begin)
            begins += [datetime.date.fromisoformat(e[1][:10]) for e in change.events]
            if min(begins) - newest <= datetime.timedelta(RHYTHM_DAYS_MAX):
                newest = max(newest, change.day)
        return newest


def distinct(worlds):
    """Worlds without repetitions, at most sixteen, the first and last ones."""
    out = list({world.key(): world for world in worlds}.values())
    return out
