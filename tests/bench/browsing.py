"""What the Voice History page costs in a real browser: a search of what was listed, and the memory of many rows."""

from dataclasses import dataclass

from playwright.async_api import async_playwright

from tests.home import AmazonProcess, HomeClient
from tests.home.browser import find_chromium

MOST_ROWS = 20_000

# Goes to the end again and again until enough is listed.
LIST = """async (list, most) => {
  while (!list.done && list.rows.length < most) {
    list.scroller.scrollTop = list.scroller.scrollHeight;
    await new Promise(requestAnimationFrame);
  }
  return list.rows.length;
}"""
# Returns after how many milliseconds the rows of another filter are on the screen.
SEARCH = """async (bar) => {
  const list = bar.getRootNode().querySelector("alexa-privacy-list");
  const begun = performance.now();
  const detail = { ...bar.filter, kind: "intended" };
  bar.dispatchEvent(new CustomEvent("filter", { bubbles: true, composed: true, detail }));
  do {
    await new Promise(requestAnimationFrame);
  } while (list.busy || !list.rows.length || list.rows.some(({ kind }) => kind !== "intended"));
  return performance.now() - begun;
}"""


@dataclass(frozen=True, slots=True)
class BrowsingCost:
    """What a browser took."""

    rows: int
    """How many recordings were listed."""
    requests: int
    """Requests to Amazon of another search of them."""
    search: float
    """Seconds until its rows are on the screen."""
    heap: float
    """Bytes that the page holds more than when it was opened."""


async def measure(client: HomeClient, amazon: AmazonProcess) -> BrowsingCost | None:
    """Open the page, list it and search; None where there is no browser."""
    executable = find_chromium()
    if executable is None:
        return None
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        context = await browser.new_context()
        await context.add_init_script(client.browser_sign_in())
        page = await context.new_page()
        await page.goto(f"{client.url}/alexa-privacy")
        await page.locator("article.row").first.wait_for(timeout=120_000)
        devtools = await context.new_cdp_session(page)

        async def heap() -> float:
            await devtools.send("HeapProfiler.collectGarbage")
            return float((await devtools.send("Runtime.getHeapUsage"))["usedSize"])

        before = await heap()
        rows = await page.locator("alexa-privacy-list").evaluate(LIST, MOST_ROWS)
        held = await heap() - before
        await amazon.tell("/clear_log")
        took = await page.locator("alexa-privacy-filter").evaluate(SEARCH)
        requests = (await amazon.ask("/state"))["answered"]
        await browser.close()
    return BrowsingCost(rows, requests, took / 1000, held)
