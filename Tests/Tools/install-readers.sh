#!/bin/sh
# Installs what the tests need from PyPI, among it a second reader of QR codes, under .build/readers.
set -eu
cd "$(dirname "$0")/../.."
python3 -m venv .build/readers
.build/readers/bin/python3 -m pip install --quiet -r Tests/Tools/requirements.txt
