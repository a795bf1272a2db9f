"""A forecast of the next purchase day, and the file it is handed over in."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from feature_rows import Rows


@dataclass
class Forecast:
    """`days` are whole, in 1 … horizon; `chances` [n, horizon] are of each day, None for a date alone."""

    days: np.ndarray
    mean: np.ndarray
    chances: np.ndarray | None = None


def from_points(values: np.ndarray, horizon: int) -> Forecast:
    inside = np.clip(values, 1, horizon)
    return Forecast(days=np.rint(inside), mean=inside)


def from_cumulative(cumulative: np.ndarray) -> Forecast:
    """From P(next purchase on day d or before), [n, horizon]."""
    horizon = cumulative.shape[1]
    chances = np.maximum(np.diff(cumulative, axis=1, prepend=0), 0)
    reached = cumulative >= 0.5
    median = np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, horizon)
    mean = chances @ np.arange(1, horizon + 1) + (1 - chances.sum(axis=1)) * horizon
    return Forecast(days=median, mean=mean, chances=chances)


def from_hazards(hazards: np.ndarray) -> Forecast:
    """From the chance of each day given none before, [n, horizon]."""
    return from_cumulative(1 - np.cumprod(1 - hazards, axis=1))


def crps(forecast: Forecast, rows: Rows) -> float:
    """Restricted to the horizon, for choosing settings on validation; the figures of the table are TypeScript's."""
    if forecast.chances is None:
        return float(np.abs(forecast.days - rows.days).mean())
    cumulative = np.cumsum(forecast.chances, axis=1)[:, :-1]
    reached = rows.days[:, None] <= np.arange(1, cumulative.shape[1] + 1)
    return float(((cumulative - reached) ** 2).sum(axis=1).mean())


def write_forecast(path: str, rows: Rows, forecast: Forecast) -> None:
    columns = {
        "cliente_id": rows.customer,
        "fecha_corte": pa.array(rows.origin),
        "days": forecast.days.astype(float),
        "mean": forecast.mean.astype(float),
    }
    if forecast.chances is not None:
        columns |= {f"p{d + 1}": forecast.chances[:, d].astype(float) for d in range(forecast.chances.shape[1])}
    pq.write_table(pa.table(columns), path)
