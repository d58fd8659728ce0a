"""Times the study of the sample in numpy: `study.py THRESHOLD [RUNS]`.

The same inputs, quantile tables, copula, costs and quantiles as `threshold`, over arrays of trials in the batch size that is
fastest, on two processes. Checked before it is timed: present values at likely values to the cent, P50s within sampling error.
Cheaper than ours in two ways, both in numpy's favour: pseudo-random points in place of a scrambled Sobol sequence, and no
value of information. Starting processes, importing and building the tables are left out of the time.
"""

import sys
import time
from multiprocessing import Pool, shared_memory
from pathlib import Path

try:
    import numpy as np
except ImportError:
    sys.exit("The peer of the study needs numpy: python3 -m pip install numpy")

ROOT = Path(__file__).resolve().parents[3]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "tests/reference"))
import run
from costs import Costs, half_up

TRIALS, PROCESSES, CELLS = 65536, 2, 4096
BATCHES = (512, 1024, 2048, 4096, 8192, 16384, 32768)
RHO = 0.5


def moves_with_the_market(name):
    """Wages and fees rise together."""
    wage = name.startswith("pay.") or name == "merit"
    fee = name.startswith("price.") or (name.startswith("quote.") and "price" in name)
    return wage or fee or name in ("fee_escalator", "coverage_24x7", "break_fix.hourly_rate")


def normal_below(deviates):
    """By the trapezoid rule on the grid itself, fine enough for a table of 4,096 cells."""
    density = np.exp(-deviates ** 2 / 2)
    summed = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2)))
    return summed / summed[-1]


def pert(low, likely, high, cells):
    """Quantiles of PERT, λ = 4, at equal steps: its density summed and turned round."""
    alpha, beta = 1 + 4 * (likely - low) / (high - low), 1 + 4 * (high - likely) / (high - low)
    # finer at the ends, where the density of a peak at an end is steep
    at = (1 - np.cos(np.pi * np.linspace(0, 1, 200_001))) / 2
    density = at ** (alpha - 1) * (1 - at) ** (beta - 1)
    summed = np.concatenate(([0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(at))))
    return low + (high - low) * np.interp(np.linspace(0, 1, cells + 1), summed / summed[-1], at)


class Table:
    """Read by cell and straight line."""

    def __init__(self, values):
        self.values, self.rises = values[:-1].copy(), np.diff(values)

    def at(self, place):
        cell = place.astype(np.int32)
        return self.values[cell] + self.rises[cell] * (place - cell)


class Study:
    def __init__(self, data):
        spread = {e["id"]: tuple(float(e[k]) for k in ("low", "likely", "high")) for e in data["inputs"] if e["likely"] is not None}
        self.client = run.sample_client({e["id"]: run.number(e["likely"]) for e in data["inputs"]})
        self.client.whole = sum(float(p.whole) for p in self.client.posts if p.role != "manager")
        for framework in self.client.frameworks:
            framework["units"] = framework["effort"] / self.client.a["effort_per_requirement"]
        self.likely = {**{k: float(v) for k, v in self.client.a.items()}, **{k: s[1] for k, s in spread.items()}}
        drawn = {k: s for k, s in spread.items() if s[0] < s[2] and k in self.used()}
        self.own = {k: Table(pert(*s, CELLS)) for k, s in drawn.items() if not moves_with_the_market(k)}
        # Deviates of −8 to 8 straight to the value: the copula's normal and the quantile in one table.
        below = normal_below(np.linspace(-8, 8, 16 * 1024 + 1))
        quantile = lambda s: np.interp(below, np.linspace(0, 1, 65537), pert(*s, 65536))
        self.market = {k: Table(quantile(s)) for k, s in drawn.items() if moves_with_the_market(k)}

    def used(self):
        """The inputs the costs read."""
        class Seen(dict):
            def __getitem__(self, key):
                read.add(key)
                return super().__getitem__(key)
        read = set()
        Costs(self.client, Seen(self.likely)).options()
        return read

    def draw(self, rng, size):
        a = dict(self.likely)
        shares = rng.random((len(self.own), size))
        shares *= CELLS
        for row, (name, table) in zip(shares, self.own.items()):
            a[name] = table.at(row)
        deviates = rng.standard_normal((len(self.market) + 1, size))
        common, deviates = np.sqrt(RHO) * deviates[0], np.sqrt(1 - RHO) * deviates[1:]
        for row, (name, table) in zip(deviates, self.market.items()):
            place = np.clip((row + common + 8) * 1024, 0, 16 * 1024 - 1e-6)
            a[name] = table.at(place)
        return a

    def trials(self, out, seed, start, stop, batch):
        rng = np.random.Generator(np.random.SFC64(seed))
        for first in range(start, stop, batch):
            size = min(batch, stop - first)
            for row, npv in enumerate(Costs(self.client, self.draw(rng, size)).options().values()):
                out[row, first:first + size] = npv


def begin(data, memory, shape):
    global STUDY, MEMORY, OUT
    STUDY, MEMORY = Study(data), shared_memory.SharedMemory(name=memory)
    OUT = np.ndarray(shape, buffer=MEMORY.buf)


def work(task):
    STUDY.trials(OUT, *task)


def quantiles(row):
    return np.quantile(row, (0.1, 0.5, 0.9))


def summed(ranked):
    """Of the ranked options: share cheapest and mean regret."""
    best = ranked.min(axis=0)
    return (ranked == best).mean(axis=1), (ranked - best).mean(axis=1)


class Peer:
    def __init__(self, data, ranked):
        self.study, self.ranked = Study(data), ranked
        self.names = list(Costs(self.study.client, self.study.likely).options())
        shape = (len(self.names), TRIALS)
        self.memory = shared_memory.SharedMemory(create=True, size=8 * shape[0] * shape[1])
        self.out = np.ndarray(shape, buffer=self.memory.buf)
        self.pool = Pool(PROCESSES, begin, (data, self.memory.name, shape))

    def run(self, seed, batch):
        half = TRIALS // PROCESSES
        self.pool.map(work, [(seed + p, p * half, (p + 1) * half, batch) for p in range(PROCESSES)], chunksize=1)
        # The rows' quantiles stay here: sending them to the processes costs more than it saves.
        found = {name: quantiles(row) for name, row in zip(self.names, self.out)}
        return found, summed(self.out[[self.names.index(n) for n in self.ranked]])

    def close(self):
        self.pool.terminate()
        self.pool.join()
        self.memory.close()
        self.memory.unlink()


def check_likely(study, options, ranked):
    """The peer knows every option but the small steps, which are never ranked here; ours computes those too."""
    npv = Costs(study.client, study.likely, half_up).options()
    lacking = [name for name in ranked if name not in npv]
    if lacking:
        sys.exit(f"The peer does not know {', '.join(lacking)}")
    options = [o for o in options if o["id"] in npv]
    wrong = {o["id"]: (float(npv[o["id"]]), float(o["npv"])) for o in options if abs(float(npv[o["id"]]) - float(o["npv"])) > 0.0099}
    if wrong or len(npv) != len(options):
        sys.exit(f"The peer computes something else at likely values (peer, ours): {wrong}")
    print(f"at likely values all {len(npv)} present values agree to the cent")


def check_medians(peer, ours):
    ours = {name: p50 for name, p50 in ours.items() if name in peer.run(0, 64)[0]}
    runs = [peer.run(1000 + 2 * n, 4096)[0] for n in range(8)]
    worst = 0.0
    for name, (median, error) in ours.items():
        theirs = np.array([r[name][1] for r in runs])
        # A replicate's error counts at least a dollar: ours come rounded from a table of 512 cells.
        apart = abs(theirs.mean() - median) / np.hypot(max(error, 1.0), theirs.std(ddof=1) / np.sqrt(len(runs)))
        worst = max(worst, apart)
        if apart > 5:
            sys.exit(f"The peer samples something else: P50 of {name} is {theirs.mean():.0f}, ours {median:.0f} ± {error:.0f}")
    print(f"P50s of {len(ours)} options agree, {worst:.1f} standard errors apart at most")


def timed(peer, batch, runs):
    times = []
    for n in range(runs):
        start = time.perf_counter()
        peer.run(n, batch)
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)[runs // 2], min(times)


def answers(program):
    file = ["simulate", "export"]
    with run.tempfile.TemporaryDirectory() as folder:
        exports = sorted([*run.SAMPLE.glob("*.csv"), *run.SAMPLE.glob("*.xlsx")])
        study, exported = run.answers(program, Path(folder) / "s.threshold", run.SAMPLE / "profile.json", exports, file)
    options = {o["id"]: o for o in study["options"]}
    error = lambda amount: float("".join(d for d in amount["error"] or "0" if d.isdigit() or d == "."))
    ours = {name: (float(o["p50"]["value"]), error(o["p50"])) for name, o in options.items()}
    return exported, ours, [o["id"] for o in study["options"] if o["ranked"]]


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: study.py THRESHOLD [RUNS]")
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    data, ours, ranked = answers(Path(sys.argv[1]).resolve())
    peer = Peer(data, ranked)
    try:
        check_likely(peer.study, data["options"], ranked)
        check_medians(peer, ours)
        best = min(BATCHES, key=lambda batch: timed(peer, batch, 5)[0])
        median, least = timed(peer, best, runs)
    finally:
        peer.close()
    what = f"numpy {np.__version__}, {TRIALS} trials, {PROCESSES} processes"
    print(f"{what:46} {median:9.3f} {least:8.3f}   (batches of {best})")


if __name__ == "__main__":
    main()
