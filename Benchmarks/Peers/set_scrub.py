"""The scrub as one would script it in Python: csv and a set.

    set_scrub.py NUMBERS CAMPAIGN OUTPUT
"""

import csv
import re
import sys

numbers, campaign, output = sys.argv[1:]
with open(numbers, "rb") as file:
    listed = set(map(int, file))
not_digits = re.compile("[^0-9]")
with open(campaign, newline="", encoding="utf-8") as source:
    with open(output, "w", newline="", encoding="utf-8") as target:
        rows = csv.reader(source)
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(next(rows))
        writer.writerows(
            row for row in rows
            if int(not_digits.sub("", row[3])[-10:] or 0) not in listed)
