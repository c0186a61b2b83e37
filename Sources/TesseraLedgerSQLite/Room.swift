// TesseraLedgerSQLite
