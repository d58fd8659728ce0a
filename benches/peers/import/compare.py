"""Times `threshold import` beside DuckDB and polars on the same files, pair by pair, each in a process of its own.

    compare.py THRESHOLD FOLDER RUNS

FOLDER holds devices.csv and devices.xlsx. Two threads to each program. Seconds are those of the whole process, memory is
its greatest resident set. A ratio is the median of the pairs' ratios: the two of a pair run one after the other, so that
what else the machine does falls on both.
"""

import os
import statistics
import subprocess
import sys
import time

PEERS = {
    "duckdb": """
import duckdb, sys
source, target = sys.argv[1:]
base = duckdb.connect(target, config={"threads": 2})
base.execute("CREATE TABLE devices AS SELECT * FROM read_csv(?)", [source])
base.close()
""",
    "polars": """
import polars, sys
polars.read_excel(sys.argv[1])
""",
}


def timed(command):
    """Seconds and MiB of a process and its children."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} failed")
    return seconds, usage.ru_maxrss / 1024


def fresh(path):
    for end in ("", ".wal", "-wal", "-shm", "-journal"):
        if os.path.exists(path + end):
            os.remove(path + end)
    return path


def ours(threshold, folder, source):
    file = fresh(os.path.join(folder, "bench.threshold"))
    subprocess.run([threshold, "new", file, "--name", "Bench"], check=True, stdout=subprocess.DEVNULL)
    return timed([threshold, "import", file, source])


def theirs(peer, folder, source):
    target = [fresh(os.path.join(folder, "bench.duckdb"))] if peer == "duckdb" else []
    return timed([sys.executable, "-c", PEERS[peer], source, *target])


def pair(threshold, folder, name, peer, runs):
    source = os.path.join(folder, name)
    pairs = [(ours(threshold, folder, source), theirs(peer, folder, source)) for _ in range(runs)]
    middle = lambda at, which: statistics.median(p[at][which] for p in pairs)
    ratio = statistics.median(a[0] / b[0] for a, b in pairs)
    print(f"{name:<14} threshold {middle(0, 0):6.2f} s {middle(0, 1):5.0f} MB   {peer} {middle(1, 0):6.2f} s {middle(1, 1):5.0f} MB   ratio {ratio:.2f}")


def looks(threshold, folder, runs):
    for name in ("devices.csv", "devices.xlsx"):
        times = [timed([threshold, "inspect", os.path.join(folder, name)])[0] for _ in range(runs)]
        print(f"{name:<14} threshold inspect {statistics.median(times) * 1000:6.0f} ms")


if __name__ == "__main__":
    program, place, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    os.environ["POLARS_MAX_THREADS"] = os.environ["RAYON_NUM_THREADS"] = "2"
    pair(program, place, "devices.csv", "duckdb", count)
    pair(program, place, "devices.xlsx", "polars", count)
    looks(program, place, count)
