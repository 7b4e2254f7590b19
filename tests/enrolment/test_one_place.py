"""One function gives and takes seats: no other line of the project writes the state of an enrolment or the counts of a session."""

import ast
from pathlib import Path

import rtc_app

PACKAGE = Path(rtc_app.__file__).parent
SERVICE = PACKAGE / "enrolment" / "service.py"
COUNTS = {"taken", "waiting"}


def written_in(path):
    """(function, what) of every line that writes a count of a session, or a state beside an enrolment."""
    tree = ast.parse(path.read_text())
    speaks_of_enrolments = "enrolment" in path.read_text().casefold()
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        for node in ast.walk(function):
            for name in names_written(node):
                if name in COUNTS or (name == "state" and speaks_of_enrolments):
                    yield function.name, name


def names_written(node):
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        parts = [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
        return [part.attr for part in parts if isinstance(part, ast.Attribute)]
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in ("values", "TrainingSession", "Enrolment"):
            return [keyword.arg for keyword in node.keywords]
        if called == "setattr":
            return [argument.value for argument in node.args[1:2] if isinstance(argument, ast.Constant)]
    return []


def test_only_move_writes_states_and_counts():
    writers = {
        (str(path.relative_to(PACKAGE)), function)
        for path in sorted(PACKAGE.rglob("*.py"))
        if "enrolment" in path.read_text().casefold() or "TrainingSession" in path.read_text()
        for function, _ in written_in(path)
    }
    assert writers == {("enrolment/service.py", "_move")}


def test_the_search_finds_what_it_looks_for():
    assert {name for function, name in written_in(SERVICE) if function == "_move"} == {"state", "taken", "waiting"}


def test_no_sql_text_writes_the_counts():
    texts = (
        node.value.casefold()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert not [text for text in texts if text.lstrip().startswith("update ") and ("training_session" in text or "enrolment" in text)]
