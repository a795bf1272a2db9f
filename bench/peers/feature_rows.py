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


@dataclass
class Split:
    """`train` and `validation` choose settings; `fit` is all that may be seen before the first test origin."""

    horizon: int
    train: Rows
    validation: Rows
    fit: Rows
    test: Rows

    def without(self, dropped: tuple[str, ...]) -> "Split":
        train, validation, fit, test = (part.without(dropped) for part in (self.train, self.validation, self.fit, self.test))
        return Split(self.horizon, train, validation, fit, test)


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
    first_test = rows.origin[part == "test"].min()
    known = rows.origin <= first_test - np.timedelta64(horizon, "D")
    return Split(horizon, rows.take(part == "train"), rows.take(part == "validation"), rows.take(known), rows.take(part == "test"))


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
