#!/usr/bin/env python3
"""Workload W, side by side: Etalon, DuckDB's tuned SQL and Polars over the same files in one run.

    pip install -r tests/bench/w/requirements.txt
    python tests/bench/w/run.py [--bench ../shared/bench] [--data DIR] [--n 1000000] [--formats parquet,csv] [--threads 1,2] [--times 3]

`--bench` is the folder of the workload (specification, generator, peers, comparison). The data are made once. Each measurement
is a process of its own; CPU is what it and its threads used, memory its greatest resident size. Prints a table for
tests/bench/README.md and ends with exit code 1 if a result table differs from DuckDB's over the Parquet file (over the CSV file
DuckDB takes a contact without steps for one with unknown steps and counts it against the agent; Parquet tells the two apart).
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow.parquet as pq

import tables

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def measured(command, quiet):
    """CPU seconds, wall seconds and peak MiB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=quiet, stderr=quiet)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss / 1024


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--bench", type=Path, default=ROOT.parent / "shared" / "bench")
    ask.add_argument("--data", type=Path, default=ROOT / "target" / "bench-data")
    ask.add_argument("--n", type=int, default=1_000_000)
    ask.add_argument("--formats", default="parquet,csv")
    ask.add_argument("--threads", default="1,2")
    ask.add_argument("--times", type=int, default=3)
    ask.add_argument("--etalon", type=Path, default=ROOT / "target" / "release" / "etalon")
    ask.add_argument("--engines", default="etalon,duckdb,polars")
    a = ask.parse_args()
    ends = {"parquet": "zstd.parquet", "csv": "csv", "ndjson": "ndjson"}
    if not (a.bench / "generate.py").exists():
        sys.exit(f"the workload is not in {a.bench}: say where it is with --bench")
    if not (a.data / f"contacts_{a.n}.zstd.parquet").exists():
        subprocess.run([sys.executable, a.bench / "generate.py", "--n", str(a.n), "--out", a.data], check=True)
    if not a.etalon.exists():
        subprocess.run(["cargo", "build", "--release", "--locked"], cwd=ROOT, check=True)
    pairs = pq.read_table(a.data / f"contacts_{a.n}.zstd.parquet", columns=["agent", "team"]).group_by(["agent", "team"]).aggregate([])
    teams = dict(zip(pairs["agent"].to_pylist(), pairs["team"].to_pylist()))
    differs = False
    print(f"| {a.n:,} contacts | threads | engine | CPU s | wall s | peak MiB | CPU against Etalon |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch, open(os.devnull, "w") as quiet:
        scratch = Path(scratch)
        reference = scratch / "reference"
        measured([sys.executable, a.bench / "w_duckdb.py", "--prefix", a.data, "--n", a.n, "--fmt", "parquet", "--work", "w",
                  "--threads", "2", "--out", reference], quiet)
        for format_ in a.formats.split(","):
            for threads in a.threads.split(","):
                file = lambda table: a.data / f"{table}_{a.n}.{ends[format_]}"
                peer = lambda name: [sys.executable, a.bench / f"w_{name}.py", "--prefix", a.data, "--n", a.n, "--fmt", format_,
                                     "--work", "w", "--threads", threads, "--out", scratch / name]
                commands = {
                    "etalon": [a.etalon, "run", HERE, "--source", f"contacts={file('contacts')}", "--source", f"shifts={file('shifts')}",
                               "--threads", threads, "--out", scratch / "run", "--only", "scorecards,metrics,decisions"],
                    "duckdb": peer("duckdb"),
                    "polars": peer("polars"),
                }
                commands = {name: commands[name] for name in a.engines.split(",")}
                # In turn, so that whatever else the machine does meets all of them alike.
                rounds = [{name: measured(command, quiet) for name, command in commands.items()} for _ in range(a.times)]
                middle = {name: [statistics.median(r[name][i] for r in rounds) for i in range(3)] for name in commands}
                own = middle.get("etalon", [float("nan")])[0]
                for name, (cpu, wall, peak) in middle.items():
                    print(f"| {format_} | {threads} | {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {cpu / own:.1f} |", flush=True)
                if "etalon" in commands:
                    tables.write(scratch / "run", scratch / "etalon", teams)
                    said = subprocess.run([sys.executable, a.bench / "compare.py", scratch / "etalon", reference],
                                          capture_output=True, text=True)
                    differs |= said.returncode != 0
                    print(said.stdout.strip().replace(str(scratch) + "/", ""), file=sys.stderr)
    sys.exit(differs)


if __name__ == "__main__":
    main()
