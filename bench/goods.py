"""Goods by the hundred thousand, the same on every machine: real Chinese words put together at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass


def _words(text: str) -> list[str]:
    return text.split()


BRANDS = _words(
    """
    康师傅 统一 农夫山泉 蒙牛 伊利 光明 三元 君乐宝 旺旺 洽洽 三只松鼠 良品铺子 百草味 盼盼 达利园
    徐福记 大白兔 海天 李锦记 厨邦 千禾 恒顺 王致和 老干妈 饭扫光 乌江 涪陵 六必居 金龙鱼 鲁花 福临门
    胡姬花 长寿花 十月稻田 北大荒 五常 盘锦 响水 沁州 同仁堂 胡庆余堂 陈克明 想念 白象 今麦郎 双汇 金锣
    雨润 得利斯 安井 思念 三全 湾仔码头 正大 圣农 温氏 德青源 罗莱 富安娜 黔货 苗乡 侗寨 湘西 恩施
    大别山 太行山 秦岭 祁连 天山 昆仑 伊犁 和田 阿克苏 库尔勒 吐鲁番 宁夏 定西 岷县 平凉 静宁 会宁 延安
    洛川 安康 紫阳 商洛 凉山 甘孜 阿坝 怒江 昭通 普洱 文山 勐海 临沧 毕节 威宁 织金 赫章 雷山 从江 百色
    河池 巴马 横县 柳州 桂林 恭城 三江 融水 赣南 井冈山 瑞金 兴国 武夷山 安溪 古田 信阳 新县 光山 金寨
    霍山 岳西 六安
    """
)
QUALITIES = _words(
    """
    有机 野生 高山 农家 手工 原味 香辣 麻辣 五香 孜然 蜂蜜 红糖 低糖 无糖 低脂 全脂 脱脂 新鲜 冷冻 速溶
    即食 特级 一级 精选 传统 古法 石磨 冷榨 压榨 头道 陈年 三年 五年 富硒 绿色 生态 林下 散养 土 老 小
    大 红 黑 白 紫 青 黄 甜 酸 咸 鲜 脆 香 浓缩 清爽 家庭装 礼盒装 袋装 瓶装 罐装 盒装 桶装
    """
)
KINDS = _words(
    """
    牛奶 酸奶 奶粉 奶酪 豆浆 豆腐 豆干 腐竹 挂面 米粉 螺蛳粉 面粉 大米 小米 糯米 黑米 玉米 燕麦 荞麦
    藜麦 薏米 红豆 绿豆 黄豆 黑豆 芸豆 花生 瓜子 核桃 板栗 松子 榛子 腰果 巴旦木 红枣 枸杞 桂圆 莲子
    百合 银耳 木耳 香菇 竹荪 羊肚菌 茶树菇 猴头菇 牛肝菌 笋干 梅干菜 萝卜干 榨菜 泡菜 酸菜 辣椒酱 豆瓣酱
    黄豆酱 芝麻酱 花生酱 酱油 生抽 香醋 陈醋 料酒 芝麻油 花生油 菜籽油 大豆油 茶籽油 食盐 白糖 红糖 冰糖
    蜂蜜 胡椒粉 花椒 八角 桂皮 辣椒粉 腊肉 腊肠 火腿 牛肉干 猪肉脯 鸡蛋 鸭蛋 皮蛋 海带 紫菜 虾皮 饺子
    汤圆 粽子 馒头 月饼 饼干 蛋糕 面包 薯片 果冻 糖果 山楂片 话梅 葡萄干 芒果干 柿饼 苹果 梨 橙子 柚子
    猕猴桃 葡萄 石榴 樱桃 草莓 哈密瓜 土豆 红薯 紫薯 山药 芋头 莲藕 南瓜 黄瓜 西红柿 茄子 大蒜 生姜 洋葱
    白菜 绿茶 红茶 白茶 黑茶 普洱茶 乌龙茶 铁观音 茉莉花茶 菊花茶 苦荞茶 矿泉水 果汁 苹果醋 杏仁露
    核桃露 咖啡 啤酒 白酒 黄酒 米酒 果酒
    """
)
PACKS = _words(
    """
    50g 100g 150g 200g 250g 300g 400g 450g 500g 750g 800g 1kg 1.5kg 2kg 2.5kg 5kg 10kg 100ml 250ml 330ml
    500ml 750ml 1L 1.5L 2L 5L 250ml*12 330ml*6 500ml*24 10包 20包 3只装 5只装 2个 一斤 两斤 五斤 十斤
    整箱
    """
)
#: Counties of five provinces; which they are does not matter here, only how many.
ORIGINS = _words(
    "150926 152529 130826 130827 130828 653201 653221 653222 653223 653224 653225 653226 653227 632721 632722 632723"
    " 632724 632725 632726 421303"
)


@dataclass(frozen=True, slots=True)
class Goods:
    """One article; `price` in fen."""

    id: int
    code: str
    barcode: str
    name: str
    pack: str
    price: int
    origin: str


def goods(count: int, seed: int = 7) -> Iterator[Goods]:
    """The first `count` articles of the series that `seed` begins."""
    chance = random.Random(seed)
    seen: set[str] = set()
    while len(seen) < count:
        name = chance.choice(BRANDS) + chance.choice(QUALITIES) + chance.choice(KINDS)
        pack = chance.choice(PACKS)
        if name + pack in seen:
            continue
        seen.add(name + pack)
        n = len(seen)
        yield Goods(n, f"SP{n:06d}", barcode(n), name, pack, chance.randrange(100, 20000), chance.choice(ORIGINS))


def barcode(n: int) -> str:
    """A valid EAN-13 for article `n`."""
    digits = f"69{n * 7919 % 9_999_999_967:010d}"
    odd, even = sum(map(int, digits[::2])), sum(map(int, digits[1::2]))
    return digits + str(-(odd + 3 * even) % 10)
