import TesseraModel

/// What keeps a book on PostgreSQL from being opened.
///
/// What happens to a book that is open is answered with a `LedgerError`, as by every store.
package enum PostgresError: ExplainedError {
    /// A part of an address.
    package enum AddressPart: Hashable, Sendable {
        /// `postgres://` at its beginning.
        case scheme
        /// The role before the `@`.
        case user
        /// The machine's name.
        case host
        /// The port's number.
        case port
        /// The database's name.
        case database
        /// A setting behind the question mark; its keyword.
        case option(String)
    }

    /// The address cannot be read; its first part that is wrong.
    case addressMalformed(AddressPart)
    /// A password stands in an address that others can see.
    case passwordInAddress
    /// libpq is not installed, or is too old.
    case libraryMissing
    /// Nobody answers at the address, without its password.
    case serverUnreachable(String)
    /// The server did not let the role in.
    case loginRefused(user: String)
    /// The server has no such database.
    case databaseMissing(String)
    /// There is no book in the database, or the role may not see it.
    case bookMissing(String)
    /// All servers at the address only repeat what another one decides.
    case readOnly(String)

    package var code: String {
        switch self {
        case .addressMalformed: "store_address_malformed"
        case .passwordInAddress: "store_address_password"
        case .libraryMissing: "store_library_missing"
        case .serverUnreachable: "store_unreachable"
        case .loginRefused: "store_login_refused"
        case .databaseMissing: "store_database_missing"
        case .bookMissing: "store_book_missing"
        case .readOnly: "store_read_only"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .serverUnreachable, .readOnly: .unavailable
        default: .misconfigured
        }
    }

    package var message: String {
        switch self {
        case .addressMalformed(.scheme):
            "The address of the database does not begin with postgres://."
        case .addressMalformed(.user): "The address of the database has no user that can be read."
        case .addressMalformed(.host): "The address of the database has no host that can be read."
        case .addressMalformed(.port):
            "The port in the address of the database is not a number from 1 to 65535."
        case .addressMalformed(.database): "The address of the database does not name a database."
        case .addressMalformed(.option(let name)):
            "The address of the database has an option that is not known here: \(name)."
        case .passwordInAddress: "The address of the database has a password in it."
        case .libraryMissing: "PostgreSQL's library libpq is not installed."
        case .serverUnreachable(let address):
            "The database at \(address) does not answer, so nothing was booked."
        case .loginRefused(let user): "The database did not let \(user) in."
        case .databaseMissing(let name): "The server has no database \(name)."
        case .bookMissing(let address): "There is no book in the database at \(address)."
        case .readOnly(let address):
            "The database at \(address) takes no bookings, because it follows another one."
        }
    }

    package var hint: String? {
        switch self {
        case .addressMalformed: "Write it like postgres://tessera@db.example:5432/tessera."
        case .passwordInAddress:
            "Give the password with PGPASSWORD or in a password file; others can see an address."
        case .libraryMissing: "Install it: apt-get install libpq5."
        case .serverUnreachable: "Start the database, or correct its address; trying again is safe."
        case .loginRefused:
            "Check the user and the password, and whether the server's pg_hba.conf lets this "
                + "machine in."
        case .databaseMissing(let name): "Make it with: createdb \(name)."
        case .bookMissing: "Make one with: tessera init."
        case .readOnly: "Give the addresses of all its servers, separated by commas."
        }
    }
}
