/// Where a PostgreSQL database is and as whom to enter it, without the password.
///
/// Written `postgres://user@host:port/database?option=value`. Several hosts stand with commas,
/// and the one that takes writes is used. A host that begins with `/`, written `%2F`, is the folder
/// of a socket. The password comes from `PGPASSWORD`, from a password file, or from an address that
/// was itself read from a file; it is in no description.
///
/// - Source: L9, L11.
package struct PostgresAddress: Hashable, Sendable {
    /// One machine that the database may be on.
    package struct Host: Hashable, Sendable {
        /// Its name or address, or the folder of its socket.
        package let name: String
        /// Its port, 1…65 535.
        package let port: Int
    }

    /// Where an address was written, which decides whether a password may stand in it.
    package enum Origin: Hashable, Sendable {
        /// On a command line, in a setting, or in an environment that others can list.
        case openly
        /// In a file that only its owner reads.
        case privateFile
    }

    /// The role that enters.
    package let user: String
    /// Where to look, in order; never empty.
    package let hosts: [Host]
    /// The database's name.
    package let database: String
    /// The schema that holds the book; `nil` for the role's own search path.
    package let schema: String?
    /// Settings that libpq is handed as they are, `sslmode` and its like, in order of their names.
    package let options: [Option]
    private let secret: Secret

    /// A setting of libpq.
    package struct Option: Hashable, Sendable {
        /// Its keyword.
        package let keyword: String
        /// Its value.
        package let value: String
    }

    /// The settings that an address may carry besides `schema`.
    package static let knownOptions: Set<String> = [
        "application_name", "channel_binding", "host", "passfile", "port", "sslcert", "sslcrl",
        "sslkey", "sslmode", "sslrootcert",
    ]

    /// Reads an address.
    ///
    /// - Parameters:
    ///   - text: The address as written.
    ///   - origin: Where it was written.
    /// - Throws: ``PostgresError/addressMalformed(_:)``,
    ///   ``PostgresError/passwordInAddress``.
    package init(_ text: String, from origin: Origin = .openly) throws(PostgresError) {
        let parts = try AddressText(text)
        if parts.password != nil, origin == .openly { throw .passwordInAddress }
        user = parts.user
        hosts = parts.hosts
        database = parts.database
        schema = parts.schema
        options = parts.options
        secret = Secret(text: parts.password)
    }

    /// The address as it may be shown to anybody: `postgres://user@host:port/database`.
    package var shown: String {
        let places = hosts.map { host in
            let name = host.name.contains(":") ? "[\(host.name)]" : host.name
            return "\(name.hasPrefix("/") ? "" : name):\(host.port)"
        }
        return "postgres://\(user)@\(places.joined(separator: ","))/\(database)"
    }

    /// The keywords and values that libpq connects to one of the hosts with.
    ///
    /// - Parameters:
    ///   - host: The host.
    ///   - limits: How long the server may take.
    /// - Returns: In no particular order, each keyword once.
    func settings(at host: Host, within limits: PostgresLimits) -> [Option] {
        var settings = [
            Option(keyword: "user", value: user),
            Option(keyword: "dbname", value: database),
            Option(keyword: "host", value: host.name),
            Option(keyword: "port", value: "\(host.port)"),
            Option(keyword: "client_encoding", value: "UTF8"),
            // A standby answers what was true a moment ago.
            Option(keyword: "target_session_attrs", value: "read-write"),
            Option(keyword: "tcp_user_timeout", value: "\(limits.callMilliseconds)"),
            Option(keyword: "options", value: sessionSettings(within: limits)),
        ]
        if let password = secret.text {
            settings.append(Option(keyword: "password", value: password))
        }
        if !options.contains(where: { $0.keyword == "application_name" }) {
            settings.append(Option(keyword: "application_name", value: "tessera"))
        }
        return settings + options
    }

    private func sessionSettings(within limits: PostgresLimits) -> String {
        let settings = [
            ("statement_timeout", "\(limits.statementMilliseconds)"),
            ("lock_timeout", "\(limits.statementMilliseconds)"),
            // A caller that froze inside a transaction must not hold a voucher for ever.
            ("idle_in_transaction_session_timeout", "\(limits.callMilliseconds)"),
            ("default_transaction_isolation", "read\\ committed"),
        ]
        let path = schema.map { [("search_path", PostgresAddress.escaped($0))] } ?? []
        return (settings + path).map { "-c \($0.0)=\($0.1)" }.joined(separator: " ")
    }

    /// A schema's name as `options` takes it: quoted for SQL, then spaces and backslashes escaped.
    private static func escaped(_ name: String) -> String {
        let quoted = name.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"")
        return "\"\(quoted)\"".reduce(into: "") { text, character in
            if character == " " || character == "\\" { text.append("\\") }
            text.append(character)
        }
    }
}

extension PostgresAddress: CustomStringConvertible {
    package var description: String { shown }
}

/// A password; it compares and goes to libpq, and is in no description.
private struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let text: String?
    var description: String { text == nil ? "none" : "kept" }
    var customMirror: Mirror { Mirror(self, children: ["text": description]) }
}
