"""The work: what people do to the record. Settings, workflow, web, documents' queue, commands."""
