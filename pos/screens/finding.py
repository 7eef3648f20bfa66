"""Goods found and put on the ticket: by scan, code, name or touch, with weight and price where they have none."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from pos.core import catalog, offers, ticket_changes
from pos.core.authority import Authority
from pos.core.basket import LabelLine, PriceNeeded
from pos.core.catalog import Article
from pos.core.codes import NotGoods, ReceiptNotGoods, ScaleLabel, UnknownCode, narrow, read_scan, refuse_unknown
from pos.core.lines import Line, priced
from pos.core.money import ONE, Money, Quantity
from pos.core.permissions import Act
from pos.core.regions import county_short_name
from pos.core.stock import refuse_batch
from pos.core.tenders import BadAmount, payment_code_means
from pos.core.ticket_changes import Change
from pos.core.weighing import NoScale, NotByWeight, NoWeightYet
from pos.core.wording import QT_TRANSLATE_NOOP, translate
from pos.db.store import DatabaseBusy
from pos.screens.line_changes import LineChanges
from pos.screens.ticket import Echo, Found, StrayCode, read_quantity, row_of
from pos.screens.weighing import ScaleFace

#: Printed codes have eight digits at least; with letters or signs among them, four characters.
SHORTEST_CODE, SHORTEST_MIXED = 8, 4
#: So many codes that met locked books fit on the banner.
_MISSED = 5
#: The same prices stand on the find list with every key.
_price = lru_cache(4096)(Money)
_TIMES_AFTER = re.compile(r"[*xX×]\s*(\d{1,6}(?:\.\d{1,3})?)")


class CodesNotTaken(DatabaseBusy):
    sentence = QT_TRANSLATE_NOOP("Problem", "Not on the ticket: {codes}. Another program is writing to the books.")
    todo = QT_TRANSLATE_NOOP("Problem", "Nothing was booked; wait a moment, then scan it again.")

    @property
    def word(self) -> str:
        """The same word as for any other gesture."""
        return DatabaseBusy.__name__


def _may_be_printed(code: str) -> bool:
    """Whether it stands on goods: words were looked for, few digits are a slip or a PIN in a wrong box."""
    if code.isdigit():
        return len(code) >= SHORTEST_CODE
    return len(code) >= SHORTEST_MIXED and any(sign.isdigit() for sign in code)


class Finding(LineChanges):
    """From a code or a name to a line; and the codes that nobody knew."""

    def enter(self, text: str) -> None:
        """Enter in the scan box: a code with or without `3*`, `*3` for the chosen line, or goods' name to look for."""
        times = _TIMES_AFTER.fullmatch(narrow(text))
        if times is not None:
            self.change_quantity(self.selected or len(self.basket.lines), read_quantity(times[1]))
            return
        code = narrow(text)
        if not code:
            return
        try:
            self.scan(code)
        except UnknownCode:
            found = () if code.isdigit() else self.find(code, limit=2)
            if len(found) != 1:
                raise
            self._forget(code)
            self.add(found[0].product)

    def scan(self, code: str) -> int:
        """Take whatever a scanner can send; answers the number of the line it is on.

        What came while another program kept the books is named until something is taken again: CodesNotTaken.
        """
        try:
            line = self._read(code)
        except DatabaseBusy as fault:
            self._missed = (*self._missed, code)[-_MISSED:]
            raise CodesNotTaken(codes=" · ".join(self._missed)) from fault
        self._missed = ()
        return line

    def link_code(self, code: str, product: str) -> None:
        """Make a code that was unknown one more barcode of these goods; every later scan of it knows them.

        Refuses BadLength, BadCheckDigit, ScalePrefix, CodeTaken, UnknownCode (the goods), and NotAllowed without leave.
        """
        from pos.core.linking import check_linkable, link

        self.till.open_shift()
        wanted, goods = narrow(code), narrow(product)
        with self.till.store.read() as session:
            check_linkable(session, wanted)
            known = catalog.article_by_any(session, goods)
        if known is None:
            raise refuse_unknown(goods)
        article = known[0]
        with self._write() as session:
            link(session, self.till.stamp(), self.till.authority(), wanted, article)
        self.till.leave = None
        self._forget(wanted)
        title = translate("Selling", "{code} is {product} from now on").format(code=wanted, product=article.name)
        self._echo(Echo("info", title))

    def check_code(self, code: str) -> None:
        """Before goods are looked for: refuses what `link_code` would refuse of the code itself."""
        from pos.core.linking import check_linkable

        with self.till.store.read() as session:
            check_linkable(session, narrow(code))

    def dismiss_code(self, code: str) -> None:
        """Look no longer for what that code is."""
        self._forget(narrow(code))
        self.view.refresh()

    def find(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """Goods by name, pinyin, initials or any code, at the prices of the ticket on the counter."""
        found = self.look_up(text, limit)
        return self._at_ticket_prices(found) if found and self._prices_differ() else found

    def _prices_differ(self) -> bool:
        """Whether any goods may cost this ticket something else than the shelf says; asked once a ticket and a day."""
        now = (self.till.booked, self._day())
        if self._offers_asked != now:
            with self.till.store.read() as session:
                self._offers_asked, self._offers_run = now, offers.any_runs(session, now[1])
        return self._offers_run or self.basket.terms.love_card

    def _at_ticket_prices(self, found: tuple[Found, ...]) -> tuple[Found, ...]:
        basket, day = self._on_today(), self._day()
        with self.till.store.read() as session:
            tiles = catalog.tiles(session, [one.product for one in found])
            running = offers.running(session, [tile.id for tile in tiles], day)
        known = {tile.code: replace(tile, offers=running.get(tile.id, ())) for tile in tiles}
        for one in found:
            if one.product in known:
                one.price, _ = priced(known[one.product], basket.terms, basket.today)
        return found

    def look_up(self, text: str, limit: int = 50) -> tuple[Found, ...]:
        """The same at the prices of the catalogue."""
        self.till.on_duty()
        with self.till.store.glance() as connection:
            rows = catalog.find_rows(connection, text, limit)
        return tuple(
            [
                Found(code, name, spec, _price(fen), unit, origin, county_short_name(origin), code, bool(asks))
                for _, code, name, spec, fen, unit, origin, _, asks in rows
            ]
        )

    def add(self, product: str, quantity: Quantity | None = None, price: Money | None = None) -> int:
        """Put goods in by product code, barcode or PLU; answers the number of the line they are on."""
        self.till.open_shift()
        with self.till.store.read() as session:
            known = catalog.article_by_any(session, narrow(product))
        if known is None:
            raise refuse_unknown(narrow(product))
        article, counts = known
        asked = quantity is not None or counts != ONE
        line = self._line(article, quantity if quantity is not None else counts, price, asked=asked)
        by_weight = quantity is None and (price is None or article.open_price)
        return self._put_or_weigh(line) if by_weight else self._put(line)

    def weigh(self) -> int:
        """Read the scale for the chosen row, or the last that waits for its weight; answers the line's number.

        A row that waits gets its weight; of goods that were weighed before, what lies there now is added. Refuses
        NoScale, NoWeightYet, NotByWeight, and what the scale has to say (`pos/core/weighing.py`).
        """
        self.till.open_shift()
        if not self.scale.present:
            raise NoScale
        n = self._to_weigh()
        line = self.basket.line(n)
        quantity = self.scale.weigh(line.article)
        if line.unweighed:
            self.change_quantity(n, line.quantity - line.unweighed + quantity)
        else:
            # At the price that lies there: whether that may be was asked with the first of it.
            authority = self.till.authority().having(Act.OPEN_PRICE)
            price = line.set_price if line.article.open_price else None
            n = self._put(self._line(line.article, quantity, price), authority)
        self.scale.sold(line.article)
        return n

    @property
    def scale_face(self) -> ScaleFace | None:
        """What the scale says now; None where none is set up."""
        return self.scale.face

    def next_tare(self) -> None:
        """Choose another tare for the next weighing; refuses NoScale."""
        self.till.open_shift()
        self._echo(self.scale.next_tare())

    # Inside

    def _read(self, code: str) -> int:
        self.till.open_shift()
        fusion = self.till.settings.payment_codes.wechat_160
        scanned = read_scan(code, self.profiles, fusion=fusion)
        times = ONE if scanned.times is None else read_quantity(scanned.times)
        if scanned.label is not None:
            with self.till.store.read() as session:
                article = catalog.article_by_plu(session, scanned.label.plu)
            if article is None:
                if payment_code_means(scanned.code, fusion=fusion) is not None:
                    # One payment code in ten ends like a label of 18 digits.
                    raise NotGoods
                self._remember(scanned.code, translate("Selling", "No goods have this PLU"))
                raise UnknownCode(code=scanned.code)
            if times != ONE:
                raise LabelLine(product=article.name)
            return self._put_label(article, scanned.label)
        if scanned.receipt is not None:
            raise ReceiptNotGoods(receipt=scanned.receipt)
        with self.till.store.glance() as session:
            known = catalog.article_by_barcode(session, scanned.code)
            if known is None and len(scanned.code) == 5 and scanned.code.isdigit():
                weighed = catalog.article_by_plu(session, scanned.code)
                known = None if weighed is None else (weighed, ONE)
            if known is None:
                named = catalog.article_by_code(session, scanned.batch.product if scanned.batch else scanned.code)
                known = None if named is None else (named, ONE)
        if known is None:
            refusal = refuse_unknown(scanned.code)
            if isinstance(refusal, UnknownCode) and _may_be_printed(scanned.code):
                self._remember(scanned.code)
            raise refusal
        article, counts = known
        if scanned.batch is not None:
            with self.till.store.read() as session:
                refuse_batch(session, article, scanned.batch.batch, scanned.batch.expires, self._day())
        quantity = Quantity(counts.thousandths * times.thousandths // 1000)
        line = self._line(article, quantity, None, asked=scanned.times is not None or counts != ONE)
        return self._put_or_weigh(line) if scanned.times is None else self._put(line)

    def _line(self, article: Article, quantity: Quantity, price: Money | None, *, asked: bool = True) -> Line:
        """A new line; `asked` for just that much of it, or one unit for want of anything else."""
        if article.open_price and price is None:
            # What it would take to add them once the price is known goes along.
            much = quantity if asked else None
            raise PriceNeeded(product=article.name, code=article.code, unit=article.unit, quantity=much)
        counter = self._on_today()
        shelf, kind = priced(article, counter.terms, counter.today)
        line = Line(article, quantity, shelf, kind)
        if price is None:
            return line
        if price.fen <= 0:
            raise BadAmount(text=price)
        return replace(line, price=price, set_price=price, price_kind="MANUAL")

    def _put(self, line: Line, authority: Authority | None = None) -> int:
        return self._show_put(ticket_changes.put(self._on_today(), line, authority or self.till.authority()))

    def _put_label(self, article: Article, label: ScaleLabel) -> int:
        return self._show_put(ticket_changes.put_label(self._on_today(), article, label, self.till.authority()))

    def _show_put(self, put: tuple[Change, int]) -> int:
        change, n = put
        # With its words at once: a scan draws the page one time.
        words = self._words_of(change.basket, n)
        self._change(change, n, words, lambda session: self._stock_word(session, change.basket, n))
        return n

    def _put_or_weigh(self, line: Line) -> int:
        """Goods that came without a quantity; those by weight get it from the scale, if there is one that answers."""
        if not line.article.weighed:
            return self._put(line)
        if self.scale.answers:
            n = self._put(replace(line, quantity=self.scale.weigh(line.article)))
            self.scale.sold(line.article)
            return n
        n = self._put(replace(line, unweighed=line.quantity))
        self._ask_weight(n)
        return n

    def _to_weigh(self) -> int:
        """The line that F4 means: the chosen one, else the last that waits for its weight."""
        lines = self.basket.lines
        by_weight = [n for n, line in enumerate(lines, 1) if line.article.weighed and not line.label]
        chosen = self.selected or len(lines)
        waiting = [n for n in by_weight if lines[n - 1].unweighed]
        if chosen in by_weight:
            return chosen
        if waiting:
            return waiting[-1]
        if not 1 <= chosen <= len(lines):
            raise NoWeightYet
        line = lines[chosen - 1]
        raise (LabelLine if line.label else NotByWeight)(product=line.article.name)

    def _ask_weight(self, n: int) -> None:
        """Goods by weight that came without one stand with one unit: nobody may take that for what the scale said."""
        row = row_of(n, self.basket.line(n))
        if row.weighed:
            title = translate("Selling", "{product}: {quantity} put down, not weighed yet")
            todo = translate("Selling", "Once weighed, type * and how much in {unit}, such as *2.35")
            self._echo(
                Echo("warn", title.format(product=row.name, quantity=row.quantity_text), todo.format(unit=row.unit))
            )

    def _remember(self, code: str, note: str = "") -> None:
        note = note or translate("Selling", "Not in the catalogue")
        kept = [stray for stray in self.unknown_codes if stray.code != code]
        self.unknown_codes = (StrayCode(code, note), *kept)[:20]

    def _forget(self, code: str) -> None:
        self.unknown_codes = tuple(stray for stray in self.unknown_codes if stray.code != code)
