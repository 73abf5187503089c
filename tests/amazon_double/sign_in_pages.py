"""What the sign-in pages look like: made up, with the ids, names and titles that public clients go by."""

from html import escape
from typing import Final

from aiohttp import web

from tests.amazon_double.faults import html

TITLES: Final = {
    "captcha": "Solve this puzzle",
    "approval": "Approve the notification",
    "code_choice": "Two-Step Verification",
    "code": "Two-Step Verification",
    "new_password": "Password assistance",
    "account_picker": "Choose an account",
    "phone_number": "Keep hackers out",
}
FIELDS: Final = {
    "email": '<input type="email" id="ap_email" name="email"><button>Continue</button>',
    "password": '<input type="password" id="ap_password" name="password"><button>Sign in</button>'
    # Amazon offers a passkey besides; that is no page of its own.
    '<div id="auth-other-ways">Or sign in on another device</div>',
    "passkey": '<p>This device does not support passkeys.</p><span id="auth-signin-via-passkey-btn">'
    '<button name="passkey" value="yes">Sign in with a passkey</button></span>',
    "captcha": '<input type="text" id="auth-captcha-guess" name="guess"><button>Continue</button>',
    "new_password": '<input type="password" id="ap_fpp_password" name="password">'
    '<input type="password" id="ap_fpp_password_check" name="passwordCheck"><button>Save</button>',
    "code_choice": '<label><input type="radio" name="otpDeviceContext" value="SMS" checked>SMS</label>'
    '<label><input type="radio" name="otpDeviceContext" value="WHATSAPP">WhatsApp</label><button>Send code</button>',
    "code": '<input type="tel" id="auth-mfa-otpcode" name="otpCode"><button>Sign in</button>',
    "phone_number": '<input type="tel" name="phone"><button id="ap-account-fixup-phone-skip-link">Not now</button>',
}
FORMS: Final = {
    "captcha": "cvf-aamation-challenge-form",
    "passkey": "auth-passkey-form",
    "code_choice": "auth-select-device-form",
    "code": "auth-mfa-form",
    "phone_number": "auth-account-fixup-phone-form",
}


def page_html(page: str, *, action: str, workflow: str, poll: str, name: str, error: str) -> web.Response:
    """Show a sign-in page."""
    box = f'<div id="auth-error-message-box"><h4>A problem:</h4>\n<p>{escape(error)}</p></div>' if error else ""
    title = TITLES.get(page, "Amazon Sign-In")
    if page == "approval":
        return html(
            title,
            head=f'<meta http-equiv="refresh" content="1;url={escape(poll)}">',
            body='<p>Approve the notification sent to your phone.</p><div id="resend-approval-alert"></div>'
            f'<form id="resend-approval-form" method="get" action="{escape(poll)}">'
            '<a id="resend-approval-link">Resend</a></form>',
        )
    fields = FIELDS.get(page, "")
    if page == "account_picker":
        choices = (("personal", escape(name)), ("business", f"{escape(name)} (Business)"))
        buttons = (f'<button name="switchAccount" value="{kind}">{label}</button>' for kind, label in choices)
        fields = f'<div id="ap-account-switcher-container">{"".join(buttons)}</div>'
    form = f' id="{FORMS[page]}"' if page in FORMS else ""
    return html(
        title,
        body=f"""{box}<form name="signIn"{form} method="post" action="{action}">
        <input type="hidden" name="workflowState" value="{workflow}">{fields}</form>""",
    )
