# PyTorch: small classifiers exported to ONNX, with logits, loss and gradients.
"""Writes onnx/: small classifiers exported from PyTorch, with the logits, loss and gradients that PyTorch's float64 autograd gives.

Run with torch, onnx and onnxscript installed:  python3 make_onnx.py
For each NAME: NAME.onnx and NAME.json {export, mode, input, target (rows of q), logits, loss (mean cross-entropy), gradients by parameter name,
runningStatistics after one training step (momentum 0.1), parameters: names as PyTorch has them}.
"mode" is "train" where BatchNorm uses batch statistics.  gradients is empty where the exporter folded BatchNorm away.  Exports: "torchscript" (torch.onnx.export(dynamo=False)) and "dynamo".
"""
import copy
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import nn

OUT = pathlib.Path(__file__).parent / "onnx"


def arr(t):
    return {"shape": list(t.shape), "data": [round(v, 12) for v in t.detach().double().flatten().tolist()]}


class Block(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        self.downsample = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o)) if stride > 1 or i != o else None

    def forward(self, x):
        skip = x if self.downsample is None else self.downsample(x)
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + skip)


class Resnet(nn.Module):
    """The ResNet-18 pattern at toy size: 7x7 stride-2 stem, overlapping max pool, a stride-2 block with a 1x1 downsample."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8)
        self.layer1, self.layer2, self.fc = Block(8, 8, 1), Block(8, 16, 2), nn.Linear(16, 5)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.fc(F.adaptive_avg_pool2d(self.layer2(self.layer1(x)), 1).flatten(1))


class Mobile(nn.Module):
    """Depthwise convolution, squeeze-and-excite, ReLU6, SiLU and average pooling, as in MobileNet and EfficientNet."""

    def __init__(self):
        super().__init__()
        self.stem, self.bn1 = nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8)
        self.depthwise, self.bn2 = nn.Conv2d(8, 8, 3, 1, 1, groups=8, bias=False), nn.BatchNorm2d(8)
        self.reduce, self.expand = nn.Conv2d(8, 4, 1), nn.Conv2d(4, 8, 1)
        self.project, self.fc = nn.Conv2d(8, 12, 1), nn.Linear(12, 4)

    def forward(self, x):
        x = F.relu6(self.bn1(self.stem(x)))
        x = F.silu(self.bn2(self.depthwise(x)))
        x = x * torch.sigmoid(self.expand(F.relu(self.reduce(F.adaptive_avg_pool2d(x, 1)))))
        x = F.avg_pool2d(self.project(x), 2)
        return self.fc(x.mean((2, 3)))


class Attention(nn.Module):
    def __init__(self, d, heads):
        super().__init__()
        self.heads, self.qkv, self.out = heads, nn.Linear(d, 3 * d), nn.Linear(d, d)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.qkv(x).reshape(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        a = (q @ k.transpose(-2, -1) * (d // self.heads) ** -0.5).softmax(-1)
        return self.out((a @ v).transpose(1, 2).reshape(b, t, d))


class Vit(nn.Module):
    """A vision transformer at toy size: patch embedding, class token, position embedding, pre-norm attention and GELU blocks."""

    def __init__(self, d=16):
        super().__init__()
        self.patch = nn.Conv2d(3, d, 4, 4)
        self.cls, self.pos = nn.Parameter(torch.randn(1, 1, d) * 0.02), nn.Parameter(torch.randn(1, 17, d) * 0.02)
        self.blocks = nn.ModuleList(
            nn.ModuleDict(dict(n1=nn.LayerNorm(d), attn=Attention(d, 2), n2=nn.LayerNorm(d), up=nn.Linear(d, 4 * d), down=nn.Linear(4 * d, d))) for _ in range(2)
        )
        self.norm, self.head = nn.LayerNorm(d), nn.Linear(d, 6)

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.cls.expand(x.shape[0], -1, -1), x], 1) + self.pos
        for b in self.blocks:
            x = x + b["attn"](b["n1"](x))
            x = x + b["down"](F.gelu(b["up"](b["n2"](x))))
        return self.head(self.norm(x)[:, 0])


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(12, 16), nn.Linear(16, 8), nn.Linear(8, 3)

    def forward(self, x):
        return self.fc3(torch.tanh(self.fc2(torch.relu(self.fc1(x.flatten(1))))))


def write(name, make, shape, export):
    torch.manual_seed(11)
    net = make()
    for m in net.modules():
        if isinstance(m, nn.BatchNorm2d):
            nn.init.uniform_(m.weight, 0.5, 1.5), nn.init.uniform_(m.bias, -0.2, 0.2)
    x = torch.randn(shape)
    k = net(x).shape[1]
    net = copy.deepcopy(net).train()
    y = torch.randint(0, k, (shape[0],))
    q = F.one_hot(y, k).double() * 0.9 + 0.1 / k
    reference = copy.deepcopy(net).double()
    for m in reference.modules():
        if isinstance(m, nn.BatchNorm2d):
            m.running_mean.zero_(), m.running_var.fill_(1)
    logits = reference(x.double())
    loss = -(q * logits.log_softmax(-1)).sum(-1).mean()
    loss.backward()
    gradients = {n: arr(p.grad) for n, p in reference.named_parameters()}
    running = {n: arr(b) for n, b in reference.named_buffers() if "running" in n}
    exported = copy.deepcopy(net)
    for m in exported.modules():
        if isinstance(m, nn.BatchNorm2d):
            m.running_mean.zero_(), m.running_var.fill_(1)
    path = str(OUT / f"{name}.onnx")
    if export == "torchscript":
        torch.onnx.export(exported, (x,), path, dynamo=False, opset_version=17, training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False,
                          input_names=["input"], output_names=["logits"], dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}})
        mode = "train"
    else:
        torch.onnx.export(exported.eval(), (x,), path, dynamo=True, input_names=["input"], output_names=["logits"], dynamic_shapes={"x": {0: torch.export.Dim("N", min=1, max=4096)}},
                          external_data=False, verbose=False)
        mode = "eval"
        frozen = copy.deepcopy(net).double().eval()
        for m in frozen.modules():
            if isinstance(m, nn.BatchNorm2d):
                m.running_mean.zero_(), m.running_var.fill_(1)
        logits = frozen(x.double())
        loss = -(q * logits.log_softmax(-1)).sum(-1).mean()
        loss.backward()
        gradients, running = {n: arr(p.grad) for n, p in frozen.named_parameters()}, {}
        if any(isinstance(m, nn.BatchNorm2d) for m in frozen.modules()):
            gradients = {}  # this exporter folds BatchNorm into the convolutions, so the parameters are no longer the model's own
    (OUT / f"{name}.json").write_text(json.dumps(dict(export=export, mode=mode, input=arr(x), target=arr(q), logits=arr(logits), loss=float(loss.detach()),
                                                     gradients=gradients, runningStatistics=running), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    for make, shape in [(Mlp, (4, 3, 2, 2)), (Resnet, (3, 3, 32, 32)), (Mobile, (3, 3, 16, 16)), (Vit, (2, 3, 16, 16))]:
        for export in ["torchscript", "dynamo"]:
            name = f"{make.__name__.lower()}-{export}"
            try:
                write(name, make, shape, export)
                print(name, "written")
            except Exception as error:  # an exporter that cannot write a model is reported, not hidden
                print(name, "FAILED:", str(error)[:300])
