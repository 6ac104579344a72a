"""The demo while it runs: customers keep writing, and colleagues beside the one who is signed in keep answering."""
