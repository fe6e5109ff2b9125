"""The laws of a night: each takes what happened and gives the faults, as (law, detail)."""

import json
import re

# Lines that a rebuild says: file or list, cause, and behind a semicolon the remedy.
REMEDY = re.compile(r"; \S|, for \d+ gates? failed|--accept|say |until ")


def listed_is_never_clear(answers, worlds, today):
    """(a) What is on a list in every world is not clear; what is an objection is listed."""
    sets = [w.listed(today) for w in worlds]
    register = set.intersection(*(s["us-ftc"] for s in sets))
    objections = set.intersection(*(s["optouts"] for s in sets))
    out = []
    for number, outcome in answers.items():
        if outcome == "clear" and number in register | objections:
            which = "us-ftc" if number in register else "optouts"
            out.append(("listed-is-clear", "%s is on %s" % (number, which)))
        elif outcome != "listed" and number in objections:
            out.append(("objection-not-listed", "%s is %s" % (number, outcome)))
    return out


def uncovered_is_never_clear(answers, worlds):
    """(b) No number of an area that no file speaks for is clear."""
    return [
        ("uncovered-is-clear", number)
        for number, outcome in answers.items()
        if outcome == "clear" and not any(w.speaks_for(number[:3]) for w in worlds)
    ]


def stale_is_never_clear(answers, worlds, today, call_day, days_max):
    """(c) No number of an area whose files are older than they may be is clear."""
    out, ages = [], {}
    for number, outcome in answers.items():
        area = number[:3]
        if outcome != "clear" or not any(w.speaks_for(area) for w in worlds):
            continue
        if area not in ages:
            days = [d for d in (w.day_of(area, today) for w in worlds) if d]
            ages[area] = (call_day - max(days)).days if days else None
        if ages[area] is None or ages[area] > days_max:
            out.append(("stale-is-clear", "%s: area is %s days old of %d" % (number, ages[area], days_max)))
    return out


def listed_was_once_delivered(answers, ever):
    """No number is listed that no delivered file ever listed."""
    return [
        ("false-match", number)
        for number, outcome in answers.items()
        if outcome == "listed" and number not in ever
    ]


def orderly_is_exact(answers, world, today, call_day, days_max):
    """Where nothing is damaged, every outcome is the oracle's."""
    out, sets = [], world.listed(today)
    listed = sets["us-ftc"] | sets["optouts"]
    for number, outcome in answers.items():
        area = number[:3]
        if number in listed:
            expected = "listed"
        elif not world.speaks_for(area):
            expected = "uncovered"
        else:
            newest = world.day_of(area, today)
            is_old = newest is None or (call_day - newest).days > days_max
            expected = "stale" if is_old else "clear"
        if outcome != expected:
            out.append(("not-exact", "%s is %s, not %s" % (number, outcome, expected)))
    return out


def refusal_keeps_index(before, after):
    return [] if before == after else [("refused-but-changed", "the index is another one")]


def refusal_says_why(messages):
    """One sentence a reason: file or list, cause, remedy."""
    out = []
    lines = [line for line in messages.splitlines() if line]
    if not lines:
        out.append(("silent-refusal", "nothing on standard error"))
    for line in lines:
        if not line.startswith("nodial: "):
            out.append(("odd-message", line))
    reasons = [line for line in lines if "warning:" not in line and "not replaced" not in line]
    if lines and not any(REMEDY.search(line) for line in reasons):
        out.append(("no-remedy", " | ".join(reasons)[:300]))
    return out


def no_number_is_told(texts, numbers):
    """No number of the data stands in messages, records or metrics."""
    out = []
    tails = {n[3:] for n in numbers}
    for place, text in texts.items():
        for found in re.findall(r"\d{10,11}", text):
            if found[-10:] in numbers:
                out.append(("number-told", "%s: %s" % (place, found)))
        for found in re.findall(r"(?<![\d.])\d{7}(?![\d.])", text):
            if found in tails:
                out.append(("number-told", "%s: %s" % (place, found)))
    return out


def record_adds_up(records, count_before, status, inspected):
    """A run adds one record, whose counts are the sums of its parts and those of the index."""
    if len(records) != count_before + 1:
        return [("record", "%d records were added" % (len(records) - count_before))]
    record, out = json.loads(records[-1]), []
    endings = {1: ("refused", "failed")}.get(status)
    if (record["ending"] in ("refused", "failed")) != (endings is not None):
        out.append(("record", "ending %s at status %d" % (record["ending"], status)))
    if status == 1:
        return out
    shown = {item["id"]: item for item in inspected["lists"]}
    if record["index"]["numberCount"] != inspected["numberCount"]:
        out.append(("record", "numberCount of the index"))
    for item in record["lists"]:
        for key in ("rowCount", "unreadableRowCount"):
            if item.get("sources") and item[key] != sum(s[key] for s in item["sources"]):
                out.append(("record", "%s of %s is no sum" % (key, item["id"])))
        for key in ("numberCount", "rowCount", "versionDate"):
            if item.get(key) != shown[item["id"]].get(key):
                out.append(("record", "%s of %s is not the index's" % (key, item["id"])))
    return out


def counts_are_the_oracles(inspected, world, today):
    sets = world.listed(today)
    return [
        ("count", "%s has %d numbers, not %d" % (i["id"], i["numberCount"], len(sets[i["id"]])))
        for i in inspected["lists"]
        if i["numberCount"] != len(sets[i["id"]])
    ]
