// TesseraConfiguration
