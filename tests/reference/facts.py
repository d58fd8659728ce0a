"""Facts of the sample, worked out from its files without the program."""

import csv
import json
import zipfile
import xml.etree.ElementTree as xml
from datetime import date, datetime
from decimal import Decimal as D

import model

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TIERS = {"Service Desk": "l1", "Desktop Support": "l2", "Infrastructure": "l3"}


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def people(folder):
    """Enabled members are users; kiosks and shared mailboxes are light; guests and service accounts are neither."""
    users = light = 0
    for row in table(folder / "entra-users.csv"):
        if row["userType"] != "Member" or row["accountEnabled"] != "True":
            continue
        if row["jobTitle"] in ("Kiosk account", "Shared mailbox"):
            light += 1
        elif row["jobTitle"] != "Service account":
            users += 1
    return D(users), D(light)


def sheet_rows(path, sheet):
    """Rows as {column letter: text}; only the cell types this workbook uses."""
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            root = xml.fromstring(book.read("xl/sharedStrings.xml"))
            shared = ["".join(t.text or "" for t in si.iter(SHEET + "t")) for si in root.iter(SHEET + "si")]
        for row in xml.fromstring(book.read(sheet)).iter(SHEET + "row"):
            cells = {}
            for cell in row.iter(SHEET + "c"):
                value = cell.find(SHEET + "v")
                if cell.get("t") == "inlineStr":
                    text = "".join(t.text or "" for t in cell.iter(SHEET + "t"))
                elif value is None:
                    continue
                else:
                    text = shared[int(value.text)] if cell.get("t") == "s" else value.text
                cells[cell.get("r").rstrip("0123456789")] = text
            yield cells


def posts(folder, hands_on):
    """[(role, FTE of support, full-time base pay)] of the active people who do support."""
    header, found = None, []
    for cells in sheet_rows(folder / "payroll.xlsx", "xl/worksheets/sheet1.xml"):
        if header is None:
            if "Employee #" in cells.values():
                header = cells
            continue
        row = {name: cells.get(column) for column, name in header.items()}
        title = row.get("Job Title") or ""
        if row.get("Employment Status") != "Active":
            continue
        fte = D(row["FTE"])
        if title == "Director of Facilities and IT":
            found.append(("manager", fte * hands_on, D(row["Annual Salary"])))
        elif row["Department"] == "Information Technology":
            pay = D(row["Annual Salary"]) if row.get("Annual Salary") else D(row["Hourly Rate"]) * 2080
            found.append(("administrator" if "Administrator" in title else "support", fte, pay))
    return found


def tickets(folder, first, last):
    """Tickets opened in the 12 months and not cancelled: count, share and mean hours by tier, after-hours share."""
    count, after = 0, 0
    by_tier = {tier: 0 for tier in TIERS.values()}
    seconds = {tier: [] for tier in TIERS.values()}
    for row in table(folder / "servicenow-incidents.csv"):
        opened = datetime.fromisoformat(row["opened_at"])
        if not first <= opened.date() <= last or row["state"] == "Canceled":
            continue
        tier = TIERS[row["assignment_group"]]
        count += 1
        by_tier[tier] += 1
        if row["time_worked"]:
            seconds[tier].append(int(row["time_worked"]))
        if opened.weekday() > 4 or not 8 <= opened.hour < 18:
            after += 1
    share = {tier: D(n) / count for tier, n in by_tier.items()}
    hours = {tier: D(sum(s)) / len(s) / 3600 for tier, s in seconds.items()}
    return D(count), share, hours, D(after) / count


def ledger(folder):
    """Sum of the ledger by account. The contract account is left to contracts.csv."""
    sums = {}
    with open(folder / "quickbooks-ledger.csv", encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            if len(row) < 8 or len(row[0]) != 10 or row[0][2] != "/":
                continue
            text = row[7].replace(",", "").replace("$", "")
            amount = -D(text.strip("()")) if text.startswith("(") else D(text)
            sums[row[5]] = sums.get(row[5], D(0)) + amount
    return sums


def contracts(folder):
    return [
        {
            "vendor": row["vendor"],
            "domains": set(filter(None, row["domains"].split(";"))),
            "amount": D(row["amount"]),
            "end": date.fromisoformat(row["contract_end"]),
            "escalator": D(row["escalator"]) if row["escalator"] else None,
            "fate": {key[5:]: row[key] for key in row if key.startswith("fate_")},
        }
        for row in table(folder / "contracts.csv")
    ]


def quotes(folder):
    found = []
    for path in sorted(folder.glob("quote-*.csv")):
        for row in table(path):
            number = lambda key: D(row[key]) if row[key] else None
            found.append(model.Offer(
                id="quote:" + "-".join(row["vendor"].lower().split()), basis="user", steps=[],
                domains=set(row["domains"].split(";")), coverage=row["coverage"], price=number("price"),
                light_price=number("light_price"), minimum=number("minimum") or D(0), onboarding=number("onboarding"),
                escalator=number("escalator"), notice=number("notice_months"), term=number("term_months"), fates=row["offer"],
            ))
    return found


def pack(path):
    """Likely values, timing and policy of the benchmark pack."""
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    values = {entry["id"]: D(entry["likely"]) for entry in data["values"]}
    values.update({entry["id"]: D(entry["value"]) for entry in data["timing"]})
    values.update({"policy." + entry["id"]: D(entry["value"]) for entry in data["policy"]})
    return values
