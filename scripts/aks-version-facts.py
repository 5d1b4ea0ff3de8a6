"""Prints which api-version brought each member that AKS's first contract of Lazuli has.

    pip download --no-deps azure-mgmt-containerservice==31.0.0 && unzip -d DIR *.whl
    python scripts/aks-version-facts.py DIR > src/containerservice/provider/members-since.ts
    npx biome format --write src/containerservice/provider/members-since.ts

The package holds a client for each stable api-version until 2024-05-01. Both sides are walked along
the members' names on the wire, since types were renamed on the way. What the oldest version has, and
what comes with the member that leads there, is left out.
"""

import ast
import json
import sys
from pathlib import Path

OLDEST, NEWEST = "2019-08-01", "2024-05-01"
HERE = Path(__file__).resolve().parent.parent
PACKAGE = Path(sys.argv[1]) / "azure/mgmt/containerservice"
CONTRACT = json.loads((HERE / f"contract/generated/containerservice/{NEWEST}.json").read_text())
SCHEMAS = CONTRACT["components"]["schemas"]


def named(schema):
    if "$ref" in schema:
        return schema["$ref"].split("/")[-1]
    only = schema.get("allOf", [])
    return named(only[0]) if len(only) == 1 and "properties" not in schema else None


def child_of(schema):
    """The name of the type that a member holds, be it one, a list or a map of them."""
    found = named(schema)
    if found is None:
        extra = schema.get("additionalProperties")
        inner = schema.get("items") or (extra if isinstance(extra, dict) else None)
        return child_of(inner) if inner else None
    target = SCHEMAS[found]
    return found if "properties" in target else child_of(target) if child_leads(target) else None


def child_leads(schema):
    return any(key in schema for key in ("items", "additionalProperties", "allOf", "$ref"))


def package_members(version):
    """By class: each path on the wire, as a list of names, with its type."""
    folder = PACKAGE / f"v{version.replace('-', '_')}" / "models"
    found = {}
    for part in ast.parse((folder / "_models_py3.py").read_text()).body:
        if not isinstance(part, ast.ClassDef):
            continue
        bases = [base.id for base in part.bases if isinstance(base, ast.Name)]
        found[part.name] = {key: kind for base in bases for key, kind in found.get(base, {}).items()}
        for line in part.body:
            if isinstance(line, ast.Assign) and line.targets[0].id == "_attribute_map":
                for member in ast.literal_eval(line.value).values():
                    found[part.name][tuple(member["key"].split("."))] = member["type"].strip("[]{}")
    return found


def has(classes, types, path):
    """The types that the path leads to, or None where the version has no such path."""
    at = [(name, ()) for name in types]
    for step in path:
        following = []
        for name, before in at:
            steps = (*before, step)
            for key, kind in classes.get(name, {}).items():
                if key == steps:
                    following.append((kind, ()))
                elif key[: len(steps)] == steps:
                    following.append((name, steps))
        if not following:
            return None
        at = following
    return at


def roots():
    for item in CONTRACT["paths"].values():
        for operation in item.values():
            if not isinstance(operation, dict):
                continue
            bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
            for body in bodies:
                for media in body.get("content", {}).values():
                    name = child_of(media.get("schema", {}))
                    if name and not name.endswith("Error") and not name.endswith("ErrorResponse"):
                        yield name


def main():
    folders = (part.name[1:].replace("_", "-") for part in PACKAGE.glob("v20??_??_??"))
    versions = sorted(version for version in folders if OLDEST <= version <= NEWEST)
    versions = [
        version
        for version in versions
        if (PACKAGE / f"v{version.replace('-', '_')}/models/_models_py3.py").exists()
    ]
    classes = {version: package_members(version) for version in versions}
    versions = [version for version in versions if "ManagedCluster" in classes[version]]
    since, reached = {}, set()

    def first_of(root, path):
        """The first version from which on all have it."""
        first = None
        for version in reversed(versions):
            if has(classes[version], [root], path) is None:
                break
            first = version
        return first

    def walk(root, name, path, came):
        if (root, name) in reached:
            return
        reached.add((root, name))
        for member, schema in SCHEMAS[name].get("properties", {}).items():
            there = (*path, member)
            first = first_of(root, there)
            if first is None:
                print(f"not in the package: {root} {'.'.join(there)}", file=sys.stderr)
            else:
                since.setdefault(name, {}).setdefault(member, set()).add((first, came))
            child = child_of(schema)
            if child:
                walk(root, child, there, first or came)

    for root in sorted(set(roots())):
        if root not in classes[NEWEST]:
            print(f"no such class: {root}", file=sys.stderr)
            continue
        came = next(version for version in versions if root in classes[version])
        walk(root, root, (), came)

    members = {}
    for name in sorted(since):
        for member, seen in since[name].items():
            firsts = {first for first, _ in seen}
            if len(firsts) > 1:
                print(f"differs by way: {name}.{member} {sorted(seen)}", file=sys.stderr)
            first = min(firsts)
            if first > OLDEST and any(first > came for _, came in seen):
                members.setdefault(name, {})[member] = first
    print("// Which stable api-version brought a member of the contract's first version, by schema. Members that")
    print(f"// are not listed came with {OLDEST}, or with what leads to them. Source: pypi.org/project/")
    print("// azure-mgmt-containerservice/31.0.0 (2024-07-18), read by scripts/aks-version-facts.py.")
    print("import type { MembersSince } from '#kernel/service.ts'")
    print(f"\nexport const membersSince: MembersSince = {json.dumps(members, indent=2)}")


main()
