"""Compares `threshold export` of the sample with an independent computation of the same rules."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal as D, getcontext
from pathlib import Path

sys.dont_write_bytecode = True
import facts
import model

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets/samples/ridgeline"
PACK = ROOT / "assets/benchmarks/us-2026.json"
HALF_CENT = D("0.005")
NEAR = D("1e-20")
# Each ticket's hours are kept to twelve places, so their mean is off by half of the last one at most.
HOURS = D("0.5e-12")
getcontext().prec = 50


def binary():
    if len(sys.argv) > 1:
        return Path(sys.argv[1]).resolve()
    target = Path(os.environ.get("CARGO_TARGET_DIR") or "target")
    path = ROOT / target / "debug/threshold"
    if not path.exists():
        subprocess.run(["cargo", "build", "-q", "-p", "threshold-cli"], cwd=ROOT, check=True)
    return path


def exported(program):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ridgeline.threshold"
        files = sorted([*SAMPLE.glob("*.csv"), *SAMPLE.glob("*.xlsx")])
        output = b""
        for arguments in (["new", file, "--profile", SAMPLE / "profile.json"], ["import", file, *files], ["export", file]):
            done = subprocess.run([program, *arguments], capture_output=True)
            if done.returncode:
                sys.exit(f"threshold {arguments[0]} failed:\n{done.stderr.decode()}")
            output = done.stdout
        return json.loads(output, parse_float=D, parse_int=D)


def client(inputs):
    profile = json.loads((SAMPLE / "profile.json").read_text(encoding="utf-8"))
    as_of = date.fromisoformat(profile["as_of"])
    users, light = facts.people(SAMPLE)
    tickets, share, hours, after = facts.tickets(SAMPLE, as_of.replace(year=as_of.year - 1) + timedelta(1), as_of)
    sums = facts.ledger(SAMPLE)
    a = facts.pack(PACK)
    # what the ledger books for training replaces the default, per contract FTE
    a["training"] = sums["Staff Training - IT"] / sum(fte for _, fte, _ in facts.posts(SAMPLE, D(1)))
    open_units = sum(
        value * weight
        for prefix, weight in (("open", D(1)), ("partial", D("0.5")), ("unevidenced", D("0.25")),
                               ("unlisted", a["unlisted_open_share"]))
        for key, value in inputs.items()
        if key.startswith(f"hipaa.{prefix}.") and value is not None
    )
    return model.Client(
        a=a, as_of=as_of, due=date.fromisoformat(profile["frameworks"]["hipaa"]["due"]),
        month_zero=date(as_of.year + as_of.month // 12, as_of.month % 12 + 1, 1),
        users=users, light=light, tickets=tickets, share=share, hours=hours, after=after,
        endpoints=inputs["endpoints"], servers=inputs["servers"],
        posts=facts.posts(SAMPLE, D(profile["staff"]["manager"]["hands_on"])),
        tools=sums["Software Subscriptions"], compliance=sums["HIPAA Compliance"], hardware=sums["Computer Hardware"],
        contracts=facts.contracts(SAMPLE), quotes=facts.quotes(SAMPLE),
        effort=open_units * a["effort_per_requirement"],
    )


class Comparison:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, where, ours, theirs, within=D(0)):
        same = theirs == ours if ours is None or theirs is None else abs(ours - theirs) <= within
        if same:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{where}: ours {ours}, theirs {theirs}")


def number(value):
    return None if value is None else D(value)


def compare_facts(seen, ours, inputs):
    known = {"users": ours.users, "light_accounts": ours.light, "tickets": ours.tickets, "tools": ours.tools,
             "compliance_cost": ours.compliance, "hardware": ours.hardware,
             "break_fix.after_hours_share": ours.after}
    for tier in ours.share:
        known["tier_share." + tier] = ours.share[tier]
        known["handling." + tier] = ours.hours[tier]
    for role, _, pay in ours.posts:
        known["pay." + role] = pay
    measured = set(known)
    known.update({key: value for key, value in ours.a.items() if key in inputs and key not in measured})
    for key, value in known.items():
        seen.check(f"input {key}", value, inputs.get(key), HOURS if key.startswith("handling.") else NEAR)


def compare_options(seen, ours, options):
    expected = ours.options()
    theirs = {option["id"]: option for option in options}
    for name in sorted(set(expected) ^ set(theirs)):
        seen.check(f"{name}: option", D(name in expected), D(name in theirs))
    for name in (name for name in expected if name in theirs):
        lines, option = expected[name], theirs[name]
        found = {line["id"]: line for line in option["lines"]}
        for line in sorted(set(lines) ^ set(found)):
            seen.check(f"{name} {line}: line", D(line in lines), D(line in found))
        for key in (key for key in lines if key in found):
            line, other = lines[key], found[key]
            seen.check(f"{name} {key} in_total", D(key not in model.OUTSIDE_TOTAL), D(other["in_total"]))
            seen.check(f"{name} {key} months", D(model.MONTHS), D(len(other["months"])))
            once, yearly = line.rounded()
            seen.check(f"{name} {key} once", once, number(other["once"]))
            for year, (a, b) in enumerate(zip(yearly, other["yearly"], strict=True), 1):
                seen.check(f"{name} {key} year {year}", a, number(b))
            for month, (a, b) in enumerate(zip(line.months, other["months"]), 1):
                seen.check(f"{name} {key} month {month}", a, number(b), HALF_CENT)
        total, npv = model.summary(lines, ours.a["discount"])
        seen.check(f"{name} total", total, number(option["total"]))
        seen.check(f"{name} npv", npv, number(option["npv"]))


def main():
    data = exported(binary())
    inputs = {entry["id"]: number(entry["likely"]) for entry in data["inputs"]}
    ours = client(inputs)
    seen = Comparison()
    compare_facts(seen, ours, inputs)
    compare_options(seen, ours, data["options"])
    print(f"{seen.passed} passed, {seen.failed} failed")
    sys.exit(1 if seen.failed else 0)


if __name__ == "__main__":
    main()
