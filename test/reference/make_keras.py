# Keras: losses with label_smoothing, and their gradients.
"""Writes keras_losses.json: Keras 3.15 (TensorFlow 2.21 backend) losses with label_smoothing, float64, and their gradients in the logits.

Run with keras and tensorflow-cpu installed:  python make_keras.py
"""
import itertools
import json
import pathlib

import keras
import numpy as np
import tensorflow as tf

keras.config.set_floatx("float64")
rng = np.random.default_rng(7)
cases = []


def arr(v):
    v = np.asarray(v)
    return {"shape": list(v.shape), "data": v.astype(float).ravel().tolist()}


def record(name, loss, logits, target, weights, **options):
    z = tf.Variable(logits)
    with tf.GradientTape() as tape:
        value = loss(tf.constant(target), z, sample_weight=None if weights is None else tf.constant(weights))
        total = tf.reduce_sum(value)
    cases.append(dict(loss=name, logits=arr(logits), target=arr(target), sampleWeight=None if weights is None else arr(weights), value=arr(value),
                      grad=arr(tape.gradient(total, z)), **options))


reductions = ["sum_over_batch_size", "sum", "none", "mean_with_sample_weight"]
for alpha, reduction, weighted in itertools.product([0.0, 0.1, 0.4], reductions, [False, True]):
    weights = rng.uniform(0.2, 2.0, 6) if weighted else None
    onehot = np.eye(5)[rng.integers(0, 5, 6)]
    record("categorical_crossentropy", keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=alpha, reduction=reduction),
           3 * rng.standard_normal((6, 5)), onehot, weights, alpha=alpha, reduction=reduction)
    record("binary_crossentropy", keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=alpha, reduction=reduction),
           3 * rng.standard_normal((6, 4)), rng.integers(0, 2, (6, 4)).astype(float), weights, alpha=alpha, reduction=reduction)
    for gamma in [0.0, 2.0]:
        record("categorical_focal_crossentropy",
               keras.losses.CategoricalFocalCrossentropy(alpha=1.0, gamma=gamma, from_logits=True, label_smoothing=alpha, reduction=reduction),
               2 * rng.standard_normal((6, 5)), onehot, weights, alpha=alpha, gamma=gamma, reduction=reduction)
(pathlib.Path(__file__).parent / "keras_losses.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
print(len(cases), "cases")
