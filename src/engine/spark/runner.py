"""Runs manifests on Spark: their steps in order. Knows nothing of what the tables mean.

runner.py -                 a manifest a line on stdin, an answer a line on stdout; once stdin ends, its process group does
runner.py MANIFEST ANSWER   one manifest, and where its answer goes; both may lie in any store that Spark knows
"""

import json
import os
import queue
import shlex
import signal
import sys
import threading

from pyspark.sql import SparkSession


def quoted(name):
    return f"`{name.replace('`', '``')}`"


def schema_of(frame):
    return [[field.name, field.dataType.simpleString()] for field in frame.schema.fields]


def checked(frame, step):
    """The frame, which has to have the columns that were declared."""
    found = schema_of(frame)
    if found != step["schema"]:
        raise TypeError(f"declared are {step['schema']}, but the columns are {found}")
    return frame


class Runner:
    def __init__(self, spark):
        self.spark = spark
        self.views = {}

    def run(self, manifest):
        answer = {"rows": {}, "printed": {}}
        for step in manifest["steps"]:
            try:
                getattr(self, step["kind"])(step, answer)
            except Exception as error:  # whatever it is, the driver tells it
                java = getattr(error, "java_exception", None)
                said = getattr(error, "desc", None) or (java.toString() if java else None) or str(error)
                return {"step": step["name"], "message": f"{type(error).__name__}: {said}"}
        return answer

    def show(self, step, frame):
        frame.createOrReplaceTempView(quoted(step["name"]))
        self.views[step["name"]] = step

    def source(self, step, answer):
        if self.views.get(step["name"]) != step:
            columns = ", ".join(f"{quoted(name)} {kind}" for name, kind in step["schema"])
            self.show(step, self.spark.read.schema(columns).parquet(*step["files"]))

    def view(self, step, answer):
        self.show(step, checked(self.spark.sql(step["sql"]), step))

    def table(self, step, answer):
        checked(self.spark.sql(step["sql"]), step).write.mode("overwrite").parquet(step["path"])
        self.show(step, self.spark.read.parquet(step["path"]))

    def sink(self, step, answer):
        frame = self.spark.sql(step["sql"])
        by = step.get("by")
        writer = frame.repartition(by).write.partitionBy(by) if by else frame.write
        writer.mode("overwrite").parquet(step["path"])
        answer["rows"][step["name"]] = self.spark.read.schema(frame.schema).parquet(step["path"]).count()

    def pipe(self, step, answer):
        items = self.spark.sparkContext.parallelize(step["items"], max(1, len(step["items"])))
        piped = items.pipe(shlex.join(step["command"]), env=piped_environment(), checkCode=True)
        answer["printed"][step["name"]] = piped.collect()


def manifests():
    """Those on stdin. Nobody waits for answers once it ends: that ends all, whatever Spark is doing."""
    lines = queue.Queue()

    def read():
        for line in sys.stdin:
            lines.put(line)
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=read, daemon=True).start()
    while True:
        yield json.loads(lines.get())


def piped_environment():
    """What a command needs to find its programs; settings and keys of whoever started this are none of it."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "RECOMPRA_"))}


def main(manifest, answer=None):
    # Java, and whatever else prints, prints to the log.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    spark = SparkSession.builder.appName("recompra").getOrCreate()
    runner = Runner(spark)
    if manifest == "-":
        print(json.dumps({"ready": spark.version}), file=answers, flush=True)
        for given in manifests():
            print(json.dumps(runner.run(given)), file=answers, flush=True)
    text = "".join(spark.sparkContext.wholeTextFiles(manifest).values().collect())
    result = runner.run(json.loads(text))
    spark.sparkContext.parallelize([json.dumps(result)], 1).saveAsTextFile(answer)
    spark.stop()
    sys.exit(1 if "step" in result else 0)


main(*sys.argv[1:])
