extension SchemaTables {
    /// What is changed in place and is no part of the history.
    static let slips = """
        CREATE TABLE slip (
            name TEXT PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
            value BLOB NOT NULL CHECK (length(value) <= 16384),
            version INTEGER NOT NULL CHECK (version > 0),
            expires INTEGER
        ) STRICT;
        CREATE INDEX slip_by_expiry ON slip (expires) WHERE expires IS NOT NULL;

        """
}
