"""Random engagements: a profile and tables in the columns of `threshold template`. Same seed, same engagements."""

import json
from datetime import date, timedelta
from decimal import Decimal as D
from random import Random

DOMAINS = ["service_desk", "endpoint", "network", "security_operations"]
COVERAGE = ["8x5", "12x5", "24x7"]
OPTIONS = ["in_house", "break_fix", "co_managed", "full_outsource"]
SUPPORT = ["administrator", "support", "network_support", "security"]
SURFACES = ["endpoints", "vms", "servers", "saas", "automations"]
# (low, high, decimals) of assumptions a client types over the pack's.
TYPED = {
    "merit": ("0.02", "0.06"), "inflation": ("0.015", "0.05"), "discount": ("0.03", "0.12"),
    "fee_escalator": ("0", "0.09"), "benefits_rate": ("0.25", "0.5"), "training": ("0", "6000"),
    "turnover_rate": ("0.05", "0.4"), "departure_cost": ("0.3", "1.5"), "recruiting_cost": ("2000", "9000"),
    "occupancy": ("0.45", "0.75"), "productive_hours": ("1700", "1950"), "effort_per_requirement": ("8", "80"),
    "vendor_management": ("0.02", "0.1"), "out_of_scope": ("0.03", "0.25"), "co_managed_factor": ("1", "1.5"),
    "undo_probability": ("0.05", "0.3"), "severance": ("0", "0.1"), "selection": ("0", "0.02"),
    "onboarding_months": ("0.5", "2"), "notice_months": ("1", "4"), "light_share": ("0", "1"),
    "price.standard": ("100", "180"), "price.premium": ("160", "330"), "coverage_24x7": ("10", "60"),
    "break_fix.hourly_rate": ("90", "290"), "break_fix.remote_minimum": ("0.25", "2"),
    "break_fix.after_hours_multiplier": ("1", "2"), "break_fix.on_site_share": ("0", "0.4"),
    "break_fix.trip_charge": ("0", "120"), "break_fix.agent_tools": ("100", "420"),
    "handling.l1": ("0.1", "0.9"), "handling.l2": ("0.6", "2.5"), "handling.l3": ("2", "9"),
    "proactive.endpoint": ("0.1", "0.9"), "proactive.server": ("0.5", "5"),
    "lost_minutes": ("5", "60"), "user_hour_value": ("20", "80"), "architecture_fte": ("0.05", "0.3"),
    "service_owner_fte": ("0", "0.15"),
}


class Engagement:
    """`profile` as JSON would hold it, `tables` as {kind: [{column: text}]}."""

    def __init__(self, number, profile, tables):
        self.number, self.profile, self.tables = number, profile, tables


class Maker:
    def __init__(self, seed, number):
        self.random = Random(f"{seed} {number}")
        self.number = number
        self.as_of = date(2026, 1, 1) + timedelta(self.random.randrange(365))

    def chance(self, share):
        return self.random.random() < share

    def between(self, low, high, places="0.001"):
        low, high = D(low), D(high)
        return str((low + (high - low) * D(str(self.random.random()))).quantize(D(places)))

    def some(self, words, least=1):
        return sorted(self.random.sample(words, self.random.randint(least, len(words))), key=words.index)

    def day(self, first, last):
        """A day between so many days after the as-of date."""
        return (self.as_of + timedelta(self.random.randint(first, last))).isoformat()

    def engagement(self):
        tables = {}
        profile = {"name": f"Random {self.number}", "as_of": self.as_of.isoformat(), "horizon_years": self.random.randint(1, 7)}
        users = self.random.choice([self.random.randint(3, 30), self.random.randint(30, 400), self.random.randint(400, 2000)])
        self.scope(profile)
        self.counts(profile, tables, users)
        self.team(profile, tables, users)
        self.work(profile, tables, users)
        self.money(profile, tables, users)
        self.obligations(profile, tables)
        self.change(profile, tables, users)
        self.offers(tables, users)
        for name in self.random.sample(sorted(TYPED), self.random.choice([0, 2, 6, 15])):
            profile[name] = self.between(*TYPED[name], "1" if D(TYPED[name][1]) > 1000 else "0.001")
        return Engagement(self.number, profile, tables)

    def scope(self, profile):
        if self.chance(0.93):
            profile["today.coverage"] = self.random.choice(COVERAGE)
        if self.chance(0.5):
            profile["required.coverage"] = self.random.choice(COVERAGE)
        if self.chance(0.7):
            profile["today.domains"] = self.some(DOMAINS)
        if self.chance(0.5):
            profile["required.domains"] = self.some(DOMAINS)
        if self.chance(0.4):
            profile["co_managed.domains"] = self.some(DOMAINS[:3] if self.chance(0.5) else DOMAINS)[:3]
        if self.chance(0.3):
            profile["break_fix.keeps_posts"] = self.chance(0.5)
        if self.chance(0.2):
            profile["on_call_paid"] = True
        if self.chance(0.15):
            profile["seats"] = self.random.choice(["1", "2", "3"])

    def counts(self, profile, tables, users):
        if self.chance(0.3):
            tables["people"] = self.people(min(users, 150))
        elif self.chance(0.96):
            profile["users"] = str(users)
            if self.chance(0.3):
                profile["light_accounts"] = str(self.random.randint(1, 60))
        devices = int(users * self.random.uniform(0.8, 2.2)) + 1
        if self.chance(0.35):
            tables["devices"] = self.devices(min(devices, 200))
        elif self.chance(0.96):
            profile["endpoints"] = str(devices)
            if self.chance(0.6):
                profile["servers"] = str(self.random.randint(0, devices // 8))
        if self.chance(0.3):
            profile["sites"] = str(self.random.randint(1, 12))

    def people(self, count):
        kinds = ["person"] * 8 + ["shared", "frontline", "guest", "service"]
        return [
            {"user_id": f"u{n}@example.com", "active": "yes" if self.chance(0.92) else "no", "account": self.random.choice(kinds)}
            for n in range(count)
        ]

    def devices(self, count):
        kinds = ["workstation", "laptop"] * 4 + ["server_physical", "server_virtual", "mobile", "network", "printer", "other"]
        status = ["in_service"] * 9 + ["in_stock", "retired", "lost"]
        newest = self.as_of - timedelta(self.random.randint(0, 20))
        rows = [
            {
                "serial": f"S{self.number}N{n}", "hostname": f"host-{n}", "kind": self.random.choice(kinds),
                "status": self.random.choice(status),
                "last_seen": f"{newest - timedelta(self.random.choice([0, 1, 5, 30, 89, 90, 91, 200]))} 10:00:00",
            }
            for n in range(count)
        ]
        rows[0]["last_seen"] = f"{newest} 10:00:00"
        return rows

    def team(self, profile, tables, users):
        way = self.random.random()
        if way < 0.35:
            tables["staff"] = [self.person(n) for n in range(self.random.randint(1, 3 + users // 120))]
            if self.chance(0.6):
                profile["staff"] = {"manager": {"hands_on": self.random.choice(["0.1", "0.25", "0.4", "0.5"])}}
        elif way < 0.75:
            for role in self.some(SUPPORT)[:3]:
                profile[f"fte.{role}"] = self.random.choice(["0.25", "0.5", "1", "1", "1.5", "2", "3.4", "6"])
                if self.chance(0.6):
                    profile[f"pay.{role}"] = self.between(38000, 170000, "1")
        elif way < 0.88:
            profile["support_fte"] = self.random.choice(["0.3", "1", "2", "2.75", "5", "9"])
        elif way < 0.95:
            profile["support_fte"] = "0"

    def person(self, n):
        role = self.random.choice(SUPPORT * 2 + ["manager", "none"])
        row = {"employee_id": f"E{n}", "name": f"Person {n}", "title": "Post", "role": role, "status": "active"}
        if self.chance(0.25) and role != "manager":
            row.update(pay_basis="hourly", paid_hours=self.random.choice(["390", "520", "1040", "2080"]),
                       hourly_rate=self.between(18, 60, "0.01"))
        else:
            row.update(pay_basis="salary", fte=self.random.choice(["1", "1", "1", "0.8", "0.5"]),
                       base_pay=self.between(38000, 170000, "1"))
        if self.chance(0.1):
            row["status"] = self.random.choice(["leave", "terminated"])
        if self.chance(0.1):
            row["end_date"] = self.day(-300, -1)
        elif self.chance(0.15):
            row["end_date"] = self.day(30, 700)
        return row

    def work(self, profile, tables, users):
        if self.chance(0.3):
            tables["tickets"] = [self.ticket(n) for n in range(self.random.randint(20, 250))]
        elif self.chance(0.5):
            profile["tickets"] = str(int(users * self.random.uniform(2, 14)))

    def ticket(self, n):
        row = {
            "number": f"T{n}", "opened": f"{self.day(-355, -1)} {self.random.randint(0, 23):02}:15:00", "priority": "p3",
            "status": "cancelled" if self.chance(0.05) else "closed", "type": "incident",
            "tier": self.random.choice(["l1"] * 6 + ["l2"] * 3 + ["l3"]),
        }
        if self.chance(0.8):
            row["effort_hours"] = self.between("0.1", "6", "0.25")
        return row

    def money(self, profile, tables, users):
        for name, high in (("tools", 60000), ("compliance_cost", 40000), ("hardware", 90000)):
            if self.chance(0.35):
                profile[name] = self.between(0, high, "0.01")
        if self.chance(0.5):
            tables["costs"] = [self.contract(n) for n in range(self.random.randint(1, 4))]

    def contract(self, n):
        row = {
            "entry": "contract", "vendor": f"Vendor {n}", "category": "contract", "amount": self.between(2000, 120000, "0.01"),
            "recurring": "yes", "domains": ";".join(self.some(DOMAINS)) if self.chance(0.6) else "",
            "contract_start": self.day(-900, -200),
        }
        if self.chance(0.8):
            row["contract_end"] = self.day(20, 1400)
        if self.chance(0.5):
            row["escalator"] = self.between(0, "0.08")
        for option in OPTIONS:
            row[f"fate_{option}"] = self.random.choice(["stays", "displaced", "overlaps"])
        return row

    def obligations(self, profile, tables):
        way = self.random.random()
        if way < 0.45:
            profile["frameworks"] = "none"
        elif way < 0.95:
            profile["frameworks"] = ["hipaa"]
            if self.chance(0.7):
                profile["frameworks.hipaa.due"] = self.day(25, 600)
            if self.chance(0.75):
                tables["controls"] = True

    def change(self, profile, tables, users):
        if self.chance(0.4):
            tables["projects"] = [self.project(n) for n in range(self.random.randint(1, 4))]
        if self.chance(0.25):
            profile["hires"] = [
                {"role": self.random.choice(SUPPORT), "fte": self.random.choice(["0.5", "1", "2"]), "approved": self.day(-60, 300)}
                for _ in range(self.random.randint(1, 2))
            ]

    def project(self, n):
        row = {
            "project_id": f"P{n}", "name": f"Project {n}", "led_by": self.random.choice(["automation", "ai", "other"]),
            "status": self.random.choice(["proposed", "approved", "active", "active", "on_hold", "done", "cancelled"]),
            "cutover": self.day(20, 900),
        }
        for surface in self.some(SURFACES):
            row[f"{surface}_added"] = str(self.random.randint(0, 60))
            if self.chance(0.4):
                row[f"{surface}_retired"] = str(self.random.randint(0, 40))
        return row

    def offers(self, tables, users):
        if self.chance(0.6):
            tables["quotes"] = [self.quote(n, users) for n in range(self.random.randint(1, 3))]

    def quote(self, n, users):
        basis = self.random.choice(["user", "user", "user", "device", "site", "flat", "hour"])
        offer = self.random.choice(["full_outsource", "co_managed"])
        domains = DOMAINS if offer == "full_outsource" else self.some(DOMAINS)[:3]
        row = {
            "vendor": f"Provider {'ABC'[n]}", "offer": offer, "basis": basis, "domains": ";".join(domains),
            "price": {"user": self.between(60, 260, "0.01"), "device": self.between(20, 120, "0.01"),
                      "site": self.between(500, 4000, "1"), "flat": self.between(1500, 40000, "0.01"),
                      "hour": self.between(80, 220, "0.01")}[basis],
        }
        if basis in ("user", "device") and self.chance(0.45):
            steps = sorted(self.random.sample(range(10, max(40, users)), 2))
            ranges = [f"1-{steps[0] - 1}", f"{steps[0]}-{steps[1] - 1}", f"{steps[1]}+"]
            prices = sorted((self.random.randint(60, 240) for _ in ranges), reverse=True)
            row["tiers"] = "; ".join(f"{r}:{p}" for r, p in zip(ranges, prices))
            row["tiering"] = self.random.choice(["graduated", "whole_volume", ""])
        for column, text, share in (
            ("minimum", self.between(800, 20000, "1"), 0.4), ("light_price", self.between(5, 90, "1"), 0.4),
            ("coverage", self.random.choice(COVERAGE), 0.8), ("includes_compliance", self.random.choice(["yes", "no"]), 0.5),
            ("onboarding", self.between(0, 40000, "1"), 0.5), ("escalator", self.between(0, "0.08"), 0.6),
            ("term_months", self.random.choice(["12", "24", "36", "48", "60"]), 0.6),
            ("notice_months", self.random.choice(["1", "2", "3", "6"]), 0.6), ("floor", self.random.choice(["0.8", "0.85"]), 0.2),
        ):
            if self.chance(share):
                row[column] = text
        return row

    def register(self, catalogue):
        """Every specification of a requirement has its status; some requirements are not listed."""
        rows = []
        for requirement in catalogue["requirements"]:
            status = self.random.choice(["evidenced"] * 3 + ["unevidenced", "old", "partial", "not_implemented", "not_applicable", "unlisted"])
            if status == "unlisted":
                continue
            ids = [s["id"] for s in requirement["specifications"]] or [requirement["id"]]
            written = {"evidenced": "implemented", "unevidenced": "implemented", "old": "implemented"}.get(status, status)
            dated = {"evidenced": self.day(-200, -10), "old": self.day(-900, -500)}.get(status, "")
            rows += [{"framework": catalogue["id"], "control_id": i, "status": written, "evidence": "file" if dated else "",
                      "evidence_date": dated} for i in ids]
        return rows


def nested(profile):
    """Dotted keys of the parts read by name stay flat keys: the program reads both."""
    return json.dumps(profile, indent=1)


def engagements(seed, count, catalogues):
    for number in range(count):
        maker = Maker(seed, number)
        made = maker.engagement()
        if made.tables.pop("controls", None):
            made.tables["controls"] = maker.register(catalogues["hipaa"])
        yield made
