"""CSV files for the import, as programs and people write them."""

HEADER = "reference;name;country;family"
ROWS = (
    "A001;Société Générale d’Été;FR;économie sociale",
    "A002;Werkstatt für Möbel;DE;Sozialwirtschaft",
)


def text(*rows: str, header: str = HEADER, separator: str = ";") -> str:
    return "\r\n".join([header, *rows, ""]).replace(";", separator)


def utf8() -> bytes:
    return text(*ROWS).encode()


def utf8_bom() -> bytes:
    return text(*ROWS).encode("utf-8-sig")


def utf16le() -> bytes:
    return b"\xff\xfe" + text(*ROWS, separator="\t").encode("utf-16-le")


def utf16be_without_mark() -> bytes:
    return text(*ROWS, separator="\t").encode("utf-16-be")


def cp1252() -> bytes:
    return text(*ROWS).encode("cp1252")


def commas() -> bytes:
    return text('A001;"Ateliers, réunis";FR;S', separator=",").encode()


def tabs() -> bytes:
    return text(*ROWS, separator="\t").encode()


def sep_line() -> bytes:
    return ("sep=|\r\n" + text(*ROWS, separator="|")).encode()


def mixed_encoding() -> bytes:
    """UTF-8, but for line 37."""
    lines = [HEADER.encode()]
    lines += [f"A{n:03};Été {n};FR;S".encode() for n in range(2, 60)]
    lines[36] = "A037;Été;FR;S".encode("cp1252")
    return b"\r\n".join(lines)


def open_quote() -> bytes:
    """The quotation mark on line 3 never ends."""
    return text("A001;Un;FR;S", 'A002;"Deux;FR;S', "A003;Trois;FR;S").encode()


def quote_in_text() -> bytes:
    """A quotation mark that ends, with text behind it."""
    return text("A001;Un;FR;S", 'A002;"Deux" fois;FR;S').encode()


def header_only() -> bytes:
    return text().encode()


def rows_100k() -> bytes:
    return (HEADER + "\r\n" + "A;B;FR;S\r\n" * 100_000).encode()


def columns_16k() -> bytes:
    return (";".join(["x"] * 16_384) + "\r\n" + ";".join(["y"] * 16_384)).encode()


def unknown_header() -> bytes:
    return b"colour;shape\r\nred;round\r\n"
