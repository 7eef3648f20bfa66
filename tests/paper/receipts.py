"""The receipt of the drawings: six things from five counties, paid with a phone and in cash."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from pos.core.money import Money
from pos.paper.receipt import ReceiptLine, ReceiptPaper, ReceiptTender

BEIJING = timezone(timedelta(hours=8))
HEAD = "23c27ed2de332596799d48465d3d939c02182e8acf03cbb05618c867ed3be372"


def drawn() -> ReceiptPaper:
    """What design/receipt-58.png and design/receipt-80.png show."""

    def line(
        name: str, spec: str, origin: str, quantity: str, price: str, per: str, amount: str, note: str = ""
    ) -> ReceiptLine:
        return ReceiptLine(name, origin, quantity, price, per, Money.yuan(amount), spec=spec, note=note)

    return ReceiptPaper(
        shop="大兴分中心",
        center="北京市消费帮扶双创中心",
        outlet="生物医药基地店",
        number="DX03-01-001287",
        till="01",
        clerk="03",
        at=datetime(2026, 9, 8, 14, 27, tzinfo=BEIJING),
        buyer="市民 · 门店散客",
        lines=(
            line("有机燕麦片", "1kg袋", "内蒙古 察右前旗", "2 袋", "23.80", "袋", "47.60"),
            line("正镶白旗西瓜（散）", "", "内蒙古 正镶白旗", "4.216 kg", "2.99", "500克", "25.21"),
            line("牦牛肉干", "200g袋", "青海 玉树市", "1 袋", "58.00", "袋", "58.00"),
            line("武当高山绿茶", "250g罐", "湖北十堰 茅箭区", "1 罐", "68.00", "罐", "68.00"),
            line("旱地马铃薯（散）", "", "内蒙古 察右前旗", "2.350 kg", "1.98", "500克", "9.31"),
            line("和田大枣 一级", "500g袋", "新疆 和田市", "3 袋", "26.80", "袋", "80.40", "促销价 原 29.90 已省 9.30"),
        ),
        kinds=6,
        pieces=7,
        grams=6566,
        total=Money.yuan("288.52"),
        discount=Money.yuan("9.30"),
        tenders=(ReceiptTender("微信", Money.yuan("100.00"), "8832"), ReceiptTender("现金", Money.yuan("200.00"))),
        rounding=Money.yuan("-0.02"),
        change=Money.yuan("11.50"),
        certified=True,
        qr=f"DX03-01-001287 {HEAD}",
        footer=("退换请带小票，散称品当日", "谢谢惠顾"),
    )
