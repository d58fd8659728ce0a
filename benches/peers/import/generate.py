"""Writes the exports that the import bench reads: a list of devices, 20 columns, the same bytes on every run.

    generate.py csv ROWS FILE      delimited text, about 230 bytes a row
    generate.py xlsx ROWS FILE     the same devices as a workbook, texts shared, dates and amounts as numbers

What is in it is what a long-lived asset list holds: two in a hundred serial numbers are a maker's placeholder, three in
a hundred devices are listed twice, some have no user, no warranty or no cost, most were seen within a fortnight and
some not for two years, purchases come in the quarterly waves that each site refreshes its devices in.
"""

import datetime
import random
import sys
import zipfile
from xml.sax.saxutils import escape

HEADERS = [
    "device_id", "hostname", "serial", "asset_tag", "mac", "kind", "os", "os_version", "manufacturer", "model", "user", "site",
    "status", "last_seen", "in_service_date", "warranty_end", "cost", "ip_address", "agent_version", "notes",
]
LAPTOP, DESKTOP, SERVER, MOBILE, NETWORK, PRINTER = "Laptop", "Desktop", "Server", "Mobile", "Network", "Printer"
WINDOWS = [("Windows 11 Enterprise", "10.0.26100.4351"), ("Windows 11 Pro", "10.0.22631.5472"),
           ("Windows 10 Enterprise", "10.0.19045.5965")]
MODELS = [
    (LAPTOP, "Dell Inc.", "Latitude 5450", 1189), (LAPTOP, "Dell Inc.", "Latitude 7440", 1649),
    (LAPTOP, "LENOVO", "ThinkPad T14 Gen 5", 1329), (LAPTOP, "HP", "EliteBook 840 G10", 1412),
    (LAPTOP, "Apple", "MacBook Pro (14-inch, M3)", 2099), (LAPTOP, "Microsoft Corporation", "Surface Laptop 6", 1499),
    (DESKTOP, "Dell Inc.", "OptiPlex 7010", 849), (DESKTOP, "HP", "EliteDesk 800 G9", 899),
    (DESKTOP, "LENOVO", "ThinkCentre M70q", 719), (SERVER, "Dell Inc.", "PowerEdge R760", 11840),
    (SERVER, "HPE", "ProLiant DL380 Gen11", 12710), (SERVER, "VMware, Inc.", "VMware Virtual Platform", 0),
    (MOBILE, "Apple", "iPhone 15", 829), (MOBILE, "Samsung", "Galaxy S24", 799),
    (NETWORK, "Cisco", "Catalyst 9300-48P", 6120), (PRINTER, "HP", "LaserJet Enterprise M507", 640),
]
WEIGHTS = [14, 9, 13, 12, 5, 3, 8, 7, 5, 2, 2, 4, 6, 4, 3, 3]
SITES = [f"{city} {what}" for city in ("Akron", "Boise", "Dayton", "El Paso", "Fresno", "Laredo", "Mobile", "Reno", "Tulsa", "Waco")
         for what in ("Head Office", "Clinic", "Warehouse", "Campus")]
STATUS = ["Active"] * 90 + ["In Stock"] * 5 + ["Retired"] * 5
PLACEHOLDERS = ["To be filled by O.E.M.", "Default string", "System Serial Number", "None", "0"]
FIRST = ["Ada", "Ben", "Cleo", "Dev", "Eva", "Finn", "Gus", "Hana", "Ira", "June", "Kai", "Lena", "Milo", "Nia", "Omar", "Pia"]
LAST = ["Abbott", "Brandt", "Castillo", "Dietz", "Eriksen", "Farrow", "Gupta", "Hollis", "Ibarra", "Jensen", "Kowalski", "Lindqvist"]
NOTES = ["", "", "", "Re-imaged", "Battery replaced", "Shared, front desk", "Loan, back by June",
         "Dock, two displays"]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"
TODAY = datetime.datetime(2026, 6, 30, 18, 0, 0)
EPOCH = datetime.datetime(1899, 12, 30)


def devices(rows):
    """Tuples in the order of the headers; moments and days as datetime, costs as number or None."""
    draw = random.Random(20260630)
    pick, uniform, bits = draw.choice, draw.random, draw.getrandbits
    kept = []
    for at in range(rows):
        if kept and uniform() < 0.03:
            again = list(pick(kept))
            again[0] = at + 1
            again[13] = seen(draw)
            yield tuple(again)
            continue
        kind, maker, model, cost = draw.choices(MODELS, WEIGHTS)[0]
        site = bits(16) % len(SITES)
        serial = "".join(draw.choices(ALPHABET, k=10)) if uniform() >= 0.02 else pick(PLACEHOLDERS)
        name, version = system(draw, kind, maker)
        bought = TODAY - datetime.timedelta(days=30 * (3 * (bits(8) % 20) + site % 3) + 5)
        user = f"{pick(FIRST)}.{pick(LAST)}{bits(10)}".lower() if kind in (LAPTOP, DESKTOP, MOBILE) else ""
        number = bits(40)
        device = (
            at + 1, f"{SITES[site][:3].upper()}-{kind[:2].upper()}-{at:07d}", serial, f"A{at + 100000:08d}",
            ":".join(f"{number >> shift & 255:02X}" for shift in (32, 24, 16, 8, 0)) + ":1E", kind, name, version, maker, model,
            user, SITES[site], pick(STATUS), seen(draw), bought,
            bought + datetime.timedelta(days=1096) if uniform() < 0.9 else None,
            round(cost * (0.9 + bits(7) / 640), 2) if cost else None,
            f"10.{site}.{bits(8)}.{bits(8)}", f"7.0.{bits(3)}", pick(NOTES),
        )
        if len(kept) < 5000:
            kept.append(device)
        elif bits(6) == 0:
            kept[bits(12)] = device
        yield device


def system(draw, kind, maker):
    if maker == "Apple":
        return ("iOS", "17.5.1") if kind == MOBILE else ("macOS Sequoia", "15.5")
    if kind == SERVER:
        return draw.choice([("Microsoft Windows Server 2022 Standard", "10.0.20348.3807"), ("Ubuntu 24.04.2 LTS", "6.8.0-60")])
    if kind == MOBILE:
        return "Android", "14"
    return draw.choice(WINDOWS) if kind in (LAPTOP, DESKTOP) else ("", "")


def seen(draw):
    lately = draw.random()
    days = draw.random() * (14 if lately < 0.8 else 90 if lately < 0.92 else 720)
    return TODAY - datetime.timedelta(days=days, seconds=draw.getrandbits(9))


def write_csv(rows, path):
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(HEADERS) + "\r\n")
        for device in devices(rows):
            out.write(",".join(map(text, device)) + "\r\n")


def text(value):
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d") if value.hour == 18 and value.minute == 0 else value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, float):
        return f'"${value:,.2f}"' if value >= 1000 else f"${value:.2f}"
    value = str(value)
    return f'"{value}"' if "," in value else value


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
    "</Types>",
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Devices" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
    '<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
    "xl/styles.xml": '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
COLUMNS = [chr(65 + at) for at in range(len(HEADERS))]


def write_xlsx(rows, path):
    strings = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, part in PARTS.items():
            book.writestr(name, HEAD + part)
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f"{HEAD}<worksheet {NAMESPACE}><sheetData>".encode())
            sheet.write(row(1, HEADERS, strings))
            for line, device in enumerate(devices(rows), 2):
                sheet.write(row(line, device, strings))
            sheet.write(b"</sheetData></worksheet>")
        items = "".join(f"<si><t>{escape(string)}</t></si>" for string in strings)
        book.writestr("xl/sharedStrings.xml", f'{HEAD}<sst {NAMESPACE} uniqueCount="{len(strings)}">{items}</sst>')


def row(line, values, strings):
    cells = "".join(cell(f"{column}{line}", value, strings) for column, value in zip(COLUMNS, values))
    return f'<row r="{line}">{cells}</row>'.encode()


def cell(place, value, strings):
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.datetime):
        days = (value - EPOCH).total_seconds() / 86400
        day = value.hour == 18 and value.minute == 0
        return f'<c r="{place}" s="{2 if day else 1}"><v>{int(days) if day else round(days, 6)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'


if __name__ == "__main__":
    form, count, target = sys.argv[1:]
    {"csv": write_csv, "xlsx": write_xlsx}[form](int(count), target)
