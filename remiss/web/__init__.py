"""What every page shares: the request, its middleware, once-only POSTs, the menu, tables as files."""
