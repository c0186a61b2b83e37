extension QRSymbol {
    /// How many dots a module may have: fewer are not read reliably from paper, more only cost.
    package static let allowedDots = 4...64

    /// Draws the symbol with its quiet zone in dots.
    ///
    /// - Parameter dotsPerModule: Whole printer dots for one side of a module, 4 to 64.
    /// - Returns: A square of `sideWithQuietZone` × `dotsPerModule` pixels, black and white.
    /// - Throws: ``PrintError/dotsOutOfRange(_:)``.
    /// - Source: T25
    package func picture(dotsPerModule: Int = 8) throws(PrintError) -> GreyPicture {
        guard Self.allowedDots.contains(dotsPerModule) else {
            throw .dotsOutOfRange(dotsPerModule)
        }
        let side = sideWithQuietZone * dotsPerModule
        var grey: [UInt8] = []
        grey.reserveCapacity(side * side)
        for row in -Self.quietModules..<self.side + Self.quietModules {
            var line: [UInt8] = []
            line.reserveCapacity(side)
            for column in -Self.quietModules..<self.side + Self.quietModules {
                let dot: UInt8 = isDark(column: column, row: row) ? 0 : 255
                line.append(contentsOf: repeatElement(dot, count: dotsPerModule))
            }
            for _ in 0..<dotsPerModule { grey.append(contentsOf: line) }
        }
        return GreyPicture(width: side, height: side, grey: grey)
    }

    /// Draws the symbol with its quiet zone as a picture file.
    ///
    /// - Parameter dotsPerModule: Whole printer dots for one side of a module, 4 to 64.
    /// - Returns: A whole PNG file in 8-bit grey.
    /// - Throws: ``PrintError/dotsOutOfRange(_:)``; ``PrintError/libraryMissing(package:)``;
    ///   ``PrintError/outOfMemory``.
    /// - Source: T25
    package func png(dotsPerModule: Int = 8) throws(PrintError) -> [UInt8] {
        try picture(dotsPerModule: dotsPerModule).png()
    }
}
