"""LightGBM on person-days: one row a day at risk, the logistic chance to buy on it."""

import lightgbm as lgb
import numpy as np

from boosted import LIGHTGBM
from feature_rows import DRIFTING, Rows, Split
from forecast import Forecast, from_hazards
from person_days import at_risk, day_columns

SETTINGS = {**LIGHTGBM, "objective": "binary", "learning_rate": 0.03, "num_leaves": 15, "min_child_samples": 200}
MOST_TREES = 600
PATIENCE = 30


def lightgbm_daily_hazard(split: Split) -> Forecast:
    """Whether drifting features are seen, and the number of trees, are chosen on validation."""
    stopped = {dropped: _stop_early(split.without(dropped)) for dropped in ((), DRIFTING)}
    dropped = min(stopped, key=lambda names: stopped[names].best_score["valid_0"]["binary_logloss"])
    some = split.without(dropped)
    model = lgb.train(SETTINGS, lgb.Dataset(*_person_days(some.fit_seen, split.horizon)), stopped[dropped].best_iteration)
    every_day = _matrix(some.test, np.ones((len(some.test.days), split.horizon), bool))
    return from_hazards(model.predict(every_day).reshape(-1, split.horizon))


def _stop_early(split: Split) -> lgb.Booster:
    train = lgb.Dataset(*_person_days(split.train_seen, split.horizon))
    validation = lgb.Dataset(*_person_days(split.validation, split.horizon), reference=train)
    stop = lgb.early_stopping(PATIENCE, verbose=False)
    return lgb.train(SETTINGS, train, MOST_TREES, valid_sets=[validation], callbacks=[stop])


def _person_days(rows: Rows, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    risk, bought = at_risk(rows, horizon)
    return _matrix(rows, risk), bought[risk].astype(float)


def _matrix(rows: Rows, wanted: np.ndarray) -> np.ndarray:
    columns = day_columns(rows, wanted.shape[1])
    repeated = rows.features[np.nonzero(wanted)[0]].astype(np.float32)
    return np.column_stack([repeated, *(column[wanted].astype(np.float32) for column in columns.values())])
