# PyTorch: losses, optimizers, one training, and the numbers that source documents print.
"""Writes the reference values that softlabel's conformance tests compare with.

Run with PyTorch and NumPy installed:  python3 make.py
Every number here was computed by PyTorch 2.13 in float64 unless a case says float32; PyTorch 1.13 gives the same.
Files: cross_entropy.json, binary_cross_entropy.json, label_relaxation.json, optimizers.json, mlp_training.json,
       published.json (numbers printed in the documents the project implements).
Arrays are flat, row-major, beside their shape.  NaN is written as the string "nan", infinities as "inf" / "-inf".
"""
import itertools
import json
import math
import pathlib

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent


def num(v):
    return "nan" if math.isnan(v) else "inf" if v == math.inf else "-inf" if v == -math.inf else v


def arr(t):
    return {"shape": list(t.shape), "data": [num(float(v)) for v in t.detach().flatten().tolist()]}


def ints(t):
    return {"shape": list(t.shape), "data": [int(v) for v in t.flatten().tolist()]}


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=None, separators=(",", ":")) + "\n")


def cross_entropy():
    """torch.nn.functional.cross_entropy over shapes, targets, weights, ignore_index, smoothing and reductions."""
    cases, gen = [], torch.Generator().manual_seed(1)
    shapes = [(1, 2), (3, 5), (7, 10), (4, 3, 6), (2, 4, 3, 2), (5, 1)]
    for shape, alpha, weighted, ignore, reduction in itertools.product(
        shapes, [0.0, 0.1, 0.5, 1.0], [False, True], [None, 1, -100], ["mean", "sum", "none"]
    ):
        k = shape[1]
        if ignore == 1 and k < 3:
            continue
        logits = (3 * torch.randn(shape, dtype=torch.float64, generator=gen)).requires_grad_()
        index_shape = (shape[0],) + shape[2:]
        target = torch.randint(0, k, index_shape, generator=gen)
        if ignore == -100 and target.numel() > 1:
            target.view(-1)[0] = -100
        weight = torch.rand(k, dtype=torch.float64, generator=gen) + 0.1 if weighted else None
        loss = F.cross_entropy(
            logits, target, weight=weight, ignore_index=-100 if ignore is None else ignore, reduction=reduction, label_smoothing=alpha
        )
        case = dict(kind="index", alpha=alpha, reduction=reduction, ignoreIndex=ignore, logits=arr(logits), target=ints(target),
                    weight=arr(weight) if weighted else None, loss=arr(loss))
        if reduction != "none":
            loss.backward()
            case["grad"] = arr(logits.grad)
        cases.append(case)
    for shape, alpha, weighted, reduction in itertools.product([(3, 5), (4, 3, 6)], [0.0, 0.2], [False, True], ["mean", "sum", "none"]):
        logits = (3 * torch.randn(shape, dtype=torch.float64, generator=gen)).requires_grad_()
        target = torch.rand(shape, dtype=torch.float64, generator=gen)
        target = target / target.sum(1, keepdim=True)
        weight = torch.rand(shape[1], dtype=torch.float64, generator=gen) + 0.1 if weighted else None
        loss = F.cross_entropy(logits, target, weight=weight, reduction=reduction, label_smoothing=alpha)
        case = dict(kind="probabilities", alpha=alpha, reduction=reduction, ignoreIndex=None, logits=arr(logits), target=arr(target),
                    weight=arr(weight) if weighted else None, loss=arr(loss))
        if reduction != "none":
            loss.backward()
            case["grad"] = arr(logits.grad)
        cases.append(case)
    # Every target ignored: PyTorch's mean is 0/0.
    logits = torch.randn((3, 4), dtype=torch.float64, generator=gen)
    target = torch.full((3,), -100)
    for reduction in ["mean", "sum", "none"]:
        loss = F.cross_entropy(logits, target, reduction=reduction, label_smoothing=0.1)
        cases.append(dict(kind="index", alpha=0.1, reduction=reduction, ignoreIndex=-100, logits=arr(logits), target=ints(target),
                          weight=None, loss=arr(loss), note="all ignored"))
    # Logits that overflow a naive softmax.
    logits = torch.tensor([[1e4, -1e4, 0.0], [-1e4, -1e4, -1e4], [88.0, 89.0, 710.0]], dtype=torch.float64, requires_grad=True)
    target = torch.tensor([1, 0, 2])
    for alpha in [0.0, 0.1]:
        logits.grad = None
        loss = F.cross_entropy(logits, target, label_smoothing=alpha)
        loss.backward()
        cases.append(dict(kind="index", alpha=alpha, reduction="mean", ignoreIndex=None, logits=arr(logits), target=ints(target),
                          weight=None, loss=arr(loss), grad=arr(logits.grad), note="extreme logits"))
    write("cross_entropy.json", cases)


def binary_cross_entropy():
    """Binary targets smoothed as y (1 - alpha) + alpha / 2, as Keras' BinaryCrossentropy does, on logits."""
    cases, gen = [], torch.Generator().manual_seed(2)
    for shape, alpha, pos, reduction in itertools.product([(6,), (4, 3)], [0.0, 0.1, 0.4], [False, True], ["mean", "sum", "none"]):
        logits = (3 * torch.randn(shape, dtype=torch.float64, generator=gen)).requires_grad_()
        target = torch.randint(0, 2, shape, generator=gen).double()
        pos_weight = torch.rand(shape[-1], dtype=torch.float64, generator=gen) + 0.5 if pos else None
        loss = F.binary_cross_entropy_with_logits(logits, target * (1 - alpha) + alpha / 2, pos_weight=pos_weight, reduction=reduction)
        case = dict(alpha=alpha, reduction=reduction, logits=arr(logits), target=arr(target), posWeight=arr(pos_weight) if pos else None,
                    loss=arr(loss))
        if reduction != "none":
            loss.backward()
            case["grad"] = arr(logits.grad)
        cases.append(case)
    write("binary_cross_entropy.json", cases)


def label_relaxation():
    """Lienen & Huellermeier 2021, eq. 5: zero inside the credal set, else KL(p_r || p) with p_r the projection."""
    cases, gen = [], torch.Generator().manual_seed(3)
    for (n, k), alpha, reduction in itertools.product([(8, 2), (8, 5), (16, 10)], [0.01, 0.1, 0.25, 0.5], ["mean", "sum", "none"]):
        logits = (2 * torch.randn((n, k), dtype=torch.float64, generator=gen)).requires_grad_()
        target = torch.randint(0, k, (n,), generator=gen)
        p = logits.softmax(-1)
        one_hot = F.one_hot(target, k).double()
        rest = (p * (1 - one_hot)).sum(-1, keepdim=True)
        projection = torch.where(one_hot.bool(), torch.tensor(1 - alpha, dtype=torch.float64), alpha * p / rest)
        divergence = (projection * (projection.log() - p.log())).sum(-1)
        row = torch.where((p * one_hot).sum(-1) >= 1 - alpha, torch.zeros_like(divergence), divergence)
        loss = row if reduction == "none" else getattr(row, reduction)()
        case = dict(alpha=alpha, reduction=reduction, logits=arr(logits), target=ints(target), loss=arr(loss))
        if reduction != "none":
            loss.backward()
            case["grad"] = arr(logits.grad)
        cases.append(case)
    write("label_relaxation.json", cases)


def optimizers():
    """Five parameters, twelve steps, fixed gradients: the parameter values after every step (float64)."""
    gen = torch.Generator().manual_seed(4)
    start, grads = torch.randn(5, dtype=torch.float64, generator=gen), torch.randn(12, 5, dtype=torch.float64, generator=gen)
    settings = [
        ("SGD", dict(lr=0.1)),
        ("SGD", dict(lr=0.1, momentum=0.9)),
        ("SGD", dict(lr=0.1, momentum=0.9, nesterov=True)),
        ("SGD", dict(lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.01)),
        ("Adam", dict(lr=1e-2)),
        ("Adam", dict(lr=1e-2, weight_decay=0.1)),
        ("AdamW", dict(lr=1e-2, weight_decay=0.1)),
        ("RMSprop", dict(lr=1e-2)),
    ]
    out = []
    for name, options in settings:
        p = start.clone().requires_grad_()
        opt, trace = getattr(torch.optim, name)([p], **options), []
        for g in grads:
            p.grad = g.clone()
            opt.step()
            trace.append(p.detach().tolist())
        out.append(dict(optimizer=name, options=options, start=arr(start), grads=arr(grads), trace=trace))
    write("optimizers.json", out)


def mlp_training():
    """A 6-8-4-3 ReLU network trained for 25 steps on fixed batches: every loss and the final parameters (float32)."""
    out = []
    for alpha, name, options in [(0.0, "SGD", dict(lr=0.1)), (0.1, "Adam", dict(lr=1e-2)), (0.3, "SGD", dict(lr=0.05, momentum=0.9, nesterov=True))]:
        torch.manual_seed(5)
        net = torch.nn.Sequential(torch.nn.Linear(6, 8), torch.nn.ReLU(), torch.nn.Linear(8, 4), torch.nn.ReLU(), torch.nn.Linear(4, 3))
        start = [arr(p) for p in net.parameters()]
        x, y = torch.randn(25, 5, 6), torch.randint(0, 3, (25, 5))
        opt, losses = getattr(torch.optim, name)(net.parameters(), **options), []
        for xb, yb in zip(x, y):
            opt.zero_grad()
            loss = F.cross_entropy(net(xb), yb, label_smoothing=alpha)
            loss.backward()
            opt.step()
            losses.append(float(loss))
        out.append(dict(alpha=alpha, optimizer=name, options=options, parameters="weight [out, in] then bias, layer by layer", start=start,
                        x=arr(x), y=ints(y), losses=losses, final=[arr(p) for p in net.parameters()]))
    write("mlp_training.json", out)


def published():
    """Numbers printed in the documents the project implements; check() recomputes those that can be."""
    predict = torch.tensor([[0, 0.2, 0.7, 0.1, 0], [0, 0.9, 0.2, 0.2, 1], [1, 0.2, 0.7, 0.9, 1]])
    target = torch.tensor([2, 1, 0])

    def others(logits, y, smoothing):  # true class 1 - s, every other class s / (K - 1)
        k = logits.shape[-1]
        q = torch.full_like(logits, smoothing / (k - 1)).scatter_(1, y[:, None], 1 - smoothing)
        return -(q * logits.log_softmax(-1)).sum(-1)

    # The source prints 1.4178 beside code that says smoothing=0.5; the value is that of 0.3 (0.5 gives 1.5161).
    assert abs(others(predict, target, 0.3).mean() - 1.4178) < 5e-5
    assert abs(others(predict, target, 0.5).mean() - 1.5161) < 5e-5
    assert abs(F.cross_entropy(predict, target, label_smoothing=0.3) - 1.3883) < 5e-5
    logits = torch.tensor([[-0.6981, 0.9529, -0.0807, -0.5213, -0.0753], [0.8347, -1.4822, -0.0525, -0.7690, 0.4886],
                           [-1.1051, 0.3915, 0.5995, 1.0561, 0.7371]])
    y = torch.tensor([1, 1, 3])
    rows = others(logits, y, 0.05)
    assert torch.allclose(rows, torch.tensor([0.8229, 3.1199, 1.1403]), atol=1e-4)
    write("published.json", dict(
        classConventionOthers=dict(logits=arr(predict), target=ints(target), smoothing=0.3, mean=1.4178, sourceSaysSmoothing=0.5),
        classConventionUniform=dict(logits=arr(predict), target=ints(target), smoothing=0.3, mean=1.3883),
        rowsConventionOthers=dict(logits=arr(logits), target=ints(y), smoothing=0.05, rows=[0.8229, 3.1199, 1.1403], sum=5.0831, mean=1.6944,
                                  smoothed=[[0.0125, 0.95, 0.0125, 0.0125, 0.0125], [0.0125, 0.95, 0.0125, 0.0125, 0.0125],
                                            [0.0125, 0.0125, 0.0125, 0.95, 0.0125]]),
        fashionMnistMlp=dict(
            model="784-512-256-128-10, ReLU", optimizer="Adam lr 1e-3", batchSize=64, epochs=20, pixels="(v / 255 - 0.5) / 0.5",
            hard=dict(lossByEpoch=[0.5, 0.37, 0.33, 0.31, 0.29, 0.27, 0.26, 0.25, 0.23, 0.22, 0.21, 0.2, 0.19, 0.18, 0.17, 0.17, 0.16, 0.15, 0.15, 0.14],
                      testAccuracyByEpoch=[84.90, 85.73, 86.78, 87.45, 87.46, 87.28, 86.80, 87.62, 88.46, 88.79, 88.21, 88.14, 88.81, 89.17, 88.81,
                                           89.00, 88.54, 89.12, 88.97, 88.84], sampleConfidence=0.99173),
            smoothed02=dict(lossByEpoch=[1.19, 1.1, 1.08, 1.06, 1.05, 1.04, 1.03, 1.02, 1.01, 1.01, 1.0, 1.0, 0.99, 0.98, 0.98, 0.97, 0.97, 0.96, 0.96, 0.96],
                            testAccuracyByEpoch=[84.17, 86.38, 86.80, 87.46, 87.47, 88.16, 88.47, 88.73, 88.46, 88.56, 88.98, 88.51, 88.80, 89.41,
                                                 88.60, 89.34, 88.83, 88.78, 89.07, 89.29], sampleConfidence=0.6425)),
    ))


if __name__ == "__main__":
    cross_entropy(), binary_cross_entropy(), label_relaxation(), optimizers(), mlp_training(), published()
