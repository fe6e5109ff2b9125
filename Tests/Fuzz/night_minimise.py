"""Makes a history smaller as long as it breaks the same law."""

import copy

from night_trial import Trial

TRIALS_MAX = 400


def smallest(program, made, law):
    left = [TRIALS_MAX]

    def breaks(candidate):
        left[0] -= 1
        try:
            return any(found == law for found, _ in Trial(program, candidate).play().faults)
        except Exception:
            return False

    changed = True
    while changed and left[0] > 0:
        changed = False
        for make in candidates(made):
            if left[0] <= 0:
                break
            candidate = copy.deepcopy(made)
            if make(candidate) and breaks(candidate):
                made, changed = candidate, True
    return made


def candidates(made):
    """Ways to take something away; each changes its argument, and is true if that was possible."""
    for i in reversed(range(len(made["nights"]))):
        yield lambda m, i=i: len(m["nights"]) > i and (m["nights"].pop(i) or True)
    for i, night in enumerate(made["nights"]):
        for j in reversed(range(len(night["ops"]))):
            yield lambda m, i=i, j=j: has(m, i, j) and (m["nights"][i]["ops"].pop(j) or True)
        for key in ("kill", "settings"):
            yield lambda m, i=i, k=key: len(m["nights"]) > i and m["nights"][i].pop(k, None) is not None
        for j in range(len(night["ops"])):
            for k in range(len(night["ops"][j].get("members", ()))):
                for share in (2, 4, 8, 16, 32):
                    for part in range(share):
                        yield lambda m, i=i, j=j, k=k, s=share, p=part: thin(m, i, j, k, s, p)


def has(made, i, j):
    return len(made["nights"]) > i and len(made["nights"][i]["ops"]) > j


def thin(made, i, j, k, share, part):
    if not has(made, i, j):
        return False
    members = made["nights"][i]["ops"][j].get("members", ())
    if k >= len(members):
        return False
    lines = members[k]["lines"]
    begin, end = len(lines) * part // share, len(lines) * (part + 1) // share
    members[k]["lines"] = lines[:begin] + lines[end:]
    return begin < end
