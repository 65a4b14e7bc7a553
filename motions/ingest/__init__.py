"""Reading in: files to plain records, records to models, with a line for each doubt."""
