"""The till of a 消费帮扶 sub-center shop."""

import gc

__version__ = "0.4.1"

# What a start makes stays: classes, mappings, words. With Python's own threshold of 700 it would be looked through for
# rubbish a hundred times, a tenth of a second in all, before anybody could scan.
gc.set_threshold(50_000, 10, 10)
