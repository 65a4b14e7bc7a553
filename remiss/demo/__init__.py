"""The demo kommun: invented people, two nämnder, and a year's diary of acts that are really performed."""
