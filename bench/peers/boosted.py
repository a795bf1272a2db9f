"""Boosted trees that answer in days: scikit-learn and LightGBM by absolute error, LightGBM by eleven quantiles."""

import lightgbm as lgb
import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

from feature_rows import Rows, Split
from forecast import Forecast, crps, from_cumulative, from_points

QUANTILES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]
LIGHTGBM = {"learning_rate": 0.03, "num_leaves": 31, "min_child_samples": 50, "subsample": 0.7, "subsample_freq": 1,
            "colsample_bytree": 0.7, "verbosity": -1, "num_threads": 1, "seed": 1, "deterministic": True}


def sklearn_hgb(split: Split) -> Forecast:
    """HistGradientBoosting, absolute error; the number of trees is chosen on validation."""
    def fit(rows: Rows, trees: int) -> HistGradientBoostingRegressor:
        model = HistGradientBoostingRegressor(loss="absolute_error", learning_rate=0.05, max_iter=trees,
                                              min_samples_leaf=50, early_stopping=False, random_state=1)
        return model.fit(rows.features, rows.days)

    staged = fit(split.train, 300).staged_predict(split.validation.features)
    errors = [np.abs(days - split.validation.days).mean() for days in staged]
    return from_points(fit(split.fit, int(np.argmin(errors)) + 1).predict(split.test.features), split.horizon)


def lightgbm_l1(split: Split) -> Forecast:
    """LightGBM, absolute error, 500 trees: the setting whose time is the yardstick."""
    model = lgb.train({**LIGHTGBM, "objective": "l1"}, lgb.Dataset(split.fit.features, split.fit.days), 500)
    return from_points(model.predict(split.test.features), split.horizon)


def lightgbm_quantiles(split: Split) -> Forecast:
    """Eleven quantile models; the distribution is linear between them."""
    chosen = min((150, 300), key=lambda trees: crps(_quantiles(split.train, split.validation, trees, split.horizon), split.validation))
    return _quantiles(split.fit, split.test, chosen, split.horizon)


def _quantiles(train: Rows, rows: Rows, trees: int, horizon: int) -> Forecast:
    data = lgb.Dataset(train.features, train.days, free_raw_data=False)
    answers = [lgb.train({**LIGHTGBM, "objective": "quantile", "alpha": q}, data, trees).predict(rows.features) for q in QUANTILES]
    return from_cumulative(_cumulative(np.sort(np.column_stack(answers), axis=1), horizon))


def _cumulative(quantiles: np.ndarray, horizon: int) -> np.ndarray:
    """P(day ≤ d) by interpolation of each row's quantiles; a whole day d stands for (d − ½, d + ½].

    Restricted days cannot tell the last day from all later ones: what falls on it is taken as later, as nearly all is.
    """
    edges = np.arange(1, horizon + 1) + 0.5
    levels = np.array([0, *QUANTILES, 1])
    ends = np.column_stack([np.full(len(quantiles), 0.5), np.maximum(quantiles, 0.5), np.full(len(quantiles), horizon + 0.5)])
    ends = np.maximum.accumulate(ends, axis=1)
    cumulative = np.clip(np.stack([np.interp(edges, row, levels) for row in ends]), 0, 1)
    cumulative[:, -1] = cumulative[:, -2]
    return cumulative
