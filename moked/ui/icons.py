"""Which icon stands for what, and which ones turn with the reading direction."""

# Icons with a direction of travel; phones, clocks and checks never turn.
DIRECTIONAL_ICONS = frozenset(
    {
        "arrow",
        "back",
        "external",
        "forward",
        "list",
        "list-numbered",
        "logout",
        "merge",
        "next",
        "redo",
        "reply",
        "send",
        "split",
        "stairs",
        "transfer",
        "undo",
    }
)

CHANNEL_ICONS = {
    "call": "phone",
    "callback": "callback",
    "chat": "chat",
    "email": "mail",
    "form": "edit",
    "mail": "mail",
    "note": "note",
    "phone": "phone",
    "portal": "home",
    "sms": "sms",
    "social": "social",
    "system": "auto",
    "task": "task",
    "voice": "phone",
    "web": "chat",
    "whatsapp": "whatsapp",
}
