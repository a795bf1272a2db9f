"""Cox's proportional hazards with a ridge (lifelines) on the days after the origin."""

import numpy as np
import pandas as pd
from lifelines import CoxPHFitter

from feature_rows import Rows, Split, Standardiser
from forecast import Forecast, crps, from_cumulative

PENALISERS = (0.01, 0.1)


def lifelines_cox(split: Split) -> Forecast:
    chosen = min(PENALISERS, key=lambda p: crps(_forecast(split.train, split.validation, p, split.horizon), split.validation))
    return _forecast(split.fit, split.test, chosen, split.horizon)


def _forecast(train: Rows, rows: Rows, penaliser: float, horizon: int) -> Forecast:
    standardise = Standardiser(train)
    frame = pd.DataFrame(standardise(train))
    frame = frame.loc[:, frame.std() > 0]
    model = CoxPHFitter(penalizer=penaliser).fit(frame.assign(days=train.days, event=train.event), "days", "event")
    risk = model.predict_partial_hazard(pd.DataFrame(standardise(rows))[frame.columns]).to_numpy()
    baseline = model.baseline_cumulative_hazard_.iloc[:, 0].reindex(np.arange(1, horizon + 1), method="ffill").fillna(0).to_numpy()
    return from_cumulative(1 - np.exp(-risk[:, None] * baseline))
