// TesseraCrypto
