"""What is installed is written down: exactly, with its purpose, and nothing is used unannounced."""

from __future__ import annotations

import ast
import itertools
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support import product

FILES = ("requirements.txt", "requirements-dev.txt")


def pins(file_name: str) -> dict[str, str]:
    """Return version by canonical name."""
    lines = (product.ROOT / file_name).read_text().splitlines()
    found = (re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", line) for line in lines)
    return {canonical(match[1]): match[2] for match in found if match}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(path: Path) -> set[str]:
    """Return the top-level names that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("file_name", FILES)
def test_every_requirement_has_an_exact_version_and_a_purpose(file_name: str) -> None:
    lines = [line for line in (product.ROOT / file_name).read_text().splitlines() if line]

    for before, line in itertools.pairwise(lines):
        if line.startswith("#") or line == "-r requirements.txt":
            continue
        assert "==" in line, f"{file_name}: {line} has no exact version"
        assert before.startswith("# "), f"{file_name}: {line} does not say what it is for"


def test_constraints_agree_with_the_requirements() -> None:
    constraints = pins("constraints.txt")

    for file_name in FILES:
        for name, version in pins(file_name).items():
            assert constraints.get(name) == version, f"{file_name}: {name}"


def test_every_import_of_the_product_is_declared() -> None:
    ours = {*product.PACKAGES, *sys.stdlib_module_names}
    distributions = packages_distributions()
    declared = set(pins("requirements.txt"))

    undeclared = {
        f"{product.name(path)}: {name}"
        for path in product.modules()
        for name in imported(path) - ours
        if not declared & {canonical(found) for found in distributions.get(name, ())}
    }

    assert undeclared == set()
