"""The engine beside numpy, in one run, on the same numbers: x = clamp(lambda * w, lo, hi) with the awards adding up to a budget.

numpy does the kernel alone, in float64, in the ways it is done there: Newton's method as one writes it down, the same in
place without one temporary array (whole, and in blocks that fit the cache), and sorted breakpoints with cumulated sums. The
engine does the same exactly, in integers, and then rounds the awards and checks the certificate as well. Everything runs on
one core; other work on the machine slows both down, so the load is printed too.

    python3 -m venv .venv && .venv/bin/pip install numpy
    .venv/bin/python services/core/allocation/benches/numpy_kernel.py [applicants ...]

Needs cargo; the engine is built with the release profile.
"""

import json
import os
import subprocess
import sys
import time

# One core, as the engine has: scalar products would take all there are. Read when numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np  # noqa: E402

RUNS = 15
BLOCK = 16_384
MASK = (1 << 64) - 1


def workload(applicants):
    """The pot of allocation::bench::Workload: the same generator (xorshift64*), the same order of draws."""
    state = 0x9E37_79B9_7F4A_7C15
    columns = np.empty((applicants, 3), dtype=np.int64)
    for row in range(applicants):
        drawn = []
        for below in (100_000, 100_000_000, 10):
            state ^= state >> 12
            state ^= (state << 25) & MASK
            state ^= state >> 27
            drawn.append((((state * 0x2545_F491_4F6C_DD1D) & MASK) >> 33) % below)
        weight, high = 1 + drawn[0], 10_000 + drawn[1]
        columns[row] = weight, (high // 10 if drawn[2] == 0 else 0), high
    weight, low, high = (np.ascontiguousarray(column, dtype=np.float64) for column in columns.T)
    return weight, low, high, float(columns[:, 2].sum() // 2)


def newton(weight, low, high, budget):
    """Newton on the sum of clipped shares; it rises and is piecewise linear, so a few passes suffice."""
    level = budget / weight.sum()
    for _ in range(100):
        free = level * weight
        inside = (free > low) & (free < high)
        shares = np.clip(free, low, high)
        missing = budget - shares.sum()
        slope = weight[inside].sum()
        if abs(missing) < 0.5 or slope == 0:
            return shares
        level += missing / slope
    raise RuntimeError("Newton did not settle")


class NewtonInPlace:
    """The same, as fast as numpy lets it be written: every result goes into an array made once, outside the time; whoever is
    between its bounds is whoever clipping left alone; the slope is a scalar product instead of a selection. Blocks that fit
    the cache are the faster still, though a loop in Python: each pass then reads the pot from memory once."""

    def __init__(self, block, applicants):
        self.__name__ = f"newton in place, {'whole' if block >= applicants else f'{block} a block'}"
        self.block = min(block, applicants)
        self.shares = np.empty(applicants)
        self.free, self.rising = np.empty(self.block), np.empty(self.block)
        self.inside = np.empty(self.block, dtype=bool)

    def __call__(self, weight, low, high, budget):
        level = budget / weight.sum()
        for _ in range(100):
            total, slope = self.step(level, weight, low, high)
            missing = budget - total
            if abs(missing) < 0.5 or slope == 0:
                return self.shares
            level += missing / slope
        raise RuntimeError("Newton did not settle")

    def step(self, level, *columns):
        total = slope = 0.0
        for row in range(0, len(self.shares), self.block):
            weight, low, high, shares = (column[row : row + self.block] for column in (*columns, self.shares))
            free, rising, inside = (buffer[: len(weight)] for buffer in (self.free, self.rising, self.inside))
            np.multiply(weight, level, out=free)
            np.maximum(free, low, out=shares)
            np.minimum(shares, high, out=shares)
            np.equal(free, shares, out=inside)
            np.copyto(rising, inside)
            total += shares.sum()
            slope += weight.dot(rising)
        return total, slope


def breakpoints(weight, low, high, budget):
    """Sorts where each share leaves its floor and meets its ceiling; the sum is linear between two neighbours."""
    points = np.concatenate((low / weight, high / weight))
    slopes = np.concatenate((weight, -weight))
    order = np.argsort(points)
    points, slope = points[order], np.cumsum(slopes[order])
    sums = low.sum() + np.concatenate(([0.0], np.cumsum(slope[:-1] * np.diff(points))))
    at = max(int(np.searchsorted(sums, budget, side="right")) - 1, 0)
    level = points[at] + (budget - sums[at]) / slope[at] if slope[at] > 0 else points[at]
    return np.clip(level * weight, low, high)


def best(kernel, pot):
    times = []
    for _ in range(RUNS):
        start = time.perf_counter_ns()
        shares = kernel(*pot)
        times.append(time.perf_counter_ns() - start)
    assert abs(shares.sum() - pot[3]) < 1e-6 * pot[3], kernel.__name__
    return min(times) / len(pot[0])


def engine(applicants):
    command = ["cargo", "run", "--quiet", "--release", "-p", "allocation", "--example", "bench", "--", str(applicants)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    for applicants in [int(size) for size in sys.argv[1:]] or [100_000, 1_000_000]:
        pot = workload(applicants)
        ours = engine(applicants)
        kernels = (newton, breakpoints, *(NewtonInPlace(block, applicants) for block in (applicants, BLOCK)))
        theirs = {kernel.__name__: best(kernel, pot) for kernel in kernels}
        fastest = min(theirs, key=theirs.get)
        load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
        print(f"{applicants} applicants, ns per applicant, best of {RUNS}; numpy {np.__version__}; load {load}")
        for name, each in theirs.items():
            print(f"  numpy, kernel alone, {name:<33} {each:8.1f}")
        for name in ("kernel", "pipeline"):
            each = ours[f"{name}_ns_per_applicant"]
            ratios = (f"{theirs[other] / each:.1f} times as fast as {other}" for other in ("newton", fastest))
            print(f"  engine, {name:<46} {each:8.1f}   {'; '.join(ratios)}")


if __name__ == "__main__":
    main()
