/// Reads the text of a symbol from its modules.
struct SymbolReader {
    private var codewords = Codewords()

    /// Returns the bytes of a symbol's text, whether seen straight or in a mirror.
    ///
    /// - Returns: `nil` if it cannot be mended or holds what is not read; see ``Segments``.
    mutating func text(_ modules: ModuleGrid, shape: SymbolShape) -> [UInt8]? {
        var grid = modules
        for isMirrored in [false, true] {
            grid.isMirrored = isMirrored
            var tried = -1
            for secondCopy in [false, true] {
                guard let format = FormatInformation(reading: grid, secondCopy: secondCopy)
                else { continue }
                let name = format.mask << 2 | format.level.rawValue
                if name == tried { continue }
                tried = name
                if codewords.read(grid, shape: shape, format: format),
                    let text = Segments.text(codewords.data, version: shape.version)
                {
                    return text
                }
            }
        }
        return nil
    }
}
