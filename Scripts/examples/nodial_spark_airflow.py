"""A night with Spark as an Airflow DAG: rebuild the index, put it on every machine, scrub.

The Spark machines have the index under the same name. The new one appears by a rename, so a job that runs meanwhile fails
rather than mixing two indexes; Airflow runs it again. Change the names in capitals.
"""

from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

INDEX = "/srv/nodial/dnc.ndx"
MACHINES = "spark1 spark2 spark3"
MASTER = "spark://spark1:7077"

with DAG(
    dag_id="nodial_night",
    schedule="30 3 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10)},
) as dag:
    # Status 3 says that a list is stale or a file was not read: nobody is called before a person has looked.
    rebuild = BashOperator(task_id="rebuild", bash_command="nodial rebuild --quiet /etc/nodial/nodial.toml")
    spread = BashOperator(
        task_id="spread",
        bash_command=(
            f"for machine in {MACHINES}; do rsync --archive --delay-updates {INDEX} $machine:{INDEX} || exit 1; done"
        ),
    )
    scrub = BashOperator(
        task_id="scrub",
        bash_command=(
            f"spark-submit --master {MASTER} --py-files /srv/nodial/nodial.zip "
            f"/srv/nodial/nodial_spark_job.py {INDEX} /srv/campaigns/{{{{ ds }}}} /srv/kept/{{{{ ds }}}}"
        ),
    )
    rebuild >> spread >> scrub
