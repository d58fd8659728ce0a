"""The cost model of rules.md, a second time: plain month loops, decimals, no shared code."""

from decimal import Decimal as D, ROUND_HALF_UP

MONTHS = 36
DOMAINS = {"service_desk", "endpoint", "network", "security_operations"}
OUTSIDE_TOTAL = {"hardware_refresh", "indirect"}


def cents(value):
    return value.quantize(D("0.01"), rounding=ROUND_HALF_UP)


class Line:
    def __init__(self):
        self.once = D(0)
        self.months = [D(0)] * MONTHS

    def add(self, month, value):
        """Month 1 is the first month of the fee."""
        self.months[month - 1] += value

    def rounded(self):
        return cents(self.once), [cents(sum(self.months[y * 12:y * 12 + 12])) for y in range(MONTHS // 12)]


def grown(rate, month):
    """Rates step at plan-year starts, compounding; year 1 at year-1 prices."""
    return (1 + rate) ** ((month - 1) // 12)


def month_of(day, month_zero):
    return (day.year - month_zero.year) * 12 + day.month - month_zero.month


class Client:
    """What is known: facts, assumptions `a` (likely values), required scope."""

    def __init__(self, **known):
        self.__dict__.update(known)

    # prices of one post in a month, a full-time year

    def staff(self, pay, month):
        a = self.a
        return (pay * (1 + a["benefits_rate"]) * grown(a["merit"], month)
                + a["training"] * grown(a["inflation"], month))

    def turnover(self, pay, month):
        a = self.a
        return a["turnover_rate"] * a["departure_cost"] * pay * grown(a["merit"], month)

    # hours

    def usable(self):
        return self.a["productive_hours"] * self.a["occupancy"]

    def workload(self):
        reactive = self.tickets * sum(self.share[t] * self.hours[t] for t in self.share)
        endpoints = self.endpoints - self.servers
        return reactive + 12 * (endpoints * self.a["proactive.endpoint"] + self.servers * self.a["proactive.server"])

    def fte(self):
        return sum(fte for _, fte, _ in self.posts)

    def fte_required(self):
        days = (self.due - self.as_of).days
        dated = self.effort / (self.usable() * days / 365)
        return max(self.workload() / self.usable() + dated, D(8760) / self.a["productive_hours"])

    # lines

    def options(self):
        found = {
            "today": self.own_team("in_house"),
            "in_house": self.in_house(),
            "break_fix": self.break_fix(at_required=True),
            "break_fix_as_sold": self.break_fix(at_required=False),
            "co_managed": self.managed(self.generic({"service_desk", "security_operations"})),
            "full_outsource": self.managed(self.generic(DOMAINS)),
        }
        for quote in self.quotes:
            found[quote["id"]] = self.managed(quote)
        found.update(self.small_steps())
        for lines in found.values():
            self.common(lines)
        return found

    def small_steps(self):
        """Today with one thing added."""
        a = self.a
        hire = self.own_team("in_house")
        hire["current_contracts"] = self.current_contracts(None)
        for name in ("internal_staff", "turnover"):
            hire[name].months = [value * (self.fte() + 1) / self.fte() for value in hire[name].months]
        hire["turnover"].once = a["recruiting_cost"]

        mdr = self.managed({
            "offer": None, "domains": {"security_operations"}, "coverage": "24x7", "light": None, "minimum": D(0),
            "price": a["mdr_price"], "units": self.endpoints, "onboarding": None, "escalator": None, "notice": None,
        })

        contractors = self.own_team("in_house")
        contractors["current_contracts"] = self.current_contracts(None)
        dated = self.effort / (D((self.due - self.as_of).days) / 365)
        hours = max(D(0), self.workload() + dated - self.fte() * self.usable())
        labour = hours * a["contractor_rate"]
        for name in ("reactive_labour", "vendor_management", "transition", "cost_to_undo"):
            contractors[name] = Line()
        for month in range(1, MONTHS + 1):
            growth = grown(a["inflation"], month)
            contractors["reactive_labour"].add(month, labour / 12 * growth)
            contractors["vendor_management"].add(month, labour * a["vendor_management"] / 12 * growth)
        contractors["transition"].once = labour * a["selection"]
        undo = labour / 12 * grown(a["inflation"], MONTHS) * a["notice_months"]
        contractors["cost_to_undo"].add(MONTHS, undo * a["undo_probability"])
        return {"hire_one": hire, "mdr_only": mdr, "staff_augmentation": contractors}

    def common(self, lines):
        """Equal on every option."""
        a = self.a
        indirect = self.tickets * a["lost_minutes"] / 60 * a["user_hour_value"]
        for name, yearly in (("compliance", self.compliance), ("hardware_refresh", self.hardware), ("indirect", indirect)):
            line = lines.setdefault(name, Line())
            for month in range(1, MONTHS + 1):
                line.add(month, yearly / 12 * grown(a["inflation"], month))

    def current_contracts(self, fates):
        line = Line()
        for contract in self.contracts:
            rate = self.a["inflation"] if contract["escalator"] is None else contract["escalator"]
            last = MONTHS
            if fates is not None and contract["fate"][fates] == "displaced":
                # paid through the month its end date lies in, never short of go-live
                last = max(month_of(contract["end"], self.month_zero), self.a["go_live_month"] - 1)
            for month in range(1, int(min(last, MONTHS)) + 1):
                line.add(month, contract["amount"] / 12 * grown(rate, month))
        return line

    def own_team(self, fates):
        lines = {name: Line() for name in ("internal_staff", "turnover", "tools")}
        for month in range(1, MONTHS + 1):
            for _, fte, pay in self.posts:
                lines["internal_staff"].add(month, fte * self.staff(pay, month) / 12)
                lines["turnover"].add(month, fte * self.turnover(pay, month) / 12)
            lines["tools"].add(month, self.tools / 12 * grown(self.a["inflation"], month))
        lines["current_contracts"] = self.current_contracts(fates)
        return lines

    def in_house(self):
        """Today's mean per FTE, by role mix, times FTE at R; the added FTE are recruited once."""
        lines = self.own_team("in_house")
        required = max(self.fte_required(), self.fte())
        for name in ("internal_staff", "turnover"):
            lines[name].months = [value * required / self.fte() for value in lines[name].months]
        lines["turnover"].once = self.a["recruiting_cost"] * (required - self.fte())
        return lines

    def break_fix(self, at_required):
        """The kept team is Today's; the vendor does what is above its capacity."""
        a = self.a
        lines = self.own_team("break_fix")
        above = max(D(0), self.workload() - self.fte() * self.usable())
        if above > 0:
            raise NotImplementedError("vendor hours of break-fix: the team of the sample covers its workload")
        lines["reactive_labour"] = Line()
        if at_required:
            lines["coverage"] = Line()
            for month in range(1, MONTHS + 1):
                growth = grown(a["inflation"], month)
                lines["coverage"].add(month, a["coverage_24x7"] * self.users * growth)
                lines["tools"].add(month, a["break_fix.agent_tools"] * self.endpoints / 12 * growth)
        return lines

    def generic(self, domains):
        """The premium tier: R has a framework and 24x7."""
        a = self.a
        full = a["price.premium"]
        share = sum(a["domain_share." + domain] for domain in domains)
        price = full if domains == DOMAINS else min(full, full * share * a["co_managed_factor"])
        return {
            "offer": "full_outsource" if domains == DOMAINS else "co_managed",
            "domains": domains, "coverage": "24x7", "price": price, "light": None, "minimum": D(0),
            "onboarding": None, "escalator": None, "notice": None,
        }

    def managed(self, offer):
        a = self.a
        if offer["coverage"] != "24x7":
            raise NotImplementedError("coverage beside the fee")
        overlap = int(a["overlap_months"])
        ended = set()
        if "service_desk" in offer["domains"]:
            ended.add("support")
        if {"endpoint", "network"} <= offer["domains"]:
            ended.add("administrator")
        names = ("internal_staff", "turnover", "tools", "managed_fee", "out_of_scope", "transition",
                 "vendor_management", "cost_to_undo")
        lines = {name: Line() for name in names}
        lines["current_contracts"] = self.current_contracts(offer["offer"])

        for role, fte, pay in self.posts:
            for month in range(1, (overlap if role in ended else MONTHS) + 1):
                lines["internal_staff"].add(month, fte * self.staff(pay, month) / 12)
                lines["turnover"].add(month, fte * self.turnover(pay, month) / 12)
        stays = any(role not in ended and role != "manager" for role, _, _ in self.posts)
        for month in range(1, (MONTHS if stays else overlap) + 1):
            lines["tools"].add(month, self.tools / 12 * grown(a["inflation"], month))

        light = offer["price"] * a["light_share"] if offer["light"] is None else offer["light"]
        units = offer.get("units")
        by_unit = self.users * offer["price"] + self.light * light if units is None else units * offer["price"]
        first_fee = max(offer["minimum"], by_unit)
        rate = a["fee_escalator"] if offer["escalator"] is None else offer["escalator"]
        for month in range(1, MONTHS + 1):
            fee = first_fee * grown(rate, month)
            lines["managed_fee"].add(month, fee)
            lines["out_of_scope"].add(month, fee * a["out_of_scope"])
            lines["vendor_management"].add(month, fee * a["vendor_management"])

        onboarding = first_fee * a["onboarding_months"] if offer["onboarding"] is None else offer["onboarding"]
        lines["transition"].once = first_fee * 12 * a["selection"] + onboarding
        notice = a["notice_months"] if offer["notice"] is None else offer["notice"]
        undo = notice * first_fee * grown(rate, MONTHS)
        for role, fte, pay in self.posts:
            if role in ended:
                lines["transition"].add(overlap, a["severance"] * pay * fte)
                undo += a["departure_cost"] * pay * fte * grown(a["merit"], MONTHS)
                undo += a["overlap_months"] * fte * self.staff(pay, MONTHS) / 12
        lines["cost_to_undo"].add(MONTHS, a["undo_probability"] * undo)
        return lines


def summary(lines, discount):
    """(total, npv) from the rounded line-years."""
    once, years = D(0), [D(0)] * (MONTHS // 12)
    for name, line in lines.items():
        if name in OUTSIDE_TOTAL:
            continue
        first, yearly = line.rounded()
        once += first
        years = [a + b for a, b in zip(years, yearly)]
    npv = once + sum(value / (1 + discount) ** (y + 1) for y, value in enumerate(years))
    return once + sum(years), cents(npv)
