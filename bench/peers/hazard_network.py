"""A logistic-hazard network (Gensheimer & Narasimhan 2019; Kvamme & Borgan 2019) in JAX: a context network over the
features with a logit a day, and a small shared head over what is known of each day."""

import jax
import jax.numpy as jnp
import numpy as np

from feature_rows import DRIFTING, Rows, Split, Standardiser
from forecast import Forecast, crps, from_hazards
from person_days import at_risk, day_columns

SEEDS = (1, 2, 3)
MOST_EPOCHS = 12
BATCH = 512
RATE = 2e-3
HIDDEN, SHARED = 64, 16


def logistic_hazard_network(split: Split) -> Forecast:
    """Whether drifting features are seen, and the epochs, are chosen on validation; the seeds' hazards are averaged."""
    def curve(dropped: tuple[str, ...]) -> list[float]:
        some = split.without(dropped)
        return [crps(from_hazards(h), split.validation) for h in _train(some.train_seen, some.validation, split.horizon, SEEDS[0], MOST_EPOCHS)]

    curves = {dropped: curve(dropped) for dropped in ((), DRIFTING)}
    dropped = min(curves, key=lambda names: min(curves[names]))
    some, epochs = split.without(dropped), int(np.argmin(curves[dropped])) + 1
    return from_hazards(np.mean([_train(some.fit_seen, some.test, split.horizon, seed, epochs)[-1] for seed in SEEDS], axis=0))


def _train(train: Rows, rows: Rows, horizon: int, seed: int, epochs: int) -> list[np.ndarray]:
    """Hazards of `rows`, [n, horizon], after each epoch on `train`."""
    standardise = Standardiser(train)
    inputs = (standardise(train).astype(np.float32), _day_inputs(train, horizon))
    targets = tuple(mask.astype(np.float32) for mask in at_risk(train, horizon))
    asked = (standardise(rows).astype(np.float32), _day_inputs(rows, horizon))
    weights = _start(jax.random.PRNGKey(seed), inputs[0].shape[1], inputs[1].shape[2], horizon)
    state = (weights, jax.tree.map(jnp.zeros_like, weights), jax.tree.map(jnp.zeros_like, weights), 0)
    order, hazards = np.random.default_rng(seed), []
    for _ in range(epochs):
        shuffled = order.permutation(len(train.days))
        for start in range(0, len(shuffled) - BATCH + 1, BATCH):
            batch = shuffled[start : start + BATCH]
            state = _step(state, inputs[0][batch], inputs[1][batch], targets[0][batch], targets[1][batch])
        hazards.append(np.asarray(jax.nn.sigmoid(_logits(state[0], *asked))))
    return hazards


def _day_inputs(rows: Rows, horizon: int) -> np.ndarray:
    columns = day_columns(rows, horizon)
    weekday = np.eye(7)[columns["weekday"]]
    others = [np.log1p(columns["elapsed"]), np.log1p(columns["elapsed_ratio"]), np.log(7 * columns["weekday_share"])]
    return np.concatenate([weekday, np.stack(others, axis=-1)], axis=-1).astype(np.float32)


def _start(key: jax.Array, features: int, day_features: int, horizon: int) -> list[tuple[jax.Array, jax.Array]]:
    sizes = [(features, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, horizon), (HIDDEN, SHARED), (day_features, SHARED), (SHARED, 1)]
    keys = jax.random.split(key, len(sizes))
    return [(jax.random.normal(k, size) / np.sqrt(size[0]), jnp.zeros(size[1])) for k, size in zip(keys, sizes)]


def _logits(weights: list, features: jax.Array, day_features: jax.Array) -> jax.Array:
    first, second, daily, bridge, shared, out = weights
    context = jax.nn.relu(jax.nn.relu(features @ first[0] + first[1]) @ second[0] + second[1])
    hidden = jax.nn.relu((context @ bridge[0] + bridge[1])[:, None, :] + day_features @ shared[0] + shared[1])
    return context @ daily[0] + daily[1] + (hidden @ out[0] + out[1])[..., 0] - 2


@jax.jit
def _step(state: tuple, features: jax.Array, day_features: jax.Array, risk: jax.Array, bought: jax.Array) -> tuple:
    """One step of Adam (Kingma & Ba 2015) on the mean negative log-likelihood of the days at risk."""
    weights, mean, square, count = state

    def loss(candidate: list) -> jax.Array:
        logits = _logits(candidate, features, day_features)
        return (risk * (jax.nn.softplus(logits) - bought * logits)).sum() / risk.sum()

    gradient = jax.grad(loss)(weights)
    count = count + 1
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, gradient)
    square = jax.tree.map(lambda s, g: 0.999 * s + 0.001 * g * g, square, gradient)
    rate = RATE * jnp.sqrt(1 - 0.999**count) / (1 - 0.9**count)
    weights = jax.tree.map(lambda w, m, s: w - rate * m / (jnp.sqrt(s) + 1e-8), weights, mean, square)
    return weights, mean, square, count
