/// The tables of a book on PostgreSQL.
///
/// They mirror the file's, with the differences that many machines ask for: no number is drawn from
/// a sequence, rows of one voucher share its position, and nothing that every redemption touches
/// refers to a row that all redemptions share.
enum SchemaTables {
    /// The tables whose rows change.
    static let counterTables = [
        "setting", "account", "voucher", "member", "profile", "replay", "wrong_code", "live_step",
    ]

    /// The rows that change, and the names that history is written with.
    static let counters = """
        CREATE TABLE setting (
            name text PRIMARY KEY,
            value bytea NOT NULL
        );

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
            last_use uuid,
            last_day integer NOT NULL,
            standing smallint NOT NULL CHECK (standing BETWEEN 0 AND 2),
            blocked_at bigint,
            reason text,
            CHECK (0 <= held AND held <= balance),
            CHECK ((standing = 2) = (blocked_at IS NOT NULL AND reason IS NOT NULL)),
            CHECK (standing <> 0 OR balance = 0)
        ) WITH (fillfactor = 70);

        CREATE TABLE member (
            number bigint PRIMARY KEY CHECK (number > 0),
            position bigint NOT NULL UNIQUE,
            batch bigint NOT NULL,
            operation uuid NOT NULL UNIQUE
        );

        CREATE TABLE profile (
            member bigint PRIMARY KEY REFERENCES member,
            name text NOT NULL,
            contact text NOT NULL
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

    /// The rows that never change. `tx` and `stamp` are the server's own, for whoever puts
    /// operations in an order afterwards.
    static let history = """
        -- kind: 0 redeemed, 1 redemption refused, 2 undone, 3 undo refused, 4 changed,
        -- 5 change refused, 6 issued, 7 enrolled.
        -- demand: 0 everything, 1 amount, 2 uses, 3 purchase.
        CREATE TABLE operation (
            id uuid PRIMARY KEY,
            position bigint CHECK (position BETWEEN 0 AND 8589934591),
            time bigint NOT NULL,
            asked bigint CHECK (asked >= 0),
            moved bigint CHECK (moved > 0),
            balance bigint CHECK (balance >= 0),
            discount bigint CHECK (discount > 0),
            tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
            stamp timestamptz NOT NULL DEFAULT clock_timestamp(),
            kind smallint NOT NULL CHECK (kind BETWEEN 0 AND 7),
            demand smallint CHECK (demand BETWEEN 0 AND 3),
            currency smallint,
            reverses uuid,
            shop text,
            till text,
            detail text,
            CHECK (kind NOT IN (0, 2) OR (position IS NOT NULL AND moved IS NOT NULL
                AND balance IS NOT NULL AND till IS NOT NULL)),
            CHECK ((kind = 2) = (reverses IS NOT NULL)),
            CHECK (kind = 0 OR detail IS NOT NULL)
        );
        CREATE INDEX operation_of_position ON operation (position) WHERE position IS NOT NULL;
        CREATE UNIQUE INDEX operation_undone_once ON operation (reverses)
            WHERE reverses IS NOT NULL;

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

        """
}
