"""The networks that scripts/bench.sh measures, written in PyTorch.

The same layers as in Sources/Networks/Zoo. Rectifiers work in place, as in torchvision.
"""

import torch
from torch import nn
from torch.nn import functional


def relu():
    """A rectifier that overwrites what it is given."""
    return nn.ReLU(inplace=True)


def lenet_300_100():
    """Two hidden layers of 300 and 100 neurons (LeCun et al., 1998)."""
    return nn.Sequential(
        nn.Flatten(),
        nn.Linear(784, 300), relu(),
        nn.Linear(300, 100), relu(),
        nn.Linear(100, 10))


def lenet_5():
    """Caffe's LeNet-5: no rectifier behind the convolutions."""
    return nn.Sequential(
        nn.Conv2d(1, 20, 5), nn.MaxPool2d(2),
        nn.Conv2d(20, 50, 5), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(800, 500), relu(),
        nn.Linear(500, 10))


def mnist_cnn():
    """The convolutional network of TensorFlow's MNIST tutorial."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 5, padding=2), relu(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5, padding=2), relu(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(3136, 1024), relu(), nn.Dropout(0.25),
        nn.Linear(1024, 10))


class BasicBlock(nn.Module):
    """A residual block; its shortcut is He et al.'s option A: every second pixel, zero channels."""

    def __init__(self, inputs, channels, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.relu = relu()
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.stride = stride
        self.added = channels - inputs

    def forward(self, x):
        """The block's result, [batch, channels, height / stride, width / stride]."""
        result = self.relu(self.bn1(self.conv1(x)))
        result = self.bn2(self.conv2(result))
        if self.added > 0:
            x = x[:, :, ::self.stride, ::self.stride]
            before = self.added // 2
            x = functional.pad(x, (0, 0, 0, 0, before, self.added - before))
        return self.relu(result + x)


def resnet_20():
    """ResNet-20 for 32×32 colour images (He et al., 2015, section 4.2)."""
    layers = [nn.Conv2d(3, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), relu()]
    inputs = 16
    for channels in (16, 32, 64):
        for _ in range(3):
            layers.append(BasicBlock(inputs, channels, 1 if inputs == channels else 2))
            inputs = channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class Fire(nn.Module):
    """SqueezeNet's module: few channels of 1×1 feed four times as many of 1×1 and of 3×3."""

    def __init__(self, inputs, squeeze):
        super().__init__()
        self.squeeze = nn.Sequential(nn.Conv2d(inputs, squeeze, 1), relu())
        self.expand1x1 = nn.Sequential(nn.Conv2d(squeeze, 4 * squeeze, 1), relu())
        self.expand3x3 = nn.Sequential(nn.Conv2d(squeeze, 4 * squeeze, 3, padding=1), relu())

    def forward(self, x):
        """The module's result, [batch, 8 · squeeze, height, width]."""
        x = self.squeeze(x)
        return torch.cat([self.expand1x1(x), self.expand3x3(x)], 1)


def squeezenet_1_0():
    """SqueezeNet 1.0 (Iandola et al., 2016); the last convolution pads, as the authors' does."""
    layers = [nn.Conv2d(3, 96, 7, stride=2), relu(), nn.MaxPool2d(3, 2, ceil_mode=True)]
    inputs = 96
    for number in range(2, 10):
        squeeze = 16 * (number // 2)
        layers.append(Fire(inputs, squeeze))
        inputs = 8 * squeeze
        if number in (4, 8):
            layers.append(nn.MaxPool2d(3, 2, ceil_mode=True))
    return nn.Sequential(
        *layers, nn.Dropout(0.5), nn.Conv2d(inputs, 1000, 1, padding=1), relu(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten())


def classifier(inputs):
    """The three fully connected layers that AlexNet and VGG end with."""
    return [
        nn.Flatten(),
        nn.Linear(inputs, 4096), relu(), nn.Dropout(0.5),
        nn.Linear(4096, 4096), relu(), nn.Dropout(0.5),
        nn.Linear(4096, 1000)]


def alexnet():
    """AlexNet in Caffe's form: normalisation before pooling, convolutions in two groups."""
    return nn.Sequential(
        nn.Conv2d(3, 96, 11, stride=4), relu(),
        nn.LocalResponseNorm(5, alpha=1e-4, beta=0.75), nn.MaxPool2d(3, 2, ceil_mode=True),
        nn.Conv2d(96, 256, 5, padding=2, groups=2), relu(),
        nn.LocalResponseNorm(5, alpha=1e-4, beta=0.75), nn.MaxPool2d(3, 2, ceil_mode=True),
        nn.Conv2d(256, 384, 3, padding=1), relu(),
        nn.Conv2d(384, 384, 3, padding=1, groups=2), relu(),
        nn.Conv2d(384, 256, 3, padding=1, groups=2), relu(),
        nn.MaxPool2d(3, 2, ceil_mode=True),
        *classifier(256 * 6 * 6))


def vgg_16():
    """VGG-16 (Simonyan and Zisserman, 2014, configuration D)."""
    layers = []
    inputs = 3
    for channels, count in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(count):
            layers += [nn.Conv2d(inputs, channels, 3, padding=1), relu()]
            inputs = channels
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, *classifier(512 * 7 * 7))


# By the name in the zoo: how to make it, extents of an image, number of classes, parameters that
# are trained.
NETWORKS = {
    "lenet-300-100": (lenet_300_100, (1, 28, 28), 10, 266_610),
    "lenet-5": (lenet_5, (1, 28, 28), 10, 431_080),
    "mnist-cnn": (mnist_cnn, (1, 28, 28), 10, 3_274_634),
    "resnet-20": (resnet_20, (3, 32, 32), 10, 269_722),
    "squeezenet-1.0": (squeezenet_1_0, (3, 227, 227), 1000, 1_248_424),
    "alexnet": (alexnet, (3, 227, 227), 1000, 60_965_224),
    "vgg-16": (vgg_16, (3, 224, 224), 1000, 138_357_544),
}
