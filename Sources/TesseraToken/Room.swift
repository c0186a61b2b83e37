// TesseraToken
