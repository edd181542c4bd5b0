"""De lange ture køres kun, når der bliver bedt om dem: ``make test-drift``."""

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "drift" in config.getoption("-m"):
        return
    lange = [proeve for proeve in items if proeve.get_closest_marker("drift")]
    items[:] = [proeve for proeve in items if proeve not in lange]
    config.hook.pytest_deselected(items=lange)
