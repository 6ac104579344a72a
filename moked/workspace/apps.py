from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "moked.workspace"
    label = "workspace"
