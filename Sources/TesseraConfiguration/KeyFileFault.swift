/// In what way a key file is not as it was written.
package enum KeyFileFault: Hashable, Sendable {
    /// It is too short to be one.
    case cutShort
    /// It does not begin like one of its kind.
    case notAKeyFile
    /// Its checksum does not fit: a byte was changed, lost or added.
    case checksum
    /// It was written by a later version of the program.
    case laterVersion(UInt8)
    /// It is whole, and a field holds what is never written there; the field's name.
    case field(String)
    /// It holds another epoch than its name says.
    case otherEpoch(UInt16)

    /// What is wrong, as the end of a sentence that begins with the file's name.
    var spoken: String {
        switch self {
        case .cutShort: "is cut short"
        case .notAKeyFile: "is not a key file"
        case .checksum: "was changed: its checksum does not fit"
        case .laterVersion(let version): "was written by a later version of Tessera (\(version))"
        case .field(let name): "holds a value for \(name) that is never written there"
        case .otherEpoch(let number): "holds epoch \(number), which belongs in another file"
        }
    }
}
