"""What PyTorch makes of the work that scripts/bench.sh measures.

usage: bench_pytorch.py FOLDER-WITH-MNIST THREADS EPOCHS

Prints images per second of training LeNet-300-100 at batch 64 with SGD and momentum: images lie in
memory as bytes, as in dcsh, and become floats minibatch by minibatch.
"""

import sys
import time

import numpy
import torch


def read(folder, name, header):
    """The bytes of an IDX file behind its header."""
    return numpy.fromfile(f"{folder}/{name}", dtype=numpy.uint8)[header:]


def main():
    folder, threads, epochs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    images = torch.from_numpy(read(folder, "train-images-idx3-ubyte", 16).reshape(-1, 784))[:55000]
    labels = torch.from_numpy(read(folder, "train-labels-idx1-ubyte", 8)).long()[:55000]
    network = torch.nn.Sequential(
        torch.nn.Linear(784, 300), torch.nn.ReLU(),
        torch.nn.Linear(300, 100), torch.nn.ReLU(),
        torch.nn.Linear(100, 10))
    optimizer = torch.optim.SGD(network.parameters(), lr=0.05, momentum=0.9)
    loss = torch.nn.CrossEntropyLoss()
    seconds = 0.0
    for epoch in range(epochs + 1):
        order = torch.randperm(len(images))
        began = time.perf_counter()
        for start in range(0, len(order), 64):
            rows = order[start:start + 64]
            batch = images[rows].float() / 255
            optimizer.zero_grad(set_to_none=True)
            loss(network(batch), labels[rows]).backward()
            optimizer.step()
        # The first epoch warms up.
        if epoch > 0:
            seconds += time.perf_counter() - began
    print(f"{torch.__version__} {epochs * len(images) / seconds:.0f}")


main()
