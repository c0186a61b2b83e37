import Foundation
import TesseraPrint
import TesseraScan
import Testing

/// A symbol of `Tests/Vectors/qr-symbols.json`.
struct SymbolVector: Decodable, CustomTestStringConvertible {
    let name: String
    let note: String
    let side: Int
    /// `nil` for a symbol that is to be refused.
    let text: String?
    /// Row by row in hexadecimal digits, dark is 1, each row filled with zeros on the left.
    let rows: String

    var testDescription: String { name }

    static let all: [SymbolVector] = {
        struct Content: Decodable { let cases: [SymbolVector] }
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Vectors/qr-symbols.json")
        do {
            return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file)).cases
        } catch { preconditionFailure("\(file.path) cannot be read: \(error)") }
    }()

    /// The symbol with its quiet zone, in whole dots.
    func picture(dotsPerModule dots: Int) -> GreyPicture {
        let digits = Array(rows)
        let perRow = digits.count / side
        let (quiet, width) = (4 * dots, (side + 8) * dots)
        var grey = [UInt8](repeating: 255, count: width * width)
        for row in 0..<side {
            for column in 0..<side {
                let bit = column + 4 * perRow - side
                let digit = digits[row * perRow + bit / 4].hexDigitValue ?? 0
                guard digit >> (3 - bit % 4) & 1 == 1 else { continue }
                for y in quiet + row * dots..<quiet + (row + 1) * dots {
                    for x in quiet + column * dots..<quiet + (column + 1) * dots {
                        grey[y * width + x] = 0
                    }
                }
            }
        }
        return GreyPicture(width: width, height: width, grey: grey)
    }
}

struct SymbolVectorTests {
    private func texts(_ picture: GreyPicture) throws(ScanError) -> [String] {
        try QRReader().texts(width: picture.width, height: picture.height, grey: picture.grey)
    }

    @Test(arguments: SymbolVector.all.filter { $0.text != nil })
    func `every version, level, mask and mode is read`(vector: SymbolVector) throws {
        let picture = vector.picture(dotsPerModule: 3)

        #expect(try texts(picture) == [vector.text], "\(vector.note)")
    }

    @Test(arguments: SymbolVector.all.filter { $0.text == nil })
    func `what is no plain text is refused`(vector: SymbolVector) {
        let picture = vector.picture(dotsPerModule: 4)

        #expect(throws: ScanError.noCodeFound, "\(vector.note)") { try texts(picture) }
    }

    @Test(arguments: SymbolVector.all.filter { $0.side <= 45 && $0.text != nil })
    func `it is read in a mirror and turned as well`(vector: SymbolVector) throws {
        let picture = vector.picture(dotsPerModule: 4).mirrored.turned(degrees: 33)

        #expect(try texts(picture) == [vector.text], "\(vector.note)")
    }
}
