"""De lange ture køres kun, når der bliver bedt om dem: ``make test-drift``."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "drift" in config.getoption("-m"):
        return
    for proeve in items:
        if proeve.get_closest_marker("drift"):
            proeve.add_marker(pytest.mark.skip(reason="lang tur; kør den med make test-drift"))
