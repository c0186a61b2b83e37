extension SchemaTables {
    /// What is changed in place and is no part of the history.
    ///
    /// Names are compared by their bytes, whatever language the database sorts in.
    static let slips = """
        CREATE TABLE slip (
            name text COLLATE "C" PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 200),
            value bytea NOT NULL CHECK (length(value) <= 16384),
            version bigint NOT NULL CHECK (version > 0),
            expires bigint
        ) WITH (fillfactor = 70);
        CREATE INDEX slip_by_expiry ON slip (expires) WHERE expires IS NOT NULL;


        """
}
