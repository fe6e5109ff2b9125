"""The scrub as a user of DuckDB would write it.

    duckdb_scrub.py load NUMBERS DATABASE
    duckdb_scrub.py scrub DATABASE CAMPAIGN OUTPUT

NUMBERS has 10 digits a line. The optimiser builds the hash table of the smaller side, so the anti
join is not slowed by a long list. Keeping the order of the rows costs DuckDB memory and time and a
join does not promise it anyway, so it is not asked to: its guide for large files says the same.
"""

import sys

import duckdb


def load(numbers, database):
    connection = duckdb.connect(database)
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(
        "CREATE TABLE list AS SELECT number FROM"
        f" read_csv('{numbers}', header = false, columns = {{'number': 'BIGINT'}})"
    )
    connection.close()


def scrub(database, campaign, output):
    connection = duckdb.connect(database, read_only=True)
    connection.execute("SET preserve_insertion_order = false")
    # Told its columns and its quotes, DuckDB does not have to guess them from a sample.
    names = ("id", "first_name", "last_name", "phone", "email", "city", "notes")
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    connection.execute(
        f"""
        COPY (
          SELECT campaign.*
          FROM read_csv('{campaign}', header = true, auto_detect = false, delim = ',',
                        quote = '"', escape = '"', columns = {{{columns}}}) AS campaign
          ANTI JOIN list ON list.number = try_cast(
            right(regexp_replace(campaign.phone, '[^0-9]', '', 'g'), 10) AS BIGINT)
        ) TO '{output}' (FORMAT csv, HEADER)
        """
    )


{"load": load, "scrub": scrub}[sys.argv[1]](*sys.argv[2:])
