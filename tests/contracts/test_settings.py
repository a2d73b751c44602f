"""One module reads the environment, and .env.example describes all that it reads."""

from __future__ import annotations

import ast
import re

from tests.support import product

READERS = {"manage.py", "cms/environment.py", "cms/settings.py", "cms/wsgi.py"}


def variables_read() -> set[str]:
    tree = ast.parse((product.ROOT / "cms" / "settings.py").read_text())
    return {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
        and isinstance(node.args[0], ast.Constant)
    }


def test_example_names_exactly_the_variables_that_are_read() -> None:
    example = (product.ROOT / ".env.example").read_text()

    named = re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)

    assert len(named) == len(set(named))
    assert set(named) == variables_read()


def test_every_group_of_variables_in_the_example_is_explained() -> None:
    paragraphs = (product.ROOT / ".env.example").read_text().strip().split("\n\n")

    unexplained = [paragraph for paragraph in paragraphs if not paragraph.startswith("# ")]

    assert unexplained == []


def test_nothing_but_the_settings_reads_the_environment() -> None:
    offenders = [
        product.name(path)
        for path in product.modules()
        if re.search(r"\benviron\b|\bgetenv\b", path.read_text())
        and product.name(path) not in READERS
    ]

    assert offenders == []
