"""A way to see the holes of wagtail-localize with one's own eyes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that takes our guards away."""
    parser.addoption(
        "--stock-localize",
        action="store_true",
        default=False,
        help="let wagtail-localize do as it likes: the tests of its holes then fail",
    )


@pytest.fixture
def is_stock(request: pytest.FixtureRequest) -> bool:
    """Tell whether the switch is set; a run of the whole suite does not know it at all."""
    return bool(request.config.getoption("--stock-localize", default=False))


@pytest.fixture
def localize_as_asked_for(is_stock: bool, request: pytest.FixtureRequest) -> Iterator[None]:
    """Run a test with our guards, or without them where the switch says so."""
    if not is_stock:
        yield
        return
    from tests.support import stock_localize

    request.getfixturevalue("world")
    with stock_localize.restored():
        yield
