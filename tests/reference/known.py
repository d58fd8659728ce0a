"""What a random engagement says, worked out from its profile and tables without the program."""

from datetime import date, datetime, timedelta
from decimal import Decimal as D

import model
from model import UNKNOWN

SUPPORT = ("administrator", "support", "network_support", "security")
COUNTED = {"workstation", "laptop", "mobile", "server_physical", "server_virtual"}
SURFACES = {"endpoints": "endpoint", "vms": "vm", "servers": "server", "saas": "saas", "automations": "automation"}
EFFORT = {"not_implemented": D(1), "partial": D("0.5"), "unevidenced": D("0.25"), "evidenced": D(0), "not_applicable": D(0)}


def client(engagement, pack, catalogues):
    profile, tables = engagement.profile, engagement.tables
    as_of = date.fromisoformat(profile["as_of"])
    typed = {k: D(v) for k, v in profile.items() if numeric(v)}
    a = {**pack, "seats": D(1), **typed, "typed": set(typed)}
    today_coverage = profile.get("today.coverage")
    today_domains = set(profile.get("today.domains", model.DOMAINS))
    team = posts(a, profile, tables.get("staff"), as_of)
    endpoints, servers = devices(a, tables.get("devices"))
    users, light = people(a, tables.get("people"))
    count, share, hours, after = tickets(a, tables.get("tickets"), users, as_of)
    return model.Client(
        a=a, as_of=as_of, years=int(profile["horizon_years"]), go_live=int(a["go_live_month"]), overlap=int(a["overlap_months"]),
        users=users, light=light, endpoints=endpoints, servers=servers, sites=a.get("sites", UNKNOWN),
        tickets_known="tickets" in tables or "tickets" in profile, tickets=count, share=share, hours=hours, after=after,
        posts=team or [], fte_known=team is not None, on_call=profile.get("on_call_paid", False),
        keeps_posts=profile.get("break_fix.keeps_posts"), tools=a["tools"], tools_known="tools" in profile,
        compliance=a.get("compliance_cost", D(0)), hardware=a.get("hardware", D(0)),
        contracts=[contract(row) for row in tables.get("costs", ())], quotes=[quote(row) for row in tables.get("quotes", ())],
        required_coverage=profile.get("required.coverage", today_coverage), today_coverage=today_coverage,
        required_domains=set(profile.get("required.domains", today_domains)), today_domains=today_domains,
        co_managed_domains=set(profile.get("co_managed.domains", ("service_desk", "security_operations"))),
        frameworks=frameworks(a, profile, tables, catalogues, as_of),
        projects=[p for p in map(lambda row: project(row, as_of), tables.get("projects", ())) if p],
        hires=[hire(h, a, as_of, team or []) for h in profile.get("hires", ())],
        leaving=[] if "support_fte" in a else leaving(a, tables.get("staff", ()), as_of),
    )


def numeric(value):
    try:
        return isinstance(value, str) and D(value).is_finite()
    except ArithmeticError:
        return False


def devices(a, rows):
    """In service and seen at most 90 days before the export's newest date."""
    endpoints = servers = None
    if rows is not None:
        seen = lambda row: date.fromisoformat(row["last_seen"][:10])
        newest = max(map(seen, rows))
        counted = [r for r in rows if r["status"] == "in_service" and r["kind"] in COUNTED
                   and (newest - seen(r)).days <= a["policy.stale_days"]]
        endpoints, servers = D(len(counted)), D(sum(r["kind"].startswith("server") for r in counted))
    endpoints = a.get("endpoints", UNKNOWN if endpoints is None else endpoints)
    return endpoints, a.get("servers", endpoints * a["server_share"] if servers is None else servers)


def people(a, rows):
    """Active persons are users; active shared and frontline accounts are light."""
    of = lambda kinds: D(sum(r["active"] == "yes" and r["account"] in kinds for r in rows))
    users, light = (UNKNOWN, D(0)) if rows is None else (of({"person"}), of({"shared", "frontline"}))
    return a.get("users", users), a.get("light_accounts", light)


def tickets(a, rows, users, as_of):
    """Opened in the 12 calendar months that end with the as-of date's, not cancelled; fewer months are scaled up."""
    tiers = ("l1", "l2", "l3")
    share, hours = {t: a["tier_share." + t] for t in tiers}, {t: a["handling." + t] for t in tiers}
    if rows is None:
        return a.get("tickets", a["tickets_per_user_month"] * users * 12), share, hours, a["break_fix.after_hours_share"]
    rows = [(datetime.fromisoformat(r["opened"]), r) for r in rows if r["status"] != "cancelled"]
    rows = [(at, r) for at, r in rows if -12 <= model.month_of(at.date(), as_of) <= -1]
    months = len({(at.year, at.month) for at, _ in rows})
    after = sum(at.weekday() > 4 or not 8 <= at.hour < 18 for at, _ in rows)
    for tier in tiers:
        of_tier = [r for _, r in rows if r["tier"] == tier]
        spent = [D(r["effort_hours"]) for r in of_tier if r.get("effort_hours")]
        share[tier] = D(len(of_tier)) / len(rows)
        if spent and "handling." + tier not in a["typed"]:
            hours[tier] = sum(spent) / len(spent)
    return D(len(rows)) * 12 / months, share, hours, D(after) / len(rows)


def posts(a, profile, rows, as_of):
    """By role. Typed FTE stands before imported; FTE without roles is half administrator, half support."""
    typed = {role: a["fte." + role] for role in SUPPORT if "fte." + role in a}
    if "support_fte" in a:
        typed = {role: a["support_fte"] / 2 for role in ("administrator", "support")}
    if rows is None:
        if not typed:
            return None
        return [model.Post(r, fte, D(int(fte)), a["pay." + r]) for r, fte in typed.items() if fte > 0]
    hands_on = D(profile.get("staff", {}).get("manager", {}).get("hands_on", a["manager_hands_on"]))
    found = []
    for role in (*SUPPORT, "manager"):
        active = [r for r in rows if r["role"] == role and r["status"] != "terminated" and not ended(r, as_of)]
        if not active:
            continue
        fte = [D(r["fte"]) if "fte" in r else D(r["paid_hours"]) / a["paid_hours"] for r in active]
        cost = [D(r["base_pay"]) if "base_pay" in r else D(r["hourly_rate"]) * D(r["paid_hours"]) for r in active]
        pay = a.get("pay." + role) if "pay." + role in a["typed"] else sum(cost) / sum(fte)
        # hours an hourly person was paid make FTE, but no contract of a whole post
        whole = sum(D(int(D(r.get("fte", 0)))) for r in active)
        share = hands_on if role == "manager" else D(1)
        found.append(model.Post(role, sum(fte) * share, whole, pay))
    return [p for p in found if p.fte > 0]


def leaving(a, rows, as_of):
    """(month, FTE) of support posts that are to end; managers apart."""
    going = [r for r in rows if r["role"] in SUPPORT and r["status"] != "terminated" and "end_date" in r and not ended(r, as_of)]
    month = lambda r: max(1, model.month_of(date.fromisoformat(r["end_date"]), as_of) + 1)
    return [(month(r), D(r["fte"]) if "fte" in r else D(r["paid_hours"]) / a["paid_hours"]) for r in going]


def ended(row, as_of):
    return "end_date" in row and date.fromisoformat(row["end_date"]) < as_of


def contract(row):
    return {
        "amount": D(row["amount"]), "escalator": D(row["escalator"]) if "escalator" in row else None,
        "end": date.fromisoformat(row["contract_end"]) if "contract_end" in row else None,
        "domains": set(filter(None, row["domains"].split(";"))), "fate": {key[5:]: row[key] for key in row if key.startswith("fate_")},
    }


def quote(row):
    number = lambda key: D(row[key]) if row.get(key) else None
    steps = [part.split(":") for part in row.get("tiers", "").split(";") if part]
    said = {key: number(key) for key in ("price", "light_price", "onboarding", "escalator", "floor")}
    return model.Offer(
        **said, id="quote:" + row["vendor"].lower().replace(" ", "-"), basis=row["basis"], domains=set(row["domains"].split(";")),
        steps=[(D(r.strip().rstrip("+").split("-")[0]), D(p)) for r, p in steps], whole_volume=row.get("tiering") == "whole_volume",
        minimum=number("minimum") or D(0), coverage=row.get("coverage"), notice=number("notice_months"),
        term=int(row["term_months"]) if "term_months" in row else None,
        fates="full_outsource" if row["offer"] == "full_outsource" else "co_managed",
    )


def frameworks(a, profile, tables, catalogues, as_of):
    said = profile.get("frameworks")
    if said is None:
        return None
    return [] if said == "none" else [framework(a, i, profile, tables, catalogues[i], as_of) for i in said]


def framework(a, name, profile, tables, catalogue, as_of):
    stated = profile.get(f"frameworks.{name}.due")
    due = date.fromisoformat(stated) if stated else model.months_after(as_of, 12)
    listed = {row["control_id"]: row for row in tables.get("controls", ())}
    units = D(0)
    for requirement in catalogue["requirements"]:
        ids = [s["id"] for s in requirement["specifications"]] or [requirement["id"]]
        row = listed.get(ids[0])
        units += a["unlisted_open_share"] if row is None else EFFORT[standing(row, as_of, catalogue["evidence_months"])]
    return {"id": name, "due": due, "effort": units * a["effort_per_requirement"]}


def standing(row, as_of, cadence):
    if row["status"] != "implemented":
        return row["status"]
    dated = row["evidence_date"]
    fresh = dated and date.fromisoformat(dated) >= model.months_after(as_of, -cadence)
    return "evidenced" if fresh else "unevidenced"


def project(row, as_of):
    """Approved or under way; net units by surface."""
    if row["status"] not in ("approved", "active"):
        return None
    net = {care: D(row.get(s + "_added") or 0) - D(row.get(s + "_retired") or 0) for s, care in SURFACES.items()}
    cutover = date.fromisoformat(row["cutover"])
    units = {u: D(row.get(u + "_added") or 0) - D(row.get(u + "_retired") or 0) for u in ("users", "endpoints")}
    return {"month": model.month_of(cutover, as_of) + 1, "begins": model.begins_with(cutover, as_of), "net": net, "units": units}


def hire(said, a, as_of, team):
    filled = date.fromisoformat(said["approved"]) + timedelta(int(a["hire_fill_days"]))
    pay = next((p.pay for p in team if p.role == said["role"]), a["pay." + said["role"]])
    lands = model.months_after(filled, int(a["hire_useful_months"]))
    return {
        "fte": D(said["fte"]), "role": said["role"], "pay": pay, "month": model.month_of(lands, as_of) + 1,
        # one that was to start before is on the payroll
        "starts": model.month_of(filled, as_of) + 1 if filled > as_of else None,
    }
