"""Our documents: frozen facts (context), one rendering of them (render), stored once (store)."""
