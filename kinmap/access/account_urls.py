"""Signing in and out, one's own password and second step: the pages of the sign-in library that this council uses.

Its other pages (opening an account oneself, changing one's e-mail address, sign-in by code, its own questions for a
proof of identity) are left out: the council opens accounts and answers for their addresses, and ``live`` asks for a
proof in a way that keeps what was typed. Names are the library's own; it looks for them.
"""

from allauth.account import views
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path, reverse_lazy

from kinmap.access.proof import proving

rename_passkey = proving(passkeys.EditWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")))

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/second-step/", second_step.authenticate, name="mfa_authenticate"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", proving(views.password_set), name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("second-step/", second_step.index, name="mfa_index"),
    path("second-step/app/", proving(app.activate_totp), name="mfa_activate_totp"),
    path("second-step/app/remove/", proving(app.deactivate_totp), name="mfa_deactivate_totp"),
    path("second-step/codes/", proving(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("second-step/codes/new/", proving(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("second-step/passkey/", proving(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("second-step/passkey/<int:pk>/name/", rename_passkey, name="mfa_edit_webauthn"),
]
