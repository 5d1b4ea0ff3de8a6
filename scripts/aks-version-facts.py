"""Prints which api-version brought each member and each operation of AKS's contracts.

    for each package of PACKAGES and BETAS below:
        pip download --no-deps azure-mgmt-containerservice==VERSION && unzip -d DIR/VERSION *.whl
    python scripts/aks-version-facts.py DIR members > src/containerservice/provider/member-versions.ts
    python scripts/aks-version-facts.py DIR values > src/containerservice/provider/values-since.ts
    python scripts/aks-version-facts.py DIR previews > src/containerservice/provider/preview-versions.ts
    python scripts/aks-version-facts.py DIR operations > src/containerservice/provider/operations-since.ts
    npx biome format --write src/containerservice/provider/*-{versions,since}.ts

Between them the packages hold a client for each stable api-version, and for the previews since those that
refuse unknown members. Both sides are walked along the members' names on the wire, since types were
renamed on the way. What the oldest version has, and what comes with the member that leads there, is left
out. What the newest package and the newest contract do not share, members and values, is told on stderr,
with how much they do.
"""

import ast
import json
import re
import sys
from pathlib import Path

from package_facts import Contract, has, models_of, package_members, package_values

OLDEST, FIRST, NEWEST = "2019-08-01", "2024-05-01", "2026-08-01"
# The first preview that refuses what it does not know: github.com/Azure/AKS/issues/4060.
FIRST_PREVIEW = "2024-01-02-preview"
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
# Each has one preview.
BETAS = {
    "41.0.0b1": "2025-08-02-preview",
    "41.0.0b2": "2025-09-02-preview",
    "41.0.0b3": "2025-10-02-preview",
    "41.1.0b1": "2026-01-02-preview",
    "41.2.0b1": "2026-02-02-preview",
    "41.3.0b1": "2026-03-02-preview",
    "41.4.0b1": "2026-04-02-preview",
    "41.6.0b1": "2026-05-02-preview",
    "41.7.0b1": "2026-06-02-preview",
    "41.8.0b1": "2026-07-02-preview",
    "41.9.0b1": "2026-08-02-preview",
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


def preview_folders():
    """Each preview from the first on with the folder of its client."""
    for package in PACKAGES:
        root = Path(sys.argv[1]) / package / "azure/mgmt/containerservice"
        for part in sorted(root.glob("v20??_??_??_preview")):
            version = part.name[1:].replace("_", "-")
            if FIRST_PREVIEW <= version and models_of(part):
                yield version, part
    for package, version in BETAS.items():
        yield version, Path(sys.argv[1]) / package / "azure/mgmt/containerservice"


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
        self.since, self.until, self.beside = {}, {}, {}
        self.reached, self.counted = set(), set()
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
        for version in self.versions:
            for member in self.missing(self.classes[version], root, name, path):
                self.beside.setdefault(name, {}).setdefault(member, version)

    def missing(self, classes, root, name, path):
        """What a version has there, and the contract does not."""
        here = {key.lower() for key in self.contract.schemas[name].get("properties", {})}
        for kind, before in has(classes, [root], path) or []:
            for key in classes.get(kind, {}):
                if key[: len(before)] == before and key[len(before)].lower() not in here:
                    yield key[len(before)]

    def tell_missing(self):
        for name, members in self.beside.items():
            print(f"not in the contract: {name} {' '.join(members)}", file=sys.stderr)

    def printed(self, oldest):
        found = {}
        for name in sorted(self.since):
            for member, seen in self.since[name].items():
                firsts = {first for first, _ in seen}
                if len(firsts) > 1 and any(first > came for first, came in seen):
                    print(f"differs by way: {name}.{member} {sorted(seen)}", file=sys.stderr)
                first = min(firsts)
                if first > oldest and any(first > came for _, came in seen):
                    found.setdefault(name, {})[member] = first
        return found


def values_since(contract, folders):
    """Which version brought a value of an enumeration that was there before it."""
    found, told = {}, 0
    versions = sorted(folders)
    by_version = {
        version: {name.lower(): values for name, values in package_values(folders[version]).items()}
        for version in versions
    }
    for name, schema in sorted(contract.schemas.items()):
        there = [version for version in versions if name.lower() in by_version[version]]
        if "enum" not in schema or not there:
            continue
        told += 1
        newest = by_version[there[-1]][name.lower()]
        if set(schema["enum"]) != newest:
            missing, extra = newest - set(schema["enum"]), set(schema["enum"]) - newest
            print(f"values of {name}: missing {missing}, extra {extra}", file=sys.stderr)
        for value in schema["enum"]:
            seen = [version for version in there if value in by_version[version][name.lower()]]
            if seen and seen[0] > there[0]:
                found.setdefault(name, {})[value] = seen[0]
    print(f"{told} enumerations compared", file=sys.stderr)
    return found


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


def known(found):
    classes = {version: package_members(folder) for version, folder in found.items()}
    return {version: known for version, known in classes.items() if "ManagedCluster" in known}


HEAD = "Source: pypi.org/project/azure-mgmt-containerservice, 33.0.0 to 41.8.0; scripts/aks-version-facts.py."


def print_operations(contract, found):
    since = json.dumps(operations_since(contract, found), indent=2)
    print(f"// Which stable api-version brought an operation that {FIRST} does not have.\n// {HEAD}")
    print(f"export const operationsSince: Readonly<Record<string, string>> = {since}")


def print_members(contract, classes):
    table = Table(contract, classes)
    table.tell_missing()
    print(f"{len(table.counted)} members compared, in {len(classes)} versions", file=sys.stderr)
    print("// Which stable api-version brought a member of the contracts, by schema, and which was the last to have")
    print(f"// it. Members that are not listed came with {OLDEST}, or with what leads to them.\n// {HEAD}")
    print("import type { MemberVersions } from '#kernel/service.ts'\nimport { valuesSince } from './values-since.ts'")
    since, until = (json.dumps(each, indent=2) for each in (table.printed(OLDEST), table.until))
    print(f"\nexport const memberVersions: MemberVersions = {{ since: {since}, until: {until}, values: valuesSince }}")


def print_values(contract, found):
    print("// Which stable api-version brought a value of an enumeration. Values that are not listed came with")
    print(f"// their enumeration.\n// {HEAD}\nimport type {{ MemberVersions }} from '#kernel/service.ts'")
    values = json.dumps(values_since(contract, found), indent=2)
    print(f"\nexport const valuesSince: MemberVersions['values'] = {values}")


def print_previews(contract):
    found = dict(preview_folders())
    classes = known(found)
    table = Table(contract, classes)
    print(f"{len(table.counted)} members compared, in {len(classes)} previews", file=sys.stderr)
    print("// The same of previews, with what they have beside the contracts: it is read over, not refused.")
    print(f"// {HEAD.replace('41.8.0', '41.9.0b1')}")
    print("import type { MemberVersions } from '#kernel/service.ts'")
    print(f"\nexport const previewVersions: MemberVersions = ", end="")
    every = {"since": table.printed(FIRST_PREVIEW), "until": table.until}
    print(json.dumps({**every, "values": values_since(contract, found), "beside": table.beside}, indent=2))
    print(f"previews: {sorted(classes)}", file=sys.stderr)


def main():
    newest = Contract(HERE / f"contract/generated/containerservice/{NEWEST}.json")
    if sys.argv[2] == "previews":
        return print_previews(newest)
    found = dict(folders())
    classes = known(found)
    if sys.argv[2] == "operations":
        operations = {version: package_operations(found[version]) for version in classes}
        return print_operations(newest, operations)
    if sys.argv[2] == "values":
        return print_values(newest, {version: found[version] for version in classes})
    print_members(newest, classes)


main()
