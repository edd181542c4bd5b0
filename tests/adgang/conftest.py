"""Opgørelsen over adgangsmatricen, når prøverne er kørt."""

from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    rapporter = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    celler = [antal for rapport in rapporter for navn, antal in rapport.user_properties if navn == "celler"]
    if celler:
        terminalreporter.write_line(f"Adgangsmatricen: {sum(celler)} celler for {len(celler)} roller.")
