// TesseraLedger
