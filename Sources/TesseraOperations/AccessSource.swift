import TesseraCrypto
import TesseraModel

/// Where somebody comes from who tries to come in.
package enum AccessSource: Hashable, Sendable {
    /// A network address, as the service sees it. Of an IPv6 address the service names the network
    /// (/64), since one customer has all of it.
    case address(String)
    /// A paired device.
    case device(TillID)
    /// A command on the machine itself.
    case terminal

    /// The source as the access log has it.
    package var text: String {
        switch self {
        case .address(let address): "address:\(address.prefix(64))"
        case .device(let device): "device:\(device)"
        case .terminal: "terminal"
        }
    }
}

/// Who does something that the access log keeps.
package enum AccessActor: Hashable, Sendable {
    /// Whoever works at the machine itself.
    case terminal
    /// Somebody who signed in.
    case `operator`(OperatorID)
    /// Whoever has a key.
    case key(AccessKeyID)

    /// The actor as the access log has it.
    package var text: String {
        switch self {
        case .terminal: "terminal"
        case .operator(let id): "operator:\(id)"
        case .key(let id): id.text
        }
    }
}

/// The names of slips that are made of what strangers send: always as long, whatever was sent.
enum SlipNames {
    static func hashed(_ prefix: String, _ parts: String...) -> String {
        // A byte that no text has keeps the parts apart.
        let whole = parts.map { Array($0.utf8) }.joined(separator: [0xFF])
        return prefix + Digest.sha256(Array(whole)).hexadecimal
    }

    /// A name chosen by people: letters of both sizes, which a slip's name has not.
    static func spelled(_ prefix: String, _ name: String) -> String {
        prefix + Array(name.utf8).hexadecimal
    }
}
