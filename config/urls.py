"""Every address of the site."""

from allauth.account import views as account
from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

import conventions.urls
import matchmaking.urls
from config.health import healthz
from ui.styleguide import styleguide
from ui.views import set_language, set_theme

# Of allauth's pages only those of signing in by code: no password, no sign-up.
sign_in = [
    path("", account.request_login_code, name="account_login"),
    path("", account.request_login_code, name="account_request_login_code"),
    path("new/", RedirectView.as_view(pattern_name="account_login"), name="account_signup"),
    path("code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("inactive/", account.account_inactive, name="account_inactive"),
]

# One namespace per audience; its pages come from whichever app has the nouns.
public = [*matchmaking.urls.public, *conventions.urls.public]
organizer = [*conventions.urls.organizer, *matchmaking.urls.organizer]

urlpatterns = [
    path("", include((public, "public"))),
    path("c/<slug:slug>/organize/", include((organizer, "organizer"))),
    path("c/<slug:slug>/my/", include((matchmaking.urls.participant, "participant"))),
    path("c/<slug:slug>/desk/", include((matchmaking.urls.desk, "desk"))),
    path("healthz", healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    path("theme/", set_theme, name="set_theme"),
    path("sign-in/", include(sign_in)),
    path("sign-out/", account.logout, name="account_logout"),
    path("admin/", admin.site.urls),
]

if settings.STYLEGUIDE:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
