"""Every file under tests is run or is a known helper, and no statement in it is without effect."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support import product

TESTS = product.ROOT / "tests"
HELPERS = {"__init__.py", "conftest.py", "settings.py"}
HELPER_FOLDERS = {"support", "factories", "pages"}
FILES = sorted(path for path in TESTS.rglob("*.py") if "results" not in path.parts)
TEST_FILES = [path for path in FILES if path.name.startswith("test_")]
# A locator that is neither clicked nor expected looks like a test and tests nothing.
LOCATORS = {"locator", "get_by_role", "get_by_label", "get_by_text", "get_by_title"}


@pytest.mark.parametrize("path", FILES, ids=product.name)
def test_file_is_collected_or_a_known_helper(path: Path) -> None:
    folders = set(path.relative_to(TESTS).parts[:-1])

    assert path in TEST_FILES or path.name in HELPERS or folders & HELPER_FOLDERS


@pytest.mark.parametrize("path", TEST_FILES, ids=product.name)
def test_file_has_tests_and_each_can_fail(path: Path) -> None:
    functions = [
        node
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]

    assert functions
    for function in functions:
        assert can_fail(function), f"{function.name} asserts nothing"


def can_fail(function: ast.FunctionDef) -> bool:
    """Return whether the test asserts, expects an error, or calls something that may."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            if name.startswith(("assert", "expect", "call_command", "raises", "check")):
                return True
            if name.startswith("django_assert"):
                return True
    return False


@pytest.mark.parametrize("path", TEST_FILES, ids=product.name)
def test_no_locator_stands_alone(path: Path) -> None:
    alone = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in LOCATORS
    ]

    assert alone == []


def test_every_folder_of_tests_belongs_to_a_part_of_the_product() -> None:
    known = {*product.PACKAGES, "core", "contracts", "e2e", *HELPER_FOLDERS}

    folders = {path.name for path in TESTS.iterdir() if path.is_dir()} - {"__pycache__"}

    assert folders <= known
