"""The payment services of this shop, as `till.toml` names them: each a `PaymentGateway` (pos/core/gateways.py)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.core.gateways import PaymentGateway
    from pos.settings import Settings


def configured(settings: Settings) -> tuple[str, ...]:
    """The means whose payment codes are asked for at a service: WECHAT, ALIPAY, both or none. Reads no file."""
    if settings.training:
        return ("WECHAT", "ALIPAY")
    return tuple(
        means for means, account in (("WECHAT", settings.wechat), ("ALIPAY", settings.alipay)) if account is not None
    )


def open_gateways(settings: Settings, folder: Path) -> dict[str, PaymentGateway]:
    """The configured services by their means. PaymentKeyUnusable if a key file is missing or of no use.

    In training there are always both, and they speak to a service on this computer that moves no money.
    """
    return {means: open_gateway(settings, folder, means) for means in configured(settings)}


def open_gateway(settings: Settings, folder: Path, means: str) -> PaymentGateway:
    """One of `configured`; a bad key file for one service is no reason to do without the other."""
    if settings.training:
        from pos.devices.gateways.simulator.practice import practice

        return practice(means)
    account = {"WECHAT": settings.wechat, "ALIPAY": settings.alipay}[means]
    if account is None:
        raise KeyError(means)
    from pos.core.labels import means_label
    from pos.devices.gateways.signing import open_private, open_public
    from pos.settings.gateways import WechatAccount

    key = open_private(folder, account.key, means_label(means))
    platform = open_public(folder, account.platform_key, means_label(means))
    if isinstance(account, WechatAccount):
        from pos.devices.gateways.wechat import WechatGateway

        return WechatGateway(account, key, platform, store=settings.shop)
    from pos.devices.gateways.alipay import AlipayGateway

    return AlipayGateway(account, key, platform)


def exposed_keys(settings: Settings, folder: Path) -> list[str]:
    """The names of private key files that other users of this computer may read; they should have mode 0600."""
    from pos.devices.gateways.signing import readable_by_others

    accounts = (settings.wechat, settings.alipay)
    return [account.key for account in accounts if account is not None and readable_by_others(folder, account.key)]
