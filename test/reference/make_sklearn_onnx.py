# Classifiers of scikit-learn as its exporter writes them, with scikit-learn's probabilities.
"""Writes sklearn/*.onnx and sklearn_onnx.json: scikit-learn 1.9.1, skl2onnx 1.21.

Run with both installed:  python make_sklearn_onnx.py
"""

import json
import pathlib

import numpy
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

here = pathlib.Path(__file__).parent
random = numpy.random.default_rng(1)

count = 150
classes = numpy.array(["ash", "box", "elm"])
labels = random.integers(3, size=count)
height = (5 + 3 * labels + 2 * random.normal(size=count)).astype(numpy.float32)
girth = (1 + (labels == 1) + 0.5 * random.normal(size=count)).astype(numpy.float32)
age = random.integers(1, 90, size=count)
soil = numpy.array(["clay", "loam", "sand"])[(labels + (random.random(count) < 0.3)) % 3]
numbers = numpy.stack([height, girth], axis=1)
mixed = numpy.array(list(zip(height.tolist(), girth.tolist(), age.tolist(), soil.tolist())), dtype=object)

shown = 20
models = {}


def export(name, model, inputs, rows, target, options):
    """Fits and exports a model, and keeps its probabilities of the first rows."""
    model.fit(rows, target)
    last = model.steps[-1][1] if hasattr(model, "steps") else model
    opsets = {"": 17, "ai.onnx.ml": 3}
    exported = convert_sklearn(model, initial_types=inputs, options={id(last): options}, target_opset=opsets)
    (here / "sklearn" / f"{name}.onnx").write_bytes(exported.SerializeToString())
    models[name] = {
        "columns": ["height", "girth", "age", "soil"][: rows.shape[1]],
        "classes": [str(each) for each in model.classes_],
        "probabilities": model.predict_proba(rows[:shown]).ravel().tolist(),
    }


def logistic():
    return LogisticRegression(max_iter=1000)


matrix = [("X", FloatTensorType([None, 2]))]
columns = [
    ("height", FloatTensorType([None, 1])),
    ("girth", FloatTensorType([None, 1])),
    ("age", Int64TensorType([None, 1])),
    ("soil", StringTensorType([None, 1])),
]
names = classes[labels]
encoded = ColumnTransformer([("n", StandardScaler(), [0, 1, 2]), ("c", OneHotEncoder(handle_unknown="ignore"), [3])])
export("zipmap", make_pipeline(StandardScaler(), logistic()), matrix, numbers, names, {})
export("raw", make_pipeline(StandardScaler(), logistic()), matrix, numbers, names, {"zipmap": False, "raw_scores": True})
others = numpy.where(names == "elm", "elm", "other")
export("binary", make_pipeline(StandardScaler(), logistic()), matrix, numbers, others, {"zipmap": False})
export("mlp", MLPClassifier((4,), max_iter=500, random_state=0), matrix, numbers, names, {"zipmap": False})
export("forest", RandomForestClassifier(3, max_depth=3, random_state=0), matrix, numbers, labels, {"zipmap": False})
export("columns", make_pipeline(encoded, logistic()), columns, mixed, names, {})

rows = [dict(zip(["height", "girth", "age", "soil"], row)) for row in mixed[:shown].tolist()]
text = json.dumps({"rows": rows, "models": models}, indent=1)
(here / "sklearn_onnx.json").write_text(text + "\n")
