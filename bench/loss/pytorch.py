# PyTorch as a contestant: pytorch.py eager|compile THREADS; answers lines of shapes as timing.ts does.
import json
import statistics
import sys
import time

import torch

BATCH_SECONDS = 0.002
TOTAL_SECONDS = 0.3
FEWEST_BATCHES = 5


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
    repetitions, warm = 1, 0
    while warm < TOTAL_SECONDS:
        spent = time_batch(step, repetitions)
        if spent < BATCH_SECONDS:
            repetitions *= 2
        warm += spent
    times, total = [], 0
    while total < TOTAL_SECONDS or len(times) < FEWEST_BATCHES:
        spent = time_batch(step, repetitions)
        times.append(spent / repetitions)
        total += spent
    return times


def answer(shape, loss_function):
    logits, labels = make_inputs(shape["rows"], shape["classes"])

    def step():
        logits.grad = None
        loss = loss_function(logits, labels)
        loss.backward()
        return loss

    times = [1e9 * seconds / logits.numel() for seconds in time_step(step)]
    return {"nanoseconds": statistics.median(times), "least": min(times), "loss": step().item()}


def main(mode, threads):
    torch.set_num_threads(int(threads))
    compiled = mode == "compile"
    for line in sys.stdin:
        function = torch.compile(loss_of, dynamic=False) if compiled else loss_of
        print(json.dumps(answer(json.loads(line), function)), flush=True)


main(*sys.argv[1:])
