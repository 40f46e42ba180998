"""Times `weigh-in analyze --timings` beside robustness_numpy.py, in turn, and prints both and their ratio."""

import collections
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import robustness_numpy

RUNS = 7
DRAWS = (10_000, 100_000, 1_000_000)
THREADS = (1, 2)
RUNG = "Any weights"
# Ratios below these mean that the build did not vectorise the draws.
LEAST = {(3, 22, 1_000_000, 2): 5.0, (8, 40, 1_000_000, 2): 4.0}


def record(options, criteria):
    """A decision file with one ballot, which holds the scores that NumPy works on."""
    points = robustness_numpy.scores(options, criteria)
    lines = ["(", '    format: 1,', '    id: "bench",', '    title: "Bench",', "    status: Draft,", '    created: "2026-01-01",']
    lines += ["    options: ["] + [f'        (id: "o{o}", name: "Option {o}"),' for o in range(options)] + ["    ],"]
    criterion = '        (id: "c{0}", name: "Criterion {0}", swing: {1}),'
    lines += ["    criteria: ["] + [criterion.format(c, 100 - c) for c in range(criteria)] + ["    ],"]
    lines += ["    members: [", '        (id: "m", name: "Member"),', "    ],", "    rounds: [", "        (number: 1),", "    ],"]
    lines += ["    ballots: [", "        (", '            member: "m",', "            round: 1,", "            scores: ["]
    score = '                (criterion: "c{}", option: "o{}", score: {:.0f}),'
    lines += [score.format(c, o, points[c, o]) for c in range(criteria) for o in range(options)]
    lines += ["            ],", "        ),", "    ],", ")", ""]
    return "\n".join(lines)


def ours(program, file, draws, threads):
    """Milliseconds of the fastest of some runs of the rung that NumPy draws as well."""
    command = [program, "analyze", file, "--json", "--timings", "--draws", str(draws), "--threads", str(threads)]
    runs = (subprocess.run(command, check=True, capture_output=True).stdout for _ in range(RUNS))
    return min(json.loads(run)["timings"][RUNG] for run in runs)


def main():
    program, rounds = sys.argv[1], int(sys.argv[2])
    times = collections.defaultdict(lambda: ([], []))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            for options, criteria in robustness_numpy.SIZES:
                file = pathlib.Path(folder) / f"{options}x{criteria}.decision.ron"
                file.write_text(record(options, criteria))
                for draws in DRAWS:
                    for threads in THREADS:
                        own, numpy = times[options, criteria, draws, threads]
                        own.append(ours(program, file, draws, threads))
                        numpy.append(robustness_numpy.fastest(options, criteria, draws, threads))
    print(f"{'options':>7} {'criteria':>8} {'draws':>8} {'threads':>7} {'ours ms':>9} {'NumPy ms':>9} {'ratio':>6}")
    slow = []
    for size, (own, numpy) in times.items():
        ratio = statistics.median(b / a for a, b in zip(own, numpy))
        print(f"{size[0]:>7} {size[1]:>8} {size[2]:>8} {size[3]:>7} "
              f"{statistics.median(own):>9.2f} {statistics.median(numpy):>9.2f} {ratio:>5.1f}×")
        if ratio < LEAST.get(size, 0.0):
            slow.append(f"{size[0]}×{size[1]} is {ratio:.1f} times as fast as NumPy, and at least {LEAST[size]:.0f} times is asked for")
    if slow:
        sys.exit("The random draws are slow: " + "; ".join(slow) + ". Look at the release profile first (docs/quality.md).")


main()
