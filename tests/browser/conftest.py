"""A browser without a window, and the page of a report in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from citecheck.model.report import Report
from citecheck.report import html

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"


class Browser:
    """Chromium on one page; sizes and colours as a reader's device would set them."""

    def __init__(self, chrome: Chrome, folder: Path) -> None:
        self.chrome = chrome
        self.folder = folder

    def open(
        self, report: Report, *, width: int = 1280, dark: bool = False, script: bool = True
    ) -> None:
        """The report's page from disk."""
        file = self.folder / "report.html"
        file.write_text(html.render(report), encoding="utf-8")
        self.visit(file, width=width, dark=dark, script=script)

    def visit(
        self, file: Path, *, width: int = 1280, dark: bool = False, script: bool = True
    ) -> None:
        """Any page from disk."""
        self.resize(width)
        media = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.command("Emulation.setEmulatedMedia", media="", features=media)
        self.command("Emulation.setScriptExecutionDisabled", value=not script)
        self.chrome.get("about:blank")
        self._log("performance")
        self._log("browser")
        self.chrome.get(file.as_uri())

    def resize(self, width: int) -> None:
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip

    def command(self, name: str, **parameters: Any) -> Any:
        return self.chrome.execute_cdp_cmd(name, parameters)

    def run(self, script: str, *values: Any) -> Any:
        return self.chrome.execute_script(script, *values)

    def find(self, selector: str) -> WebElement:
        from selenium.webdriver.common.by import By

        return self.chrome.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """What a reader sees of every match that is shown."""
        found = self.run(
            "return [...document.querySelectorAll(arguments[0])]"
            ".filter(e => e.checkVisibility()).map(e => e.innerText)",
            selector,
        )
        return [str(each) for each in found]

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.chrome).send_keys(*keys).perform()

    def focused(self) -> str:
        """The text or label of what the keyboard is on."""
        return str(
            self.run(
                "const e = document.activeElement;"
                "return e.getAttribute('aria-label') || e.innerText || e.tagName"
            )
        )

    def chosen(self) -> list[str]:
        """The headings of the claims that are shown, without line breaks."""
        return [" ".join(each.split()) for each in self.texts(".claim h3")]

    def requested(self) -> list[str]:
        """Every address that was asked for since the page was opened."""
        events = [json.loads(each["message"])["message"] for each in self._log("performance")]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console says since the page was opened."""
        return [each["message"] for each in self._log("browser")]

    def faults(self) -> list[str]:
        """What axe finds serious or critical in the page as it is now."""
        self.run(AXE.read_text(encoding="utf-8"))
        found = self.chrome.execute_async_script(
            "const done = arguments[0]; axe.run(document).then(r => done(r.violations))"
        )
        return [
            f"{each['id']}: {node['html'][:120]} {node['failureSummary']}"
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]

    def _log(self, kind: str) -> list[Any]:
        chrome: Any = self.chrome
        return list(chrome.get_log(kind))


@pytest.fixture(scope="session")
def chrome() -> Iterator[Chrome]:
    """A running Chromium, if selenium, the browser and its driver are installed."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="no selenium (extra: browser)")
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no chromium or no chromedriver on this machine")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield started
    started.quit()


@pytest.fixture
def browser(chrome: Chrome, tmp_path: Path) -> Browser:
    return Browser(chrome, tmp_path)
