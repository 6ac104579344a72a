"""Web chat: a visitor without an account talks to us from any page that carries our one script tag.

`protocol` is what travels over the socket, `services` what visitors do, `presence` whether they are still there,
`consumer` the socket itself.
"""
