"""Times the study of the sample in numpy: `study.py THRESHOLD [RUNS]`.

The same inputs, quantile tables, copula, costs and quantiles as `threshold`, over arrays of trials in the batch size that is
fastest, on two processes; then what a study says of them: quantiles with the errors of eight replicates, chances of more, share
cheapest, regret, and the value of knowing each input by 32 bins. Checked before it is timed: present values at likely values to
the cent, P50s within sampling error. Cheaper than ours in numpy's favour: pseudo-random points in place of a scrambled Sobol
sequence, no undiscounted totals, no test of hours, and not the small steps (three options of ours). Starting processes,
importing and building the tables are left out of the time. The trials alone are timed too.
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
REPLICATES, BINS, POINTS = 8, 32, 41


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
        # Of a place in those tables, in which of 32 equal shares of the draws it lies.
        self.bin_of = np.minimum(below * BINS, BINS - 1).astype(np.uint8)

    def used(self):
        """The inputs the costs read."""
        class Seen(dict):
            def __getitem__(self, key):
                read.add(key)
                return super().__getitem__(key)
        read = set()
        Costs(self.client, Seen(self.likely)).options()
        return read

    def draw(self, rng, size, bins):
        a = dict(self.likely)
        shares = rng.random((len(self.own), size))
        bins[:len(self.own)] = shares * BINS
        shares *= CELLS
        for row, (name, table) in zip(shares, self.own.items()):
            a[name] = table.at(row)
        deviates = rng.standard_normal((len(self.market) + 1, size))
        common, deviates = np.sqrt(RHO) * deviates[0], np.sqrt(1 - RHO) * deviates[1:]
        for row, own, (name, table) in zip(deviates, bins[len(self.own):], self.market.items()):
            place = np.clip((row + common + 8) * 1024, 0, 16 * 1024 - 1e-6)
            own[:] = self.bin_of[place.astype(np.int32)]
            a[name] = table.at(place)
        return a

    def trials(self, out, seed, start, stop, batch):
        """Into their places; gives the bins of every input."""
        rng = np.random.Generator(np.random.SFC64(seed))
        bins = np.empty((len(self.own) + len(self.market), stop - start), np.uint8)
        for first in range(start, stop, batch):
            size = min(batch, stop - first)
            drawn = self.draw(rng, size, bins[:, first - start:first - start + size])
            for row, npv in enumerate(Costs(self.client, drawn).options().values()):
                out[row, first:first + size] = npv
        return bins


def begin(data, memory, shape):
    global STUDY, MEMORY, OUT
    STUDY, MEMORY = Study(data), shared_memory.SharedMemory(name=memory)
    OUT = np.ndarray(shape, buffer=MEMORY.buf)


def work(task):
    """Trials, and what the value of information needs of them: by input and ranked option, sums by replicate and bin."""
    seed, start, stop, batch, ranked = task
    bins = STUDY.trials(OUT, seed, start, stop, batch)
    if not ranked:
        return None
    cells = REPLICATES * BINS
    replicate = (np.arange(start, stop) * REPLICATES // TRIALS * BINS).astype(np.int64)
    costs = [OUT[row, start:stop] for row in ranked]
    costs.append(costs[1] - costs[0])
    sums = []
    for own in bins:
        place = replicate + own
        sums.append([np.bincount(place, minlength=cells), *(np.bincount(place, cost, cells) for cost in costs)])
    return np.array(sums).reshape(len(bins), len(costs) + 1, REPLICATES, BINS)


def described(row):
    """Of an option: quantiles over all trials and by replicate, chances of more, and its mean by replicate."""
    npv, shares = OUT[row], (0.1, 0.5, 0.9)
    replicates = npv.reshape(REPLICATES, -1)
    low, *whole, high = np.quantile(npv, (0.001, *shares, 0.999))
    errors = np.quantile(replicates, shares, axis=1).std(axis=1, ddof=1) / np.sqrt(REPLICATES)
    counts, _ = np.histogram(npv, POINTS - 1, (low, high))
    return whole, errors, counts[::-1].cumsum() / npv.size, replicates.mean(axis=1)


def summed(ranked):
    """Of the ranked options, by replicate: share cheapest and mean regret."""
    ranked = ranked.reshape(len(ranked), REPLICATES, -1)
    best = ranked.min(axis=0)
    return (ranked == best).mean(axis=2), (ranked - best).mean(axis=2)


def worth(sums):
    """Of each input, from sums by column, replicate and bin: expected saving of knowing it, and share of the margin's variance."""
    counts, costs, margin = sums[:, 0], sums[:, 1:-1], sums[:, -1]
    trials = counts.sum(axis=2)
    by_replicate = (costs.sum(axis=3).min(axis=1) - costs.min(axis=1).sum(axis=2)) / trials
    whole = costs.sum(axis=2)
    saving = (whole.sum(axis=2).min(axis=1) - whole.min(axis=1).sum(axis=1)) / TRIALS
    between = (margin.sum(axis=1) ** 2 / counts.sum(axis=1)).sum(axis=1) - margin.sum(axis=(1, 2)) ** 2 / TRIALS
    return saving, by_replicate.std(axis=1, ddof=1) / np.sqrt(REPLICATES), between


class Peer:
    def __init__(self, data, ranked):
        self.study = Study(data)
        self.names = list(Costs(self.study.client, self.study.likely).options())
        self.ranked = [self.names.index(name) for name in ranked]
        shape = (len(self.names), TRIALS)
        self.memory = shared_memory.SharedMemory(create=True, size=8 * shape[0] * shape[1])
        self.out = np.ndarray(shape, buffer=self.memory.buf)
        self.pool = Pool(PROCESSES, begin, (data, self.memory.name, shape))

    def trials(self, seed, batch, ranked=()):
        half = TRIALS // PROCESSES
        tasks = [(seed + p, p * half, (p + 1) * half, batch, ranked) for p in range(PROCESSES)]
        return self.pool.map(work, tasks, chunksize=1)

    def run(self, seed, batch):
        sums = sum(self.trials(seed, batch, self.ranked))
        options = self.pool.map(described, range(len(self.names)), chunksize=len(self.names) // PROCESSES)
        return dict(zip(self.names, options)), summed(self.out[self.ranked]), worth(sums)

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
        theirs = np.array([r[name][0][1] for r in runs])
        # A replicate's error counts at least a dollar: ours come rounded from a table of 512 cells.
        apart = abs(theirs.mean() - median) / np.hypot(max(error, 1.0), theirs.std(ddof=1) / np.sqrt(len(runs)))
        worst = max(worst, apart)
        if apart > 5:
            sys.exit(f"The peer samples something else: P50 of {name} is {theirs.mean():.0f}, ours {median:.0f} ± {error:.0f}")
    print(f"P50s of {len(ours)} options agree, {worst:.1f} standard errors apart at most")


def timed(run, batch, runs):
    times = []
    for n in range(runs):
        start = time.perf_counter()
        run(n, batch)
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
        for what, work_of in (("trials alone", peer.trials), ("the study", peer.run)):
            best = min(BATCHES, key=lambda batch: timed(work_of, batch, 5)[0])
            told(what, best, *timed(work_of, best, runs))
    finally:
        peer.close()


def told(what, best, median, least):
    print(f"{f'numpy {np.__version__}, {what}, {PROCESSES} processes':46} {median:9.3f} {least:8.3f}   (batches of {best})")


if __name__ == "__main__":
    main()
