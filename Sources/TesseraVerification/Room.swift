// TesseraVerification
