"""Compares an installed client of Batch with the contract that Lazuli emits.

    python scripts/batch-package-facts.py azure-batch|azure-mgmt-batch [DOCUMENT.json]

Each operation of the client: its path, parameters, status codes and headers; each field of each body:
its name, type, known values, whether it is required and whether only the service sets it. What the
contract has beyond the package counts as a difference, too. Prints the share of facts that agree and
each that does not; exit status 1 unless all do.
"""

import ast
import importlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent

# By the package's name: where it is imported from, its operations, and what it is held against.
PACKAGES = {
    "azure-batch": ("azure.batch", "_operations", "batch"),
    "azure-mgmt-batch": ("azure.mgmt.batch", "operations", "batch-management"),
}
NAME = sys.argv[1]
IMPORTED, OPERATIONS, CONTRACT = PACKAGES[NAME]
MODULE = importlib.import_module(IMPORTED)
words_of = importlib.import_module(f"{IMPORTED}.models._enums")
PACKAGE = Path(MODULE.__file__).parent

# The contract has these on every body that is an answer; the clients look at some of them only.
ANNOTATIONS = {"odata.metadata", "odata.nextLink"}

# Differences on purpose, each with its reason.
KNOWN = {
    r"^more .*\.authenticationTokenSettings$": "the published document of this api-version has it, "
    "and clients for other languages send it",
    r"^readOnly .*/batchAccounts\S* answer(\[\])?\.(tags|location) ?": "an account's body stands in "
    "answers alone, where it makes no difference who may set a field",
    r"^header patch .* If-None-Match$": "the client's helper for conditions has both headers, "
    "whichever an operation takes",
}

def simple(node):
    """The type that an annotation means, without what says that it may be absent."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return simple(ast.parse(node.value, mode="eval").body)
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    name, inner = node.value.id.lower(), node.slice
    if name == "optional":
        return simple(inner)
    if name == "list":
        return ["list", simple(inner)]
    if name == "dict":
        return ["dict", simple(inner.elts[1])]
    assert name == "union", ast.dump(node)
    return simple(inner.elts[1])


def is_optional(node):
    return isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "Optional"


def keywords(call):
    return {word.arg: ast.literal_eval(word.value) for word in call.keywords}


def read_models():
    """By class: each field's name on the wire with its annotation and what rest_field says."""
    found = {}
    for part in ast.parse((PACKAGE / "models" / "_models.py").read_text()).body:
        if not isinstance(part, ast.ClassDef):
            continue
        fields = {}
        for line in part.body:
            if not isinstance(line, ast.AnnAssign) or not isinstance(line.value, ast.Call):
                continue
            said = keywords(line.value)
            fields[said.get("name", line.target.id)] = {
                "type": simple(line.annotation),
                "required": not is_optional(line.annotation),
                "readOnly": said.get("visibility") == ["read"],
                "format": said.get("format"),
            }
        bases = [base.id for base in part.bases if isinstance(base, ast.Name)]
        found[part.name] = (bases, fields)
    return found


MODELS = read_models()


def fields_of(name):
    bases, own = MODELS[name]
    inherited = {}
    for base in bases:
        if base in MODELS:
            inherited.update(fields_of(base))
    return {**inherited, **own}


def read_answered(chunk):
    """The headers of answers: each with the status that it is about, or None for all."""
    found, about = [], None
    for line in chunk.splitlines():
        status = re.match(r"        if response\.status_code == (\d+):", line)
        if status:
            about = int(status[1])
        elif re.match(r" {0,8}\S", line):
            about = None
        header = re.search(r'response_headers\["([^"]+)"\]', line)
        if header:
            found.append((about, header[1]))
    return found


def read_operations():
    text = (PACKAGE / OPERATIONS / "_operations.py").read_text()
    builders = {}
    for chunk in re.split(r"^def (?=build_)", text.split("\nclass ")[0], flags=re.M)[1:]:
        builders[re.match(r"\w+", chunk)[0]] = {
            "method": re.search(r'HttpRequest\(\s*method="(\w+)"', chunk)[1].lower(),
            "path": re.search(r'_url = "([^"]*)"', chunk)[1],
            "query": re.findall(r'_params\["([^"]+)"\] =', chunk),
            "header": re.findall(r'_headers\["([^"]+)"\] =', chunk),
        }
    operations = []
    for chunk in re.split(r"^    def (?=_?\w+\()", text, flags=re.M)[1:]:
        built = re.search(r"_request = (build_\w+)\(", chunk)
        if not built:
            continue
        sent = re.search(r"json\.dumps\((\w+),", chunk)
        body = sent and re.search(rf"\b{sent[1]}: (?:Optional\[)?(?:_models\.)+(\w+)", chunk)
        listed = re.search(r"_deserialize\(\s*List\[(?:_models\.)+(\w+)\]", chunk)
        got = re.search(r"deserialized = _deserialize\(\s*(?:_models\.)+(\w+)", chunk)
        operations.append(
            {
                **builders[built[1]],
                "name": re.match(r"\w+", chunk)[0].strip("_"),
                "status": [
                    int(code)
                    for code in re.search(r"status_code not in \[([^\]]*)\]", chunk)[1].split(",")
                ],
                "answered": read_answered(chunk),
                "body": body and body[1],
                "answer": ["list", listed[1]] if listed else got and got[1],
            }
        )
    return operations


def main():
    newest = HERE / f"contract/generated/{CONTRACT}/2025-06-01.json"
    emitted = Path(sys.argv[2]) if len(sys.argv) > 2 else newest
    ours = json.loads(emitted.read_text())
    facts = Counter()
    wrong = []

    def fact(holds, kind, where, said=""):
        key = f"{kind} {where}"
        if not holds and any(re.search(pattern, key) for pattern in KNOWN):
            return facts.update(known=1)
        facts.update(agree=1 if holds else 0, all=1)
        if not holds:
            wrong.append(f"{key} {said}".strip())

    def resolve(schema):
        while schema:
            only = schema.get("allOf", [])
            if "$ref" in schema:
                schema = ours["components"]["schemas"][schema["$ref"].split("/")[-1]]
            elif len(only) == 1 and "properties" not in schema:
                schema = {**only[0], **({"readOnly": True} if schema.get("readOnly") else {})}
            else:
                return schema
        return {}

    def all_members(schema):
        members, required = dict(schema.get("properties", {})), set(schema.get("required", []))
        for base in schema.get("allOf", []):
            more, needed = all_members(resolve(base))
            members, required = {**more, **members}, required | needed
        return members, required

    def compare(kind, schema, where, form=None, within=()):
        schema = resolve(schema)
        if isinstance(kind, list):
            what, inner = kind
            if what == "list":
                fact(schema.get("type") == "array", "type", where, "is a list")
                return compare(inner, schema.get("items", {}), where + "[]", None, within)
            fact(schema.get("type") == "object", "type", where, "is an object")
            return None
        if kind in MODELS:
            if kind in within:
                return None
            return compare_model(kind, schema, where, (*within, kind))
        known = getattr(words_of, kind, None) if kind[0].isupper() else None
        if known is not None:
            words = sorted(word.value.lower() for word in known)
            mine = sorted(str(word).lower() for word in schema.get("enum", []))
            for word in words:
                fact(word in mine, "value", f"{where}={word}")
            for word in mine:
                fact(word in words, "more", f"{where}={word}")
            return None
        types = {
            "str": ["string"],
            "int": ["string", "integer"] if form == "str" else ["integer"],
            "bool": ["boolean"],
            "float": ["number"],
            "datetime": ["string"],
            "timedelta": ["string"],
            "bytes": ["string"],
            "Any": [schema.get("type")],
        }
        fact(schema.get("type") in types[kind], "type", where, f"{kind} against {schema.get('type')}")

    def compare_model(kind, schema, where, within):
        mine, required = all_members(schema)
        fields = fields_of(kind)
        for name, field in fields.items():
            there = f"{where}.{name}"
            fact(name in mine, "field", there, f"of {kind}")
            if name not in mine:
                continue
            fact((name in required) == field["required"], "required", there, str(field["required"]))
            read_only = bool(mine[name].get("readOnly"))
            fact(read_only == field["readOnly"], "readOnly", there, str(field["readOnly"]))
            compare(field["type"], mine[name], there, field["format"], within)
        for name in mine:
            if name not in fields and name not in ANNOTATIONS:
                fact(False, "more", f"{where}.{name}", f"than {kind}")

    sent = re.search(r'"api_version", "([^"]+)"', (PACKAGE / "_configuration.py").read_text())[1]
    fact(sent == ours["info"]["version"], "version", sent, "is what the client sends")
    seen = set()
    for operation in read_operations():
        where = f"{operation['method']} {operation['path']}"
        seen.add((operation["method"], operation["path"]))
        mine = ours["paths"].get(operation["path"], {}).get(operation["method"])
        fact(mine is not None, "operation", where, operation["name"])
        if mine is None:
            continue
        parameters = {(p["in"], p["name"].lower()) for p in mine.get("parameters", [])}
        for place in ("query", "header"):
            for name in operation[place]:
                if name.lower() in ("content-type", "accept"):
                    continue
                fact((place, name.lower()) in parameters, place, f"{where} {name}")
        for status in operation["status"]:
            answer = mine["responses"].get(str(status))
            fact(answer is not None, "status", f"{where} {status}")
            headers = {name.lower() for name in (answer or {}).get("headers", {})}
            for about, name in operation["answered"]:
                if about in (None, status) and name.lower() != "content-type":
                    fact(name.lower() in headers, "answered", f"{where} {status} {name}")
        if operation["body"]:
            content = mine.get("requestBody", {}).get("content", {})
            fact(bool(content), "body", where)
            for media in list(content.values())[:1]:
                compare(operation["body"], media["schema"], f"{where} request")
        if operation["answer"]:
            content = mine["responses"].get("200", {}).get("content", {})
            fact(bool(content), "answer", where)
            for media in list(content.values())[:1]:
                schema, kind = resolve(media["schema"]), operation["answer"]
                if isinstance(kind, list):
                    schema = schema.get("properties", {}).get("value", {})
                compare(kind, schema, f"{where} answer")
    for path, item in ours["paths"].items():
        for method in item:
            fact((method, path) in seen, "more", f"{method} {path}")

    for line in wrong:
        print(line)
    agree, total = facts["agree"], facts["all"]
    print(
        f"{NAME} {MODULE.__version__}: {agree} of {total} facts "
        f"({100 * agree / total:.2f} %), {facts['known']} differences on purpose"
    )
    sys.exit(0 if agree == total else 1)


main()
