# Writes recalibration_line.json.
"""Writes recalibration_line.json: calibration lines fitted by numpy's Newton steps to convergence, in float64.

Run with numpy installed:  python make_recalibration.py
"""
import json
from pathlib import Path
import numpy as np

rng = np.random.default_rng(5)
sigmoid = lambda x: 1 / (1 + np.exp(-x))


def fit(x, a, ridge=1e-3):
    X = np.stack([np.ones_like(x), x], 1)
    theta, start = np.array([0.0, 1.0]), np.array([0.0, 1.0])
    loss = lambda th: np.logaddexp(0, -(2 * a - 1) * (X @ th)).sum() + ridge / 2 * ((th - start) ** 2).sum()
    for _ in range(200):
        p = sigmoid(X @ theta)
        g = X.T @ (p - a) + ridge * (theta - start)
        H = (X * (p * (1 - p))[:, None]).T @ X + ridge * np.eye(2)
        step, t = np.linalg.solve(H, g), 1.0
        while loss(theta - t * step) > loss(theta) and t > 1e-12:
            t /= 2
        theta = theta - t * step
    return theta


cases = []
for name, rows, temperature, offset in [
    ("calibrated", 300, 1.0, 0.0), ("over-confident", 300, 0.5, 0.0), ("under-confident", 300, 1.6, 0.0),
    ("offset", 300, 1.0, 1.0), ("few rows", 12, 0.7, 0.0), ("all right", 40, None, None), ("one confidence", 50, None, None),
]:
    z = np.abs(rng.normal(1.5, 1.5, rows))
    a = (rng.random(rows) < sigmoid(z)).astype(float)
    if name == "all right":
        a, x = np.ones(rows), z
    elif name == "one confidence":
        x = np.full(rows, 1.25)
    else:
        x = z / temperature + offset
    c = np.round(sigmoid(x), 6)
    odds = np.log(np.clip(c, 1e-12, 1 - 1e-12)) - np.log1p(-np.clip(c, 1e-12, 1 - 1e-12))
    alpha, beta = fit(odds, a)
    k = (c - a) ** 2 - (sigmoid(alpha + beta * odds) - a) ** 2
    cases.append(dict(name=name, confidence=c.tolist(), correct=a.astype(int).tolist(), intercept=alpha, slope=beta, cost=k.mean()))
text = json.dumps(cases)
Path(__file__).with_name("recalibration_line.json").write_text(text + "\n")
