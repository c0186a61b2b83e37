/// The tables of a book in a file.
enum SchemaTables {
    /// The statements that make them, and their indexes.
    static let all = """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY,
            value ANY NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE place (
            number INTEGER PRIMARY KEY,
            shop TEXT NOT NULL,
            till TEXT NOT NULL,
            UNIQUE (shop, till)
        ) STRICT;

        CREATE TABLE account (
            number INTEGER PRIMARY KEY,
            owner TEXT NOT NULL,
            asset TEXT NOT NULL,
            purpose TEXT NOT NULL,
            UNIQUE (owner, asset, purpose)
        ) STRICT;

        -- kind: what was asked, twice, and one more if it was refused: 0 redeem, 2 undo, 4 change,
        -- 6 issue, 8 enrol, 10 hold, 12 capture, 14 release, 16 reverse, 18 basket, 20 limit,
        -- 22 holding, 24 claim, 26 party, 28 settlement, 30 lease, 32 replace, 34 event,
        -- 36 publish.
        -- demand: 0 everything, 1 amount, 2 uses, 3 purchase.
        -- moved: what was taken from the voucher or put back on it.
        -- is_conflict: whether somebody should look at a claim.
        CREATE TABLE operation (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 37),
            time INTEGER NOT NULL,
            place INTEGER REFERENCES place,
            position INTEGER CHECK (position BETWEEN 0 AND 8589934591),
            demand INTEGER CHECK (demand BETWEEN 0 AND 3),
            asked INTEGER CHECK (asked >= 0),
            currency INTEGER,
            moved INTEGER CHECK (moved > 0),
            balance INTEGER CHECK (balance >= 0),
            discount INTEGER CHECK (discount > 0),
            refers INTEGER REFERENCES operation,
            is_conflict INTEGER CHECK (is_conflict IN (0, 1)),
            detail TEXT,
            CHECK (kind NOT IN (0, 2, 12, 16) OR (position IS NOT NULL AND moved IS NOT NULL
                AND balance IS NOT NULL)),
            CHECK (kind NOT IN (0, 2, 12) OR place IS NOT NULL),
            CHECK (kind <> 24 OR moved IS NULL OR (position IS NOT NULL AND balance IS NOT NULL
                AND place IS NOT NULL)),
            CHECK (kind = 24 OR (kind IN (2, 12, 14, 16)) = (refers IS NOT NULL)),
            CHECK ((kind = 24) = (is_conflict IS NOT NULL)),
            CHECK ((kind = 0 AND demand IS NOT NULL) OR detail IS NOT NULL)
        ) STRICT;
        CREATE INDEX operation_of_position ON operation (position) WHERE position IS NOT NULL;
        CREATE INDEX operation_referred_to ON operation (refers) WHERE refers IS NOT NULL;
        CREATE UNIQUE INDEX operation_undone_once ON operation (refers)
            WHERE kind IN (2, 24) AND refers IS NOT NULL;
        CREATE UNIQUE INDEX hold_resolved_once ON operation (refers) WHERE kind IN (12, 14);
        CREATE INDEX operation_claimed ON operation (number) WHERE kind = 24;
        CREATE INDEX operation_in_conflict ON operation (number) WHERE is_conflict = 1;
        CREATE INDEX operation_event ON operation (number) WHERE kind = 34;
        CREATE INDEX operation_publication ON operation (number) WHERE kind = 36;

        CREATE TABLE transfer (
            operation INTEGER NOT NULL REFERENCES operation,
            leg INTEGER NOT NULL CHECK (leg >= 0),
            debit INTEGER NOT NULL REFERENCES account,
            credit INTEGER NOT NULL REFERENCES account,
            amount INTEGER NOT NULL CHECK (amount > 0),
            PRIMARY KEY (operation, leg),
            CHECK (debit <> credit)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE batch (
            number INTEGER PRIMARY KEY,
            first INTEGER NOT NULL UNIQUE CHECK (first >= 0),
            count INTEGER NOT NULL CHECK (count > 0 AND first + count <= 8589934592),
            audience INTEGER NOT NULL,
            is_member INTEGER NOT NULL CHECK (is_member IN (0, 1)),
            operation INTEGER NOT NULL REFERENCES operation,
            terms TEXT NOT NULL
        ) STRICT;
        CREATE INDEX batch_of_series ON batch (audience, is_member, first);
        CREATE INDEX batch_of_operation ON batch (operation);

        -- standing: 0 not sold yet, 1 active, 2 blocked.
        CREATE TABLE voucher (
            position INTEGER PRIMARY KEY CHECK (position BETWEEN 0 AND 8589934591),
            batch INTEGER NOT NULL REFERENCES batch,
            standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 2),
            last_day INTEGER NOT NULL,
            balance INTEGER NOT NULL CHECK (balance >= 0),
            held INTEGER NOT NULL DEFAULT 0 CHECK (held BETWEEN 0 AND balance),
            used_at INTEGER,
            used_place INTEGER REFERENCES place,
            blocked_at INTEGER,
            reason TEXT,
            CHECK ((used_at IS NULL) = (used_place IS NULL)),
            CHECK ((standing = 2) = (blocked_at IS NOT NULL AND reason IS NOT NULL)),
            CHECK (standing <> 0 OR balance = 0)
        ) STRICT;

        CREATE TABLE hold (
            number INTEGER PRIMARY KEY,
            position INTEGER NOT NULL REFERENCES voucher,
            operation BLOB NOT NULL UNIQUE CHECK (length(operation) = 16),
            amount INTEGER NOT NULL CHECK (amount > 0),
            until INTEGER NOT NULL,
            device TEXT
        ) STRICT;
        CREATE INDEX hold_of_position ON hold (position);

        -- audience: whose vouchers an acceptor or group accepts, 0 for our own; null for a device.
        CREATE TABLE party (
            name TEXT PRIMARY KEY,
            audience INTEGER CHECK (audience BETWEEN 0 AND 65534),
            state TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX party_of_audience ON party (audience) WHERE audience > 0;

        -- A record of a device's log. undoes: the claim that it puts back, which may come later.
        CREATE TABLE claim (
            device TEXT NOT NULL,
            epoch INTEGER NOT NULL CHECK (epoch > 0),
            sequence INTEGER NOT NULL CHECK (sequence > 0),
            operation INTEGER NOT NULL REFERENCES operation,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            previous BLOB NOT NULL CHECK (length(previous) = 32),
            undoes BLOB CHECK (length(undoes) = 16),
            PRIMARY KEY (device, epoch, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX claim_undoing ON claim (undoes) WHERE undoes IS NOT NULL;

        CREATE TABLE limitation (
            number INTEGER PRIMARY KEY,
            operation INTEGER NOT NULL UNIQUE REFERENCES operation,
            terms TEXT NOT NULL,
            most INTEGER NOT NULL CHECK (most > 0),
            ended INTEGER REFERENCES operation
        ) STRICT;

        CREATE TABLE limit_use (
            limitation INTEGER NOT NULL REFERENCES limitation,
            key TEXT NOT NULL,
            day INTEGER NOT NULL,
            used INTEGER NOT NULL,
            most INTEGER NOT NULL,
            PRIMARY KEY (limitation, key, day),
            CHECK (used BETWEEN 0 AND most)
        ) STRICT, WITHOUT ROWID;

        -- What the rules of the programme count, under keys that they make.
        CREATE TABLE tally (
            key TEXT PRIMARY KEY,
            units INTEGER NOT NULL CHECK (units >= 0),
            most INTEGER,
            CHECK (most IS NULL OR units <= most)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lot (
            number INTEGER PRIMARY KEY,
            member INTEGER NOT NULL REFERENCES member,
            asset TEXT NOT NULL,
            operation BLOB NOT NULL CHECK (length(operation) = 16),
            first_day INTEGER,
            last_day INTEGER,
            units INTEGER NOT NULL CHECK (units <> 0),
            UNIQUE (member, asset, operation)
        ) STRICT;

        -- heads: the heads of the chain after operations first, first + 1, …, 32 bytes each.
        CREATE TABLE seal (
            first INTEGER PRIMARY KEY REFERENCES operation,
            heads BLOB NOT NULL CHECK (length(heads) > 0 AND length(heads) % 32 = 0)
        ) STRICT;

        CREATE TABLE member (
            number INTEGER PRIMARY KEY CHECK (number > 0),
            position INTEGER NOT NULL UNIQUE,
            batch INTEGER NOT NULL REFERENCES batch,
            operation INTEGER NOT NULL UNIQUE REFERENCES operation,
            erased INTEGER
        ) STRICT;

        -- Sealed: nothing here can be read without a secret that is not in the book.
        CREATE TABLE profile (
            member INTEGER PRIMARY KEY REFERENCES member,
            key BLOB NOT NULL,
            box BLOB NOT NULL,
            enrolled BLOB NOT NULL
        ) STRICT;

        CREATE TABLE replay (
            operation INTEGER PRIMARY KEY REFERENCES operation,
            count INTEGER NOT NULL CHECK (count > 0)
        ) STRICT;

        CREATE TABLE wrong_code (
            till TEXT NOT NULL,
            hour INTEGER NOT NULL,
            count INTEGER NOT NULL CHECK (count > 0),
            PRIMARY KEY (till, hour)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE live_step (
            position INTEGER PRIMARY KEY,
            step INTEGER NOT NULL
        ) STRICT;

        """
}
