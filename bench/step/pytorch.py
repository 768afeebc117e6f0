# PyTorch as a contestant: pytorch.py CASE THREADS, CASE as JSON; a line in asks for a round, a line out tells of it.
import json
import resource
import sys
import time

import torch
from torch import nn

WIDTHS = [64, 128, 256, 512]
LAYOUTS = {"resnet18": ([2, 2, 2, 2], 1), "resnet50": ([3, 4, 6, 3], 4)}


def convolution(inputs, outputs, kernel, stride=1):
    layer = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
    nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
    return layer


class Block(nn.Module):
    """Convolutions with normalisation, all but the last rectified, and the way around them; torchvision's blocks."""

    def __init__(self, inputs, shapes):
        super().__init__()
        layers, channels, stride = [], inputs, 1
        for outputs, kernel, step in shapes:
            layers += [convolution(channels, outputs, kernel, step), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
            channels, stride = outputs, stride * step
        self.inner = nn.Sequential(*layers[:-1])
        self.around = nn.Identity()
        if stride > 1 or inputs != channels:
            self.around = nn.Sequential(convolution(inputs, channels, 1, stride), nn.BatchNorm2d(channels))

    def forward(self, x):
        return torch.relu_(self.inner(x) + self.around(x))


def stem(size):
    small = size < 64
    layers = [convolution(3, 64, 3) if small else convolution(3, 64, 7, 2), nn.BatchNorm2d(64), nn.ReLU(inplace=True)]
    return layers if small else [*layers, nn.MaxPool2d(3, 2, 1)]


def create_network(case):
    counts, expansion = LAYOUTS[case["model"]]
    layers, channels = stem(case["size"]), 64
    for stage, (count, width) in enumerate(zip(counts, WIDTHS)):
        for index in range(count):
            stride = 2 if index == 0 and stage > 0 else 1
            basic = [(width, 3, stride), (width, 3, 1)]
            bottleneck = [(width, 1, 1), (width, 3, stride), (width * expansion, 1, 1)]
            layers.append(Block(channels, basic if expansion == 1 else bottleneck))
            channels = width * expansion
    features = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return features, nn.Linear(channels, case["classes"])


def prepare(case):
    """A function that runs once and gives the loss, or the mean feature."""
    features, head = create_network(case)
    x = torch.randn(case["batch"], 3, case["size"], case["size"])
    labels = torch.arange(case["batch"]) % 10
    model = nn.Sequential(features, head)
    loss_function = nn.CrossEntropyLoss()

    def step():
        model.zero_grad()
        loss = loss_function(model(x), labels)
        loss.backward()
        return loss.item()

    @torch.inference_mode()
    def extract():
        return features(x).mean().item()

    if case["work"] == "step":
        return step
    features.eval()
    return extract


def measure(run, runs):
    milliseconds = []
    for _ in range(runs):
        start = time.perf_counter()
        value = run()
        milliseconds.append(1000 * (time.perf_counter() - start))
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"milliseconds": milliseconds, "value": value, "peak": peak}


def main(text, threads):
    torch.set_num_threads(int(threads))
    torch.manual_seed(1)
    case = json.loads(text)
    run = prepare(case)
    run()
    for line in sys.stdin:
        if line != "\n":
            break
        print(json.dumps(measure(run, case["runs"])), flush=True)


main(*sys.argv[1:])
