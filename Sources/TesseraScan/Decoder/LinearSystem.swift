/// A small system of linear equations, gathered as least squares.
struct LinearSystem {
    private let count: Int
    /// Row by row, each with its right side at the end.
    private var cells: [72 of Double] = .init(repeating: 0)

    /// - Parameter count: How many unknowns, 1 to 8.
    init(count: Int) {
        self.count = count
    }

    /// Adds an equation: the sum of `factors` times the unknowns should be `value`.
    ///
    /// - Parameters:
    ///   - factors: One for each unknown; what is beyond is not looked at.
    ///   - value: The right side.
    ///   - weight: How much the equation counts.
    mutating func add(_ factors: [8 of Double], _ value: Double, weight: Double) {
        for row in 0..<count {
            let factor = factors[row] * weight
            if factor == 0 { continue }
            let first = row * (count + 1)
            for column in 0..<count { cells[first &+ column] += factor * factors[column] }
            cells[first &+ count] += factor * value
        }
    }

    /// Returns the unknowns, or `nil` if the equations do not determine them.
    func solution() -> [8 of Double]? {
        var cells = cells
        let width = count + 1
        for pivot in 0..<count {
            var best = pivot
            for row in pivot..<count
            where abs(cells[row &* width &+ pivot]) > abs(cells[best &* width &+ pivot]) {
                best = row
            }
            guard abs(cells[best &* width &+ pivot]) > 1e-12 else { return nil }
            for column in 0..<width where best != pivot {
                cells.swapAt(best * width + column, pivot * width + column)
            }
            for row in 0..<count where row != pivot {
                let factor = cells[row &* width &+ pivot] / cells[pivot &* width &+ pivot]
                if factor == 0 { continue }
                for column in pivot..<width {
                    cells[row &* width &+ column] -= factor * cells[pivot &* width &+ column]
                }
            }
        }
        var unknowns: [8 of Double] = .init(repeating: 0)
        for index in 0..<count {
            unknowns[index] = cells[index &* width &+ count] / cells[index &* width &+ index]
        }
        return unknowns
    }
}
