"""The rules of the house that lint does not know: sizes, who commits, who reads, and that nothing lies about unused."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "rtc_app"
TEMPLATES = ROOT / "templates"
MODULES = sorted(PACKAGE.rglob("*.py"))
PAGES = sorted(path for path in TEMPLATES.rglob("*.*") if path.suffix in {".html", ".xml", ".txt"})
MACRO = re.compile(r"{%-?\s*macro (\w+)")
#: Templates that a template, a view or a panel names: "needs/show_profile.html"; f"errors/{code}.html" names each of its kind.
NAMED = re.compile(r"""["']((?!xl/)(?:[\w{}]+/)+[\w{}]+\.(?:html|xml|txt))["']""")


def short(path):
    return str(path.relative_to(ROOT))


def functions(path):
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(function):
    """Lines of the body, the docstring not counted: words that explain are no burden."""
    first = function.body[1:2] if ast.get_docstring(function) else function.body[:1]
    return function.end_lineno - first[0].lineno + 1 if first else 0


def is_view(function):
    decorators = [ast.unparse(decorator) for decorator in function.decorator_list]
    return any(decorator.startswith(("bp.route", "bp.get", "bp.post")) for decorator in decorators)


def is_part_of_views(path):
    return path.name == "views.py" or path.parent.name == "views"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_functions_are_short(path):
    too_long = {f.name: length(f) for f in functions(path) if length(f) > (20 if is_view(f) else 30)}
    assert not too_long


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_modules_have_one_subject_and_say_it(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400
    assert not text.strip() or ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_templates_are_short(path):
    assert len(path.read_text("utf-8").splitlines()) <= 100


@pytest.mark.parametrize("path", [p for p in MODULES if is_part_of_views(p)], ids=short)
def test_every_view_says_what_the_visitor_gets(path):
    assert [f.name for f in functions(path) if is_view(f) and not ast.get_docstring(f)] == []


def test_only_the_edge_and_the_commands_commit():
    elsewhere = [
        short(p) for p in MODULES if p.relative_to(PACKAGE).parts[0] not in ("kernel", "cli") and ".commit(" in p.read_text("utf-8")
    ]
    assert elsewhere == []


def test_views_ask_queries_instead_of_the_database():
    readers = [short(p) for p in MODULES if is_part_of_views(p) and re.search(r"\bselect\(|session\.scalars?\(", p.read_text("utf-8"))]
    assert readers == []


def test_an_endpoint_a_function_and_a_template_have_one_name(application):
    others = [e for e, view in application.view_functions.items() if e != "static" and e.partition(".")[2] != view.__name__]
    assert others == []


def patterns_of_names():
    """What is rendered, included, imported or extended somewhere, as patterns."""
    sources = [*MODULES, *PAGES]
    names = {name for path in sources for name in NAMED.findall(path.read_text("utf-8"))}
    return [re.compile(re.sub(r"{\w+}", r"\\w+", name.replace(".", r"\."))) for name in names]


def test_every_template_is_used():
    patterns, paths = patterns_of_names(), {str(page.relative_to(TEMPLATES)) for page in PAGES}
    assert {path for path in paths if not any(pattern.fullmatch(path) for pattern in patterns)} == set()


def test_every_template_that_is_named_exists():
    paths = {str(page.relative_to(TEMPLATES)) for page in PAGES}
    missing = [pattern.pattern for pattern in patterns_of_names() if not any(pattern.fullmatch(path) for path in paths)]
    assert missing == []


@pytest.mark.parametrize("path", sorted((TEMPLATES / "components").glob("*.html")), ids=short)
def test_a_component_is_a_macro_of_the_same_name_with_a_comment_on_what_it_takes(path):
    text = path.read_text("utf-8")
    public = [name for name in MACRO.findall(text) if not name.startswith("_")]
    assert path.stem in public or path.stem.endswith("_parts")
    assert text.startswith("{#")


#: Folders of tests that sweep over everything instead of mirroring one domain.
SWEEPS = {"app", "journeys", "benchmarks", "reliability", "factories", "tools"}
#: Test files of these names are about the module of that name; any other name is a story of its own.
KINDS = {"test_rules", "test_queries", "test_service", "test_views", "test_forms", "test_models", "test_files"}


@pytest.mark.parametrize("path", [p for p in sorted((ROOT / "tests").glob("*/test_*.py")) if p.parent.name not in SWEEPS], ids=short)
def test_tests_stand_where_their_module_stands(path):
    domain, name = PACKAGE / path.parent.name, path.stem.removeprefix("test_")
    assert domain.is_dir()
    assert path.stem not in KINDS or (domain / name).is_dir() or (domain / f"{name}.py").is_file()
