"""The cost model of rules.md, a second time: plain month loops, decimals, no shared code.

An unknown is a quiet NaN: whatever is computed from one is unknown too. A division by zero is unknown as well.
"""

from datetime import date, timedelta
from decimal import Decimal as D, ROUND_HALF_UP, Context, setcontext

setcontext(Context(prec=50, traps=[]))
UNKNOWN = D("NaN")
DOMAINS = {"service_desk", "endpoint", "network", "security_operations"}
HOURS = {"8x5": D(2080), "12x5": D(3120), "24x7": D(8760)}
OUTSIDE_TOTAL = {"hardware_refresh", "indirect"}
ENDS_WITH = {
    "support": {"service_desk"}, "administrator": {"endpoint", "network"},
    "network_support": {"network"}, "security": {"security_operations"},
}


def cents(value):
    """Half up. Twelfths are cut after fifty places, so a sum of them is taken to thirty first: a tie stays a tie."""
    return value.quantize(D("1e-30")).quantize(D("0.01"), rounding=ROUND_HALF_UP)


def larger(*values):
    return UNKNOWN if any(v.is_nan() for v in values) else max(values)


def smaller(*values):
    return UNKNOWN if any(v.is_nan() for v in values) else min(values)


def ratio(above, below):
    return UNKNOWN if below.is_nan() or below == 0 else above / below


def floor(value):
    return value if value.is_nan() else D(int(value))


def month_of(day, as_of):
    """Month 0 is the month after the as-of date's."""
    return (day.year - as_of.year) * 12 + day.month - as_of.month - 1


def begins_with(day, as_of):
    """The first month that begins with what happens on a day."""
    return month_of(day, as_of) + (0 if day.day == 1 else 1)


def months_after(day, months):
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day
    return date(year, month, min(day.day, last))


class Line:
    def __init__(self, months):
        self.once = D(0)
        self.months = [D(0)] * months

    def add(self, month, value):
        """Month 1 is the first month of the fee."""
        self.months[month - 1] += value

    def rounded(self):
        years = range(len(self.months) // 12)
        return cents(self.once), [cents(sum(self.months[y * 12:y * 12 + 12])) for y in years]


class Post:
    """`fte` of one role at a full-time year's base pay; `whole` of it are whole posts, which can end."""

    def __init__(self, role, fte, whole, pay):
        self.role, self.fte, self.whole, self.pay = role, fte, whole, pay


class Offer:
    def __init__(self, **said):
        self.light_price = self.onboarding = self.escalator = self.notice = self.term = self.coverage = self.floor = None
        self.minimum, self.priced_to_r = D(0), True
        self.__dict__.update(said)


class Client:
    """What is known: facts, assumptions `a` (likely values), required scope. See known.py."""

    def __init__(self, **known):
        self.__dict__.update(known)
        self.last = self.years * 12
        self.a_growth = {}

    def grown(self, rate, month):
        """Rates step at plan-year starts, compounding; year 1 at year-1 prices."""
        year = (month - 1) // 12
        if (rate, year) not in self.a_growth:
            self.a_growth[rate, year] = D(1) if year == 0 else self.grown(rate, month - 12) * (1 + rate)
        return self.a_growth[rate, year]

    def all_months(self):
        return range(1, self.last + 1)

    # a full-time post in a year of month `month`

    def staff(self, pay, month):
        return self.pay_and_benefits(pay, month) + self.a["training"] * self.grown(self.a["inflation"], month)

    def pay_and_benefits(self, pay, month):
        return self.paid(pay, month) * (1 + self.a["benefits_rate"])

    def turnover(self, pay, month):
        return self.a["turnover_rate"] * self.a["departure_cost"] * self.paid(pay, month)

    def paid(self, pay, month):
        return pay * self.grown(self.a["merit"], month)

    def on_call_pay(self, pay, month):
        return self.a["on_call"] * self.paid(pay, month)

    def mean(self, cost, month):
        """Today's mean per FTE by role mix; without a team half administrator, half support."""
        if not self.posts:
            pays = [self.a["pay.administrator"], self.a["pay.support"]]
            return sum(cost(pay, month) for pay in pays) / 2
        return ratio(sum(p.fte * cost(p.pay, month) for p in self.posts), self.fte())

    # hours

    def fte(self):
        return sum((p.fte for p in self.posts), D(0)) if self.fte_known else UNKNOWN

    def usable(self):
        return self.a["productive_hours"] * self.a["occupancy"]

    def capacity(self):
        return self.fte() * self.usable()

    def reactive(self):
        return self.tickets * sum(self.share[t] * self.hours[t] for t in self.share)

    def proactive(self):
        others = self.endpoints - self.servers
        return 12 * (others * self.a["proactive.endpoint"] + self.servers * self.a["proactive.server"])

    def workload(self):
        return self.reactive() + self.proactive()

    def free(self, due):
        """Hours above the workload until the day; a hire that is not on the payroll yet adds its own once it is useful, and a
        post that ends takes its own along from the month after."""
        start = lambda month: max(months_after(self.as_of.replace(day=1), month + 1), self.as_of)
        changes = [(start(h["month"]), h["fte"]) for h in self.hires if h["starts"] is not None]
        changes += [(start(month), -fte) for month, fte in self.leaving]
        free, capacity, since = D(0), self.capacity(), self.as_of
        for day, fte in [*sorted(c for c in changes if c[0] < due), (max(due, self.as_of), D(0))]:
            free += larger(D(0), capacity - self.workload()) * (day - since).days / 365
            capacity, since = capacity + fte * self.usable(), day
        return free

    def within_a_year(self, framework):
        return (framework["due"] - self.as_of).days <= 366

    def workload_fte(self):
        """Without tickets the ratio stands in for the workload."""
        if self.tickets_known:
            return ratio(self.workload(), self.usable())
        return self.endpoints / self.a["policy.ratio_limit"]

    def gap_fte(self):
        if self.frameworks is None:
            return UNKNOWN
        days = lambda f: D((f["due"] - self.as_of).days)
        return sum((ratio(f["effort"], self.usable() * days(f) / 365) for f in self.frameworks), D(0))

    def coverage_fte(self):
        if self.required_coverage is None:
            return UNKNOWN
        return ratio(self.a["seats"] * HOURS[self.required_coverage], self.a["productive_hours"])

    def fte_required(self):
        return larger(self.workload_fte() + self.gap_fte(), self.coverage_fte())

    def in_house_fte(self):
        """Grows by fractions; shrinks only by whole posts that leave FTE at R covered."""
        required, fte = self.fte_required(), self.fte()
        whole = sum((p.whole for p in self.posts if p.role != "manager"), D(0))
        spare = smaller(floor(larger(D(0), fte - required)), whole)
        return larger(required, fte - spare)

    # transformation

    def added(self, month):
        units = D(0)
        for project in self.projects:
            if project["month"] <= month:
                units += sum(project["net"][k] / self.a["care." + k] for k in project["net"])
        grown = self.endpoints * self.a["endpoint_growth"] * month / 12 / self.a["care.endpoint"]
        return larger(D(0), units + grown)

    def absorbs(self, month):
        landed = sum((h["fte"] for h in self.hires if h["month"] <= month), D(0))
        landed -= sum((fte for leaves, fte in self.leaving if leaves <= month), D(0))
        gap = UNKNOWN if self.frameworks is None else sum((f["effort"] for f in self.frameworks if self.within_a_year(f)), D(0))
        hours = (self.fte() + landed) * self.usable() - self.workload() - gap
        return ratio(larger(D(0), hours), self.usable())

    # options

    def options(self):
        found = {
            "today": self.today(), "in_house": self.in_house(),
            "break_fix": self.break_fix(at_required=True), "break_fix_as_sold": self.break_fix(at_required=False),
            "co_managed": self.managed(self.generic(self.co_managed_domains)),
            "full_outsource": self.managed(self.generic(DOMAINS)),
        }
        for quote in self.quotes:
            found[quote.id] = self.managed(self.quoted(quote))
        found.update(self.small_steps())
        for name, lines in found.items():
            self.common(lines)
            if not self.fte_known and name != "in_house":
                # nobody said who supports: what they are paid stands for the team, and is unknown
                self.fill(lines, "internal_staff", lambda m: UNKNOWN)
        return found

    def fill(self, lines, name, monthly, until=None):
        line = lines.setdefault(name, Line(self.last))
        for month in range(1, (self.last if until is None else min(until, self.last)) + 1):
            line.add(month, monthly(month))

    def flat(self, yearly):
        """A year's amount that follows general inflation."""
        return lambda month: yearly / 12 * self.grown(self.a["inflation"], month)

    def common(self, lines):
        """Equal on every option."""
        lost = self.tickets * self.a["lost_minutes"] / 60 * self.a["user_hour_value"]
        for name, yearly in (("compliance", self.compliance), ("hardware_refresh", self.hardware), ("indirect", lost)):
            self.fill(lines, name, self.flat(yearly))

    def current_contracts(self, lines, fates):
        for contract in self.contracts:
            rate = self.a["inflation"] if contract["escalator"] is None else contract["escalator"]
            fate = self.fate(contract, fates)
            until = self.last
            if fate == "displaced":
                # paid through the month its end date lies in, never short of go-live; what overlaps is paid beside
                ends = 0 if contract["end"] is None else max(0, month_of(contract["end"], self.as_of))
                until = max(ends, self.go_live - 1)
            self.fill(lines, "current_contracts", lambda m: contract["amount"] / 12 * self.grown(rate, m), until)

    def fate(self, contract, fates):
        """As stated for an option; under a provider of one domain a contract ends where it carries no other."""
        if fates is None:
            return "stays"
        if isinstance(fates, str):
            return contract["fate"][fates]
        return "displaced" if contract["domains"] and contract["domains"] <= fates else "stays"

    def kept(self, lines, ended):
        """Pay and turnover of the posts and approved hires; those that end are paid through the overlap."""
        for hire in self.hires:
            if hire["role"] in ended or hire["starts"] is None or hire["starts"] > self.last:
                continue
            first = max(1, hire["starts"])
            for name, cost in (("internal_staff", self.staff), ("turnover", self.turnover)):
                self.fill(lines, name, lambda m: hire["fte"] * cost(hire["pay"], m) / 12 if m >= first else D(0))
            lines["turnover"].add(first, hire["fte"] * self.a["recruiting_cost"])
        for post in self.posts:
            whole = post.whole if post.role in ended else D(0)
            for name, cost in (("internal_staff", self.staff), ("turnover", self.turnover)):
                self.fill(lines, name, lambda m: (post.fte - whole) * cost(post.pay, m) / 12)
                self.fill(lines, name, lambda m: whole * cost(post.pay, m) / 12, self.overlap)

    def team_tools(self, lines, ended):
        if not self.posts and not self.tools_known:
            return
        left = not ended or any(p.role != "manager" and not p.fte - (p.whole if p.role in ended else 0) == 0 for p in self.posts)
        self.fill(lines, "tools", self.flat(self.tools), self.last if left else self.overlap)

    def small_steps(self):
        """Today with one thing added."""
        a = self.a
        hire = self.today()
        for name, cost in (("internal_staff", self.staff), ("turnover", self.turnover)):
            self.fill(hire, name, lambda m: self.mean(cost, m) / 12)
        hire["turnover"].once = a["recruiting_cost"]
        mdr = Offer(domains={"security_operations"}, fates={"security_operations"}, coverage="24x7", priced_to_r=False,
                    monthly=lambda m: self.endpoints_in(m) * a["mdr_price"])
        contractors = self.today()
        hours = larger(D(0), (self.workload_fte() + self.gap_fte()) * self.usable() - self.capacity())
        labour = hours * a["contractor_rate"]
        self.fill(contractors, "reactive_labour", self.flat(labour))
        self.fill(contractors, "vendor_management", self.flat(labour * a["vendor_management"]))
        self.fill(contractors, "transition", lambda m: D(0))
        contractors["transition"].once = labour * a["selection"]
        self.leave(contractors, set(), labour / 12 * self.grown(a["inflation"], self.last) * a["notice_months"])
        return {"hire_one": hire, "mdr_only": self.managed(mdr), "staff_augmentation": contractors}

    def users_in(self, month):
        return larger(D(0), self.users + self.planned("users", month))

    def endpoints_in(self, month):
        return larger(D(0), self.endpoints + self.planned("endpoints", month))

    def planned(self, unit, month):
        return sum((p["units"][unit] for p in self.projects if p["begins"] <= month), D(0))

    def today(self):
        lines = {}
        self.kept(lines, set())
        if self.posts and self.on_call:
            self.fill(lines, "coverage", lambda m: sum(p.fte * self.on_call_pay(p.pay, m) for p in self.posts) / 12)
        if self.posts or self.tools_known:
            self.fill(lines, "tools", self.flat(self.tools))
        self.current_contracts(lines, None)
        return lines

    def in_house(self):
        """Today's mean per FTE, by role mix, times FTE at R; the added FTE are recruited once."""
        lines, fte = {}, self.in_house_fte()
        self.fill(lines, "internal_staff", lambda m: fte * self.mean(self.staff, m) / 12)
        self.fill(lines, "turnover", lambda m: fte * self.mean(self.turnover, m) / 12)
        lines["turnover"].once = self.a["recruiting_cost"] * larger(D(0), fte - self.fte())
        if self.on_call:
            self.fill(lines, "coverage", lambda m: fte * self.mean(self.on_call_pay, m) / 12)
        self.fill(lines, "tools", self.flat(self.tools))
        self.current_contracts(lines, "in_house")
        return lines

    def break_fix(self, at_required):
        """A kept team does what it can; the vendor does what is above its capacity, tickets first."""
        a, lines = self.a, {}
        keeps = self.keeps_posts
        if keeps is None:
            keeps = self.fte_known and self.fte() >= 1
        ended = set() if keeps else set(ENDS_WITH)
        capacity = self.capacity() if keeps or (self.keeps_posts is None and not self.fte_known) else D(0)
        above = larger(D(0), self.workload() - capacity)
        taken = smaller(above, self.reactive())
        labour = D(0) if self.reactive() == 0 else self.all_tickets() * ratio(taken, self.reactive())
        if at_required:
            labour += larger(D(0), above - self.reactive()) * a["break_fix.hourly_rate"]
        self.fill(lines, "reactive_labour", self.flat(labour))
        self.kept(lines, ended)
        self.team_tools(lines, ended)
        if at_required:
            agents = lambda m: self.flat(a["break_fix.agent_tools"] * self.endpoints_in(m))(m)
            self.fill(lines, "tools", agents)
            self.hours_beside(lines, self.today_coverage)
        if not keeps:
            self.fill(lines, "vendor_management", self.flat(labour * a["vendor_management"]))
        self.leave(lines, ended, D(0))
        self.current_contracts(lines, "break_fix")
        return lines

    def all_tickets(self):
        a = self.a
        hours = sum(self.tickets * self.share[t] * larger(self.hours[t], a["break_fix.remote_minimum"]) for t in self.share)
        dearer = 1 + self.after * (a["break_fix.after_hours_multiplier"] - 1)
        trips = a["break_fix.on_site_share"] * self.tickets * a["break_fix.trip_charge"]
        return hours * a["break_fix.hourly_rate"] * dearer + trips

    def hours_beside(self, lines, included):
        """The part of the 24x7 price that the missing hours are of 8x5 to 24x7."""
        if self.required_coverage is None:
            return
        missing = HOURS[self.required_coverage] - HOURS[included or "8x5"]
        if missing > 0:
            part = missing / (HOURS["24x7"] - HOURS["8x5"])
            self.fill(lines, "coverage", lambda m: self.flat(self.a["coverage_24x7"] * part * self.users_in(m) * 12)(m))

    def leave(self, lines, ended, notice_fees):
        """Severance in the last month of the overlap; the expected cost to undo in the horizon's last."""
        gone = [p for p in self.posts if p.role in ended]
        undo = notice_fees
        for post in gone:
            end = max(1, self.overlap)
            self.fill(lines, "transition", lambda m: D(0))
            lines["transition"].add(end, self.a["severance"] * self.paid(post.pay, end) * post.whole)
            undo += self.a["departure_cost"] * self.paid(post.pay, self.last) * post.whole
            undo += D(self.overlap) / 12 * post.whole * self.staff(post.pay, self.last)
        self.fill(lines, "cost_to_undo", lambda m: D(0))
        lines["cost_to_undo"].add(self.last, self.a["undo_probability"] * undo)

    # offers

    def tier(self):
        """(price, hours included) of the generic tier."""
        if self.frameworks is None or self.required_coverage is None:
            return UNKNOWN, None
        if self.frameworks or self.required_coverage == "24x7":
            return self.a["price.premium"], "24x7"
        return self.a["price.standard"], "8x5"

    def shares(self, domains):
        return sum((self.a["domain_share." + d] for d in domains), D(0))

    def set_price(self, domains):
        """Of a set of domains: the tier price by shares and factor, never above the tier price."""
        price, _ = self.tier()
        if domains == DOMAINS:
            return price
        return smaller(price, price * self.shares(domains) * self.a["co_managed_factor"])

    def accounts(self, month):
        return self.users_in(month) + self.light * self.a["light_share"]

    def generic(self, domains):
        fates = "full_outsource" if domains == DOMAINS else "co_managed"
        price = self.set_price(domains)
        return Offer(domains=domains, fates=fates, coverage=self.tier()[1], monthly=lambda m: self.accounts(m) * price)

    def missing(self, domains):
        """Domains of R that nobody carries."""
        return self.required_domains - domains - (self.today_domains if self.posts else set())

    def quoted(self, quote):
        quote.monthly = lambda month: self.quote_fee(quote, month)
        return quote

    def quote_fee(self, quote, month):
        users, endpoints = self.users_in(month), self.endpoints_in(month)
        units = {"user": users, "device": endpoints, "site": self.sites}.get(quote.basis, users)
        if quote.basis == "flat":
            return quote.price
        if quote.basis == "hour":
            return quote.price * self.shares(quote.domains) * self.workload() / 12
        each = quote.steps[0][1] if quote.steps else quote.price
        fee = self.stepped(units, quote) if quote.steps else units * quote.price
        if quote.basis == "user":
            light = each * self.a["light_share"] if quote.light_price is None else quote.light_price
            fee += self.light * light
        return fee

    def stepped(self, units, quote):
        """Graduated unless whole-volume is said."""
        if units.is_nan():
            return UNKNOWN
        if quote.whole_volume:
            return units * [price for first, price in quote.steps if units >= first][-1]
        ends = [first - 1 for first, _ in quote.steps[1:]] + [units]
        starts = [first - 1 for first, _ in quote.steps]
        return sum(max(D(0), min(units, end) - start) * price for (_, price), start, end in zip(quote.steps, starts, ends))

    def managed(self, offer):
        a, lines = self.a, {}
        ended = {role for role, domains in ENDS_WITH.items() if domains <= offer.domains}
        rate = a["fee_escalator"] if offer.escalator is None else offer.escalator
        initial = larger(offer.minimum, offer.monthly(1))
        floor = D(0) if offer.floor is None else offer.floor
        fee = lambda m: larger(offer.minimum, floor * initial, offer.monthly(m)) * self.grown(rate, m)
        self.fill(lines, "managed_fee", fee)
        self.fill(lines, "out_of_scope", lambda m: fee(m) * a["out_of_scope"])
        missing = self.missing(offer.domains) if offer.priced_to_r else set()
        if missing:
            share = self.tier()[0] * self.shares(missing)
            self.fill(lines, "out_of_scope", lambda m: self.accounts(m) * share * self.grown(a["inflation"], m))
        owner = lambda m: a["service_owner_fte"] * self.mean(self.pay_and_benefits, m) / 12
        self.fill(lines, "vendor_management", lambda m: larger(D(0), fee(m) * a["vendor_management"] - owner(m)))
        self.kept(lines, ended)
        if offer.priced_to_r:
            # calls come to the service desk: hours count for the client with the one who has it
            self.hours_beside(lines, offer.coverage if "service_desk" in offer.domains else self.today_coverage)
        self.team_tools(lines, ended)
        self.current_contracts(lines, offer.fates)
        notice = a["notice_months"] if offer.notice is None else offer.notice
        self.leave(lines, ended, notice * fee(self.last))
        onboarding = initial * a["onboarding_months"] if offer.onboarding is None else offer.onboarding
        self.fill(lines, "transition", lambda m: D(0))
        lines["transition"].once = initial * 12 * a["selection"] + onboarding
        short = 0 if offer.term is None else self.go_live - 1 + offer.term - self.last
        if short > 0:
            lines["transition"].add(self.last, min(a["early_termination_months"], D(short)) * fee(self.last))
        return lines


def summary(lines, discount):
    """(total, npv) from the rounded line-years."""
    return worth([line for name, line in lines.items() if name not in OUTSIDE_TOTAL], discount)


def worth(lines, discount):
    once, years = D(0), []
    for line in lines:
        first, yearly = line.rounded()
        once += first
        years = [a + b for a, b in zip(years or [D(0)] * len(yearly), yearly)]
    npv = once + sum(value / (1 + discount) ** (y + 1) for y, value in enumerate(years))
    return once + sum(years), npv


def hurdle(client, options):
    """A share of the personnel lines of in-house at R; without staff, of what Today costs."""
    discount = client.a["discount"]
    if client.posts:
        names = ("internal_staff", "turnover", "coverage")
        lines = [options["in_house"][name] for name in names if name in options["in_house"]]
    else:
        lines = [line for name, line in options["today"].items() if name not in OUTSIDE_TOTAL]
    share = cents(worth(lines, discount)[1]) * client.a["policy.hurdle_share"]
    stated = client.a.get("policy.hurdle_sum")
    return share if stated is None else smaller(share, stated)
