"""PostgreSQL as a web worker keeps it: one connection from request to request."""
