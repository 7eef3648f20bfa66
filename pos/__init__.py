"""The till of a 消费帮扶 sub-center shop."""

__version__ = "0.2.0"
