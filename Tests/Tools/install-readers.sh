#!/bin/sh
# Installs the second reader of QR codes under .build/readers, where the tests look for it.
set -eu
cd "$(dirname "$0")/../.."
python3 -m venv .build/readers
.build/readers/bin/python3 -m pip install --quiet -r Tests/Tools/requirements.txt
