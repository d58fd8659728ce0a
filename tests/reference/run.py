"""Compares `threshold` with an independent computation of the same rules: on the sample and on random engagements."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from decimal import Decimal as D
from itertools import repeat
from pathlib import Path

sys.dont_write_bytecode = True
import facts
import generator
import known
import model

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets/samples/ridgeline"
PACK = ROOT / "assets/benchmarks/us-2026.json"
HALF_CENT = D("0.005")
NEAR = D("1e-20")
# The program rounds products to 16 places; figures of this size keep far more than ten right.
SAME = D("1e-10")
# Each ticket's hours are kept to twelve places, so their mean is off by half of the last one at most.
HOURS = D("0.5e-12")
SEED = 20260930
MANY = 200


def binary(arguments):
    if arguments:
        return Path(arguments[0]).resolve()
    target = Path(os.environ.get("CARGO_TARGET_DIR") or "target")
    path = ROOT / target / "debug/threshold"
    if not path.exists():
        subprocess.run(["cargo", "build", "-q", "-p", "threshold-cli"], cwd=ROOT, check=True)
    return path


def answers(program, file, profile, tables, asked=("export",)):
    """What the program says of an engagement of a profile and exports, one answer a command."""
    commands = [["new", file, "--profile", profile], *([["import", file, *tables]] if tables else [])]
    said = []
    for arguments in [*commands, *([name, file, *(["--json"] if name != "export" else [])] for name in asked)]:
        done = subprocess.run([program, *map(str, arguments)], capture_output=True)
        if done.returncode:
            raise SystemExit(f"threshold {arguments[0]} failed:\n{done.stderr.decode()}")
        said.append(done.stdout)
    return [json.loads(text, parse_float=D, parse_int=D) for text in said[-len(asked):]]


def sample(program):
    with tempfile.TemporaryDirectory() as folder:
        files = sorted([*SAMPLE.glob("*.csv"), *SAMPLE.glob("*.xlsx")])
        return answers(program, Path(folder) / "ridgeline.threshold", SAMPLE / "profile.json", files)[0]


def sample_client(inputs):
    profile = json.loads((SAMPLE / "profile.json").read_text(encoding="utf-8"))
    as_of = date.fromisoformat(profile["as_of"])
    users, light = facts.people(SAMPLE)
    tickets, share, hours, after = facts.tickets(SAMPLE, as_of.replace(year=as_of.year - 1) + timedelta(1), as_of)
    sums = facts.ledger(SAMPLE)
    a = {**facts.pack(PACK), "seats": D(1)}
    # what the ledger books for training replaces the default, per contract FTE
    a["training"] = sums["Staff Training - IT"] / sum(fte for _, fte, _ in facts.posts(SAMPLE, D(1)))
    open_units = sum(
        value * weight
        for prefix, weight in (("open", D(1)), ("partial", D("0.5")), ("unevidenced", D("0.25")),
                               ("unlisted", a["unlisted_open_share"]))
        for key, value in inputs.items()
        if key.startswith(f"hipaa.{prefix}.") and value is not None
    )
    due = date.fromisoformat(profile["frameworks"]["hipaa"]["due"])
    hands_on = D(profile["staff"]["manager"]["hands_on"])
    return model.Client(
        a=a, as_of=as_of, years=profile["horizon_years"], go_live=int(a["go_live_month"]), overlap=int(a["overlap_months"]),
        users=users, light=light, endpoints=inputs["endpoints"], servers=inputs["servers"], sites=model.UNKNOWN,
        tickets_known=True, tickets=tickets, share=share, hours=hours, after=after,
        posts=[model.Post(role, fte, fte, pay) for role, fte, pay in facts.posts(SAMPLE, hands_on)],
        fte_known=True, on_call=False, keeps_posts=None, tools=sums["Software Subscriptions"], tools_known=True,
        compliance=sums["HIPAA Compliance"], hardware=sums["Computer Hardware"],
        contracts=facts.contracts(SAMPLE), quotes=facts.quotes(SAMPLE),
        required_coverage=profile["required"]["coverage"], today_coverage=profile["today"]["coverage"],
        required_domains=set(profile["required"]["domains"]), today_domains=set(profile["today"]["domains"]),
        co_managed_domains={"service_desk", "security_operations"},
        frameworks=[{"due": due, "effort": open_units * a["effort_per_requirement"]}], projects=[], hires=[], leaving=[],
    )


class Comparison:
    def __init__(self, name):
        self.name, self.passed, self.lines = name, 0, []

    def check(self, where, ours, theirs, within=D(0)):
        ours, theirs = plain(ours), plain(theirs)
        same = theirs == ours if ours is None or theirs is None else abs(ours - theirs) <= within
        if same:
            self.passed += 1
        else:
            self.lines.append(f"{self.name} {where}: ours {ours}, theirs {theirs}")


def plain(value):
    return None if value is None or not value.is_finite() else value


def number(value):
    return None if value is None else D(value)


def compare_facts(seen, ours, inputs):
    known_values = {"users": ours.users, "light_accounts": ours.light, "tickets": ours.tickets, "tools": ours.tools,
                    "compliance_cost": ours.compliance, "hardware": ours.hardware, "break_fix.after_hours_share": ours.after}
    for tier in ours.share:
        known_values["tier_share." + tier] = ours.share[tier]
        known_values["handling." + tier] = ours.hours[tier]
    for post in ours.posts:
        known_values["pay." + post.role] = post.pay
    measured = set(known_values)
    known_values.update({key: value for key, value in ours.a.items() if key in inputs and key not in measured})
    for key, value in known_values.items():
        seen.check(f"input {key}", value, inputs.get(key), HOURS if key.startswith("handling.") else NEAR)


def compare_options(seen, expected, ours, options, months=False):
    theirs = {option["id"]: option for option in options}
    for name in sorted(set(expected) ^ set(theirs)):
        seen.check(f"{name}: option", D(name in expected), D(name in theirs))
    for name in (name for name in expected if name in theirs):
        lines, option = expected[name], theirs[name]
        found = {line["id"]: line for line in option["lines"]}
        for key in sorted({*lines, *found}):
            compare_line(seen, f"{name} {key}", lines.get(key) or model.Line(ours.last), found.get(key), months)
        total, npv = model.summary(lines, ours.a["discount"])
        seen.check(f"{name} total", total, number(option["total"]))
        seen.check(f"{name} npv", model.cents(npv), number(option["npv"]))


def compare_line(seen, where, line, other, months):
    """A line that does not apply is absent: it costs nothing."""
    once, yearly = line.rounded()
    if other is None:
        other = {"once": 0, "yearly": [0] * len(yearly), "months": [0] * len(line.months)}
    else:
        seen.check(f"{where} in_total", D(where.split()[1] not in model.OUTSIDE_TOTAL), D(other["in_total"]))
    seen.check(f"{where} once", once, number(other["once"]))
    for year, (a, b) in enumerate(zip(yearly, other["yearly"], strict=True), 1):
        seen.check(f"{where} year {year}", a, number(b))
    for month, (a, b) in enumerate(zip(line.months, other["months"], strict=True) if months else (), 1):
        seen.check(f"{where} month {month}", a, number(b), HALF_CENT)


def compare_figures(seen, ours, expected, figures):
    """Figures beside the lines, and the two differences of each option."""
    want = {
        "workload.support_fte": ours.fte(), "workload.required_fte": ours.fte_required(),
        "workload.in_house_fte": ours.in_house_fte(), "workload.hours": ours.workload(),
        "staff_ratio.value": model.ratio(ours.endpoints, ours.fte()),
        "velocity.add_12": ours.added(12), "velocity.capacity_12": ours.absorbs(12),
        "loaded_cost.hurdle": model.hurdle(ours, expected),
    }
    for framework in ours.frameworks or ():
        want[f"compliance.{framework['id']}.effort"] = framework["effort"]
        want[f"compliance.{framework['id']}.free_hours"] = ours.free(framework["due"])
    for name, value in want.items():
        seen.check(name, value, number(figures.get(name)), SAME)
    total = {name: model.summary(lines, ours.a["discount"])[0] for name, lines in expected.items()}
    for option in total:
        for key, against in (("vs_today", "today"), ("vs_in_house", "in_house")):
            if option != against:
                seen.check(f"{option} {key}", total[option] - total[against], number(figures.get(f"{option}.{key}")))


def csv_of(path, rows):
    columns = sorted({column for row in rows for column in row})
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def one(engagement, program, pack, catalogues):
    seen = Comparison(f"#{engagement.number}")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "profile.json").write_text(json.dumps(engagement.profile))
        tables = [csv_of(folder / f"{kind}.csv", rows) for kind, rows in engagement.tables.items()]
        said = answers(program, folder / "e.threshold", folder / "profile.json", tables, ("export", "explain"))
    exported, explained = said
    ours = known.client(engagement, pack, catalogues)
    expected = ours.options()
    compare_options(seen, expected, ours, exported["options"])
    figures = {figure["id"]: figure.get("value") for figure in explained}
    compare_figures(seen, ours, expected, figures)
    return seen.passed, seen.lines


def random_engagements(program, count):
    pack = facts.pack(PACK)
    catalogues = {c["id"]: c for c in (json.loads(p.read_text()) for p in (ROOT / "assets/frameworks").glob("*.json"))}
    made = list(generator.engagements(SEED, count, catalogues))
    with ProcessPoolExecutor(2) as workers:
        return list(workers.map(one, made, repeat(program), repeat(pack), repeat(catalogues), chunksize=5))


def main():
    program = binary(sys.argv[1:])
    data = sample(program)
    inputs = {entry["id"]: number(entry["likely"]) for entry in data["inputs"]}
    ours = sample_client(inputs)
    seen = Comparison("sample")
    compare_facts(seen, ours, inputs)
    compare_options(seen, ours.options(), ours, data["options"], months=True)
    results = [(seen.passed, seen.lines), *random_engagements(program, MANY)]
    for line in (line for _, lines in results for line in lines):
        print(line)
    failed = sum(len(lines) for _, lines in results)
    print(f"the sample and {MANY} random engagements: {sum(n for n, _ in results)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
