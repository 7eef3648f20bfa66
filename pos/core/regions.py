"""Counties that goods come from: the dated GB/T 2260 table, their names, and which are paired with the district."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from msgspec import Struct

from pos.core.problems import Refusal
from pos.core.wording import QT_TRANSLATE_NOOP
from pos.paths import resource

#: The district whose pairings count: 大兴区.
DISTRICT = "110115"

_PROVINCES = {
    "11": ("京", "北京"), "12": ("津", "天津"), "13": ("冀", "河北"), "14": ("晋", "山西"), "15": ("蒙", "内蒙古"),
    "21": ("辽", "辽宁"), "22": ("吉", "吉林"), "23": ("黑", "黑龙江"), "31": ("沪", "上海"), "32": ("苏", "江苏"),
    "33": ("浙", "浙江"), "34": ("皖", "安徽"), "35": ("闽", "福建"), "36": ("赣", "江西"), "37": ("鲁", "山东"),
    "41": ("豫", "河南"), "42": ("鄂", "湖北"), "43": ("湘", "湖南"), "44": ("粤", "广东"), "45": ("桂", "广西"),
    "46": ("琼", "海南"), "50": ("渝", "重庆"), "51": ("川", "四川"), "52": ("贵", "贵州"), "53": ("云", "云南"),
    "54": ("藏", "西藏"), "61": ("陕", "陕西"), "62": ("甘", "甘肃"), "63": ("青", "青海"), "64": ("宁", "宁夏"),
    "65": ("新", "新疆"), "71": ("台", "台湾"), "81": ("港", "香港"), "82": ("澳", "澳门"),
}  # fmt: skip

#: Long banners under the names that people say.
_CUSTOMARY = {
    "新巴尔虎左旗": "新左旗",
    "新巴尔虎右旗": "新右旗",
    "陈巴尔虎旗": "陈旗",
    "莫力达瓦达斡尔族自治旗": "莫旗",
    "鄂温克族自治旗": "鄂温克旗",
    "鄂伦春自治旗": "鄂伦春旗",
    "达尔罕茂明安联合旗": "达茂旗",
    "东乌珠穆沁旗": "东乌旗",
    "西乌珠穆沁旗": "西乌旗",
    "土默特左旗": "土左旗",
    "土默特右旗": "土右旗",
    "喀喇沁左翼蒙古族自治县": "喀左县",
    "前郭尔罗斯蒙古族自治县": "前郭县",
    "东乡族自治县": "东乡县",
    "积石山保安族东乡族撒拉族自治县": "积石山县",
}

#: Read only when a long county name is first shortened: the first frame has none.
_WING = r"(.)\S+?([左右])翼(.旗)"
_PEOPLES = (
    "满族|回族|蒙古族|蒙古|苗族|土家族|藏族|壮族|侗族|瑶族|黎族|彝族|羌族|畲族|哈尼族|傣族|拉祜族|佤族|布朗族|傈僳族"
    "|纳西族|白族|怒族|独龙族|普米族|布依族|仡佬族|水族|毛南族|仫佬族|朝鲜族|土族|撒拉族|保安族|东乡族|裕固族|哈萨克族"
    "|哈萨克|塔吉克|锡伯|各族"
)


class MissingRegion(Refusal):
    """No origin was given."""

    sentence = QT_TRANSLATE_NOOP("Region", "The origin's region code is missing.")
    todo = QT_TRANSLATE_NOOP("Region", "Give the six digits of the county; its name alone is not enough.")
    context = "Region"


class UnknownRegion(Refusal):
    """No such code, today or ever."""

    sentence = QT_TRANSLATE_NOOP("Region", "{code} is no region code.")
    todo = QT_TRANSLATE_NOOP("Region", "Look the county's six digits up and put them in.")
    context = "Region"


class RetiredRegion(Refusal):
    """The code was given up, and another took its place."""

    sentence = QT_TRANSLATE_NOOP("Region", "{code} {name} is no longer valid since {year}; today it is {successor}.")
    todo = QT_TRANSLATE_NOOP("Region", "Put in {successor_code}.")
    context = "Region"


class RetiredWithoutSuccessor(RetiredRegion):
    """The code was given up, and the table does not know what took its place."""

    sentence = QT_TRANSLATE_NOOP("Region", "{code} {name} is no longer valid since {year}.")
    todo = QT_TRANSLATE_NOOP("Region", "Look up which county the place belongs to today.")

    @property
    def word(self) -> str:
        return "RetiredRegion"


class NotYetARegion(Refusal):
    """The code comes later than the day."""

    sentence = QT_TRANSLATE_NOOP("Region", "{code} {name} is valid from {year} only.")
    todo = QT_TRANSLATE_NOOP("Region", "Put in the county that the place belongs to today.")
    context = "Region"


class NotACounty(Refusal):
    """A province, a league or a prefecture: too wide for an origin."""

    sentence = QT_TRANSLATE_NOOP("Region", "{code} {name} is not a county.")
    todo = QT_TRANSLATE_NOOP("Region", "Put in the county, banner, district or county-level city in it.")
    context = "Region"


class Region(Struct, frozen=True):
    """One code under one name. `first` and `last` are the calendar years it is valid in; 0 is open."""

    code: str
    name: str
    level: str
    first: int
    last: int
    successor: str

    def valid_in(self, year: int) -> bool:
        """Whether the code may be used in that year. In the year of a change the old and the new one both may."""
        return self.first <= year and (not self.last or year <= self.last)


class Pairing(Struct, frozen=True):
    """A county paired with a district under a scheme, first and last day included; `until` None is open."""

    district: str
    code: str
    scheme: str
    since: date
    until: date | None


def region_on(code: str, day: date) -> Region:
    """The county of that code, valid on that day.

    Raises MissingRegion, UnknownRegion, NotACounty, NotYetARegion or RetiredRegion, which names the successor.
    """
    if not code:
        raise MissingRegion()
    periods = _periods(code)
    if not periods:
        raise UnknownRegion(code=code)
    latest = periods[-1]
    if latest.level != "county":
        raise NotACounty(code=code, name=latest.name)
    for region in periods:
        if region.valid_in(day.year):
            return region
    past = [region for region in periods if region.last and region.last < day.year]
    if not past:
        raise NotYetARegion(code=code, name=periods[0].name, year=periods[0].first)
    heir = _heir(past[-1], day)
    gaps = {"code": code, "name": past[-1].name, "year": past[-1].last}
    if heir is None:
        raise RetiredWithoutSuccessor(**gaps)
    raise RetiredRegion(**gaps, successor=f"{heir.code} {heir.name}", successor_code=heir.code)


@cache
def region_name(code: str) -> str:
    """The official name, `正镶白旗`; of a retired code its last one. An unknown code stands for itself."""
    periods = _periods(code)
    return periods[-1].name if periods else code


@cache
def county_short_name(code: str) -> str:
    """The name that people say and that a narrow tab holds: `察右前旗`, `丰宁县`."""
    name = region_name(code)
    if name in _CUSTOMARY:
        return _CUSTOMARY[name]
    if wing := re.fullmatch(_WING, name):
        return "".join(wing.groups())
    if name.endswith("自治县"):
        return re.sub(_PEOPLES, "", name.removesuffix("自治县")) + "县"
    return name


def province_name(code: str) -> str:
    """The province as people say it: `内蒙古`."""
    return _PROVINCES.get(code[:2], ("", region_name(code[:2] + "0000")))[1]


def province_character(code: str) -> str:
    """The province's one character, as the origin seal shows it: `蒙`."""
    return _PROVINCES.get(code[:2], (code[:1], ""))[0]


def prefecture_name(code: str) -> str:
    """The league, prefecture or city above a county: `锡林郭勒盟`; empty where the county is the province's own."""
    name = region_name(code[:4] + "00")
    return "" if name in (code[:4] + "00", "市辖区", "县") or "直辖县级" in name or code.endswith("00") else name


def full_name(code: str) -> str:
    """Province and county, `内蒙古 察右前旗`; a city's district with its city: `湖北十堰 茅箭区`."""
    province, county = province_name(code), county_short_name(code)
    city = prefecture_name(code)
    if county.endswith("区") and city.endswith("市"):
        province += city.removesuffix("市")
    return f"{province} {county}"


def fits_name(code: str, text: str) -> bool:
    """Whether a name written beside a code means it: official, short, bare, or with province and city before it."""
    name, given = region_name(code), re.sub(r"\s", "", text)
    if given.startswith(province_name(code)):
        given = given.removeprefix(province_name(code)).removeprefix("省").removeprefix("自治区").removeprefix("市")
    for above in (prefecture_name(code), prefecture_name(code).removesuffix("市")):
        if above and given != name and given.removeprefix(above):
            given = given.removeprefix(above)
    if given in (name, county_short_name(code)):
        return True
    # 和田市 is not 和田县; but 丰宁 and 丰宁县 both mean 丰宁满族自治县.
    bare = given[:-1] if len(given) > 2 and given[-1] in "县市区旗" else given
    return len(bare) > 1 and name.startswith(bare) and (bare == given or len(name) > len(given))


def paired_on(code: str, day: date, district: str = DISTRICT) -> str | None:
    """The scheme under which the county is paired with the district on that day, or None."""
    for pairing in pairings(district):
        if pairing.code == code and pairing.since <= day and (pairing.until is None or day <= pairing.until):
            return pairing.scheme
    return None


@cache
def pairings(district: str = DISTRICT) -> tuple[Pairing, ...]:
    """The district's pairings as shipped; provisional (resources/regions/SOURCES.md)."""
    import csv

    with resource("regions", "paired.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Pairing(
                row["district"],
                row["code"],
                row["scheme"],
                date.fromisoformat(row["from"]),
                date.fromisoformat(row["to"]) if row["to"] else None,
            )
            for row in csv.DictReader(file)
            if row["district"] == district
        )


def _heir(region: Region, day: date) -> Region | None:
    """Who took a retired county's place, and whoever took theirs, until one is valid on the day."""
    seen = {region.code}
    while region.successor and region.successor not in seen:
        seen.add(region.successor)
        periods = _periods(region.successor)
        valid = [each for each in periods if each.valid_in(day.year)]
        if valid:
            return valid[-1]
        region = periods[-1]
    return None


@cache
def _periods(code: str) -> tuple[Region, ...]:
    """All names a code has had, oldest first; empty for what is no code."""
    lines = _table().get(code, ())
    periods = []
    for line in lines:
        _, name, level, first, last, successor = line.split(",")
        periods.append(Region(code, name, level, int(first or 0), int(last or 0), successor))
    return tuple(periods)


@cache
def _table() -> dict[str, list[str]]:
    """The shipped table, line by line under its codes; lines are taken apart only when somebody asks for them."""
    table: dict[str, list[str]] = {}
    for line in resource("regions", "regions.csv").read_text("utf-8").splitlines()[1:]:
        table.setdefault(line[:6], []).append(line)
    return table
