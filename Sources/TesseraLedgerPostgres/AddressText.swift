/// The parts of an address as it is written.
struct AddressText {
    var user = ""
    var password: String?
    var hosts: [PostgresAddress.Host] = []
    var database = ""
    var schema: String?
    var options: [PostgresAddress.Option] = []

    /// Takes an address apart.
    ///
    /// - Throws: ``PostgresError/addressMalformed(_:)`` with what is wrong with it; never with a
    ///   part that may hold a password.
    init(_ text: String) throws(PostgresError) {
        guard let start = ["postgres://", "postgresql://"].first(where: text.hasPrefix) else {
            throw .addressMalformed(.scheme)
        }
        let rest = text.dropFirst(start.count)
        let question = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = question[0].split(
            separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard path.count == 2, !path[1].isEmpty else { throw .addressMalformed(.database) }
        database = try AddressText.plain(path[1], or: .database)
        var places = path[0]
        guard let at = places.lastIndex(of: "@"), at > places.startIndex else {
            throw .addressMalformed(.user)
        }
        let names = places[..<at].split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        user = try AddressText.plain(names[0], or: .user)
        guard !user.isEmpty else { throw .addressMalformed(.user) }
        if names.count == 2 { password = try AddressText.plain(names[1], or: .user) }
        places = places[places.index(after: at)...]
        try readOptions(question.count == 2 ? question[1] : "")
        try readHosts(places)
    }

    private mutating func readHosts(_ text: Substring) throws(PostgresError) {
        for place in text.split(separator: ",", omittingEmptySubsequences: false) {
            var (name, port) = (place, Substring("5432"))
            if place.hasPrefix("["), let end = place.firstIndex(of: "]") {
                name = place[place.index(after: place.startIndex)..<end]
                let tail = place[place.index(after: end)...]
                guard tail.isEmpty || tail.hasPrefix(":") else { throw .addressMalformed(.host) }
                if !tail.isEmpty { port = tail.dropFirst() }
            } else if let colon = place.firstIndex(of: ":") {
                (name, port) = (place[..<colon], place[place.index(after: colon)...])
            }
            let host = try AddressText.plain(name, or: .host)
            guard port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(port), (1...65_535).contains(number)
            else { throw .addressMalformed(.port) }
            hosts.append(PostgresAddress.Host(name: host, port: number))
        }
        // A socket's folder may also stand among the options, as libpq writes it.
        if let named = options.firstIndex(where: { $0.keyword == "host" }) {
            let name = options.remove(at: named).value
            hosts = hosts.map { PostgresAddress.Host(name: name, port: $0.port) }
        }
        if let named = options.firstIndex(where: { $0.keyword == "port" }) {
            guard let port = Int(options.remove(at: named).value), (1...65_535).contains(port)
            else { throw .addressMalformed(.port) }
            hosts = hosts.map { PostgresAddress.Host(name: $0.name, port: port) }
        }
        guard hosts.allSatisfy({ !$0.name.isEmpty }) else { throw .addressMalformed(.host) }
    }

    private mutating func readOptions(_ text: Substring) throws(PostgresError) {
        for part in text.split(separator: "&") {
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let keyword = String(sides[0])
            guard sides.count == 2,
                keyword == "schema" || PostgresAddress.knownOptions.contains(keyword)
            else {
                // A password given as an option is a password, whatever follows.
                throw keyword == "password"
                    ? .passwordInAddress : .addressMalformed(.option(String(keyword.prefix(40))))
            }
            let value = try AddressText.plain(sides[1], or: .option(keyword))
            if keyword == "schema" {
                guard !value.isEmpty else { throw .addressMalformed(.option(keyword)) }
                schema = value
            } else {
                options.append(PostgresAddress.Option(keyword: keyword, value: value))
            }
        }
        options.sort { $0.keyword < $1.keyword }
    }

    /// A part with its percent signs resolved.
    private static func plain(
        _ text: Substring, or part: PostgresError.AddressPart
    ) throws(PostgresError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let code = UInt8(Substring(rest.prefix(2)), radix: 16), code != 0
            else { throw .addressMalformed(part) }
            rest = rest.dropFirst(2)
            bytes.append(code)
        }
        guard let plain = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            throw .addressMalformed(part)
        }
        return plain
    }
}
