"""Runs manifests on Spark: their steps in order. Knows nothing of what the tables mean.

runner.py -                   a manifest a line on stdin, an answer a line on stdout; once stdin ends, its process group does
runner.py FOLDER FIRST IDLE   manifests FIRST.json, … of a folder in any store that Spark knows, each answered beside it as
                              N.answer, until one is null or none has come for IDLE seconds
"""

import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time

from pyspark.sql import SparkSession

# Between two looks for a manifest: from the first to the longest, the longer the more were in vain.
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2
# How the error of a piped command begins, and how many lines of what it said it tells.
COMMAND_ENDED = "the command ended by"
SHOWN_LINES = 8
# The word of a piped command that is its part of a machine's memory, as the engine has it.
MEMORY_SHARE = "{memory}"
# Part of what Spark leaves that all commands take together, and what it leaves at least of a machine.
USUAL_SHARE = 0.8
LEAST_LEFT = 0.25


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
        command, share = step["command"], Share(self.spark.sparkContext, step)
        # Settings and keys of whoever started this are nothing to a command; those of a worker are a job's role.
        driver = None if step["environment"] == "worker" else without(os.environ, "AWS_", "RECOMPRA_")
        try:
            piped = items.mapPartitions(lambda some: printed_by(share.told(command), some, driver)).collect()
        except Exception as error:
            raise said_by_command(error) or error
        answer["printed"][step["name"]] = piped


class Share:
    """What one of the commands that a machine runs at once has of its memory; told there, for only there it is known."""

    def __init__(self, context, step):
        conf, jvm = context.getConf(), context._jvm
        local = re.match(r"local(?:\[(\d+|\*).*)?$", context.master)
        self.cores = local[1] or "1" if local else conf.get("spark.executor.cores", "*")
        if context.master.startswith(("spark:", "yarn")):
            # Several executors may be on one machine: all of them together have its processors.
            self.cores = "*"
        self.cores_each = int(conf.get("spark.task.cpus", "1"))
        self.most = max(1, len(step["items"]))
        self.bytes = step["memory"]
        heap = jvm.org.apache.spark.network.util.JavaUtils.byteStringAsBytes(conf.get("spark.executor.memory", "1g"))
        self.heap = jvm.java.lang.Runtime.getRuntime().maxMemory() if local else heap

    def told(self, command):
        cores = os.cpu_count() if self.cores == "*" else int(self.cores)
        at_once = max(1, min(cores // self.cores_each, self.most))
        size = f"{max(1, int((self.bytes or self.left_by_spark()) / at_once / 1e6))}MB"
        return [size if word == MEMORY_SHARE else word for word in command]

    def left_by_spark(self):
        machine = machine_memory()
        return USUAL_SHARE * max(machine - self.heap, LEAST_LEFT * machine)


def machine_memory():
    """Bytes of this machine, or of the container that this runs in."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            with open(limit) as file:
                found.append(int(file.read()))
        except (OSError, ValueError):
            continue  # there is no such limit
    return min(found)


def without(environment, *prefixes):
    return {name: value for name, value in environment.items() if not name.startswith(prefixes)}


def printed_by(command, items, environment):
    """The lines that a command prints, which reads the items; without an environment it has its worker's."""
    told = "".join(f"{item}\n" for item in items).encode()
    environment = without(os.environ, "RECOMPRA_") if environment is None else environment
    done = subprocess.run(command, input=told, capture_output=True, env=environment)
    said = done.stderr.decode(errors="replace")
    # To the log of the worker, whatever became of it.
    print(said, end="", file=sys.stderr)
    if done.returncode != 0:
        how = f"exit code {done.returncode}" if done.returncode > 0 else f"signal {-done.returncode}"
        lines = [line.strip() for line in said.split("\n") if line.strip()]
        raise RuntimeError(f"{COMMAND_ENDED} {how}: {' '.join(lines[-SHOWN_LINES:])}")
    # Nothing else ends a line: a text may hold U+2028 and its like as they are.
    lines = done.stdout.decode().split("\n")
    return lines if lines[-1] else lines[:-1]


def said_by_command(error):
    """What a command said before it ended, out of what Spark makes of it; None where another thing failed."""
    java = getattr(error, "java_exception", None)
    found = re.search(f"{COMMAND_ENDED} .*", java.toString() if java else str(error))
    return found and RuntimeError(found.group())


def manifests():
    """Those on stdin. Nobody waits for answers once it ends: that ends all, whatever Spark is doing."""
    lines = queue.Queue()

    def read():
        # JSON is UTF-8 whatever this machine's language is.
        for line in sys.stdin.buffer:
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
