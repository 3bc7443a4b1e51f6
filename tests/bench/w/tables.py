"""The files of `etalon run --out` as the result tables of workload W (SPEC.md of the benchmark).

What Etalon says is counts, sums and shares. The only arithmetic here is that of the columns which the specification
defines otherwise than the product: the score of a principle (weighted by contacts; a scorecard weighs by criterion), the
mean of the principles, and Wilson bounds with all digits of z (a standard says 1.959964).
"""
from fractions import Fraction
from pathlib import Path

import pandas as pd

CRITERIA = ["answered_in_time", "handling_time", "not_cut_short", "identity_verified", "stays_solved", "next_step_named",
            "verify_before_solving", "solution_confirmed", "good_score", "greeting_first", "listened_first", "thanked_at_the_end"]
WEIGHT = [3, 1, 3, 5, 3, 2, 3, 3, 4, 1, 3, 1]
PRINCIPLES = {"resp": (3, [1, 2, 3]), "trust": (4, [4, 5, 6]), "assur": (2, [7, 8, 9]), "empathy": (3, [10, 11, 12])}
CAUSES = {"m": "met", "b": "employee", "x": "company", "y": "customer"}
STEPS = {"one": 1, "two": 2}


def number(text):
    """An exact text as a number; nothing for nothing."""
    return float(Fraction(text)) if isinstance(text, str) and text else float("nan")


def wilson(k, n, z=1.959963984540054):
    """Both bounds of the Wilson interval at 95 % (Wilson 1927)."""
    share = k / n.where(n > 0)
    middle, spread = share + z * z / (2 * n), z * ((share * (1 - share) + z * z / (4 * n)) / n) ** 0.5
    return (middle - spread) / (1 + z * z / n), (middle + spread) / (1 + z * z / n)


class Metrics:
    """`metrics.csv`, by metric, per and subject."""

    def __init__(self, file):
        rows = pd.read_csv(file, dtype=str, keep_default_na=False)
        self.by = {key: part.set_index("subject") for key, part in rows.groupby(["metric", "per"])}

    def column(self, metric, per, column, subjects):
        found = self.by[metric, per][column].map(number).reindex(subjects)
        return found.to_numpy()


def scores(cards, metrics, kind, per, subjects):
    """The counts of part (b), one row a subject."""
    out = pd.DataFrame({"subject": subjects})
    of = lambda metric, column: metrics.column(metric, per, column, subjects)
    whole = lambda metric, column: pd.Series(of(metric, column)).fillna(0).astype("int64")
    out["n"] = whole("handled_contacts", "value")
    out["sl_ok"], out["sl_n"] = whole("service_level", "numerator"), whole("service_level", "n")
    out["fcr_ok"], out["fcr_n"] = whole("first_contact_resolution", "numerator"), whole("first_contact_resolution", "n")
    out["score_n"], out["score_sum"] = whole("scores", "n"), whole("scores", "value")
    out["score_pos"] = whole("good_scores", "numerator")
    lines = cards[cards["kind"] == kind].pivot(index="subject", columns="criterion")
    counts = {}
    for letter, column in CAUSES.items():
        for i, name in enumerate(CRITERIA, 1):
            found = lines[column, name].reindex(subjects).map(number).fillna(0).astype("int64").to_numpy()
            counts[f"{letter}{i}"] = found
    out = pd.concat([out, pd.DataFrame(counts)], axis=1)
    if per != "agent":
        out["abandoned"] = whole("abandonment", "numerator")
        out["aband_rate"] = of("abandonment", "value")
    above, below = 0, 0
    for name, (weight, criteria) in PRINCIPLES.items():
        met = sum(WEIGHT[i - 1] * out[f"m{i}"] for i in criteria)
        all_ = sum(WEIGHT[i - 1] * (out[f"m{i}"] + out[f"b{i}"]) for i in criteria)
        share = (met / all_).where(all_ > 0)
        out[f"p_{name}"] = share
        above, below = above + weight * share.fillna(0), below + weight * (all_ > 0)
    out["overall"] = above / below
    out["mean_score"] = out["score_sum"] / out["score_n"].where(out["score_n"] > 0)
    out["wil_lo"], out["wil_hi"] = wilson(out["score_pos"], out["score_n"])
    out["service_level"], out["fcr"] = of("service_level", "value"), of("first_contact_resolution", "value")
    return out


def tables(folder, teams):
    """All result tables of a run. `teams`: which agent belongs to which team, as the data say."""
    folder = Path(folder)
    metrics = Metrics(folder / "metrics.csv")
    cards = pd.read_csv(folder / "scorecards.csv", dtype=str, keep_default_na=False)
    of = lambda metric, per: sorted(s for s in metrics.by[metric, per].index if s != "(missing)")
    agents, team_names = of("handled_contacts", "agent"), of("handled_contacts", "team")
    agents = [a for a in agents if metrics.by["handled_contacts", "agent"].loc[a, "value"] != "0"]
    result = {}
    b = scores(cards, metrics, "agent", "agent", agents).rename(columns={"subject": "agent"})
    b.insert(0, "team", b["agent"].map(teams))
    result["b_agent"] = b
    result["b_team"] = scores(cards, metrics, "team", "team", team_names).rename(columns={"subject": "team"})
    result["b_all"] = scores(cards, metrics, "organization", "organization", ["organization"]).drop(columns="subject")
    c = pd.DataFrame({"agent": agents, "n": b["n"]})
    for name in ("max_b7", "sum_b7", "cnt_b7", "cnt_r30", "min_r30", "sum_r30", "cnt_s50", "min_s50", "sum_s50"):
        c[name] = metrics.column(name, "agent", "value", agents)
        if name.startswith("cnt") or name in ("sum_b7", "sum_r30"):
            c[name] = c[name].fillna(0)
    c.loc[c["min_s50"].isna(), "sum_s50"] = float("nan")
    result["c_agent"] = c
    d = pd.read_parquet(folder / "decisions.parquet", columns=["kind", "rule", "step", "subject", "at"])
    d = d[d["kind"] == "step"]
    crit = d["rule"].str.removesuffix("_ladder").map({name: i for i, name in enumerate(CRITERIA, 1)})
    at = pd.to_datetime(d["at"], utc=True).dt.tz_localize(None).astype("datetime64[us]")
    result["d_steps"] = pd.DataFrame({"agent": d["subject"], "crit": crit, "at": at, "step": d["step"].map(STEPS)})
    for per, names in (("agent", agents), ("team", team_names)):
        e = pd.DataFrame({per: names})
        e["n"] = metrics.column("contacts", per, "value", names)
        e["followed"] = pd.Series(metrics.column("followed", per, "value", names)).fillna(0)
        result[f"e_{per}"] = e
    return result


def write(folder, to, teams):
    """The same, as Parquet files that the benchmark's `compare.py` reads."""
    Path(to).mkdir(parents=True, exist_ok=True)
    for name, table in tables(folder, teams).items():
        table.to_parquet(Path(to) / f"{name}.parquet", index=False)
