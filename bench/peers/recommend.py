"""P-TopFreq in pandas and implicit's item-item model on the baskets that bench/products/recommend.ts leaves in a folder.

Usage: recommend.py FOLDER    prints one JSON line a method: customers a second, one thread
"""
import json
import resource
import sys
import time

import implicit.nearest_neighbours
import numpy
import pandas
import scipy.sparse
import threadpoolctl

TOP = 3


def report(method, customers, clock):
    seconds = time.time() - clock
    line = {
        "method": method,
        "customers": customers,
        "seconds": round(seconds, 2),
        "customersPerSecond": round(customers / seconds),
        "residentMB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(line), flush=True)


def pandas_top_frequency(rows):
    clock = time.time()
    counts = rows.groupby(["customer", "product"]).size().rename("count").reset_index()
    popularity = rows.groupby("product").size().rename("popularity")
    counts = counts.join(popularity, on="product")
    counts = counts.sort_values(
        ["customer", "count", "popularity", "product"], ascending=[True, False, False, True]
    )
    counts.groupby("customer").head(TOP)
    report("pandas P-TopFreq", rows["customer"].nunique(), clock)


def implicit_item_item(rows):
    clock = time.time()
    ones = numpy.ones(len(rows), dtype="float32")
    matrix = scipy.sparse.coo_matrix((ones, (rows["customer"], rows["product"]))).tocsr()
    model = implicit.nearest_neighbours.CosineRecommender(K=50, num_threads=1)
    model.fit(matrix, show_progress=False)
    users = numpy.arange(matrix.shape[0])
    model.recommend(users, matrix, N=TOP, filter_already_liked_items=False)
    report("implicit item-item cosine", matrix.shape[0], clock)


if __name__ == "__main__":
    with threadpoolctl.threadpool_limits(1):
        columns = {
            name: numpy.fromfile(f"{sys.argv[1]}/{name}.i32", dtype="<i4")
            for name in ("customer", "product")
        }
        baskets = pandas.DataFrame(columns)
        pandas_top_frequency(baskets)
        implicit_item_item(baskets)
