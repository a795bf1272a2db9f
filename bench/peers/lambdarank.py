"""LightGBM lambdarank on the candidates that bench/products/export-candidates.ts wrote, the same rows and weights.

Usage: lambdarank.py FOLDER [TRAIN] [TEST]    prints one JSON line with Hit@3, recall@10 and nDCG@10 of the test block
"""
import json
import sys
import time
from pathlib import Path

import lightgbm
import numpy

DEPTH = 10


def block(folder, name):
    names = (folder / "features.txt").read_text().split("\n")
    read = lambda column, kind: numpy.fromfile(folder / f"{name}.{column}", dtype=kind)
    return {
        "names": names,
        "features": read("features.f32", "<f4").reshape(-1, len(names)),
        "bought": read("bought.u8", "u1"),
        "start": read("start.i32", "<i4"),
        "weight": read("weight.f32", "<f4"),
        "truth": read("truth.i32", "<i4"),
    }


def figures(scores, rows):
    discount = 1 / numpy.log2(numpy.arange(2, DEPTH + 2))
    ideal = numpy.cumsum(discount)
    hit, recall, ndcg = [], [], []
    for case, truth in enumerate(rows["truth"]):
        part = slice(rows["start"][case], rows["start"][case + 1])
        best = numpy.argsort(-scores[part], kind="stable")[:DEPTH]
        bought = rows["bought"][part][best].astype(float)
        hit.append(bought[:3].max())
        recall.append(bought.sum() / truth)
        ndcg.append((bought * discount[: len(bought)]).sum() / ideal[min(DEPTH, truth) - 1])
    return [float(numpy.mean(values)) for values in (hit, recall, ndcg)]


def main(folder, train="train", test="test"):
    folder = Path(folder)
    rows, judged = block(folder, train), block(folder, test)
    group = numpy.diff(rows["start"])
    clock = time.time()
    data = lightgbm.Dataset(
        rows["features"],
        rows["bought"],
        group=group,
        weight=numpy.repeat(rows["weight"], group),
        feature_name=rows["names"],
    )
    settings = {
        "objective": "lambdarank",
        "lambdarank_truncation_level": 12,
        "num_leaves": 31,
        "learning_rate": 0.05,
        "min_data_in_leaf": 100,
        "feature_fraction": 0.5,
        "num_threads": 1,
        "seed": 1,
        "verbose": -1,
    }
    model = lightgbm.train(settings, data, 200)
    hit, recall, ndcg = figures(model.predict(judged["features"]), judged)
    print(
        json.dumps(
            {
                "method": "LightGBM lambdarank",
                "cases": len(judged["truth"]),
                "hit3": round(hit, 4),
                "recall10": round(recall, 4),
                "ndcg10": round(ndcg, 4),
                "seconds": round(time.time() - clock, 1),
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
