"""The files of a night: what is delivered, as bytes, and what a reader of the guide finds in them."""

import bz2
import datetime
import gzip
import hashlib
import io
import lzma
import re
import tarfile
import zipfile

PARTIAL = (".part", ".filepart", ".tmp", ".crdownload")
FULL_ROW = re.compile(r"(\d{3}),(\d{7})$")
CHANGE_ROW = re.compile(r"(\d{3}),?(\d{7}),(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d),([AD])$")
CSV_ROW = re.compile(r"\+1(\d{10}),(add|delete),(\d{4}-\d\d-\d\d)$")
PLAIN_ROW = re.compile(r"\+1(\d{10})$")


def day(text):
    return datetime.date.fromisoformat(text)


class Member:
    """A file within a delivery: its role, day, area codes and rows.

    `areas` is None if the name tells none; `events` are (number, moment, added), of change files and csv
    lists; `doubtful` holds numbers of rows that were cut, which may be on the list or not.
    """

    def __init__(self, made, text):
        self.role, self.day = made["role"], day(made["day"])
        self.begin = day(made["from"]) if made.get("from") else None
        self.areas = set(made["areas"]) if made.get("areas") else None
        self.numbers, self.events, self.doubtful = set(), [], set()
        lines = text.split("\n")
        for row, line in enumerate(lines):
            whole = row < len(lines) - 1
            if line in ("", "phone,action,date", "phone"):
                continue
            if match := FULL_ROW.match(line):
                self.numbers.add(match[1] + match[2])
            elif match := CHANGE_ROW.match(line):
                self.events.append((match[1] + match[2], match[3] + "T" + match[4], match[5] == "A"))
            elif match := CSV_ROW.match(line):
                self.events.append((match[1], match[3] + "T00:00:00", match[2] == "add"))
            elif match := PLAIN_ROW.match(line):
                self.numbers.add(match[1])
            digits = re.sub(r"\D", "", line)
            if not whole and digits:
                digits = digits[1:] if line.startswith("+1") else digits
                self.doubtful.add(digits[:10])
        self.numbers -= self.doubtful
        self.events = [e for e in self.events if e[0] not in self.doubtful]

    @property
    def shown(self):
        return {number[:3] for number in self.numbers}

    @property
    def is_empty(self):
        return not self.numbers and not self.events and not self.doubtful


class Delivery:
    """A file as it lies in a list's folder."""

    def __init__(self, op):
        self.list, self.name = op["list"], op["name"]
        texts = ["".join(line + "\n" for line in m["lines"]) for m in op["members"]]
        pack, cut = op.get("pack", "plain"), op.get("cut")
        if pack == "plain" and cut is not None:
            texts[0] = texts[0][: int(len(texts[0]) * cut)]
        self.data = packed(pack, op["members"], [t.encode() for t in texts])
        self.is_readable = True
        if pack != "plain" and cut is not None:
            self.data = self.data[: int(len(self.data) * cut)]
            # A tar is whole up to its end mark, two blocks of zeros; what follows is padding.
            blocks = sum(1 + (len(text.encode()) + 511) // 512 for text in texts) + 2
            self.is_readable = pack == "tar" and len(self.data) >= 512 * blocks
        if op.get("page"):
            self.data, self.is_readable = b"<!DOCTYPE html>\n<html><body>Log in.</body></html>\n", False
        self.members = [Member(m, t) for m, t in zip(op["members"], texts)]
        self.digest = hashlib.sha256(self.data).hexdigest()
        self.is_partial = self.name.endswith(PARTIAL)
        self.day = max(m.day for m in self.members)

    def named(self, name, days):
        """The same file under another name, whose day is `days` later."""
        other = object.__new__(Delivery)
        other.__dict__ = dict(self.__dict__, name=name, is_partial=name.endswith(PARTIAL))
        shift = datetime.timedelta(days)
        other.members = []
        for member in self.members:
            copy = object.__new__(Member)
            copy.__dict__ = dict(member.__dict__, day=member.day + shift)
            other.members.append(copy)
        other.day = self.day + shift
        return other


def packed(pack, members, texts):
    if pack == "gz":
        return gzip.compress(texts[0], mtime=0)
    if pack == "bz2":
        return bz2.compress(texts[0])
    if pack == "xz":
        return lzma.compress(texts[0])
    out = io.BytesIO()
    if pack == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, text in zip(members, texts):
                archive.writestr(zipfile.ZipInfo(member["name"]), text)
        return out.getvalue()
    if pack == "tar":
        with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
            for member, text in zip(members, texts):
                information = tarfile.TarInfo(member["name"])
                information.size = len(text)
                archive.addfile(information, io.BytesIO(text))
        return out.getvalue()
    return texts[0]
