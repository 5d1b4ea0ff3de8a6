"""Prints which api-version brought each member and each operation of AKS's contracts.

    for each package of PACKAGES below:
        pip download --no-deps azure-mgmt-containerservice==VERSION && unzip -d DIR/VERSION *.whl
    python scripts/aks-version-facts.py DIR members > src/containerservice/provider/member-versions.ts
    python scripts/aks-version-facts.py DIR operations > src/containerservice/provider/operations-since.ts
    npx biome format --write src/containerservice/provider/{member-versions,operations-since}.ts

Between them the packages hold a client for each stable api-version. Both sides are walked along the
members' names on the wire, since types were renamed on the way. What the oldest version has, and what
comes with the member that leads there, is left out. What the newest package and the newest contract do
not share, members and values, is told on stderr, with how much they do.
"""

import ast
import json
import re
import sys
from pathlib import Path

from package_facts import Contract, has, models_of, package_members, package_values

OLDEST, FIRST, NEWEST = "2019-08-01", "2024-05-01", "2026-08-01"
# What each is asked for: all versions up to a year, later the one that it was made for.
PACKAGES = {
    "33.0.0": None,
    "34.1.0": "2024-10-01",
    "34.2.0": "2025-01-01",
    "35.0.0": "2025-02-01",
    "36.0.0": "2025-03-01",
    "37.0.0": "2025-04-01",
    "38.0.0": "2025-05-01",
    "39.1.0": "2025-07-01",
    "40.0.0": "2025-08-01",
    "40.1.0": "2025-09-01",
    "40.2.0": "2025-10-01",
    "41.0.0": "2026-01-01",
    "41.1.0": "2026-02-01",
    "41.2.0": "2026-03-01",
    "41.3.0": "2026-04-01",
    "41.5.0": "2026-05-01",
    "41.6.0": "2026-06-01",
    "41.7.0": "2026-07-01",
    "41.8.0": "2026-08-01",
}
HERE = Path(__file__).resolve().parent.parent


def folders():
    """Each stable version with the folder of its client."""
    for package, only in PACKAGES.items():
        root = Path(sys.argv[1]) / package / "azure/mgmt/containerservice"
        if only is None:
            for part in sorted(root.glob("v20??_??_??")):
                version = part.name[1:].replace("_", "-")
                if OLDEST <= version and models_of(part):
                    yield version, part
        else:
            inner = root / f"v{only.replace('-', '_')}"
            yield only, inner if inner.exists() else root


def package_operations(folder):
    """`managed_clusters_get` and the like, without what stands between words."""
    found = set()
    for file in (folder / "operations").glob("*.py"):
        for name in re.findall(r"^def build_(\w+)_request", file.read_text(), re.MULTILINE):
            class_of = re.sub(r"^_|_operations$", "", file.stem)
            is_whole = name.startswith(class_of) or (file.stem == "_operations" and "_" in name)
            whole = name if is_whole else f"{class_of}_{name}"
            found.add(whole.replace("_", ""))
    return found


class Table:
    """The versions between which each member of a contract is there."""

    def __init__(self, contract, classes):
        self.contract, self.classes = contract, classes
        self.versions = sorted(classes)
        self.since, self.until, self.reached, self.counted = {}, {}, set(), set()
        for root in sorted(set(contract.roots())):
            there = [version for version in self.versions if root in classes[version]]
            if there:
                self.walk(root, root, (), there[0])
            else:
                print(f"no such class: {root}", file=sys.stderr)

    def walk(self, root, name, path, came):
        if (root, name) in self.reached:
            return
        self.reached.add((root, name))
        schema = self.contract.schemas[name]
        for member, inner in schema.get("properties", {}).items():
            there = (*path, member)
            seen = [v for v in self.versions if has(self.classes[v], [root], there) is not None]
            if not seen:
                print(f"not in a package: {root} {'.'.join(there)}", file=sys.stderr)
            else:
                self.counted.add((name, member))
                self.since.setdefault(name, {}).setdefault(member, set()).add((seen[0], came))
                if seen[-1] < self.versions[-1]:
                    self.until.setdefault(name, {})[member] = seen[-1]
            child = self.contract.child_of(inner)
            if child:
                self.walk(root, child, there, seen[0] if seen else came)
        self.tell_missing(root, name, path)

    def tell_missing(self, root, name, path):
        newest = self.classes[self.versions[-1]]
        here = {key.lower() for key in self.contract.schemas[name].get("properties", {})}
        for kind, before in has(newest, [root], path) or []:
            for key in newest.get(kind, {}):
                if key[: len(before)] == before and key[len(before)].lower() not in here:
                    print(f"not in the contract: {root} {'.'.join((*path, *key))}", file=sys.stderr)

    def printed(self):
        found = {}
        for name in sorted(self.since):
            for member, seen in self.since[name].items():
                firsts = {first for first, _ in seen}
                if len(firsts) > 1 and any(first > came for first, came in seen):
                    print(f"differs by way: {name}.{member} {sorted(seen)}", file=sys.stderr)
                first = min(firsts)
                if first > OLDEST and any(first > came for _, came in seen):
                    found.setdefault(name, {})[member] = first
        return found


def tell_values(contract, folder):
    values, told = package_values(folder), 0
    for name, schema in contract.schemas.items():
        if "enum" not in schema or name not in values:
            continue
        told += 1
        if set(schema["enum"]) != values[name]:
            missing, extra = values[name] - set(schema["enum"]), set(schema["enum"]) - values[name]
            print(f"values of {name}: missing {missing}, extra {extra}", file=sys.stderr)
    print(f"{told} enumerations compared", file=sys.stderr)


def operations_since(contract, found):
    versions = sorted(found)
    since = {}
    for operation in contract.operations():
        name = operation["operationId"]
        plain = name.replace("_", "").lower()
        seen = [version for version in versions if plain in found[version]]
        if not seen:
            print(f"no such operation in a package: {name}", file=sys.stderr)
        elif seen[0] > FIRST:
            since[name] = seen[0]
    return since


def main():
    found = dict(folders())
    classes = {version: package_members(folder) for version, folder in found.items()}
    classes = {version: known for version, known in classes.items() if "ManagedCluster" in known}
    newest = Contract(HERE / f"contract/generated/containerservice/{NEWEST}.json")
    table = Table(newest, classes)
    tell_values(newest, found[NEWEST])
    print(f"{len(table.counted)} members compared, in {len(classes)} versions", file=sys.stderr)
    head = "Source: pypi.org/project/azure-mgmt-containerservice, 33.0.0 to 41.8.0; scripts/aks-version-facts.py."
    if sys.argv[2] == "operations":
        operations = {version: package_operations(found[version]) for version in classes}
        since = json.dumps(operations_since(newest, operations), indent=2)
        print(f"// Which stable api-version brought an operation that {FIRST} does not have.\n// {head}")
        print(f"export const operationsSince: Readonly<Record<string, string>> = {since}")
        return
    print("// Which stable api-version brought a member of the contracts, by schema, and which was the last to have")
    print(f"// it. Members that are not listed came with {OLDEST}, or with what leads to them.\n// {head}")
    print("import type { MemberVersions } from '#kernel/service.ts'")
    both = {"since": table.printed(), "until": table.until}
    print(f"\nexport const memberVersions: MemberVersions = {json.dumps(both, indent=2)}")


main()
