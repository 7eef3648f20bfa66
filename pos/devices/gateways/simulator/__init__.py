"""A payment service on this computer that speaks WeChat Pay's and Alipay's wire formats and moves no money."""

from __future__ import annotations

from pos.devices.gateways.simulator.ledger import Fault as Fault
from pos.devices.gateways.simulator.ledger import Ledger as Ledger
from pos.devices.gateways.simulator.ledger import Order as Order
from pos.devices.gateways.simulator.ledger import Refund as Refund
from pos.devices.gateways.simulator.server import PaymentSimulator as PaymentSimulator
