"""Runs manifests on Spark: their steps in order. Knows nothing of what the tables mean.

runner.py -                   a manifest a line on stdin, an answer a line on stdout; once stdin ends, its process group does
runner.py FOLDER FIRST IDLE   manifests FIRST.json, … of a folder in any store that Spark knows, each answered beside it as
                              N.answer, until one is null or none has come for IDLE seconds
"""

import json
import os
import queue
import shlex
import signal
import subprocess
import sys
import threading
import time

from pyspark.sql import SparkSession

# Between two looks for a manifest: from the first to the longest, the longer the more were in vain.
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2


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
        command = step["command"]
        if step["environment"] == "worker":
            piped = items.mapPartitions(lambda some: printed_by(command, some))
        else:
            piped = items.pipe(shlex.join(command), env=without(os.environ, "AWS_", "RECOMPRA_"), checkCode=True)
        answer["printed"][step["name"]] = piped.collect()


def without(environment, *prefixes):
    """What a command needs to find its programs; settings and keys of whoever started this are none of it."""
    return {name: value for name, value in environment.items() if not name.startswith(prefixes)}


def printed_by(command, items):
    """Like RDD.pipe, with the environment of the worker that it runs on: the keys of a job's role are there."""
    told = "".join(f"{item}\n" for item in items)
    environment = without(os.environ, "RECOMPRA_")
    done = subprocess.run(command, input=told, stdout=subprocess.PIPE, encoding="utf-8", env=environment, check=True)
    return done.stdout.splitlines()


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


class Texts:
    """Small texts of any store that Spark knows."""

    def __init__(self, spark):
        self.java = spark._jvm
        self.conf = spark.sparkContext._jsc.hadoopConfiguration()

    def at(self, address):
        path = self.java.org.apache.hadoop.fs.Path(address)
        return path, path.getFileSystem(self.conf)

    def read(self, address):
        path, store = self.at(address)
        if not store.exists(path):
            return None
        stream = store.open(path)
        try:
            return bytes(self.java.org.apache.commons.io.IOUtils.toByteArray(stream)).decode()
        finally:
            stream.close()

    def write(self, address, text):
        path, store = self.at(address)
        stream = store.create(path, True)
        stream.write(bytearray(text.encode()))
        stream.close()


def answer_all(runner, texts, folder, number, idle_seconds):
    waited_since, pause = time.monotonic(), FIRST_PAUSE_SECONDS
    while time.monotonic() - waited_since < idle_seconds:
        text = texts.read(f"{folder}/{number}.json")
        if text is None:
            time.sleep(pause)
            pause = min(LONGEST_PAUSE_SECONDS, pause * 1.2)
            continue
        manifest = json.loads(text)
        if manifest is None:
            return
        texts.write(f"{folder}/{number}.answer", json.dumps(runner.run(manifest)))
        number += 1
        waited_since, pause = time.monotonic(), FIRST_PAUSE_SECONDS


def main(folder, first=None, idle_seconds=None):
    # Java, and whatever else prints, prints to the log.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    spark = SparkSession.builder.appName("recompra").getOrCreate()
    runner = Runner(spark)
    if folder == "-":
        print(json.dumps({"ready": spark.version}), file=answers, flush=True)
        for given in manifests():
            print(json.dumps(runner.run(given)), file=answers, flush=True)
    answer_all(runner, Texts(spark), folder, int(first), float(idle_seconds))
    spark.stop()


main(*sys.argv[1:])
