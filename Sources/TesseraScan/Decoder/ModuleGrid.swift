/// The modules of a symbol as they were read; `true` is dark.
struct ModuleGrid {
    let side: Int
    var modules: [Bool]
    /// Seen in a mirror: columns and rows change places.
    var isMirrored = false

    init(side: Int, modules: [Bool]) {
        self.side = side
        self.modules = modules
    }

    /// Returns whether a module inside the symbol is dark.
    @inline(__always)
    func isDark(column: Int, row: Int) -> Bool {
        isMirrored ? modules[column &* side &+ row] : modules[row &* side &+ column]
    }
}
