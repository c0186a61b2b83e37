extension SchemaTables {
    /// Those whom the book has a record of.
    static let parties = """
        -- audience: whose vouchers an acceptor or group accepts, 0 for our own; null for a device.
        CREATE TABLE party (
            name text PRIMARY KEY,
            audience integer CHECK (audience BETWEEN 0 AND 65534),
            state text NOT NULL
        ) WITH (fillfactor = 70);
        CREATE UNIQUE INDEX party_of_audience ON party (audience) WHERE audience > 0;


        """
}
