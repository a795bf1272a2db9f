"""Cox's proportional hazards with a ridge (lifelines) on the days after the origin."""

from itertools import product

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter

from feature_rows import DRIFTING, Rows, Split, Standardiser
from forecast import Forecast, crps, from_cumulative

PENALISERS = (0.001, 0.01, 0.1)


def lifelines_cox(split: Split) -> Forecast:
    """The ridge, and whether drifting features are seen, are chosen on validation."""
    def score(setting: tuple[tuple[str, ...], float]) -> float:
        some = split.without(setting[0])
        return crps(_forecast(some.train_seen, some.validation, setting[1], split.horizon), split.validation)

    dropped, penaliser = min(product(((), DRIFTING), PENALISERS), key=score)
    some = split.without(dropped)
    return _forecast(some.fit_seen, some.test, penaliser, split.horizon)


def _forecast(train: Rows, rows: Rows, penaliser: float, horizon: int) -> Forecast:
    standardise = Standardiser(train)
    frame = pd.DataFrame(standardise(train))
    frame = frame.loc[:, frame.std() > 0]
    model = CoxPHFitter(penalizer=penaliser).fit(frame.assign(days=train.days, event=train.event), "days", "event")
    risk = model.predict_partial_hazard(pd.DataFrame(standardise(rows))[frame.columns]).to_numpy()
    baseline = model.baseline_cumulative_hazard_.iloc[:, 0].reindex(np.arange(1, horizon + 1), method="ffill").fillna(0).to_numpy()
    return from_cumulative(1 - np.exp(-risk[:, None] * baseline))
