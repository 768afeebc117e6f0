# The same training in PyTorch, as fast as it goes: data in memory, no loader; one line of JSON an epoch.
import argparse
import gzip
import json
import os
import sys
import time

import torch
from torch import nn


def read_idx(folder, name):
    """The numbers of an idx file, behind its header of one magic number and one length a dimension."""
    path = os.path.join(folder, name)
    with gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb") as file:
        content = bytearray(file.read())
    return torch.frombuffer(content, dtype=torch.uint8, offset=4 + 4 * content[3])


def load(folder, part):
    """Images normalised in advance, so that no step spends time on it, and labels."""
    labels = read_idx(folder, part + "-labels-idx1-ubyte").long()
    images = read_idx(folder, part + "-images-idx3-ubyte").reshape(len(labels), -1)
    return (images.float() / 255 - 0.5) / 0.5, labels


def create_model(inputs, hidden, classes):
    sizes = [inputs, *hidden]
    pairs = zip(sizes[:-1], sizes[1:])
    layers = [layer for a, b in pairs for layer in (nn.Linear(a, b), nn.ReLU())]
    return nn.Sequential(*layers, nn.Linear(sizes[-1], classes))


def train_epoch(model, loss_function, optimizer, images, labels, batch_size):
    """The mean loss over the examples, as seen while training."""
    total = torch.zeros(())
    order = torch.randperm(len(labels))
    for start in range(0, len(labels), batch_size):
        batch = order[start : start + batch_size]
        optimizer.zero_grad()
        loss = loss_function(model(images[batch]), labels[batch])
        loss.backward()
        optimizer.step()
        total += loss.detach() * len(batch)
    return total.item() / len(labels)


@torch.no_grad()
def accuracy(model, images, labels):
    return (model(images).argmax(1) == labels).double().mean().item()


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True, help="folder with the idx files")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fused", action="store_true", help="Adam in one fused pass")
    parser.add_argument("--flush-denormals", action="store_true", help="round the tiniest numbers to zero")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--smoothing", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on-request", action="store_true", help="wait for a line of input before each epoch")
    return parser.parse_args()


def main():
    options = parse_arguments()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(options.flush_denormals)
    torch.manual_seed(options.seed)
    train, test = load(options.data, "train"), load(options.data, "t10k")
    model = create_model(train[0].shape[1], [512, 256, 128], 10)
    loss_function = nn.CrossEntropyLoss(label_smoothing=options.smoothing)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=options.fused)
    for epoch in range(1, options.epochs + 1):
        if options.on_request:
            sys.stdin.readline()
        started = time.perf_counter()
        train_loss = train_epoch(model, loss_function, optimizer, *train, options.batch_size)
        seconds = time.perf_counter() - started
        result = {"epoch": epoch, "seconds": seconds, "trainLoss": train_loss, "testAccuracy": accuracy(model, *test)}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
