import Foundation
import TesseraConfiguration
import TesseraCrypto
import TesseraTestSupport
import Testing

/// Passwords that others know: a list beside the settings.
struct RefusedPasswordsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func list(_ text: String) throws -> RefusedPasswords {
        try Data(text.utf8).write(to: URL(filePath: "\(folder.path)/refused.txt"))
        return RefusedPasswords(path: "\(folder.path)/refused.txt")
    }

    @Test
    func `a digest is the one that lists of leaked passwords have`() {
        // FIPS 180-4's example, and "password" as everybody has it.
        #expect(
            Digest.sha1(Array("abc".utf8)).hexadecimal
                == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(
            Digest.sha1(Array("password".utf8)).hexadecimal
                == "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8")
    }

    @Test(arguments: ["\n", "\r\n"])
    func `a password is found in a list of them, whatever its case`(end: String) throws {
        let list = try list(
            ["sunshine in july", "Café am Hafen", "dragon-dragon-7"].joined(separator: end))
        #expect(try list.contain("Sunshine in July"))
        #expect(try list.contain("café am hafen"))
        #expect(try list.contain("dragon-dragon-7"))
        #expect(try !list.contain("sunshine in"))
        #expect(try !list.contain("sunshine in july "))
    }

    @Test(arguments: ["", ":17", ":17\r"])
    func `a password is found in a list of hashes where it lies`(more: String) throws {
        let known = (0..<2_000).map { "leaked password \($0)" }
        let hashes = known.map { Digest.sha1(Array($0.utf8)).hexadecimal.uppercased() }.sorted()
        let list = try list(hashes.map { $0 + more + "\n" }.joined())
        for password in known {
            #expect(try list.contain(password), "\(password)")
        }
        for number in 2_000..<2_200 {
            #expect(try !list.contain("leaked password \(number)"))
        }
    }

    @Test(arguments: [0, 1, 2, 40])
    func `a short list is read as well, with or without its last line's end`(count: Int) throws {
        let known = (0..<count).map { "leaked password \($0)" }
        let hashes = known.map { Digest.sha1(Array($0.utf8)).hexadecimal }.sorted()
        let list = try list(hashes.joined(separator: "\n"))
        for password in known { #expect(try list.contain(password)) }
        #expect(try !list.contain("leaked password 41"))
    }

    @Test
    func `what is no list is said, with its path`() throws {
        let path = "\(folder.path)/refused.txt"
        #expect(throws: ConfigurationError.fileMissing(path)) {
            try RefusedPasswords(path: path).contain("anything at all")
        }
        let hash = Digest.sha1([1]).hexadecimal
        let spoilt = try list(hash + "\n" + String(repeating: "no hash at all\n", count: 400))
        #expect(throws: ConfigurationError.notText(path)) {
            try spoilt.contain("anything at all")
        }
    }
}
