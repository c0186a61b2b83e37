// TesseraOperations
