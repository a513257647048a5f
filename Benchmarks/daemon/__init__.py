"""The daemon on a web of this machine, its peers on the same, and what both cost."""
