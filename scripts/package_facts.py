"""What scripts that compare a contract with an Azure package for Python share."""

import ast
import json
import re


def models_of(folder):
    files = [folder / "models" / name for name in ("_models_py3.py", "_models.py")]
    return next((file for file in files if file.exists()), None)


def named_in(annotation):
    """`Optional[list["_models.IPTag"]]` holds `IPTag`."""
    found = re.findall(r"_models\.(\w+)", ast.unparse(annotation))
    return found[-1] if found else ""


def package_members(folder):
    """By class: each path on the wire, as a list of names, with its type."""
    found = {}
    for part in ast.parse(models_of(folder).read_text()).body:
        if not isinstance(part, ast.ClassDef):
            continue
        bases = [base.id for base in part.bases if isinstance(base, ast.Name)]
        found[part.name] = {key: kind for base in bases for key, kind in found.get(base, {}).items()}
        for line in part.body:
            if isinstance(line, ast.Assign) and line.targets[0].id == "_attribute_map":
                for member in ast.literal_eval(line.value).values():
                    found[part.name][tuple(member["key"].split("."))] = member["type"].strip("[]{}")
            if isinstance(line, ast.AnnAssign) and isinstance(line.value, ast.Call):
                names = [word.value.value for word in line.value.keywords if word.arg == "name"]
                name = names[0] if names else line.target.id
                found[part.name][(name,)] = named_in(line.annotation)
    return found


def package_values(folder):
    """The values of each enumeration."""
    file = next(file for file in (folder / "models").glob("_*enums.py"))
    found = {}
    for part in ast.parse(file.read_text()).body:
        if isinstance(part, ast.ClassDef):
            lines = [line for line in part.body if isinstance(line, ast.Assign)]
            found[part.name] = {line.value.value for line in lines}
    return found


class Contract:
    def __init__(self, file):
        self.document = json.loads(file.read_text())
        self.schemas = self.document["components"]["schemas"]

    def child_of(self, schema):
        """The name of the type that a member holds, be it one, a list or a map of them."""
        found = named(schema)
        if found is None:
            extra = schema.get("additionalProperties")
            inner = schema.get("items") or (extra if isinstance(extra, dict) else None)
            return self.child_of(inner) if inner else None
        target = self.schemas[found]
        if "properties" in target:
            return found
        leads = any(key in target for key in ("items", "additionalProperties", "allOf", "$ref"))
        return self.child_of(target) if leads else None

    def operations(self):
        for item in self.document["paths"].values():
            for operation in item.values():
                if isinstance(operation, dict):
                    yield operation

    def roots(self):
        for operation in self.operations():
            bodies = [operation.get("requestBody", {}), *operation.get("responses", {}).values()]
            for body in bodies:
                for media in body.get("content", {}).values():
                    name = self.item_of(self.child_of(media.get("schema", {})))
                    if name and not name.endswith("Error") and not name.endswith("ErrorResponse"):
                        yield name


    def item_of(self, name):
        """What a page of a list holds: newer packages have no class for pages."""
        members = self.schemas[name].get("properties", {}) if name else {}
        pages = "value" in members and set(members) <= {"value", "nextLink"}
        return self.child_of(members["value"]) if pages else name


def named(schema):
    if "$ref" in schema:
        return schema["$ref"].split("/")[-1]
    only = schema.get("allOf", [])
    return named(only[0]) if len(only) == 1 and "properties" not in schema else None


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
