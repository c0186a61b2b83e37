"""Reads the QR codes of pictures with zxing-cpp, which shares no code with our reader.

One line for each picture named on the command line: version, level, symbology identifier, text,
separated by tabs. ]Q1 is a plain symbol; ]Q2 would be one with an ECI.
"""

import sys

import numpy
import zxingcpp
from PIL import Image

for path in sys.argv[1:]:
    picture = numpy.array(Image.open(path).convert("L"))
    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    if len(codes) != 1:
        sys.exit(f"{path}: {len(codes)} codes instead of one")
    code = codes[0]
    print(code.extra["Version"], code.ec_level, code.symbology_identifier, code.text, sep="\t")
