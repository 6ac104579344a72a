"""The endpoints of the API, a file a part. Each asks one scope and calls the services that screens call."""
