"""The selling page, drawn from `pos.screens.selling.SellingScreen`."""

from pos.qt.selling.page import SellingPage

__all__ = ["SellingPage"]
