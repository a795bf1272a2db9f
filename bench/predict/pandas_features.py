"""The features of recurrent customers on one origin as a pandas script, from their purchase days.

python pandas_features.py FOLDER ORIGIN

Reads FOLDER/days.parquet, prints seconds as JSON, and the largest difference to FOLDER/features.parquet.
"""

import json
import sys
import time

import numpy as np
import pandas as pd

RATE_HALF_LIFE = 56
RECENT_HALF_LIFE = 28
SCALE = 2**30
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
LARGE_UNITS = 10


def weights(half_life: int, ages: int) -> np.ndarray:
    return np.floor(SCALE * 2.0 ** (-np.arange(ages + 1) / half_life) + 0.5).astype("int64")


def features(days: pd.DataFrame, origin: int) -> pd.DataFrame:
    """One row a customer, in the columns of feature_rows."""
    days = days[days["dia"] <= origin].sort_values(["cliente", "dia"])
    by = days.groupby("cliente")
    days["gap"] = by["dia"].diff()
    days["n"] = by.cumcount() + 1
    days["age"] = origin - days["dia"]
    oldest = int(days["age"].max())
    rate, recent = weights(RATE_HALF_LIFE, oldest), weights(RECENT_HALF_LIFE, oldest)
    later = days["n"] > 1
    days["decayed"] = np.where(later, rate[days["age"]], 0)
    days["decayed_recent"] = np.where(later, recent[days["age"]], 0)
    days["gap_squared"] = days["gap"] ** 2
    days["gap_weighted"] = days["gap"] * (days["n"] - 1)
    days["last_14"] = days["age"] < 14
    days["last_28"] = days["age"] < 28
    weekday = (days["dia"] + 3) % 7
    for index, name in enumerate(WEEKDAYS):
        days[name] = np.where(weekday == index, days["decayed"], 0)
    bit = np.left_shift(1, days["age"].to_numpy() % 28)
    block = days["age"] // 28
    large = days["units"] > LARGE_UNITS
    for index in range(13):
        days[f"bought_{index}"] = np.where(block == index, bit, 0)
    for index in range(4):
        days[f"large_{index}"] = np.where((block == index) & large, bit, 0)

    by = days.groupby("cliente")
    sums = by[
        ["gap", "gap_squared", "gap_weighted", "decayed", "decayed_recent", "last_14", "last_28", "units", "spend_milli"]
        + ["new_products", *WEEKDAYS]
        + [f"bought_{index}" for index in range(13)]
        + [f"large_{index}" for index in range(4)]
    ].sum()
    n = by.size()
    first, last = by["dia"].min(), by["dia"].max()
    tail = days.groupby("cliente").tail(3)
    place = tail.groupby("cliente").cumcount(ascending=False)
    gaps = [tail[place == index].set_index("cliente")["gap"].reindex(n.index) for index in range(3)]
    newest = tail[place == 0].set_index("cliente")
    recent_sums = tail.groupby("cliente")[["units", "spend_milli"]].sum()
    recent_n = np.minimum(n, 3)

    since = (origin - last).astype(float)
    instead = np.maximum(1, since)
    mean = (sums["gap"] / (n - 1).where(n > 1)).fillna(instead)
    median = by["gap"].median().fillna(mean)
    exposure = np.concatenate([[0], np.cumsum(rate)])
    exposure_recent = np.concatenate([[0], np.cumsum(recent)])
    tenure = (origin - first).to_numpy()
    deviation = np.sqrt((n - 1) * sums["gap_squared"] - sums["gap"] ** 2) / (n - 1).where(n > 1)
    moment = pd.Timestamp(origin, unit="D")
    weekday_angle = 2 * np.pi * moment.weekday() / 7
    month_angle = 2 * np.pi * (moment.month - 1) / 12
    table = pd.DataFrame(
        {
            "n_purchases": n,
            "gap_last_1": gaps[0].fillna(instead),
            "gap_last_2": gaps[1].fillna(mean),
            "gap_last_3": gaps[2].fillna(mean),
            "gap_mean": mean,
            "gap_median": median,
            "gap_sd": deviation.fillna(0),
            "gap_weighted": (2 * sums["gap_weighted"] / (n * (n - 1)).where(n > 1)).fillna(mean),
            "days_since_last": since,
            "elapsed_ratio": since / median,
            "decayed_rate": (sums["decayed"] / pd.Series(exposure[tenure], n.index).replace(0, np.nan)).fillna(0),
            "purchases_14d": sums["last_14"],
            "purchases_28d": sums["last_28"],
            "weekday_sin": np.sin(weekday_angle),
            "weekday_cos": np.cos(weekday_angle),
            "month_sin": np.sin(month_angle),
            "month_cos": np.cos(month_angle),
            "units_last": newest["units"],
            "units_mean": sums["units"] / n,
            "units_trend": (recent_sums["units"] * n / (sums["units"] * recent_n).replace(0, np.nan)).fillna(1),
            "spend_last": newest["spend_milli"] / 1000,
            "spend_mean": sums["spend_milli"] / (1000 * n),
            "spend_trend": (recent_sums["spend_milli"] * n / (sums["spend_milli"] * recent_n).replace(0, np.nan)).fillna(1),
            "tenure_days": tenure,
            "distinct_products": sums["new_products"],
            "recent_rate": (
                sums["decayed_recent"] / pd.Series(exposure_recent[tenure], n.index).replace(0, np.nan)
            ).fillna(0),
        }
    )
    for name in WEEKDAYS:
        table[f"decayed_{name}"] = sums[name] / SCALE
    for name in [*(f"bought_{index}" for index in range(13)), *(f"large_{index}" for index in range(4))]:
        table[name] = sums[name]
    return table


def main(folder: str, origin: str) -> None:
    days = pd.read_parquet(f"{folder}/days.parquet")
    start, cpu = time.perf_counter(), time.process_time()
    found = features(days, int(origin))
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    ours = pd.read_parquet(f"{folder}/features.parquet").set_index("cliente")
    difference = float(np.nanmax(np.abs(found.to_numpy(float) - ours[found.columns].loc[found.index].to_numpy(float))))
    same = len(found) == len(ours)
    print(json.dumps({"customers": len(found), "same": same, "difference": difference, "wallSeconds": wall, "cpuSeconds": cpu}))


if __name__ == "__main__":
    main(*sys.argv[1:])
