import Foundation
import TesseraModel
import TesseraPrint
import TesseraScan
import Testing

struct GreyPictureTests {
    private static func file(_ name: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Pictures")
        return try Array(Data(contentsOf: folder.appending(path: name)))
    }

    @Test(arguments: [
        "one-bit.png", "palette.png", "sixteen-bit.png", "see-through.png", "colour.png",
        "colour.jpg", "progressive.jpg", "photograph.jpg",
    ])
    func `a card saved by another program is read`(name: String) throws {
        let picture = try GreyPicture(reading: try Self.file(name))

        let texts = try QRReader().texts(
            width: picture.width, height: picture.height, grey: picture.grey)

        #expect(texts == [PrintedText.tokens[0].text])
    }

    @Test(arguments: ["tiny.png", "tiny.jpg"])
    func `the greys are those of the picture`(name: String) throws {
        let picture = try GreyPicture(reading: try Self.file(name))

        #expect(picture.width == 24)
        #expect(picture.height == 24)
        // A dark square of 12 × 12 in the middle of white; the photograph's edges are soft.
        #expect(picture.grey[0] > 250)
        #expect(picture.grey[12 * 24 + 12] < 5)
        #expect(picture.grey[23 * 24 + 23] > 250)
    }

    @Test func `what is written is read back dot for dot`() throws {
        let grey = (0..<7 * 37).map { UInt8($0 % 256) }
        let picture = GreyPicture(width: 37, height: 7, grey: grey)

        #expect(try GreyPicture(reading: try picture.png()) == picture)
    }

    @Test(arguments: ["tiny.png", "one-bit.png", "palette.png", "sixteen-bit.png"])
    func `a PNG cut at any byte is refused as incomplete`(name: String) throws {
        let whole = try Self.file(name)

        for byteCount in 8..<whole.count {
            #expect(throws: PrintError.pictureTruncated, "\(byteCount) bytes") {
                try GreyPicture(reading: Array(whole.prefix(byteCount)))
            }
        }
        for byteCount in 0..<8 {
            #expect(throws: PrintError.notAPicture, "\(byteCount) bytes") {
                try GreyPicture(reading: Array(whole.prefix(byteCount)))
            }
        }
    }

    @Test(arguments: ["tiny.jpg", "progressive.jpg"])
    func `a JPEG cut at any byte is refused as incomplete`(name: String) throws {
        let whole = try Self.file(name)

        for byteCount in 3..<whole.count {
            #expect(throws: PrintError.pictureTruncated, "\(byteCount) bytes") {
                try GreyPicture(reading: Array(whole.prefix(byteCount)))
            }
        }
    }

    // A camera's file: a smaller JPEG with an end mark of its own inside the first segment.
    @Test func `the preview inside a photograph is not taken for its end`() throws {
        let preview: [UInt8] = [0xFF, 0xE1, 0x00, 0x08, 0xFF, 0xD8, 0xFF, 0xD9, 0x00, 0x00]
        let tiny = try Self.file("tiny.jpg")
        let whole = [0xFF, 0xD8] + preview + tiny.dropFirst(2)

        let picture = try GreyPicture(reading: whole)

        #expect(try picture == GreyPicture(reading: tiny))
        #expect(throws: PrintError.pictureTruncated) {
            try GreyPicture(reading: Array(whole.dropLast(2)))
        }
    }

    // The first segment of the file ends at byte 20.
    @Test func `a few stray bytes between the segments do no harm`() throws {
        let tiny = try Self.file("tiny.jpg")

        let stray = tiny.prefix(20) + [0, 0, 0] + tiny.dropFirst(20)

        #expect(try GreyPicture(reading: Array(stray)) == GreyPicture(reading: tiny))
    }

    @Test func `a JPEG with its tables gone is damaged`() throws {
        var bytes = try Self.file("tiny.jpg")
        // The second segment holds the quantisation tables; a comment is skipped in its place.
        #expect(bytes[20...21].elementsEqual([0xFF, 0xDB]))
        bytes[21] = 0xFE

        #expect(throws: PrintError.pictureDamaged) { try GreyPicture(reading: bytes) }
    }

    @Test(arguments: ["tiny.png", "tiny.jpg"])
    func `a picture with any byte changed is read or refused, never worse`(name: String) throws {
        let whole = try Self.file(name)

        for index in whole.indices {
            for change in [0x01, 0x80, 0xFF] as [UInt8] {
                var spoilt = whole
                spoilt[index] ^= change
                do throws(PrintError) {
                    let picture = try GreyPicture(reading: spoilt)
                    #expect(picture.grey.count == picture.width * picture.height)
                } catch {
                    #expect(error.kind == .invalid, "byte \(index): \(error)")
                }
            }
        }
    }

    @Test(arguments: [
        [], Array("TZ128002000001G2".utf8), Array("%PDF-1.7\n".utf8), Array("GIF89a".utf8),
        Array("RIFF\u{4}\u{0}\u{0}\u{0}WEBP".utf8), Array("<svg/>".utf8), [0xFF, 0xD8],
        [UInt8](repeating: 0, count: 4096),
    ])
    func `a file of another kind is refused as no picture`(bytes: [UInt8]) {
        #expect(throws: PrintError.notAPicture) { try GreyPicture(reading: bytes) }
    }

    @Test(arguments: [
        (50_001, 1_000), (1_000_000, 1_000_000), (0x7FFF_FFFF, 0x7FFF_FFFF),
        (0xFFFF_FFFF, 0xFFFF_FFFF), (50_000_001, 1),
    ])
    func `a PNG that says it is enormous is refused unread`(width: Int, height: Int) throws {
        var bytes = try Self.file("tiny.png")
        for (index, shift) in [24, 16, 8, 0].enumerated() {
            bytes[16 + index] = UInt8(truncatingIfNeeded: width >> shift)
            bytes[20 + index] = UInt8(truncatingIfNeeded: height >> shift)
        }

        #expect(throws: PrintError.pictureTooLarge(width: width, height: height)) {
            try GreyPicture(reading: bytes)
        }
    }

    @Test func `a JPEG that says it is enormous is refused unread`() throws {
        var bytes = try Self.file("tiny.jpg")
        // The frame header: FF C0, length, precision, then height and width.
        let frame = try #require(
            bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])

        #expect(throws: PrintError.pictureTooLarge(width: 65_500, height: 65_500)) {
            try GreyPicture(reading: bytes)
        }
    }

    @Test func `a PNG of no width is damaged`() throws {
        var bytes = try Self.file("tiny.png")
        bytes.replaceSubrange(16..<20, with: [0, 0, 0, 0])

        #expect(throws: PrintError.pictureDamaged) { try GreyPicture(reading: bytes) }
    }

    @Test func `a JPEG for the printing press is refused, not misread`() throws {
        let bytes = try Self.file("four-inks.jpg")

        #expect(throws: PrintError.pictureDamaged) { try GreyPicture(reading: bytes) }
    }

    @Test func `a missing library is named together with its package`() {
        let library = SharedLibrary(name: "libpng-that-is-not-there.so.16", package: "libpng16-16")

        let problem = unsafe library.problem { _ in 1 }

        #expect(problem == .libraryMissing(package: "libpng16-16"))
        #expect(
            problem?.hint == "Install the package libpng16-16 (apt install libpng16-16).")
    }

    @Test func `a library without the functions that are needed counts as missing`() {
        let library = SharedLibrary(name: "libpthread.so.0", package: "libturbojpeg0")

        let problem = unsafe library.problem { _ in 0 }

        #expect(problem == .libraryMissing(package: "libturbojpeg0"))
    }
}
