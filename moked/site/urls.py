"""Every route of the installation, one include a surface."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("moked.workspace.urls")),
    path("account/", include("moked.site.accounts")),
    path("office/", include("moked.office.urls")),
    path("", include("moked.portal.chat.urls")),
]
