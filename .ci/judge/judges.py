#!/usr/bin/env python3
"""Lets outside judges read files that other systems will read: ISO 20022 schemas, 360Giving, frictionless, SDKs.

Usage: judges.py FOLDER [SCHEMAS]   judges the files of FOLDER that it knows by name, then proves on a spoiled copy of
                                    each that its judge refuses it; exit code 1 when a verdict is another

SCHEMAS has `360giving/`, `xsd/` and `noark5/`, with the schemas that no package ships: 360Giving's, SAF-T's and Noark 5's. Without it
those files are read by the other judges and by assertions only, and the output says so.
"""

import contextlib
import csv
import hashlib
import importlib.util
import io
import json
import sys
import tempfile
import time
import uuid
import warnings
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import flattentool
import frictionless
import openpyxl
import pyarrow.parquet
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft202012Validator
from lxml import etree
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from stdnum.no import kontonr, orgnr

# Packages that ship schemas of ISO 20022, with the folder in each.
SHIPPED = {
    "pain.001": ("pain001", "templates/{message}"),
    "pain.002": ("pain001", "pain002/schemas"),
    "camt.054": ("camt053", "xsd"),
}
ISO = "urn:iso:std:iso:20022:tech:xsd:"
SAFT = "{urn:StandardAuditFile-Taxation-Financial:NO}"
MISSING: set[str] = set()


class Wrong(Exception):
    """A judge's verdict against a file."""


def must(holds, says: str) -> None:
    if not holds:
        raise Wrong(says)


def without_schema(path: Path) -> None:
    MISSING.add(f"{path.name}: no schema at hand; read by assertions only")


# --- XML -------------------------------------------------------------------------------------------------------------


def valid(tree, schema: Path) -> None:
    judge = etree.XMLSchema(etree.parse(schema))
    must(judge.validate(tree), f"{schema.name}: {judge.error_log}")


def iso20022(path: Path, _schemas: Path | None) -> None:
    tree = etree.parse(path)
    message = etree.QName(tree.getroot()).namespace.removeprefix(ISO)
    package, folder = SHIPPED[message[:8]]
    home = Path(importlib.util.find_spec(package).origin).parent
    valid(tree, home / folder.format(message=message) / f"{message}.xsd")
    if message.startswith("pain.001"):
        pain001(tree)


def texts(node, name: str) -> list[str]:
    return [found.text for found in node.iterfind(f".//{{*}}{name}")]


def pain001(tree) -> None:
    header = tree.find(".//{*}GrpHdr")
    blocks = tree.findall(".//{*}PmtInf")
    for counted, node in [(header, tree), *((block, block) for block in blocks)]:
        amounts = [Decimal(text) for text in texts(node, "InstdAmt")]
        must(int(counted.findtext("{*}NbOfTxs")) == len(amounts), "NbOfTxs is not the number of payments")
        must(Decimal(counted.findtext("{*}CtrlSum")) == sum(amounts), "CtrlSum is not the sum")
        must(all(amount.as_tuple().exponent == -2 for amount in amounts), "an amount has not two decimals")
    ids = texts(tree, "EndToEndId")
    must(len(set(ids)) == len(ids), "an end-to-end id stands twice")
    for payment in tree.iterfind(".//{*}CdtTrfTxInf"):
        kontonr.validate(payment.findtext("{*}CdtrAcct/{*}Id/{*}Othr/{*}Id"))
        orgnr.validate(payment.findtext("{*}Cdtr/{*}Id/{*}OrgId/{*}Othr/{*}Id"))
        remittance = payment.find("{*}RmtInf")
        must(len(remittance) == 1, "KID and text stand together")


def saft(path: Path, schemas: Path | None) -> None:
    tree = etree.parse(path)
    if schemas:
        valid(tree, schemas / "xsd/Norwegian_SAF-T_Financial_Schema_v_1.30.xsd")
    else:
        without_schema(path)
    entries = tree.find(f"{SAFT}GeneralLedgerEntries")
    vouchers = entries.findall(f".//{SAFT}Transaction")
    must(int(entries.findtext(f"{SAFT}NumberOfEntries")) == len(vouchers), "NumberOfEntries is not the number")
    change: dict[str, Decimal] = defaultdict(Decimal)
    totals = {"Debit": Decimal(), "Credit": Decimal()}
    for voucher in vouchers:
        balance = Decimal()
        for line in voucher.iterfind(f"{SAFT}Line"):
            for side, sign in (("Debit", 1), ("Credit", -1)):
                amount = Decimal(line.findtext(f"{SAFT}{side}Amount/{SAFT}Amount") or 0)
                totals[side] += amount
                balance += sign * amount
                change[line.findtext(f"{SAFT}AccountID")] += sign * amount
        must(balance == 0, "a transaction does not balance")
    for side, total in totals.items():
        must(Decimal(entries.findtext(f"{SAFT}Total{side}")) == total, f"Total{side} is not the sum")
    for account in tree.iterfind(f".//{SAFT}Account"):
        name = account.findtext(f"{SAFT}AccountID")
        both = [
            Decimal(account.findtext(f"{SAFT}{when}DebitBalance") or 0)
            - Decimal(account.findtext(f"{SAFT}{when}CreditBalance") or 0)
            for when in ("Opening", "Closing")
        ]
        must(both[1] - both[0] == change.pop(name, 0), f"the balance of {name} does not follow from its postings")
    must(not change, f"accounts that are not described: {sorted(change)}")


def noark(path: Path, schemas: Path | None) -> None:
    tree = etree.parse(path)
    schema = schemas / "noark5" / f"{path.stem}.xsd" if schemas else None
    if schema and schema.exists():
        valid(tree, schema)
    else:
        without_schema(path)
    root = tree.getroot()
    posts = [*root.iterfind(".//{*}journalpost"), *root.iterfind(".//{*}registrering")]
    must(posts, "it has no entry")
    ids = texts(root, "systemID")
    must(len(set(ids)) == len(ids), "an id stands twice")
    must(all(str(uuid.UUID(one)) == one for one in ids), "an id is no UUID")
    must(all(post.findtext("{*}offentligTittel") for post in posts), "an entry has no public title")
    for counted in texts(root, "antallJournalposter"):
        must(int(counted) == len(posts), "antallJournalposter is not the number of entries")
    for file in root.iterfind(".//{*}dokumentobjekt"):
        checksum = file.findtext("{*}sjekksum")
        must(len(checksum) == 64 and int(checksum, 16) >= 0, "a checksum is no SHA-256")
        stored = path.parent / file.findtext("{*}referanseDokumentfil")
        if stored.exists():
            must(hashlib.sha256(stored.read_bytes()).hexdigest() == checksum, f"{stored.name} is another file")


# --- Tables ----------------------------------------------------------------------------------------------------------


def field(name: str) -> dict:
    kinds = {"_ore": "integer", "_date": "date", "_time": "datetime"}
    kind = next((kind for ending, kind in kinds.items() if name.endswith(ending)), "string")
    kind = {"date": "date", "budget_year": "integer", "state_aid": "boolean"}.get(name, kind)
    money = {"name": name, "type": "number", "decimalChar": ","}
    return money if name == "amount" else {"name": name, "type": kind}


def table(path: Path, key: str, delimiter: str) -> list[dict]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    schema = {"fields": [field(name) for name in rows[0]], "primaryKey": key}
    resource = frictionless.Resource(
        name="table",
        path=path.name,
        basepath=str(path.parent),
        encoding="utf-8-sig",
        dialect=frictionless.Dialect.from_descriptor({"csv": {"delimiter": delimiter}}),
        schema=frictionless.Schema.from_descriptor(schema),
    )
    report = resource.validate()
    must(report.valid, str(report.flatten(["rowNumber", "fieldName", "note"])))
    for row in rows:
        formula = [cell for cell in row.values() if cell and cell[0] in "=+@\t\r"]
        must(not formula, f"a spreadsheet would calculate {formula}")
        if row.get("organisation_number"):
            orgnr.validate(row["organisation_number"])
        if row.get("account_number"):
            kontonr.validate(row["account_number"])
    return rows


def awards_csv(path: Path, _schemas: Path | None) -> None:
    table(path, "case_reference", ",")


def payments_csv(path: Path, _schemas: Path | None) -> None:
    table(path, "end_to_end_id", ";")


def ledger_csv(path: Path, _schemas: Path | None) -> None:
    balance: dict[str, int] = defaultdict(int)
    for row in table(path, "posting", ","):
        balance[row["entry"]] += int(row["debit_ore"] or 0) - int(row["credit_ore"] or 0)
    must(not any(balance.values()), "an entry does not balance")


def csv_ore(path: Path) -> int:
    """The sum of awards or payments in the CSV beside a file, in øre."""
    is_award = path.name.startswith("awards")
    with (path.parent / f"{path.stem}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="," if is_award else ";")
        if is_award:
            return sum(int(row["awarded_ore"]) for row in rows)
        return sum(int(row["amount"].replace(",", "")) for row in rows)


def column_of_money(path: Path) -> str:
    return "awarded" if path.name.startswith("awards") else "amount"


def workbook(path: Path, _schemas: Path | None) -> None:
    book = openpyxl.load_workbook(path)
    rows = [row for sheet in book for row in list(sheet.iter_rows())[1:]]
    names = [cell.value for cell in book.worksheets[0][1]]
    cells = [row[names.index(column_of_money(path))] for row in rows]
    must(all(cell.data_type == "n" for cell in cells), "an amount is not a number")
    must(all(cell.data_type != "f" for row in rows for cell in row), "a cell is a formula")
    ore = sum(round(Decimal(str(cell.value)) * 100) for cell in cells)
    must(ore == csv_ore(path), f"the amounts sum to {ore} øre and those of the CSV to {csv_ore(path)}")


def parquet(path: Path, _schemas: Path | None) -> None:
    amounts = pyarrow.parquet.read_table(path).column(column_of_money(path))
    must(str(amounts.type) == "decimal128(18, 2)", f"amounts are {amounts.type}")
    ore = int(sum(amounts.to_pylist()) * 100)
    must(ore == csv_ore(path), f"the amounts sum to {ore} øre and those of the CSV to {csv_ore(path)}")


# --- Open data -------------------------------------------------------------------------------------------------------


def schemas_360(schemas: Path) -> tuple[dict, dict]:
    """The package's and the grant's schema. Upstream names a dialect that does not exist and an older grant schema."""
    loaded = []
    for name in ("360-giving-package-schema.json", "360-giving-schema.json"):
        schema = json.loads((schemas / "360giving" / name).read_text(encoding="utf-8"))
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        loaded.append(schema)
    package, grant = loaded
    package["properties"]["grants"]["items"]["$ref"] = grant["$id"]
    return package, grant


def three_sixty(package: dict, path: Path, schemas: Path | None) -> None:
    if schemas:
        schema, grant = schemas_360(schemas)
        registry = Registry().with_resource(grant["$id"], DRAFT202012.create_resource(grant))
        judge = Draft202012Validator(schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER)
        faults = [f"{list(fault.absolute_path)}: {fault.message[:200]}" for fault in judge.iter_errors(package)]
        must(not faults, "\n".join(faults))
    else:
        without_schema(path)
    for grant in package["grants"]:
        must("recipientIndividual" not in grant, "a private person is published")
        for kind, total in (("commitment", "amountAwarded"), ("disbursement", "amountDisbursed")):
            values = [Decimal(str(one["value"])) for one in grant.get(f"{kind}Transaction", [])]
            must(sum(values) == Decimal(str(grant[total])), f"{total} is not the sum of its transactions")


def unflattened(folder: Path, schemas: Path | None) -> list[dict]:
    """Grants of a folder of CSV, put together by the standard's own tool."""
    with tempfile.TemporaryDirectory() as work:
        out = Path(work) / "package.json"
        schema = ""
        if schemas:
            schema = str(Path(work) / "schema.json")
            Path(schema).write_text(json.dumps(schemas_360(schemas)[1]), encoding="utf-8")
        with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
            warnings.simplefilter("ignore")
            flattentool.unflatten(
                str(folder), input_format="csv", output_name=str(out), root_list_path="grants", root_id="", schema=schema
            )
        return json.loads(out.read_text(encoding="utf-8"))["grants"]


def three_sixty_json(path: Path, schemas: Path | None) -> None:
    three_sixty(json.loads(path.read_text(encoding="utf-8")), path, schemas)
    package = json.loads(path.read_text(encoding="utf-8"))
    must(package["version"] == "1.4", "the version is not 1.4")
    if not schemas:
        return
    # To CSV and back by the standard's own tool.
    with tempfile.TemporaryDirectory() as work:
        schema = Path(work) / "schema.json"
        schema.write_text(json.dumps(schemas_360(schemas)[1]), encoding="utf-8")
        flattentool.flatten(
            str(path), schema=str(schema), output_name=f"{work}/csv", output_format="csv", root_list_path="grants",
            root_id="", main_sheet_name="grants",
        )
        must(plain(unflattened(Path(work) / "csv", schemas)) == plain(package["grants"]), "the round trip changes it")


def three_sixty_csv(path: Path, schemas: Path | None) -> None:
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "grants.csv").write_bytes(path.read_bytes())
        grants = unflattened(Path(work), schemas)
    if schemas:
        three_sixty({"version": "1.4", "grants": grants}, path, schemas)
    package = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    must(plain(grants) == plain(package["grants"]), "CSV and JSON differ")


def plain(value):
    """A value to compare: amounts as text, no order of keys, no apostrophe that guards against a formula."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in sorted(value.items())}
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, (int, float)):
        return str(Decimal(str(value)).quantize(Decimal("0.01")))
    is_guarded = isinstance(value, str) and value[:1] == "'" and value[1:2] in "=+-@"
    return value[1:] if is_guarded else value


def events(path: Path, _schemas: Path | None) -> None:
    for line in path.read_bytes().splitlines():
        message = HTTPMessage({"content-type": "application/cloudevents+json"}, line)
        event = from_structured(message, JSONFormat(), CloudEvent)
        must(event.get_specversion() == "1.0", "the specification is not 1.0")


# --- The bench -------------------------------------------------------------------------------------------------------

# For each kind of file: its judge, and a change that it must refuse (bytes before, bytes after).
KINDS = {
    "pain001*.xml": (iso20022, (b"<CtrlSum>", b"<CtrlSum>1")),
    "pain002*.xml": (iso20022, (b"<OrgnlMsgId>", b"<OrgnlMsgIds>")),
    "camt054*.xml": (iso20022, (b"</CdtDbtInd>", b"S</CdtDbtInd>")),
    "saft*.xml": (saft, (b"<TotalDebit>", b"<TotalDebit>1")),
    "arkivstruktur*.xml": (noark, (b"<sjekksum>", b"<sjekksum>x")),
    "*Journal.xml": (noark, (b"<antallJournalposter>", b"<antallJournalposter>1")),
    "awards*.csv": (awards_csv, (b"partly_granted,", b"partly_granted,x,")),
    "payments*.csv": (payments_csv, (b"2026-06-", b"2026-13-")),
    "ledger*.csv": (ledger_csv, (b",approved-", b",booked-")),
    "*.xlsx": (workbook, (b"PK\x05\x06", b"PK\x00\x00")),
    "*.parquet": (parquet, (b"PAR1", b"PAR0")),
    "360giving*.json": (three_sixty_json, (b'"version":"1.4"', b'"version":"1.4.0"')),
    "360giving*.csv": (three_sixty_csv, (b"-application,", b"-application,x,")),
    "events*.jsonl": (events, (b'"source"', b'"sauce"')),
}


def verdict(judge, path: Path, schemas: Path | None) -> str | None:
    try:
        judge(path, schemas)
    except Exception as wrong:  # A judge's own exceptions are verdicts too.
        return f"{type(wrong).__name__}: {wrong}"
    return None


def main(folder: Path, schemas: Path | None) -> int:
    faults, passed, refused = [], 0, 0
    for pattern, (judge, (before, after)) in KINDS.items():
        for path in sorted(folder.glob(pattern)):
            begin = time.monotonic()
            wrong = verdict(judge, path, schemas)
            print(f"{'wrong' if wrong else 'right'}  {path.name} ({time.monotonic() - begin:.1f} s)", flush=True)
            if wrong:
                faults.append(f"{path.name}: {wrong}")
                continue
            passed += 1
            content = path.read_bytes()
            if before not in content:
                continue
            with tempfile.TemporaryDirectory() as work:
                for beside in folder.glob(f"{path.stem}.*"):
                    (Path(work) / beside.name).write_bytes(beside.read_bytes())
                spoiled = Path(work) / path.name
                head, _, tail = content.rpartition(before)
                spoiled.write_bytes(head + after + tail)
                if verdict(judge, spoiled, schemas) is None:
                    faults.append(f"{path.name}: the judge takes a spoiled copy")
                refused += 1
    if passed == 0:
        faults.append(f"{folder} has no file that a judge knows")
    print(*sorted(MISSING), *faults, sep="\n")
    print(f"{passed} files are right, {refused} spoiled copies were tried, {len(faults)} faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None))
