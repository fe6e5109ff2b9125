"""The scrub as a user of Polars would write it: lazily, with the streaming engine.

    polars_scrub.py load NUMBERS LIST.parquet
    polars_scrub.py scrub LIST.parquet CAMPAIGN OUTPUT

NUMBERS has 10 digits a line.
"""

import sys

import polars as pl


def load(numbers, parquet):
    pl.scan_csv(numbers, has_header=False, schema={"number": pl.Int64}).sink_parquet(parquet)


def scrub(parquet, campaign, output):
    number = (
        pl.col("phone").str.replace_all("[^0-9]", "").str.slice(-10).cast(pl.Int64, strict=False)
    )
    # Not inferring a schema leaves all columns text, which is what a scrub wants.
    (
        pl.scan_csv(campaign, infer_schema=False)
        .with_columns(number=number)
        .join(pl.scan_parquet(parquet), on="number", how="anti", maintain_order="none")
        .drop("number")
        .sink_csv(output, engine="streaming")
    )


{"load": load, "scrub": scrub}[sys.argv[1]](*sys.argv[2:])
