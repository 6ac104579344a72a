"""Every route of the installation, one include a surface."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

handler500 = "moked.ui.failures.show_failure"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("moked.site.probes")),
    path("", include("moked.workspace.urls")),
    path("account/", include("moked.site.accounts")),
    path("operator/", admin.site.urls),
    path("api/v1/", include("moked.api.urls")),
    path("floor/", include("moked.floor.urls")),
    path("office/", include("moked.office.urls")),
    path("welcome/", include("moked.office.first_run_urls")),
    path("", include("moked.portal.chat.urls")),
    path("", include("moked.portal.urls")),
]
