"""What is known of each day after an origin, for models of the daily chance to buy."""

import numpy as np

from feature_rows import Rows

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def day_columns(rows: Rows, horizon: int) -> dict[str, np.ndarray]:
    """Each [n, horizon]: the day's weekday, elapsed days on it, over the usual gap, and the customer's share of it."""
    days = np.arange(1, horizon + 1)[None, :]
    weekday = (rows.weekday[:, None] + days) % 7
    elapsed = rows.column("days_since_last")[:, None] + days
    own = np.column_stack([rows.column(f"decayed_{day}") for day in WEEKDAYS])
    share = (own + 1 / 7) / (own.sum(axis=1, keepdims=True) + 1)
    return {
        "day": np.broadcast_to(days, weekday.shape),
        "weekday": weekday,
        "elapsed": elapsed,
        "elapsed_ratio": elapsed / np.maximum(rows.column("gap_median")[:, None], 1),
        "weekday_share": np.take_along_axis(share, weekday, axis=1),
    }


def at_risk(rows: Rows, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Whether a row was still without purchase on each day, and whether it bought on it: both [n, horizon]."""
    days = np.arange(1, horizon + 1)[None, :]
    risk = days <= rows.days[:, None]
    return risk, (days == rows.days[:, None]) & rows.event[:, None]
