"""The rows of features.parquet, as `recompra features` writes them, split as our own models see them."""

from dataclasses import dataclass

import numpy as np
import pyarrow.parquet as pq

KEYS = ["cliente_id", "fecha_corte", "parte", "dias_siguiente", "dias_restringidos"]
# Purchase days as bits of integers, which say nothing as numbers.
HISTORY = ("bought_", "large_")
# Counted in long tails: their logarithm is what a linear model or a network should see.
TAILED = ("gap_", "units_", "spend_", "n_purchases", "days_since_last", "elapsed_ratio", "tenure_days", "distinct_", "decayed_")
# They grow with the record or move with the calendar; peers that extrapolate choose on validation whether to see them.
DRIFTING = ("month_sin", "month_cos", "tenure_days", "n_purchases", "distinct_products")


@dataclass
class Rows:
    """Feature rows of some origins; `days` is min(days to next, horizon) and `event` whether it came by then."""

    customer: np.ndarray
    origin: np.ndarray
    features: np.ndarray
    names: list[str]
    days: np.ndarray
    event: np.ndarray

    def column(self, name: str) -> np.ndarray:
        return self.features[:, self.names.index(name)]

    @property
    def weekday(self) -> np.ndarray:
        """Weekday of the origin, 0 = Monday."""
        return (self.origin.astype("datetime64[D]").astype(int) + 3) % 7

    def without(self, dropped: tuple[str, ...]) -> "Rows":
        """The same rows without some features."""
        kept = [i for i, name in enumerate(self.names) if name not in dropped]
        names = [self.names[i] for i in kept]
        return Rows(self.customer, self.origin, self.features[:, kept], names, self.days, self.event)

    def take(self, keep: np.ndarray) -> "Rows":
        return Rows(self.customer[keep], self.origin[keep], self.features[keep], self.names, self.days[keep], self.event[keep])

    def seen_by(self, day: np.datetime64) -> "Rows":
        """The rows of origins before `day`, with what was known of their answers on it."""
        rows = self.take(self.origin < day)
        watched = (day - rows.origin).astype(int)
        return Rows(rows.customer, rows.origin, rows.features, rows.names, np.minimum(rows.days, watched), rows.event & (rows.days <= watched))


@dataclass
class Split:
    """`train` and `validation` choose settings; `fit` is all that may be seen before the first test origin.

    `train` and `fit` end where answers are complete; `train_seen` and `fit_seen` add the later origins, whose answers
    are censored on the day training may look last, for methods that learn from censored rows.
    """

    horizon: int
    train: Rows
    validation: Rows
    fit: Rows
    test: Rows
    train_seen: Rows
    fit_seen: Rows

    def without(self, dropped: tuple[str, ...]) -> "Split":
        parts = (self.train, self.validation, self.fit, self.test, self.train_seen, self.fit_seen)
        return Split(self.horizon, *(part.without(dropped) for part in parts))


def read_split(path: str, horizon: int) -> Split:
    table = pq.read_table(path)
    names = [name for name in table.column_names if name not in KEYS and not name.startswith(HISTORY)]
    days = table["dias_siguiente"].to_numpy(zero_copy_only=False).astype(float)
    rows = Rows(
        customer=np.asarray(table["cliente_id"].to_pylist()),
        origin=table["fecha_corte"].to_numpy().astype("datetime64[D]"),
        features=np.column_stack([table[name].to_numpy() for name in names]),
        names=names,
        days=np.fmin(days, horizon),
        event=np.less_equal(days, horizon),
    )
    part = np.asarray(table["parte"].to_pylist())
    first_validation, first_test = (rows.origin[part == name].min() for name in ("validation", "test"))
    known = rows.origin <= first_test - np.timedelta64(horizon, "D")
    return Split(
        horizon,
        train=rows.take(part == "train"),
        validation=rows.take(part == "validation"),
        fit=rows.take(known),
        test=rows.take(part == "test"),
        train_seen=rows.seen_by(first_validation),
        fit_seen=rows.seen_by(first_test),
    )


class Standardiser:
    """Logarithm of long tails and of rates, then mean 0 and deviation 1 on the rows it was fitted on, clipped at 5."""

    def __init__(self, rows: Rows):
        self.rates = np.array([name.endswith("_rate") for name in rows.names])
        self.tailed = np.array([name.startswith(TAILED) for name in rows.names]) & ~self.rates
        values = self._log(rows.features)
        self.mean = values.mean(axis=0)
        self.deviation = np.where(values.std(axis=0) > 1e-9, values.std(axis=0), 1)

    def __call__(self, rows: Rows) -> np.ndarray:
        return np.clip((self._log(rows.features) - self.mean) / self.deviation, -5, 5)

    def _log(self, features: np.ndarray) -> np.ndarray:
        rates = np.log(np.maximum(features, 0.005))
        return np.where(self.rates, rates, np.where(self.tailed, np.log1p(np.maximum(features, 0)), features))
