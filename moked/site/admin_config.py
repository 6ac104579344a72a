"""Django's admin with our site in its place."""

from django.contrib.admin.apps import AdminConfig


class OperatorAdminConfig(AdminConfig):
    default_site = "moked.site.admin.OperatorSite"
