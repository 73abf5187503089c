"""The pages that Amazon shows instead of asking for a one-time code, identified as public clients do."""

from enum import StrEnum
import re
from typing import Final


class SignInPage(StrEnum):
    """A page of Amazon's sign-in that only a person in a browser can answer."""

    ACCOUNT_PICKER = "account_picker"
    APPROVAL = "approval"
    CAPTCHA = "captcha"
    CODE_BY_MESSAGE = "code_by_message"
    NEW_PASSWORD = "new_password"  # noqa: S105 - the name of a page
    OTHER = "other"
    PASSKEY = "passkey"
    PHONE_NUMBER = "phone_number"


_MOST_IN_PAGE: Final = 1024 * 1024
_MARK: Final = re.compile(r"""\b(?:id|name|class)\s*=\s*["']([^"'<>]{1,300})["']""", re.IGNORECASE)

# Ids, names and classes of each page, from the sources of Audible's and Alexa's clients and their reports.
_MARKS: Final = {
    SignInPage.CAPTCHA: {
        "cvf-aamation-challenge-form",
        "auth-captcha-image",
        "auth-captcha-guess",
        "captchacharacters",
    },
    SignInPage.APPROVAL: {"resend-approval-link", "resend-approval-form", "resend-approval-alert", "pollingForm"},
    SignInPage.PHONE_NUMBER: {"auth-account-fixup-phone-form", "ap-account-fixup-phone-skip-link"},
    SignInPage.NEW_PASSWORD: {"ap_fpp_password", "ap_fpp_password_check"},
    SignInPage.ACCOUNT_PICKER: {"ap-account-switcher-container", "cvf-account-switcher", "switchAccount"},
    SignInPage.CODE_BY_MESSAGE: {
        "auth-select-device-form",
        "claimspicker",
        "cvf-input-code",
        "verification-code-form",
    },
}
# A page with one of these fields asks for what the owner has entered, whatever else it offers.
_USUAL_FIELDS: Final = {"ap_email", "ap_password", "auth-mfa-otpcode"}
_PASSKEY: Final = {"auth-signin-via-passkey-btn", "auth-signin-via-passkey-section", "signInWithPasskeyButton"}


def read_sign_in_page(page: str) -> SignInPage | None:
    """Return which sign-in page some HTML is; None if it asks for email, password or code as usual."""
    marks = {mark for found in _MARK.findall(page[:_MOST_IN_PAGE]) for mark in found.split()}
    for kind, own in _MARKS.items():
        if marks & own:
            return kind
    if marks & _USUAL_FIELDS:
        return None
    return SignInPage.PASSKEY if marks & _PASSKEY else SignInPage.OTHER
