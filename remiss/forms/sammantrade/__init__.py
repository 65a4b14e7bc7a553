"""Forms of a sammanträde and of what is done in its §§; a file for each thing that is recorded."""
