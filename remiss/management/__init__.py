"""Commands of the installation."""

Option = str | int | bool | None
"""What Django itself passes to a command, beside the options that the command has declared."""
