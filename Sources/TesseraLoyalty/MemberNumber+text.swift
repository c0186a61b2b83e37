import TesseraModel

// Files that others read name a member as people do, `mem_1234567`.
extension KeyedDecodingContainer {
    func decodeMember(forKey key: Key) throws -> MemberNumber {
        let text = try decode(String.self, forKey: key)
        // Reading also takes a bare number and leading zeros; a file has one spelling.
        guard let member = MemberNumber(text: text), member.text == text else {
            throw DecodingError.dataCorruptedError(
                forKey: key, in: self, debugDescription: "not a member's number, `mem_1234567`")
        }
        return member
    }
}
