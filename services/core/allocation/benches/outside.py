"""The engine beside outside programs that do the same: equal answers first, then times. Random instances, the same for both.

    python3 -m venv .venv && .venv/bin/pip install apportionment ortools
    .venv/bin/python services/core/allocation/benches/outside.py [instances]

* PyPI apportionment (Lackner): seven methods for whole places. It has no rule for a tie but the order of its list (or none);
  so two answers may differ where a tie is, and only there: the same seats, given to others of the same weight or claim.
* OR-Tools: knapsacks, compared by the worth of the chosen set.

Times are of dividing alone, without reading and writing; the engine's hold hash, certificate and checker, theirs do not.
"""

import json
import random
import subprocess
import sys
import time
from fractions import Fraction

from apportionment import methods
from ortools.algorithms.python import knapsack_solver

# The engine's name and theirs.
METHODS = {
    "sainte_lague": "saintelague",
    "modified_sainte_lague": "modified_saintelague",
    "largest_remainder": "largest_remainder",
    "dhondt": "dhondt",
    "huntington_hill": "huntington",
    "adams": "adams",
    "dean": "dean",
}


def engine(scenarios):
    """Awards of each scenario, in the order of its applicants, and nanoseconds."""
    command = ["cargo", "run", "--quiet", "--release", "-p", "scenario-file", "--example", "divide"]
    text = "".join(json.dumps(scenario) + "\n" for scenario in scenarios)
    lines = subprocess.run(command, check=True, capture_output=True, text=True, input=text).stdout.splitlines()
    results = [json.loads(line) for line in lines]
    awards = [
        [result["awards"][applicant["id"]] for applicant in scenario["applicants"]]
        for scenario, result in zip(scenarios, results, strict=True)
    ]
    return awards, sum(result["ns"] for result in results)


def timed(solve, instances):
    start = time.perf_counter_ns()
    answers = [solve(*instance) for instance in instances]
    return answers, time.perf_counter_ns() - start


def scenario(budget, rule, columns):
    applicants = [
        {"id": str(place), **{name: str(value) for name, value in zip(columns, values, strict=True)}}
        for place, values in enumerate(zip(*columns.values(), strict=True))
    ]
    return {"budget": str(budget), "rule": rule, "applicants": applicants}


def report(what, count, differing, ours, theirs):
    print(
        f"{what:<36} {count:5} instances, {differing:3} differ by a tie; us each: engine {ours / count / 1e3:9.1f}, "
        f"outside {theirs / count / 1e3:9.1f}; {theirs / ours:7.1f} times as fast"
    )


def tied(votes, seats, method, one, other):
    """Whether two answers differ only by seats that stand at the same divisor: what one gives and the other does not."""
    marks = {
        "sainte_lague": lambda n: Fraction(2 * n + 1, 2),
        "modified_sainte_lague": lambda n: Fraction(7, 10) if n == 0 else Fraction(2 * n + 1, 2),
        "dhondt": lambda n: Fraction(n + 1),
        "adams": lambda n: Fraction(n),
        "dean": lambda n: Fraction(2 * n * (n + 1), 2 * n + 1),
        # Squared: the geometric mean is not a fraction.
        "huntington_hill": lambda n: Fraction(n * (n + 1)),
    }
    moved = [(place, a, b) for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if any(abs(a - b) != 1 for _, a, b in moved):
        return False
    if method == "largest_remainder":
        total = sum(votes)
        return len({(votes[place] * seats) % total for place, _, _ in moved}) == 1
    power = 2 if method == "huntington_hill" else 1
    return len({marks[method](min(a, b)) / votes[place] ** power for place, a, b in moved}) == 1


def places(instances, draw):
    for method, theirs in METHODS.items():
        # Every party has a vote and there are seats for all: Adams, Dean and Huntington-Hill give each its first.
        problems = []
        for _ in range(instances):
            votes = [draw.randrange(1, 10_000) for _ in range(draw.randrange(3, 20))]
            problems.append((votes, draw.randrange(len(votes), 200)))
        rule = {"kind": "apportionment", "method": method}
        ours, own = engine([scenario(seats, rule, {"claim": votes}) for votes, seats in problems])
        answers, taken = timed(
            lambda votes, seats: methods.compute(theirs, votes, seats, fractions=True, tiesallowed=True, verbose=False),
            problems,
        )
        differing = [(problem, a, b) for problem, a, b in zip(problems, ours, answers, strict=True) if a != list(b)]
        for (votes, seats), a, b in differing:
            assert tied(votes, seats, method, a, b), (method, votes, seats, a, b)
        report(f"apportionment, {method}", instances, len(differing), own, taken)


def ortools(values, costs, budget):
    solver = knapsack_solver.KnapsackSolver(
        knapsack_solver.SolverType.KNAPSACK_MULTIDIMENSION_BRANCH_AND_BOUND_SOLVER, "knapsack"
    )
    solver.init(values, [costs], [budget])
    return solver.solve()


def knapsacks(instances, draw):
    problems = []
    for _ in range(instances):
        count = draw.randrange(5, 60)
        costs = [draw.randrange(1, 10_000) for _ in range(count)]
        problems.append(([draw.randrange(1, 1_000) for _ in costs], costs, sum(costs) // 3))
    scenarios = [
        scenario(budget, {"kind": "knapsack"}, {"claim": costs, "score": values}) for values, costs, budget in problems
    ]
    ours, own = engine(scenarios)
    answers, taken = timed(ortools, problems)
    for (values, costs, budget), awards, worth in zip(problems, ours, answers, strict=True):
        assert sum(awards) <= budget and sum(v for v, a in zip(values, awards, strict=True) if a > 0) == worth
    report("OR-Tools, knapsack", instances, 0, own, taken)


def main():
    instances = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    draw = random.Random(20_260_701)
    places(instances, draw)
    knapsacks(instances, draw)


if __name__ == "__main__":
    main()
