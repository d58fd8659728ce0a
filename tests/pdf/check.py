"""Checks the PDFs of `threshold report`: `python3 tests/pdf/check.py THRESHOLD_BINARY`.

Each engagement below is written in each edition on each paper and must be a sound file, PDF/UA-1, with its fonts inside and the
same bytes each time. The full edition of the sample must show every figure of its assessment.
"""

import csv
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

PROGRAM = Path(sys.argv[1]).resolve() if len(sys.argv) == 2 else None
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assets/samples/ridgeline"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
CHECKERS = ROOT / "target/pdf-checkers"
TOOLS = {"qpdf": "qpdf", "pdffonts": "poppler-utils", "pdfinfo": "poppler-utils", "pdftotext": "poppler-utils"}
EDITIONS = ("board", "full")
PAPERS = {"letter": (612, 792), "a4": (595, 842)}
BOARD_PAGES = 2


# The engagements


@dataclass
class Engagement:
    name: str
    file: Path
    shown: list = field(default_factory=list)
    """Names the full edition must show whole."""
    repeated: str = "board"
    """The edition that is written twice, beside the board's: every one for the sample."""


@dataclass
class Report:
    engagement: Engagement
    edition: str
    paper: str
    pdf: Path
    faults: list = field(default_factory=list)

    @property
    def label(self):
        return f"{self.engagement.name} {self.edition} {self.paper}"


def threshold(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True)
    if done.returncode:
        sys.exit(f"threshold {arguments[0]} failed:\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def exports():
    return sorted([*SAMPLE.glob("*.csv"), *SAMPLE.glob("*.xlsx")])


def engagement(folder, name, created, imported=(), facts=(), shown=()):
    file = folder / f"{name}.threshold"
    threshold("new", file, *created)
    if imported:
        threshold("import", file, *imported)
    for key, value in facts:
        threshold("set", file, key, value)
    return Engagement(name, file, list(shown))


def sample(folder):
    made = engagement(folder, "sample", ["--profile", SAMPLE / "profile.json"], exports())
    made.repeated = "full"
    return made


def nothing(folder):
    return engagement(folder, "nothing", ["--name", "Nothing yet", "--as-of", "2026-09-30"])


def typed(folder):
    facts = [("users", "140"), ("endpoints", "182"), ("servers", "6"), ("support_fte", "2.4"), ("frameworks", "none"),
             ("coverage", "8x5")]
    return engagement(folder, "typed", ["--name", "Six typed facts", "--as-of", "2026-09-30"], facts=facts)


def thirty_quotes(folder):
    vendors = [f"Vendor {number:02} Managed Services" for number in range(1, 31)]
    return engagement(folder, "thirty-quotes", ["--profile", SAMPLE / "profile.json"],
                      [*exports(), quotes(folder / "thirty-quotes.csv", vendors)], shown=vendors)


def scripts(folder):
    names = ["Κλινικές Ηλιοτρόπιο", "Клиники «Подсолнух»"]
    vendors = ["Ευρυζωνική Υποστήριξη Α.Ε.", "Щит и меч, ИТ-сопровождение", "Łódź Büro & Søn <IT> 100 %"]
    return engagement(folder, "scripts", ["--profile", SAMPLE / "profile.json", "--name", " – ".join(names)],
                      [*exports(), quotes(folder / "scripts.csv", vendors)], shown=[*names, *vendors])


def long_names(folder):
    spaced = ("Amalgamated Regional Health and Welfare Partnership of the Northern Counties " * 3)[:199] + "."
    vendors = [spaced, "Unbroken" * 25, "Щ" * 200]
    return engagement(folder, "long-names", ["--profile", SAMPLE / "profile.json", "--name", spaced],
                      [*exports(), quotes(folder / "long-names.csv", vendors)])


ENGAGEMENTS = (sample, nothing, typed, thirty_quotes, scripts, long_names)


def quotes(path, vendors):
    columns = next(csv.reader(threshold("template", "quotes").decode().splitlines()))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(quote(number, vendor) for number, vendor in enumerate(vendors, 1))
    return path


def quote(number, vendor):
    return {
        "vendor": vendor, "reference": f"Q-{number:04}", "offer": "co_managed" if number % 3 == 0 else "full_outsource",
        "basis": "user", "price": f"{100 + 7 * number}.00", "domains": "service_desk;endpoint;network;security_operations",
        "coverage": "24x7", "includes_compliance": "yes", "onboarding": f"{5000 + 500 * number}.00", "escalator": "0.03",
        "term_months": 36, "notice_months": 2, "signs_baa": "yes", "exclusions": "Hardware and licences; cabling",
        "valid_until": "2026-12-31",
    }


# The files


def reports(folder):
    built = [build(folder) for build in ENGAGEMENTS]
    with ThreadPoolExecutor(os.cpu_count()) as several:
        return list(several.map(lambda one: written(folder, *one), itertools.product(built, EDITIONS, PAPERS)))


def written(folder, engagement, edition, paper):
    report = Report(engagement, edition, paper, folder / f"{engagement.name}-{edition}-{paper}.pdf")
    again = report.pdf.with_suffix(".again.pdf")
    for path in (report.pdf, again) if edition in ("board", engagement.repeated) else (report.pdf,):
        done = subprocess.run([PROGRAM, "report", engagement.file, "-o", path, "--edition", edition, "--paper", paper],
                              capture_output=True)
        if done.returncode or not path.exists():
            said = done.stderr.decode(errors="replace").strip()
            report.faults.append(f"exit code {done.returncode}, {said or 'no word'}")
            return report
    if again.exists():
        if report.pdf.read_bytes() != again.read_bytes():
            report.faults.append("a second run gives other bytes")
        again.unlink()
    return report


# The checks


def output(*command):
    return subprocess.run(command, capture_output=True).stdout.decode(errors="replace")


def sound(report):
    done = subprocess.run(["qpdf", "--check", report.pdf], capture_output=True)
    if done.returncode:
        yield "qpdf: " + " / ".join((done.stderr or done.stdout).decode(errors="replace").splitlines()[:3])


def fonts(report):
    rows = output("pdffonts", report.pdf).splitlines()[2:]
    if not rows:
        yield "pdffonts finds no font"
    for row in rows:
        for column, value in zip(("embedded", "a subset", "mapped to Unicode"), row.split()[-5:-2], strict=True):
            if value != "yes":
                yield f"font {row.split()[0]} is not {column}"


def pages(report):
    info = dict(line.split(":", 1) for line in output("pdfinfo", report.pdf).splitlines() if ":" in line)
    count, size = int(info.get("Pages", 0)), re.findall(r"[\d.]+", info.get("Page size", ""))
    if report.edition == "board" and count != BOARD_PAGES:
        yield f"{count} pages, not {BOARD_PAGES}"
    if [round(float(side)) for side in size[:2]] != list(PAPERS[report.paper]):
        yield f"page size {info.get('Page size', 'unknown').strip()}"


def names(report):
    if report.edition == "full":
        text = Text(report.pdf)
        yield from (f"does not show {name!r}" for name in report.engagement.shown if not text.shows(name))


def figures(report):
    if report.engagement.name == "sample" and report.edition == "full":
        text = Text(report.pdf)
        for where, wanted in due(report.engagement.file):
            if not text.shows(wanted):
                yield f"{where} is missing: {wanted!r}"


CHECKS = (sound, fonts, pages, names, figures)


# What the full edition shows


class Text:
    """A file's text as laid out, as drawn and as its tags read it out: cells that wrap stand side by side in the first, what
    goes on over a page is whole in the last only."""

    def __init__(self, pdf):
        spoken = re.findall(r'^ *"(.*)"$', output("pdfinfo", "-struct-text", pdf), re.MULTILINE)
        drawn = (output("pdftotext", mode, pdf, "-") for mode in ("-layout", "-raw"))
        self.read = [plain(text) for text in (*drawn, " ".join(spoken))]

    def shows(self, wanted):
        # A figure must not be part of a longer one: $1 is not in $1,200.
        whole = re.compile(r"(?<![\w$+−.,])" + re.escape(plain(wanted)) + r"(?!\w|[.,]\d)")
        return any(whole.search(text) for text in self.read)


def plain(text):
    """With single spaces, and none where a line may have broken after a hyphen, dash or slash."""
    return re.sub(r"([-–/]) ", r"\1", " ".join(text.split()))


def due(file):
    """Where each text comes from, and the text."""
    assessment, exported = json.loads(threshold("assess", file, "--json")), json.loads(threshold("export", file))
    found = itertools.chain(
        *(option_texts(option) for option in assessment["options"]),
        threshold_texts(assessment["thresholds"]),
        verdict_texts(assessment),
        ((f"input {entry['id']}", entry["name"]) for entry in exported["inputs"]),
    )
    return [(where, wanted) for where, wanted in found if wanted]


def option_texts(option):
    """Amounts stand to the cent, so that rows and columns add up; nothing is a dash."""
    yield f"total of {option['id']}", cents(option["total"])
    for line in (line for line in option["lines"] if line["applies"]):
        where = f"{option['id']} {line['id']}"
        yield f"time 0 of {where}", cents(line["once"])
        yield from ((f"year {year} of {where}", cents(amount)) for year, amount in enumerate(line["yearly"], 1))


def cents(amount):
    return f"{Decimal(amount):,.2f}".replace("-", "−") if amount and Decimal(amount) else None


def threshold_texts(thresholds):
    for key, answer in thresholds.items():
        for part in ("value", "limit"):
            yield f"{part} of threshold {key}", answer["text"][part]


def verdict_texts(assessment):
    verdict = assessment["verdict"]
    yield "headline", verdict["headline"].removesuffix(".")
    yield from (("reason", text) for text in verdict["reasons"])
    for option in assessment["options"]:
        yield from ((f"reason of {option['id']}", text) for text in option["reasons"])
        yield from ((f"condition of {option['id']}", text) for text in option["conditions"])


# PDF/UA-1


def checkers():
    """A virtual environment with what requirements.txt names, made anew when that changes."""
    stamp, state = CHECKERS / "requirements.sha256", hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != state:
        shutil.rmtree(CHECKERS, ignore_errors=True)
        if subprocess.run([sys.executable, "-m", "venv", CHECKERS]).returncode:
            sys.exit("Python cannot make a virtual environment: install python3-venv.")
        subprocess.run([CHECKERS / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
                        "--only-binary", ":all:", "--require-hashes", "--requirement", REQUIREMENTS], check=True)
        stamp.write_text(state)
    return CHECKERS / "bin/outloud"


def accessible(outloud, reports):
    there = {str(report.pdf): report for report in reports if report.pdf.exists()}
    shares = [list(there)[at :: os.cpu_count()] for at in range(os.cpu_count())]
    with ThreadPoolExecutor(os.cpu_count()) as several:
        for results in several.map(lambda share: judged(outloud, share), filter(None, shares)):
            for result in results:
                there[result["path"]].faults.extend(barriers(result))


def judged(outloud, files):
    done = subprocess.run([outloud, "--json", "-", "--fail-on", "never", *files], capture_output=True)
    try:
        return json.loads(done.stdout)["results"]
    except ValueError:
        sys.exit(f"outloud failed:\n{done.stderr.decode(errors='replace')}")


def barriers(result):
    if result["error"]:
        yield f"outloud cannot read it: {result['error']}"
    for finding in (finding for finding in result["findings"] if finding["severity"] == "error"):
        page = f" on page {finding['page']}" if "page" in finding else ""
        yield f"outloud {finding['rule']}{page}, {finding['count']} times: {finding['message']}"
    for run in (run for run in result["rules"] if run["status"] == "crashed"):
        yield f"outloud could not run {run['rule']}: {run['reason']}"


# All of it


def need_tools():
    missing = sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)})
    if missing:
        sys.exit(f"Checking PDFs needs {' and '.join(missing)}: run scripts/setup tests, or install {' '.join(missing)}.")


def examine(report):
    if report.pdf.exists():
        for check in CHECKS:
            report.faults.extend(check(report))
    print(f"{'failed' if report.faults else 'ok':8}{report.label}", flush=True)


def main():
    if not PROGRAM:
        sys.exit("usage: python3 tests/pdf/check.py THRESHOLD_BINARY")
    need_tools()
    outloud = checkers()
    with tempfile.TemporaryDirectory() as folder:
        made = reports(Path(folder))
        accessible(outloud, made)
        for report in made:
            examine(report)
    failed = [report for report in made if report.faults]
    for report in failed:
        print(f"\n{report.label}", *report.faults, sep="\n  ")
    print(f"\n{len(made) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
