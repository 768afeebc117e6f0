# scikit-learn: scores class by class of uneven data, and logistic regressions with class weights.
"""Writes class_scores.json and logistic_regression.json: scikit-learn 1.9.1, float64.

Run with scikit-learn installed:  python make_sklearn.py
"""
import json
import pathlib
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    matthews_corrcoef,
    precision_score,
    recall_score,
)
from sklearn.preprocessing import StandardScaler
from sklearn.utils.class_weight import compute_class_weight

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
rng = np.random.default_rng(20)


def arr(v):
    v = np.asarray(v, dtype=float)
    return {"shape": list(v.shape), "data": [None if np.isnan(x) else float(x) for x in v.ravel()]}


def scores(name, logits, labels):
    """Scores of predictions; a class without labels has neither recall nor average precision."""
    classes = logits.shape[1]
    p = np.exp(logits - logits.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    top = logits.argmax(1)
    every = list(range(classes))
    present = [np.any(labels == k) for k in every]
    named = [np.any(labels == k) or np.any(top == k) for k in every]
    nan = float("nan")
    recall = recall_score(labels, top, labels=every, average=None)
    precision = precision_score(labels, top, labels=every, average=None)
    ap = [average_precision_score(labels == k, p[:, k]) if present[k] else nan for k in every]
    return dict(
        name=name,
        logits=arr(logits),
        labels=labels.tolist(),
        recall=arr([r if there else nan for r, there in zip(recall, present)]),
        precision=arr([r if there else nan for r, there in zip(precision, named)]),
        averagePrecision=arr(ap),
        balancedAccuracy=balanced_accuracy_score(labels, top),
        macroPrecision=precision_score(labels, top, average="macro"),
        matthewsCorrelation=matthews_corrcoef(labels, top),
        balancedWeights=compute_class_weight("balanced", classes=np.unique(labels), y=labels).tolist(),
    )


def drawn(n, shares, skill):
    labels = rng.choice(len(shares), n, p=shares)
    logits = rng.standard_normal((n, len(shares))) + np.log(shares)
    logits[np.arange(n), labels] += skill
    return logits.round(4), labels


cases = [
    scores("95, 4 and 1 per cent", *drawn(300, [0.95, 0.04, 0.01], 3)),
    scores("two classes, one of them rare", *drawn(120, [0.9, 0.1], 1.5)),
    scores("even classes", *drawn(80, [0.25] * 4, 1)),
]
logits, labels = drawn(60, [0.6, 0.2, 0.1, 0.1], 1)
labels[labels == 3] = 0
cases.append(scores("a class without labels", logits, labels))
logits, labels = drawn(60, [0.5, 0.3, 0.2], 1)
logits[:, 2] -= 20
cases.append(scores("a class that is never predicted", logits, labels))
logits, labels = drawn(40, [0.8, 0.2], 1)
cases.append(scores("one class for every row", np.tile([1.0, 0.0], (40, 1)), labels))
rough, labels = drawn(50, [0.7, 0.3], 1)
cases.append(scores("ties", rough.round(0), labels))
(here / "class_scores.json").write_text(json.dumps(cases) + "\n")


def regression(name, x, y, c, weight, test):
    """Columns are standardised, as fitLinearProbe does, so that the penalty acts on the same weights."""
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=c, class_weight=weight, tol=1e-13, max_iter=100_000, solver="newton-cg")
    model.fit(scaler.transform(x), y)
    classes = y.max() + 1
    given = [1.0] * classes if weight is None else [weight[k] for k in range(classes)]
    proba = model.predict_proba(scaler.transform(test))
    return dict(name=name, x=arr(x), y=y.tolist(), c=c, classWeight=given, test=arr(test), probabilities=arr(proba))


def blobs(n, shares, features):
    y = np.concatenate([np.arange(len(shares)), rng.choice(len(shares), n - len(shares), p=shares)])
    x = rng.standard_normal((n, features)) + 1.5 * rng.standard_normal((len(shares), features))[y]
    return x.round(4) * [10.0, 0.1, 1.0][:features] + [5.0, 0.0, -100.0][:features], y


fits = []
x, y = blobs(90, [0.8, 0.15, 0.05], 3)
test = x[:7] + 0.1
fits.append(regression("three classes", x, y, 1.0, None, test))
balanced = dict(enumerate(compute_class_weight("balanced", classes=np.unique(y), y=y)))
fits.append(regression("three classes, balanced", x, y, 1.0, balanced, test))
fits.append(regression("three classes, weights and a strong penalty", x, y, 0.05, {0: 1.0, 1: 0.5, 2: 20.0}, test))
(here / "logistic_regression.json").write_text(json.dumps(fits) + "\n")
