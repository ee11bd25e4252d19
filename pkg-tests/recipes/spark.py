"""Checks a partitioned data set with Spark: every partition runs the engine's own pipe, `goitin check --ndjson -`.

usage: spark.py DATA PARTITIONS COMMAND...
DATA is a folder or file with one packet a line; prints how many reports have which verdict, and the counts in all.
"""

import json
import shlex
import sys

from pyspark import SparkContext

data, partitions, *command = sys.argv[1:]
context = SparkContext("local[2]", "goitin")
context.setLogLevel("ERROR")
reports = context.textFile(data, int(partitions)).pipe(shlex.join(command)).map(json.loads)


def facts(report):
    counts = {f"findings:{severity}": number for severity, number in report["counts"].items()}
    return {**counts, f"verdict:{report['verdict']}": 1, "reports": 1, "records": report["records"]}


sums = reports.flatMap(lambda report: facts(report).items()).reduceByKey(lambda one, other: one + other)
print(json.dumps(dict(sums.collect()), sort_keys=True))
context.stop()
