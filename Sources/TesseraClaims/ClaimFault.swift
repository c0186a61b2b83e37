/// What is wrong with a record of a till's log.
package enum ClaimFault: String, Error, Hashable, Sendable, CaseIterable {
    /// Bytes are missing.
    case cut
    /// There are bytes behind it.
    case trailingBytes = "trailing_bytes"
    /// Its version is not known.
    case version
    /// It says neither that something was taken nor that it was put back.
    case act
    /// Its device is not named as devices are.
    case device
    /// Who worked there is not named as operators are.
    case `operator`
    /// A number is out of its range.
    case number
    /// What it holds of the voucher is not one.
    case body
    /// What was asked and what was taken do not go together.
    case demand
    /// Its length is not written as lengths are.
    case frame
    /// It is of another device or pairing.
    case owner
    /// It does not follow from the record before it.
    case chain
    /// The device's key did not make it.
    case mac
    /// The file it should stand in is gone.
    case missing
    /// What stands before the records of its file is not what was written there.
    case header
}
