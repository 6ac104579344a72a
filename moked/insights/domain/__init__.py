"""What figures about customers come to, without a database or a clock."""
