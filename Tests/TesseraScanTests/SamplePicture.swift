import Foundation
import TesseraPrint

/// The pictures of `Tests/Pictures` that are searched for codes.
enum SamplePicture: String {
    case photograph = "photograph.jpg"
    case sheet = "sheet.png"
    case greeting = "greeting.png"
    case notText = "not-text.png"

    func read() throws -> GreyPicture {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Pictures")
        return try GreyPicture(reading: Array(Data(contentsOf: folder.appending(path: rawValue))))
    }
}
