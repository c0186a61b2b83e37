/// The tables of a book on PostgreSQL.
///
/// They mirror the file's, with the differences that many machines ask for: no number is drawn from
/// a sequence, rows of one voucher share its position, and nothing that every redemption touches
/// refers to a row that all redemptions change.
enum SchemaTables {
    /// The tables whose rows change.
    static let counterTables = [
        "setting", "account", "voucher", "hold", "limitation", "limit_use", "tally", "lot",
        "member",
        "profile", "replay", "wrong_code", "live_step", "party", "slip",
    ]

    /// The rows that change, and the names that history is written with.
    static let counters = vouchers + limits + members + parties

    private static let vouchers = """
        -- epoch: eight bytes that tell this book from a restored one. zone: where its days begin.
        -- limits: how often limits were set or ended. shelf: locked by whoever issues.
        -- sealed_below: every operation of an earlier transaction is sealed.
        CREATE TABLE setting (
            name text PRIMARY KEY,
            number bigint,
            words text,
            CHECK ((number IS NULL) <> (words IS NULL))
        );
        INSERT INTO setting (name, number) VALUES ('limits', 0), ('shelf', 0), ('sealed_below', 0);

        -- number: made of the three texts, so that two programs give an account the same one.
        CREATE TABLE account (
            number bigint PRIMARY KEY,
            owner text NOT NULL,
            asset text NOT NULL,
            purpose text NOT NULL,
            UNIQUE (owner, asset, purpose)
        );

        -- standing: 0 not sold yet, 1 active, 2 blocked.
        CREATE TABLE voucher (
            position bigint PRIMARY KEY CHECK (position BETWEEN 0 AND 8589934591),
            batch bigint NOT NULL,
            balance bigint NOT NULL,
            held bigint NOT NULL DEFAULT 0,
            used_at bigint,
            last_day integer NOT NULL,
            standing smallint NOT NULL CHECK (standing BETWEEN 0 AND 2),
            used_shop text,
            used_till text,
            blocked_at bigint,
            reason text,
            CHECK (0 <= held AND held <= balance),
            CHECK ((used_at IS NULL) = (used_shop IS NULL)),
            CHECK ((used_at IS NULL) = (used_till IS NULL)),
            CHECK ((standing = 2) = (blocked_at IS NOT NULL AND reason IS NOT NULL)),
            CHECK (standing <> 0 OR balance = 0)
        ) WITH (fillfactor = 70);

        -- made: the order in which a voucher's holds were made.
        CREATE TABLE hold (
            position bigint NOT NULL,
            operation uuid NOT NULL,
            amount bigint NOT NULL CHECK (amount > 0),
            until bigint NOT NULL,
            made bigint NOT NULL,
            device text,
            PRIMARY KEY (position, operation)
        );


        """

    private static let limits = """
        CREATE TABLE limitation (
            number bigint PRIMARY KEY,
            operation uuid NOT NULL UNIQUE,
            terms text NOT NULL,
            most bigint NOT NULL CHECK (most > 0),
            ended uuid
        );

        CREATE TABLE limit_use (
            limitation bigint NOT NULL,
            key text NOT NULL,
            day bigint NOT NULL,
            used bigint NOT NULL,
            most bigint NOT NULL,
            PRIMARY KEY (limitation, key, day),
            CHECK (used BETWEEN 0 AND most)
        );


        """

    private static let members = """
        CREATE TABLE member (
            number bigint PRIMARY KEY CHECK (number > 0),
            position bigint NOT NULL UNIQUE,
            batch bigint NOT NULL,
            operation uuid NOT NULL UNIQUE,
            erased bigint
        );

        -- Sealed: nothing here can be read without a secret that is not in the book.
        CREATE TABLE profile (
            member bigint PRIMARY KEY REFERENCES member,
            key bytea NOT NULL,
            box bytea NOT NULL,
            enrolled bytea NOT NULL
        );

        -- What the rules of the programme count, under keys that they make.
        CREATE TABLE tally (
            key text PRIMARY KEY,
            units bigint NOT NULL CHECK (units >= 0),
            most bigint,
            CHECK (most IS NULL OR units <= most)
        );

        -- made: the order in which lots were put on a member's account.
        CREATE TABLE lot (
            member bigint NOT NULL,
            asset text NOT NULL,
            operation uuid NOT NULL,
            first_day integer,
            last_day integer,
            units bigint NOT NULL CHECK (units <> 0),
            made bigint NOT NULL,
            PRIMARY KEY (member, asset, operation)
        );

        CREATE TABLE replay (
            operation uuid PRIMARY KEY,
            count bigint NOT NULL CHECK (count > 0)
        );

        CREATE TABLE wrong_code (
            till text NOT NULL,
            hour bigint NOT NULL,
            count bigint NOT NULL CHECK (count > 0),
            PRIMARY KEY (till, hour)
        );

        CREATE TABLE live_step (
            position bigint PRIMARY KEY,
            step bigint NOT NULL
        );


        """

    /// The rows that never change. `tx` and `stamp` are the server's own: when an operation was
    /// written, for whoever puts operations in an order afterwards. A row is stamped while the
    /// locks that it was decided under are held, so of two that met the later one has the later
    /// stamp.
    static let history = """
        -- kind: what was asked, twice, and one more if it was refused: 0 redeem, 2 undo, 4 change,
        -- 6 issue, 8 enrol, 10 hold, 12 capture, 14 release, 16 reverse, 18 basket, 20 limit,
        -- 22 holding, 24 claim, 26 party, 28 settlement, 30 lease, 32 replace, 34 event,
        -- 36 publish.
        -- moved: what was taken from the voucher or put back on it.
        -- is_conflict: whether somebody should look at a claim.
        -- demand: 0 everything, 1 amount, 2 uses, 3 purchase.
        CREATE TABLE operation (
            id uuid PRIMARY KEY,
            position bigint CHECK (position BETWEEN 0 AND 8589934591),
            time bigint NOT NULL,
            asked bigint CHECK (asked >= 0),
            moved bigint CHECK (moved > 0),
            balance bigint CHECK (balance >= 0),
            discount bigint CHECK (discount > 0),
            tx bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
            stamp timestamptz NOT NULL DEFAULT clock_timestamp(),
            kind smallint NOT NULL CHECK (kind BETWEEN 0 AND 37),
            demand smallint CHECK (demand BETWEEN 0 AND 3),
            currency smallint,
            is_conflict boolean,
            refers uuid,
            shop text,
            till text,
            detail text,
            CHECK (kind NOT IN (0, 2, 12, 16) OR (position IS NOT NULL AND moved IS NOT NULL
                AND balance IS NOT NULL)),
            CHECK (kind NOT IN (0, 2, 12) OR till IS NOT NULL),
            CHECK (kind <> 24 OR moved IS NULL OR (position IS NOT NULL AND balance IS NOT NULL
                AND till IS NOT NULL)),
            CHECK (kind = 24 OR (kind IN (2, 12, 14, 16)) = (refers IS NOT NULL)),
            CHECK ((kind = 24) = (is_conflict IS NOT NULL)),
            CHECK ((kind = 0 AND demand IS NOT NULL) OR detail IS NOT NULL)
        );
        CREATE INDEX operation_of_position ON operation (position) WHERE position IS NOT NULL;
        CREATE INDEX operation_in_order ON operation (stamp, id);
        -- Little larger than nothing: it only says which pages hold which transactions.
        CREATE INDEX operation_of_tx ON operation
            USING brin (tx) WITH (pages_per_range = 32, autosummarize = on);
        CREATE INDEX operation_referred_to ON operation (refers) WHERE refers IS NOT NULL;
        CREATE UNIQUE INDEX operation_undone_once ON operation (refers)
            WHERE kind IN (2, 24) AND refers IS NOT NULL;
        CREATE UNIQUE INDEX hold_resolved_once ON operation (refers) WHERE kind IN (12, 14);
        CREATE INDEX operation_claimed ON operation (stamp, id) WHERE kind = 24;
        CREATE INDEX operation_in_conflict ON operation (stamp, id) WHERE is_conflict;
        CREATE INDEX operation_event ON operation (stamp, id) WHERE kind = 34;
        CREATE INDEX operation_publication ON operation (stamp, id) WHERE kind = 36;

        CREATE TABLE transfer (
            operation uuid NOT NULL,
            debit bigint NOT NULL,
            credit bigint NOT NULL,
            amount bigint NOT NULL CHECK (amount > 0),
            leg smallint NOT NULL CHECK (leg >= 0),
            PRIMARY KEY (operation, leg),
            CHECK (debit <> credit)
        );

        CREATE TABLE batch (
            number bigint PRIMARY KEY,
            first bigint NOT NULL UNIQUE CHECK (first >= 0),
            count bigint NOT NULL CHECK (count > 0 AND first + count <= 8589934592),
            operation uuid NOT NULL,
            audience integer NOT NULL,
            is_member boolean NOT NULL,
            terms text NOT NULL
        );
        CREATE INDEX batch_of_series ON batch (audience, is_member, first);
        CREATE INDEX batch_of_operation ON batch (operation);

        -- A record of a device's log. undoes: the claim that it puts back, which may come later.
        CREATE TABLE claim (
            device text NOT NULL,
            epoch bigint NOT NULL CHECK (epoch > 0),
            sequence bigint NOT NULL CHECK (sequence > 0),
            operation uuid NOT NULL,
            hash bytea NOT NULL CHECK (length(hash) = 32),
            previous bytea NOT NULL CHECK (length(previous) = 32),
            undoes uuid,
            PRIMARY KEY (device, epoch, sequence)
        );
        CREATE INDEX claim_undoing ON claim (undoes) WHERE undoes IS NOT NULL;

        CREATE TABLE seal (
            sequence bigint PRIMARY KEY CHECK (sequence > 0),
            operation uuid NOT NULL UNIQUE,
            head bytea NOT NULL CHECK (length(head) = 32)
        );

        """
}
