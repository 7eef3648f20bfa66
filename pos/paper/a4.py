"""A sheet of A4 paper to draw on: text, rules, boxes and seals, measured in points from the top left corner.

What is drawn is kept until `finish`, so that every page can say how many there are, columns may run on over pages
independently of each other, and each page becomes one stretch of text after one stretch of shapes.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct, field

from pos.paper.fonts import BOLD, REGULAR, face, printable_runs, register_fonts

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT = 42.0, WIDTH - 42.0
INK, INK2, INK3, LINE = 0x14201A, 0x414F48, 0x5B6961, 0xB9C2BB
WHITE = 0xFFFFFF

Align = Literal["left", "right", "centre"]


class Word(Struct):
    """One line of text: its baseline, the edge that `x` is of, and its colour as 0xRRGGBB."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    ink: int
    align: Align


class Shape(Struct):
    """A rectangle from its top left corner, filled, outlined or both."""

    x: float
    y: float
    width: float
    height: float
    radius: float
    fill: int | None
    edge: int | None
    weight: float


class Page(Struct):
    """One page: everything drawn on it so far, and the QR codes as (x, y, side, text)."""

    words: list[Word] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    marks: list[tuple[float, float, float, str]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        *,
        bold: bool = False,
        ink: int = INK,
        align: Align = "left",
        room: float | None = None,
    ) -> None:
        """Set one line with its baseline at `y`; text wider than `room` ends in an ellipsis."""
        if text:
            shown = text if room is None else fitted(text, size, bold, room)
            self.words.append(Word(x, y, shown, size, bold, ink, align))

    def rule(self, y: float, left: float = LEFT, right: float = RIGHT, *, weight: float = 0.5, ink: int = LINE) -> None:
        """A horizontal line; its thickness grows downwards from `y`."""
        self.shapes.append(Shape(left, y, right - left, weight, 0, ink, None, 0))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: int | None = None,
        edge: int | None = None,
        radius: float = 0,
        weight: float = 1,
    ) -> None:
        """A filled or outlined rectangle with its top left corner at (x, y)."""
        self.shapes.append(Shape(x, y, width, height, radius, fill, edge, weight))

    def mark(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code with its top left corner at (x, y)."""
        self.marks.append((x, y, side, text))


class Paper:
    """Pages to draw on, and what every page carries once their number is known."""

    def __init__(self) -> None:
        register_fonts()
        self.pages: list[Page] = [Page()]

    def page(self, number: int) -> Page:
        """The page with this number from 0; made, with those before it, if it is not there yet."""
        while len(self.pages) <= number:
            self.pages.append(Page())
        return self.pages[number]

    def finish(self, title: str, author: str, size: tuple[float, float] = (WIDTH, HEIGHT)) -> bytes:
        """The PDF, fonts embedded. The same drawing gives the same bytes. Of a smaller `size` it is the top left."""
        from reportlab.pdfgen.canvas import Canvas

        made = io.BytesIO()
        canvas = Canvas(made, pagesize=size, pageCompression=1, invariant=1)
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setProducer("pos")
        canvas.setCreator("pos")
        for page in self.pages:
            if size[1] != HEIGHT:
                canvas.transform(1, 0, 0, 1, 0, size[1] - HEIGHT)
            _draw_shapes(canvas, page.shapes)
            _draw_words(canvas, page.words)
            for x, y, side, text in page.marks:
                _draw_mark(canvas, x, y, side, text)
            canvas.showPage()
        canvas.save()
        return made.getvalue()


def width_of(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in points."""
    return sum(_face_width(run, name, size) for name, run in printable_runs(text, bold))


def fitted(text: str, size: float, bold: bool, room: float) -> str:
    """The text, or as much of it as fits into `room` points with an ellipsis."""
    # No glyph of the shipped face is wider than its size: most texts need no measuring.
    if len(text) * size <= room or width_of(text, size, bold) <= room:
        return text
    keep = len(text) - 1
    while keep > 0 and width_of(text[:keep] + "…", size, bold) > room:
        keep -= 1
    return text[:keep] + "…"


def _face_width(text: str, name: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, name, size))


def _draw_words(canvas: Canvas, words: list[Word]) -> None:
    """All text of a page in one text object, written as PDF operators.

    The operators are reportlab's own recipe for embedded faces (pdfbase/ttfonts); going through its text object costs
    three times as much, most of it in naming again what has not changed.
    """
    fonts = {name: face(name) for name in (REGULAR, BOLD)}
    document = vars(canvas)["_doc"]
    code = ["BT"]
    ink, chosen = -1, ("", -1, 0.0)
    for word in words:
        runs = printable_runs(word.text, word.bold)
        x = word.x
        if word.align != "left":
            width = sum(_face_width(run, name, word.size) for name, run in runs)
            x -= width if word.align == "right" else width / 2
        if word.ink != ink:
            ink = word.ink
            code.append(f"{_rgb(ink)} rg")
        code.append(f"1 0 0 1 {x:.2f} {HEIGHT - word.y:.2f} Tm")
        for name, run in runs:
            for subset, glyphs in fonts[name].splitString(run, document):
                if (name, subset, word.size) != chosen:
                    chosen = (name, subset, word.size)
                    code.append(f"{fonts[name].getSubsetInternalName(subset, document)} {word.size:g} Tf")
                code.append(f"<{glyphs.hex()}> Tj")
    code.append("ET")
    canvas.addLiteral("\n".join(code))


def _draw_shapes(canvas: Canvas, shapes: list[Shape]) -> None:
    code = []
    fill = -1
    for shape in shapes:
        if shape.fill is not None and shape.fill != fill:
            fill = shape.fill
            code.append(f"{_rgb(fill)} rg")
        if shape.edge is not None:
            code.append(f"{_rgb(shape.edge)} RG {shape.weight:g} w")
        x, y = shape.x, HEIGHT - shape.y - shape.height
        if shape.radius:
            path = _rounded(shape.width, shape.height, min(shape.radius, shape.width / 2))
            code.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm {path} {_painted(shape)} Q")
        else:
            code.append(f"{x:.2f} {y:.2f} {shape.width:.2f} {shape.height:.2f} re {_painted(shape)}")
    canvas.addLiteral("\n".join(code))


def _painted(shape: Shape) -> str:
    return "f" if shape.edge is None else "S" if shape.fill is None else "B"


@cache
def _rounded(width: float, height: float, radius: float) -> str:
    """The path of a rectangle with rounded corners, its lower left corner at the origin."""
    slack = radius * 0.4477  # what a cubic curve leaves between its handle and the corner of a quarter circle
    right, top = width, height
    corners = (
        (right - radius, 0, right - slack, 0, right, slack, right, radius),
        (right, top - radius, right, top - slack, right - slack, top, right - radius, top),
        (radius, top, slack, top, 0, top - slack, 0, top - radius),
        (0, radius, 0, slack, slack, 0, radius, 0),
    )
    path = [f"{radius:.2f} 0 m"]
    for from_x, from_y, *curve in corners:
        path.append(f"{from_x:.2f} {from_y:.2f} l {' '.join(f'{place:.2f}' for place in curve)} c")
    return " ".join((*path, "h"))


def _draw_mark(canvas: Canvas, x: float, y: float, side: float, text: str) -> None:
    """The QR as one path, a rectangle for every run of dark modules of a row."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    # Every mask is legal and says in the code which one it is; comparing all eight takes longer than the whole sheet.
    code.version = code.calculate_version()
    code.makeImpl(False, 0)
    count = code.getModuleCount()
    module = side / count
    path = ["0 g"]
    for row in range(count):
        column = 0
        while column < count:
            start = column
            while column < count and code.isDark(row, column):
                column += 1
            if column > start:
                left, low = x + start * module, HEIGHT - y - (row + 1) * module
                path.append(f"{left:.3f} {low:.3f} {(column - start) * module:.3f} {module:.3f} re")
            column += 1
    path.append("f")
    canvas.addLiteral("\n".join(path))


def _rgb(colour: int) -> str:
    return f"{(colour >> 16) / 255:.3f} {(colour >> 8 & 0xFF) / 255:.3f} {(colour & 0xFF) / 255:.3f}"
