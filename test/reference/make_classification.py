# scikit-learn: logistic regression on the rows of `classification`, and on those of its own make_classification.
"""Writes classification.json: accuracies on the odd rows after fitting the even ones, without a penalty.

Run from the root, with scikit-learn installed and after `npm ci`:  python test/reference/make_classification.py
"""
import json
import pathlib
import subprocess

import numpy as np
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression

SEEDS = 15
SCIKIT_SEEDS = 100


def accuracy(train, test):
    model = LogisticRegression(C=np.inf, max_iter=1000).fit(*train)
    return float(model.score(*test))


def ours(line):
    rows = json.loads(line)
    x, y = ({part: np.array(rows[part][key]) for part in ("train", "test")} for key in "xy")
    train, test = ((x[part].reshape(len(y[part]), -1), y[part]) for part in ("train", "test"))
    return {"fingerprint": rows["fingerprint"], "accuracy": accuracy(train, test)}


def scikit(seed):
    x, y = make_classification(n_samples=10000, random_state=seed)
    return accuracy((x[::2], y[::2]), (x[1::2], y[1::2]))


node = ["node", "--import", "tsx", "--conditions=@softlabel/source", "test/reference/make_classification.ts"]
lines = subprocess.run([*node, *map(str, range(SEEDS))], check=True, capture_output=True, text=True).stdout
result = {"ours": [ours(line) for line in lines.splitlines()], "scikitLearn": [scikit(seed) for seed in range(SCIKIT_SEEDS)]}
(pathlib.Path(__file__).parent / "classification.json").write_text(json.dumps(result) + "\n")
