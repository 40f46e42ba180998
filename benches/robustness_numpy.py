"""Rank acceptability with central weights in careful NumPy: single precision, in chunks that stay in the cache, on threads."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

CHUNK = 8192
RUNS = 7
SIZES = [(3, 22), (8, 40)]


def scores(options, criteria):
    row, column = np.mgrid[0:criteria, 0:options]
    return (1 + (row * row * 5 + row * column * 7 + column * 3) % 11 % 5).astype(np.float32)


def chunk(seed, number, draws, means):
    """Counts of ranks by option, and the sums of the weights under which each option comes first."""
    criteria, options = means.shape
    random = np.random.Generator(np.random.SFC64([seed, number]))
    weights = random.standard_exponential((draws, criteria), dtype=np.float32)
    weights /= weights.sum(axis=1, keepdims=True)
    values = weights @ means
    ranks = np.zeros((draws, options), dtype=np.int8)
    for a in range(options):
        for b in range(a):
            a_leads = values[:, a] > values[:, b]
            ranks[:, b] += a_leads
            ranks[:, a] += ~a_leads
    counts = np.stack([np.bincount(ranks[:, option], minlength=options) for option in range(options)])
    first = (ranks == 0).astype(np.float32)
    return counts, first.T @ weights


def acceptability(means, draws, threads, pool):
    sizes = [CHUNK] * (draws // CHUNK) + ([draws % CHUNK] if draws % CHUNK else [])
    work = lambda item: chunk(1, item[0], item[1], means)
    results = (map if threads == 1 else pool.map)(work, enumerate(sizes))
    counts, sums = 0, 0.0
    for more_counts, more_sums in results:
        counts = counts + more_counts
        sums = sums + more_sums.astype(np.float64)
    return counts / draws, sums / np.maximum(counts[:, :1], 1)


def fastest(options, criteria, draws, threads):
    """Milliseconds of the fastest of some runs."""
    means = scores(options, criteria)
    with ThreadPoolExecutor(threads) as pool:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            acceptability(means, draws, threads, pool)
            times.append(time.perf_counter() - start)
    return min(times) * 1e3
