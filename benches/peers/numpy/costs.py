"""The cost of every option over arrays of trials, as one writes it by hand in numpy: constants folded, years unrolled.

Cents are rounded only where `cents` is given: at likely values, to be compared; a sample needs none.
"""

import numpy as np

DOMAINS = frozenset(("service_desk", "endpoint", "network", "security_operations"))
ENDS_WITH = {
    "support": {"service_desk"}, "administrator": {"endpoint", "network"},
    "network_support": {"network"}, "security": {"security_operations"},
}


def plain(value):
    return value


def half_up(value):
    return np.floor(np.asarray(value) * 100 + 0.5 + 1e-6) / 100


class Team:
    """FTE and pay of posts that stay and of those that end, as sums."""

    def __init__(self, posts, domains):
        ends = [p for p in posts if ENDS_WITH.get(p.role, DOMAINS | {""}) <= domains]
        gone = sum(float(p.whole) for p in ends)
        self.gone_fte, self.gone_pay = gone, sum(float(p.whole * p.pay) for p in ends)
        self.kept_fte = sum(float(p.fte) for p in posts) - gone
        self.kept_pay = sum(float(p.fte * p.pay) for p in posts) - self.gone_pay
        self.tools_stay = any(p not in ends and p.role != "manager" for p in posts) or not domains


class Costs:
    """`a` of one batch: a number or an array for every input."""

    def __init__(self, client, a, cents=plain):
        self.c, self.a, self.cents, self.years = client, a, cents, client.years
        self.merit = self.steps(a["merit"])
        self.inflation = self.steps(a["inflation"])
        self.fees = self.steps(a["fee_escalator"])
        self.worth = [1 / step for step in self.steps(a["discount"])[1:] + [(1 + a["discount"]) ** self.years]]
        self.benefits = 1 + a["benefits_rate"]
        self.leaving = a["turnover_rate"] * a["departure_cost"]
        self.team = Team(client.posts, frozenset())
        self.common = self.equal_on_all()
        self.hours()

    def steps(self, rate):
        found = [1.0]
        for _ in range(self.years - 1):
            found.append(found[-1] * (1 + rate))
        return found

    def npv(self, once, years):
        return self.cents(once + sum(value * self.worth[y] for y, value in enumerate(years)))

    def equal_on_all(self):
        yearly = float(self.c.compliance)
        return [self.cents(yearly * g) for g in self.inflation]

    def hours(self):
        a, c = self.a, self.c
        usable = a["productive_hours"] * a["occupancy"]
        tickets, endpoints, servers = float(c.tickets), float(c.endpoints), float(c.servers)
        share = {t: tickets * float(c.share[t]) for t in c.share}
        spent = {t: float(c.hours[t]) for t in c.hours}
        self.reactive = sum(share[t] * spent[t] for t in share)
        self.workload = self.reactive + 12 * (
            (endpoints - servers) * a["proactive.endpoint"] + servers * a["proactive.server"])
        hours = sum(share[t] * np.maximum(spent[t], a["break_fix.remote_minimum"]) for t in share)
        dearer = 1 + float(c.after) * (a["break_fix.after_hours_multiplier"] - 1)
        self.all_tickets = (hours * a["break_fix.hourly_rate"] * dearer
                            + a["break_fix.on_site_share"] * tickets * a["break_fix.trip_charge"])
        gap = sum(float(f["units"]) * a["effort_per_requirement"] * 365 / (usable * (f["due"] - c.as_of).days) for f in c.frameworks)
        self.required = np.maximum(self.workload / usable + gap, 8760 / a["productive_hours"])
        self.above = np.maximum(0, self.workload - self.team.kept_fte * usable)

    def staff(self, fte, pay, y):
        return pay * self.benefits * self.merit[y] + fte * self.a["training"] * self.inflation[y]

    def contracts(self, fates, y):
        total = 0.0
        for contract in self.c.contracts:
            last = self.years * 12
            if fates and contract["fate"][fates] == "displaced":
                last = max(0, (contract["end"].year - self.c.as_of.year) * 12 + contract["end"].month - self.c.as_of.month - 1)
            months = min(12, max(0, last - 12 * y))
            if months:
                rate = contract["escalator"]
                growth = self.inflation[y] if rate is None else (1 + float(rate)) ** y
                total = total + float(contract["amount"]) / 12 * months * growth
        return self.cents(total)

    def own(self, team, fates, y, agents=0.0):
        """Staff, turnover, tools and contracts of a year; posts that end are paid through the overlap."""
        part = min(1.0, max(0.0, self.c.overlap / 12 - y))
        fte, pay = team.kept_fte + part * team.gone_fte, team.kept_pay + part * team.gone_pay
        tools = (float(self.c.tools) * (1.0 if team.tools_stay else part) + agents) * self.inflation[y]
        return (self.cents(self.staff(fte, pay, y)) + self.cents(self.leaving * pay * self.merit[y]) + self.cents(tools)
                + self.contracts(fates, y) + self.common[y])

    def options(self):
        """{option: present value}."""
        found = {
            "today": self.npv(0.0, [self.own(self.team, None, y) for y in range(self.years)]),
            "in_house": self.in_house(), "break_fix": self.break_fix(True), "break_fix_as_sold": self.break_fix(False),
        }
        premium = self.a["price.premium"]
        accounts = float(self.c.users) + float(self.c.light) * self.a["light_share"]
        share = sum(self.a["domain_share." + d] for d in self.c.co_managed_domains) * self.a["co_managed_factor"]
        for name, domains, price in (("co_managed", self.c.co_managed_domains, premium * np.minimum(1.0, share)),
                                     ("full_outsource", DOMAINS, premium)):
            fee = accounts * price
            found[name] = self.managed(domains, name, fee, self.fees, fee * self.a["onboarding_months"], self.a["notice_months"])
        for quote in self.c.quotes:
            found[quote.id] = self.quoted(quote)
        return found

    def in_house(self):
        a, team = self.a, self.team
        spare = np.minimum(np.floor(np.maximum(0, team.kept_fte - self.required)), self.c.whole)
        fte = np.maximum(self.required, team.kept_fte - spare)
        mean = team.kept_pay / team.kept_fte
        once = self.cents(np.maximum(0, fte - team.kept_fte) * a["recruiting_cost"])
        years = [
            self.cents(fte * self.staff(1.0, mean, y)) + self.cents(fte * mean * self.leaving * self.merit[y])
            + self.cents(float(self.c.tools) * self.inflation[y]) + self.contracts("in_house", y) + self.common[y]
            for y in range(self.years)
        ]
        return self.npv(once, [year + once * 0 for year in years])

    def break_fix(self, at_required):
        a, c = self.a, self.c
        labour = self.all_tickets * np.minimum(self.above, self.reactive) / self.reactive
        beside, agents = 0.0, 0.0
        if at_required:
            labour = labour + np.maximum(0, self.above - self.reactive) * a["break_fix.hourly_rate"]
            beside = a["coverage_24x7"] * 12 * float(c.users)
            agents = a["break_fix.agent_tools"] * float(c.endpoints)
        return self.npv(0.0, [
            self.own(self.team, "break_fix", y, agents) + self.cents(labour * g) + self.cents(beside * g)
            for y, g in enumerate(self.inflation)
        ])

    def quoted(self, quote):
        a = self.a
        light = float(quote.price) * a["light_share"] if quote.light_price is None else float(quote.light_price)
        fee = np.maximum(float(quote.minimum), float(self.c.users) * float(quote.price) + float(self.c.light) * light)
        steps = self.fees if quote.escalator is None else self.steps(float(quote.escalator))
        onboarding = fee * a["onboarding_months"] if quote.onboarding is None else float(quote.onboarding)
        notice = a["notice_months"] if quote.notice is None else float(quote.notice)
        return self.managed(quote.domains, quote.fates, fee, steps, onboarding, notice)

    def managed(self, domains, fates, fee, steps, onboarding, notice):
        a, overlap, last = self.a, self.c.overlap, self.years - 1
        team = Team(self.c.posts, domains)
        owner = a["service_owner_fte"] * self.team.kept_pay / self.team.kept_fte * self.benefits
        years = []
        for y in range(self.years):
            paid = 12 * fee * steps[y]
            managing = np.maximum(0, paid * a["vendor_management"] - owner * self.merit[y])
            years.append(self.own(team, fates, y) + self.cents(paid) + self.cents(paid * a["out_of_scope"]) + self.cents(managing))
        years[0] = years[0] + self.cents(a["severance"] * team.gone_pay)
        undo = (notice * fee * steps[last] + a["departure_cost"] * team.gone_pay * self.merit[last]
                + overlap / 12 * self.staff(team.gone_fte, team.gone_pay, last))
        years[last] = years[last] + self.cents(a["undo_probability"] * undo)
        return self.npv(self.cents(fee * 12 * a["selection"] + onboarding), years)
