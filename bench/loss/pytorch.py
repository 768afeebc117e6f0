# PyTorch as a contestant: pytorch.py eager|compile THREADS; answers lines of shapes as timing.ts does.
import json
import statistics
import sys
import time

import torch

BATCHES = 5
BATCH_SECONDS = 0.04


def make_inputs(rows, classes):
    index = torch.arange(rows * classes, dtype=torch.int64)
    logits = ((((index * 2654435761) & 0xFFFFFFFF) >> 8) % 1024).to(torch.float32) / 128 - 4
    labels = (torch.arange(rows) * 7919) % classes
    return logits.reshape(rows, classes).requires_grad_(), labels


def loss_of(logits, labels):
    return torch.nn.functional.cross_entropy(logits, labels, label_smoothing=0.1)


def time_batch(step, repetitions):
    start = time.perf_counter()
    for _ in range(repetitions):
        step()
    return time.perf_counter() - start


def time_step(step):
    time_batch(step, 3)
    repetitions = 1
    while time_batch(step, repetitions) < BATCH_SECONDS:
        repetitions *= 2
    return statistics.median(time_batch(step, repetitions) / repetitions for _ in range(BATCHES))


def answer(shape, loss_function):
    logits, labels = make_inputs(shape["rows"], shape["classes"])

    def step():
        logits.grad = None
        loss = loss_function(logits, labels)
        loss.backward()
        return loss

    seconds = time_step(step)
    return {"nanoseconds": 1e9 * seconds / logits.numel(), "loss": step().item()}


def main(mode, threads):
    torch.set_num_threads(int(threads))
    compiled = mode == "compile"
    for line in sys.stdin:
        function = torch.compile(loss_of, dynamic=False) if compiled else loss_of
        print(json.dumps(answer(json.loads(line), function)), flush=True)


main(*sys.argv[1:])
