"""What PyTorch makes of one piece of the work that scripts/bench.sh measures.

usage: bench_pytorch.py --work train|eval|step --network NAME --batch N [--optimizer sgd|adam]
                        [--seconds S] [--threads N] [--memory] [--fused]
                        [--layout auto|contiguous|channels_last]

Prints one JSON object with the same fields as dcsh-bench does for ours. Eager PyTorch in float32
with its own defaults, on random images in memory. Networks with convolutions are measured in both
layouts of PyTorch, and the faster one counts.
"""

import argparse
import json
import re
import resource
import time

import torch

from bench_networks import NETWORKS


def rate(run, batch, seconds):
    """Images per second of calling `run`; a first part does not count."""
    began = time.perf_counter()
    while True:
        run()
        if time.perf_counter() - began >= seconds / 10:
            break
    count = 0
    began = time.perf_counter()
    while True:
        run()
        count += batch
        elapsed = time.perf_counter() - began
        if elapsed >= seconds:
            return count / elapsed


def images_and_labels(count, shape, classes):
    """Random images, [count, channels, height, width], and their labels."""
    return torch.rand(count, *shape), torch.randint(classes, (count,))


def minibatches(images, labels, batch, layout):
    """Minibatches of shuffled examples without end."""
    while True:
        order = torch.randperm(len(images))
        for start in range(0, len(order) - batch + 1, batch):
            rows = order[start:start + batch]
            yield images[rows].to(memory_format=layout), labels[rows]


def optimizer_of(network, arguments):
    """The optimizer, with the same settings as dcsh-bench."""
    fused = True if arguments.fused else None
    if arguments.optimizer == "adam":
        return torch.optim.Adam(network.parameters(), lr=1e-4, fused=fused)
    return torch.optim.SGD(network.parameters(), lr=1e-3, momentum=0.9, fused=fused)


def training_rate(arguments, network, shape, classes, layout):
    """Images per second of training; `step` has one minibatch, ready made."""
    network.train()
    optimizer = optimizer_of(network, arguments)
    loss = torch.nn.CrossEntropyLoss()
    batch = arguments.batch
    if arguments.work == "step":
        images, labels = images_and_labels(batch, shape, classes)
        ready = images.to(memory_format=layout), labels
        source = iter(lambda: ready, None)
    else:
        count = max(batch, 4096 if images_are_small(shape) else 64)
        images, labels = images_and_labels(count, shape, classes)
        source = minibatches(images, labels, batch, layout)

    def run():
        images, labels = next(source)
        optimizer.zero_grad(set_to_none=True)
        loss(network(images), labels).backward()
        optimizer.step()

    return rate(run, batch, arguments.seconds)


def images_are_small(shape):
    """Whether a data set's worth of them is to be held; the same limit as in dcsh-bench."""
    channels, height, width = shape
    return channels * height * width <= 1 << 14


def evaluation_rate(arguments, network, shape, classes, layout):
    """Images per second of measuring a batch: its loss and how many answers are right."""
    network.eval()
    images, labels = images_and_labels(arguments.batch, shape, classes)
    images = images.to(memory_format=layout)

    def run():
        with torch.inference_mode():
            answers = network(images)
            loss = torch.nn.functional.cross_entropy(answers, labels, reduction="sum")
            correct = (answers.argmax(dim=1) == labels).sum()
            return loss.item(), correct.item()

    return rate(run, arguments.batch, arguments.seconds)


LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


def measure(arguments, layout):
    """Images per second in one layout."""
    torch.manual_seed(1)
    make, shape, classes, parameters = NETWORKS[arguments.network]
    network = make().to(memory_format=LAYOUTS[layout])
    found = sum(parameter.numel() for parameter in network.parameters())
    if found != parameters:
        raise SystemExit(f"{arguments.network} has {found} parameters, not {parameters}")
    work = evaluation_rate if arguments.work == "eval" else training_rate
    return work(arguments, network, shape, classes, LAYOUTS[layout])


def layouts(arguments):
    """The layouts to try."""
    if arguments.layout != "auto":
        return [arguments.layout]
    # Nothing but a convolution would know the difference.
    return ["contiguous"] if arguments.network == "lenet-300-100" else list(LAYOUTS)


def onednn_version():
    """The version of the oneDNN in this PyTorch, if it says."""
    found = re.search(r"(?:MKL-DNN|oneDNN) v([0-9.]+)", torch.__config__.show())
    return found.group(1) if found else "none"


def parse_arguments():
    """The command line."""
    parser = argparse.ArgumentParser(
        description="Measures PyTorch's speed on random images; scripts/bench.sh runs it.")
    parser.add_argument("--work", choices=["train", "eval", "step"], default="train")
    parser.add_argument("--network", choices=list(NETWORKS), default="lenet-300-100")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--optimizer", choices=["sgd", "adam"], default="sgd")
    parser.add_argument("--seconds", type=float, default=5.0,
                        help="how long to measure each layout; 0 for one minibatch")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--memory", action="store_true",
                        help="also print the most memory that the process held at once")
    parser.add_argument("--layout", choices=["auto", *LAYOUTS], default="auto",
                        help="auto: both, and the faster one counts")
    parser.add_argument("--fused", action="store_true",
                        help="use the optimizer's fused form, which is not PyTorch's default")
    arguments = parser.parse_args()
    if arguments.batch < 1 or arguments.threads < 1:
        parser.error("--batch and --threads are at least 1")
    return arguments


def main():
    """Measures and prints."""
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    best, layout = max((measure(arguments, layout), layout) for layout in layouts(arguments))
    result = {
        "work": arguments.work, "network": arguments.network, "batch": arguments.batch,
        "threads": arguments.threads, "images_per_second": round(best, 2), "layout": layout}
    if arguments.memory:
        # In kilobytes on Linux.
        result["peak_memory_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    result |= {"torch": torch.__version__, "onednn": onednn_version()}
    print(json.dumps(result, separators=(",", ":")))


if __name__ == "__main__":
    main()
