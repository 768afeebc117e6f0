# What Python snippets of the documentation stand in: a trained model of each library, and rows, made up with NumPy alone.
from unittest.mock import MagicMock

import numpy


class Tensor(numpy.ndarray):
    """An array with what PyTorch's tensors have beside."""

    def detach(self):
        return self

    def cpu(self):
        return self

    def to_numpy(self):
        return numpy.asarray(self)


class DataFrame:
    """A table with what the snippets use of pandas."""

    def __init__(self, values, columns):
        self.columns = dict(zip(columns, numpy.asarray(values).T))

    def assign(self, **columns):
        self.columns.update(columns)
        return self

    def to_csv(self, file, index):
        with open(file, "w") as text:
            text.write(",".join(self.columns) + "\n")
            for row in zip(*self.columns.values()):
                text.write(",".join(str(value) for value in row) + "\n")


class Model:
    """Gives scores of three classes for rows that hold their class: logits where called, probabilities where asked to predict."""

    classes_ = numpy.array([0, 1, 2])

    def __call__(self, rows):
        return (3 * numpy.eye(3)[rows] + random.normal(size=(len(rows), 3))).view(Tensor)

    def predict_proba(self, rows):
        scores = numpy.exp(numpy.asarray(self(rows)))
        return scores / scores.sum(axis=1, keepdims=True)

    predict = predict_proba

    def eval(self):
        return self


random = numpy.random.default_rng(1)
model = Model()
y_test = (numpy.arange(60) % 3).view(Tensor)
y_val = y_test[:30]
x_test, x_val = y_test, y_val
test_loader = [(x_test[:40], y_test[:40]), (x_test[40:], y_test[40:])]
example = numpy.zeros((1, 3, 224, 224))
torch = MagicMock()
torch.cat = lambda parts: numpy.concatenate(parts).view(Tensor)
pandas = MagicMock()
pandas.DataFrame = DataFrame
