"""The scrub as a user of ClickHouse would write it, in its embedded form.

    chdb_scrub.py load NUMBERS FOLDER
    chdb_scrub.py scrub FOLDER CAMPAIGN OUTPUT
    chdb_scrub.py scrub-in-two FOLDER CAMPAIGN OUTPUT

NUMBERS has 10 digits a line. `scrub` makes a set of the list; `scrub-in-two` reads the campaign
twice, to make a set of it, then of its listed numbers: that saves memory with long lists, and time.
A third way, LEFT ANTI JOIN, was slower than both.
"""

import sys

from chdb import session

COLUMNS = ", ".join(
    f"{name} String"
    for name in ("id", "first_name", "last_name", "phone", "email", "city", "notes"))
NUMBER = "toUInt64OrZero(right(replaceRegexpAll(phone, '[^0-9]', ''), 10))"


def load(numbers, folder):
    database = session.Session(folder)
    database.query("CREATE DATABASE nodial ENGINE = Atomic")
    database.query("CREATE TABLE nodial.list (number UInt64) ENGINE = MergeTree ORDER BY number")
    database.query(
        f"INSERT INTO nodial.list SELECT * FROM file('{numbers}', 'CSV', 'number UInt64')")
    database.close()


def scrub(folder, campaign, output, listed="SELECT number FROM nodial.list"):
    database = session.Session(folder)
    database.query(
        f"INSERT INTO FUNCTION file('{output}', 'CSVWithNames', '{COLUMNS}')"
        f" SELECT * FROM {source(campaign)} WHERE {NUMBER} NOT IN ({listed})")
    database.close()


def scrub_in_two(folder, campaign, output):
    asked = f"SELECT {NUMBER} FROM {source(campaign)}"
    scrub(folder, campaign, output, f"SELECT number FROM nodial.list WHERE number IN ({asked})")


def source(campaign):
    return f"file('{campaign}', 'CSVWithNames', '{COLUMNS}')"


{"load": load, "scrub": scrub, "scrub-in-two": scrub_in_two}[sys.argv[1]](*sys.argv[2:])
