# The scores that scikit-learn and torchmetrics have too, of the same predictions: values and seconds as JSON lines.
import json
import sys
import time

import numpy as np
import sklearn.metrics as sk
import torch
import torchmetrics.functional.classification as tm


def timed(library, name, compute):
    start = time.perf_counter()
    value = float(compute())
    print(json.dumps({"library": library, "name": name, "value": value, "seconds": time.perf_counter() - start}))


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def main(logits_file, labels_file, classes):
    torch.set_num_threads(2)
    logits = np.fromfile(logits_file, dtype=np.float32).reshape(-1, classes).astype(np.float64)
    labels = np.fromfile(labels_file, dtype=np.int32)
    start = time.perf_counter()
    p = softmax(logits)
    predicted = p.argmax(axis=1)
    confidence = p.max(axis=1)
    correct = (predicted == labels).astype(int)
    print(json.dumps({"library": "NumPy", "name": "softmax", "value": 0, "seconds": time.perf_counter() - start}))
    every = np.arange(classes)
    timed("scikit-learn", "accuracy", lambda: sk.accuracy_score(labels, predicted))
    timed("scikit-learn", "top5Accuracy", lambda: sk.top_k_accuracy_score(labels, p, k=5, labels=every))
    timed("scikit-learn", "macroF1", lambda: sk.f1_score(labels, predicted, average="macro"))
    timed("scikit-learn", "nll", lambda: sk.log_loss(labels, p, labels=every))
    timed("scikit-learn", "brier", lambda: sk.brier_score_loss(labels, p, labels=every, scale_by_half=False))
    timed("scikit-learn", "misclassificationAuroc", lambda: sk.roc_auc_score(correct, confidence))
    probabilities, targets = torch.from_numpy(p), torch.from_numpy(labels).long()
    for name, norm in (
        ("ece", "l1"),
        ("rootMeanSquareCalibrationError", "l2"),
        ("maximumCalibrationError", "max"),
    ):
        timed(
            "torchmetrics",
            name,
            lambda: tm.multiclass_calibration_error(probabilities, targets, num_classes=classes, n_bins=15, norm=norm),
        )


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
