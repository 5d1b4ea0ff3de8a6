"""Compares Microsoft.Storage's contract with the package azure-mgmt-storage.

    pip download --no-deps azure-mgmt-storage==21.2.1 && unzip -d DIR *.whl
    python scripts/storage-package-facts.py DIR

Of each operation that is served: its path, and on the way of its bodies and answers all members, which
of them are required or the service's own, and all values of enumerations. What the package has and the
contract has not counts, and the other way round. Ends with 1 unless all agree; tells the operations of
the package that are not served.
"""

import ast
import re
import sys
from pathlib import Path

from package_facts import Contract, has, package_members, package_values

HERE = Path(__file__).resolve().parent.parent
VERSION = "2023-05-01"
PACKAGE = Path(sys.argv[1]) / f"azure/mgmt/storage/v{VERSION.replace('-', '_')}"

# By our name, where the package has another for the same body.
NAMES = {}

# Differences on purpose, each with its reason.
KNOWN = {
    r" Operation( |$)": "the list of operations has the shape that all providers share here",
    r"^no such enumeration: (IdentityKind|Origin|ActionType)$": "so have its values",
    r"^rules: \S+ properties.networkAcls.defaultAction": "templates leave it out, and it has a default",
    r"^rules: StorageAccount ": "an account's body stands in answers alone, where it makes no difference",
}


def operations_of(folder):
    """Each method and path, without the names of parameters."""
    found = set()
    for file in (folder / "operations").glob("_*operations.py"):
        for part in file.read_text().split("\ndef build_")[1:]:
            url = part[part.index('"template_url"') :].split(")")[0]
            path = "".join(re.findall(r'"([^"]*)"', url)[1:])
            method = re.search(r'method="(\w+)"', part)
            found.add((method.group(1).lower(), plain(path)))
    return found


def plain(path):
    """The one service of an account is a parameter there, and its name here."""
    path = re.sub(r"\{[^}]*\}", "{}", path).lower()
    return re.sub(r"(services/)\{\}", r"\1default", path)


def facts_of(file):
    """By class and member: whether it is required, and whether it is the service's own."""
    found = {}
    for part in ast.parse(file.read_text()).body:
        if not isinstance(part, ast.ClassDef):
            continue
        bases = [base.id for base in part.bases if isinstance(base, ast.Name)]
        rules = {name: rule for base in bases for name, rule in found.get(base, {}).items()}
        checks, keys = {}, {}
        for line in part.body:
            if isinstance(line, ast.Assign) and line.targets[0].id == "_validation":
                checks = ast.literal_eval(line.value)
            if isinstance(line, ast.Assign) and line.targets[0].id == "_attribute_map":
                keys = ast.literal_eval(line.value)
        for name, member in keys.items():
            rule = checks.get(name, {})
            key = tuple(member["key"].split("."))
            rules[key] = (rule.get("required", False), rule.get("readonly", False))
        found[part.name] = rules
    return found


class Comparison:
    def __init__(self):
        self.contract = Contract(HERE / f"contract/generated/storage/{VERSION}.json")
        self.classes = package_members(PACKAGE)
        self.facts = facts_of(PACKAGE / "models/_models_py3.py")
        self.values = package_values(PACKAGE)
        self.told, self.reached = {}, set()

    def tell(self, agrees, difference):
        if agrees or not any(re.search(known, difference) for known in KNOWN):
            self.told[difference] = agrees

    def paths(self):
        theirs = operations_of(PACKAGE)
        ours = set()
        for path, item in self.contract.document["paths"].items():
            for method, operation in item.items():
                if isinstance(operation, dict) and "operationId" in operation:
                    ours.add((method, plain(path)))
                    self.tell((method, plain(path)) in theirs, f"no such operation: {method} {path}")
        return sorted(theirs - ours)

    def bodies(self):
        for root in sorted(set(self.contract.roots())):
            name = NAMES.get(root, root)
            if name in self.classes:
                self.walk(name, root, ())
            else:
                self.tell(False, f"no such class: {root}")

    def walk(self, root, name, path):
        if (root, name) in self.reached:
            return
        self.reached.add((root, name))
        schema = self.contract.schemas[name]
        members = schema.get("properties", {})
        for member, inner in members.items():
            there = (*path, member)
            self.tell(has(self.classes, [root], there) is not None, f"more: {root} {'.'.join(there)}")
            self.rules(root, there, member in schema.get("required", []), inner.get("readOnly", False))
            child = self.contract.child_of(inner)
            if child:
                self.walk(root, child, there)
        for kind, before in has(self.classes, [root], path) or []:
            for key in self.classes.get(kind, {}):
                if key[: len(before)] == before:
                    missing = key[len(before)].lower() not in {known.lower() for known in members}
                    there = (*path, key[len(before)])
                    self.tell(not missing, f"missing: {root} {'.'.join(there)}")

    def rules(self, root, path, is_required, is_own):
        for kind, before in has(self.classes, [root], path[:-1]) or []:
            rule = self.facts.get(kind, {}).get((*before, path[-1]))
            if rule:
                self.tell(rule == (is_required, is_own), f"rules: {root} {'.'.join(path)} {rule}")

    def enumerations(self):
        for name, schema in self.contract.schemas.items():
            if "enum" in schema and name in self.values:
                theirs, ours = self.values[name], set(schema["enum"])
                self.tell(theirs == ours, f"values of {name}: {theirs ^ ours}")
            elif "enum" in schema:
                self.tell(False, f"no such enumeration: {name}")


def main():
    comparison = Comparison()
    unserved = comparison.paths()
    comparison.bodies()
    comparison.enumerations()
    differences = [fact for fact, agrees in comparison.told.items() if not agrees]
    for difference in differences:
        print(difference)
    of = len(comparison.told)
    print(f"{of - len(differences)} of {of} facts agree; {len(unserved)} operations are not served:")
    for method, path in unserved:
        print(f"  {method} {path}")
    return 1 if differences else 0


sys.exit(main())
