"""Somebody who adds an account, and counts what there is to do."""

from playwright.async_api import Error, Locator, Page, expect

from tests.amazon_double import Account

# Notes that a button was pressed; then returns whether it was, within a moment.
NOTE = "button => button.addEventListener('click', () => { button.dataset.pressed = ''; })"
WAS_PRESSED = """async (button) => {
  for (let looked = 0; looked < 30 && !("pressed" in button.dataset); looked += 1) {
    await new Promise((resume) => setTimeout(resume, 50));
  }
  return "pressed" in button.dataset;
}"""


class Owner:
    """Somebody at the dialog, who counts clicks and fields, on Amazon's own page apart from the rest."""

    def __init__(self, page: Page) -> None:
        """Begin with a page of Home Assistant."""
        self.page = page
        self.actions = 0
        self.at_amazon = 0

    async def click(self, target: Locator) -> None:
        """Click once."""
        self.actions += 1
        await target.click()

    async def click_in_frame(self, button: Locator) -> None:
        """Click a button of the page in the frame once; what a browser does not deliver there is repeated."""
        self.actions += 1
        await button.evaluate(NOTE)
        for _ in range(5):
            await button.click()
            try:
                if await button.evaluate(WAS_PRESSED, timeout=3000):
                    return
            except Error:
                # The page has gone on without it.
                return
        raise AssertionError("the frame is dead")

    async def press(self, name: str) -> None:
        """Click a button of the page."""
        await self.click(self.page.get_by_role("button", name=name, exact=True))

    async def choose_browser(self) -> None:
        """Choose the way, and keep the site that is suggested."""
        await self.click(self.page.get_by_text("Sign in on Amazon's own page"))
        await expect(self.page.get_by_label("Amazon site").get_by_text("amazon.de")).to_be_visible()
        await self.press("Submit")

    async def open_link(self) -> Page:
        """Open the link; return the tab it opens in."""
        async with self.page.context.expect_page() as opened:
            await self.click(self.page.get_by_role("link", name="Amazon's sign-in at amazon.de"))
        return await opened.value

    async def enter(self, amazon_page: Page, account: Account) -> None:
        """Enter e-mail and password on Amazon's pages."""
        await self._fill(amazon_page, "#ap_email", account.email, "Continue")
        await self._fill(amazon_page, "#ap_password", account.password, "Sign in")

    async def enter_code(self, amazon_page: Page, account: Account) -> str:
        """Enter the code; return the address of the page that asks for it."""
        await amazon_page.locator("#auth-mfa-otpcode").wait_for()
        asking = amazon_page.url
        await self._fill(amazon_page, "#auth-mfa-otpcode", account.code, "Sign in")
        return asking

    async def _fill(self, amazon_page: Page, field: str, text: str, button: str) -> None:
        """Fill in a field, and go on."""
        self.at_amazon += 2
        await amazon_page.locator(field).fill(text)
        await amazon_page.get_by_role("button", name=button).click()

    async def paste(self, address: str) -> None:
        """Paste the address of the last page, and submit it."""
        self.actions += 1
        await self.page.locator("ha-form ha-selector-text input").fill(address)
        await self.press("Submit")
