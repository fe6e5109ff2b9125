"""What spark-submit runs in the night: nodial_spark_job.py INDEX CAMPAIGN KEPT, Parquet with a column "phone" of +1."""

import sys

from nodial import spark as nodial_spark
from pyspark.sql import SparkSession


def main(index, campaign, kept):
    session = SparkSession.builder.appName("nodial").getOrCreate()
    # What is missing on a machine is told now.
    print(nodial_spark.open_everywhere(session, index))
    frame = session.read.parquet(campaign)
    nodial_spark.may_be_called(frame, "phone", index, region="US", channel="voice").write.parquet(kept)
    session.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
