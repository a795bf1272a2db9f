"""Fits every peer on features.parquet and writes its forecasts of the test rows.

Usage: python peers.py FEATURES.parquet HORIZON FOLDER [PEER …]
"""

import sys
import time

from boosted import lightgbm_l1, lightgbm_quantiles, sklearn_hgb
from cox import lifelines_cox
from daily_hazard import lightgbm_daily_hazard
from feature_rows import read_split
from forecast import write_forecast
from hazard_network import logistic_hazard_network

PEERS = {
    "sklearn-hgb": sklearn_hgb,
    "lightgbm-l1": lightgbm_l1,
    "lightgbm-quantiles": lightgbm_quantiles,
    "lifelines-cox": lifelines_cox,
    "lightgbm-daily-hazard": lightgbm_daily_hazard,
    "logistic-hazard-network": logistic_hazard_network,
}


def main(features: str, horizon: str, folder: str, *names: str) -> None:
    split = read_split(features, int(horizon))
    for name in names or PEERS:
        started = time.monotonic()
        write_forecast(f"{folder}/{name}.parquet", split.test, PEERS[name](split))
        print(f"{name}\t{time.monotonic() - started:.1f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
