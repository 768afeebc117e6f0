# The same network and training in PyTorch: pytorch.py TASK THREADS SEED; a line in asks for an epoch, a line out tells of it.
import json
import os
import sys
import time

import torch
from torch import nn


def read(task, part):
    """Images normalised in advance, so that no step spends time on it, and labels."""

    def file(name):
        with open(os.path.join(task["folder"], f"{part}-{name}.bin"), "rb") as opened:
            return bytearray(opened.read())

    inputs = torch.frombuffer(file("inputs"), dtype=torch.uint8).reshape(-1, *task["shape"])
    labels = torch.frombuffer(file("labels"), dtype=torch.int32).long()
    return inputs.float() * task["scale"] + task["shift"], labels


def create_model(task):
    """Blocks of convolution, batch normalisation, ReLU and pooling, initialised as PyTorch does by default."""
    channels = [task["shape"][0], *task["widths"]]
    layers = []
    for before, after in zip(channels[:-1], channels[1:]):
        convolution = nn.Conv2d(before, after, 3, padding=1, bias=False)
        layers += [convolution, nn.BatchNorm2d(after), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels[-1], task["classes"]))


def train_epoch(model, optimizer, inputs, labels, batch_size):
    """The mean loss over the examples, as seen while training."""
    model.train()
    total = torch.zeros(())
    order = torch.randperm(len(labels))
    for start in range(0, len(labels), batch_size):
        batch = order[start : start + batch_size]
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(inputs[batch]), labels[batch])
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(batch)
    return total.item() / len(labels)


@torch.no_grad()
def accuracy(model, inputs, labels):
    model.eval()
    return (model(inputs).argmax(1) == labels).double().mean().item()


def main():
    task, threads, seed = json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(seed)
    train, test = read(task, "train"), read(task, "test")
    model = create_model(task)
    optimizer = torch.optim.Adam(model.parameters(), lr=task["learningRate"], fused=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        loss = train_epoch(model, optimizer, *train, task["batchSize"])
        seconds = time.perf_counter() - started
        print(json.dumps({"seconds": seconds, "trainLoss": loss, "testAccuracy": accuracy(model, *test)}), flush=True)


if __name__ == "__main__":
    main()
