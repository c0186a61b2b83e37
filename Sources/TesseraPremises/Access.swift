/// Whether somebody who opens the book changes it.
package enum Access: Sendable {
    /// It only asks, and may do so while another process works.
    case reading
    /// It owns the data folder while it runs.
    case writing
    /// It stays, and lends the data folder to commands that come meanwhile.
    case serving
}
