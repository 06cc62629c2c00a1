"""What stands between a request and the use cases: the field types of forms that need more than a pattern."""
