import TesseraModel

/// What can be wrong with the words of a command or the files it names.
enum CLIError: ExplainedError {
    /// A file cannot be written; the path and the system's reason.
    case fileUnwritable(String, reason: String)
    /// A file is in the way; the path.
    case fileExists(String)
    /// The picture holds several codes of ours.
    case severalCodes(count: Int)
    /// There is no shop of this name; the nearest one.
    case unknownShop(String, nearest: String?)
    /// The data folder already holds a shop; the path.
    case alreadyInstalled(String)
    /// The data folder holds things that are not ours; the path.
    case folderNotEmpty(String)
    /// Other users can read or change the data folder or a file of it; the path.
    case openToOthers(String)
    /// An earlier run was cut off; the file it was writing.
    case unfinishedFile(String)
    /// Nothing was cut off, so there is nothing to go on with; the file.
    case nothingToResume(String)
    /// A percentage that is not one, or could be read in two ways.
    case badPercentage(String)
    /// The recount found records that do not belong; how many.
    case bookDamaged(findings: Int)
    /// A file is no backup; the path.
    case notABackup(String)
    /// The end of a backup is missing; the path.
    case backupCut(String)
    /// A backup is not as it was written; the path.
    case backupDamaged(String)
    /// A later program wrote the backup; the path and the form it has.
    case backupNewer(String, format: String)
    /// A backup is as it was written, and the book in it is not sound; the path and how many
    /// records do not belong.
    case backupUnsound(String, findings: Int)
    /// The data folder has a book, which would lose its place; the path.
    case bookExists(String)
    /// There is no shop or partner of this name; the nearest one.
    case unknownAcceptor(ShopID, nearest: String?)
    /// There is no till of this name; the nearest one.
    case unknownDevice(TillID, nearest: String?)
    /// Nobody said how far the tills of a shop of our own go without a network.
    case shopWithoutLimits(ShopID)
    /// A file is no statement; its path.
    case notAStatement(String)
    /// A statement and what its partner knows differ; in how many places.
    case statementDiffers(places: Int)
    /// Two options do not go together or one is missing; the sentence that says it.
    case usage(String, hint: String)

    var code: String {
        switch self {
        case .fileUnwritable: "file_unwritable"
        case .fileExists: "file_exists"
        case .severalCodes: "several_codes"
        case .unknownShop: "unknown_shop"
        case .alreadyInstalled: "already_installed"
        case .folderNotEmpty: "folder_not_empty"
        case .openToOthers: "open_to_others"
        case .unfinishedFile: "unfinished_file"
        case .nothingToResume: "nothing_to_resume"
        case .badPercentage: "bad_percentage"
        case .bookDamaged: "book_damaged"
        case .notABackup: "not_a_backup"
        case .backupCut: "backup_cut"
        case .backupDamaged: "backup_damaged"
        case .backupNewer: "backup_newer"
        case .backupUnsound: "backup_unsound"
        case .bookExists: "book_exists"
        case .unknownAcceptor: "unknown_acceptor"
        case .unknownDevice: "unknown_device"
        case .shopWithoutLimits: "shop_without_limits"
        case .notAStatement: "not_a_statement"
        case .statementDiffers: "statement_differs"
        case .usage: "usage"
        }
    }

    var kind: ErrorKind {
        switch self {
        case .severalCodes, .badPercentage,
            .notABackup, .backupCut, .backupDamaged, .notAStatement, .usage:
            .invalid
        case .fileUnwritable: .unavailable
        case .fileExists, .alreadyInstalled, .folderNotEmpty, .unfinishedFile, .nothingToResume,
            .bookExists:
            .conflict
        case .openToOthers, .bookDamaged, .backupNewer, .backupUnsound:
            .misconfigured
        case .statementDiffers: .refused
        case .unknownShop, .unknownAcceptor, .unknownDevice, .shopWithoutLimits:
            .notFound
        }
    }

    var message: String {
        switch self {
        case .fileUnwritable(let path, let reason): "\(path) cannot be written: \(reason)."
        case .fileExists(let path): "\(path) is there already."
        case .severalCodes(let count): "There are \(count) codes in the picture."
        case .unknownShop(let name, _): "There is no shop \"\(name.shortened)\"."
        case .alreadyInstalled(let path): "\(path) already holds a shop."
        case .folderNotEmpty(let path): "\(path) holds other things already."
        case .openToOthers(let path): "Other users can get at \(path)."
        case .unfinishedFile(let path): "An earlier run was cut off while it wrote \(path)."
        case .nothingToResume(let path): "No run was cut off while it wrote \(path)."
        case .badPercentage(let typed): "\"\(typed.shortened)\" is not a percentage."
        case .bookDamaged(let findings):
            "The book does not agree with its own history in \(findings) "
                + (findings == 1 ? "place." : "places.")
        case .notABackup(let path): "\(path) is not a backup."
        case .backupCut(let path): "The end of \(path) is missing."
        case .backupDamaged(let path): "\(path) was changed after it was written."
        case .backupNewer(let path, let format):
            "\(path) has form \(format.shortened), and this program reads form "
                + "\(BackupEnding.version)."
        case .backupUnsound(let path, let findings):
            "The book in \(path) does not agree with its own history in \(findings) "
                + (findings == 1 ? "place." : "places.")
        case .bookExists(let path): "There is a book in \(path) already."
        case .unknownAcceptor(let id, _): "There is no shop or partner \(id)."
        case .unknownDevice(let id, _): "There is no device \(id)."
        case .shopWithoutLimits(let id):
            "Nothing was said yet about tills of \(id) that have no network."
        case .notAStatement(let path): "\(path) is not a statement."
        case .statementDiffers(let places):
            "The statement and what these tills know differ in \(places.counted("place"))."
        case .usage(let sentence, _): sentence
        }
    }

    var hint: String? {
        switch self {
        case .fileUnwritable: "Check the folder and the room on the disk; nothing was lost."
        case .fileExists: "Choose another name, or move the file away."
        case .severalCodes: "Cut the picture so that one code is left."
        case .unknownShop(_, .some(let nearest)), .unknownAcceptor(_, .some(let nearest)),
            .unknownDevice(_, .some(let nearest)):
            "Did you mean \(nearest)?"
        case .unknownShop(_, .none): "Add it to tessera.yaml in the data folder."
        case .alreadyInstalled: "Use it, or choose another folder with --data."
        case .folderNotEmpty: "Name a folder that is empty or not there yet with --data."
        case .openToOthers(let path): "Close it with: chmod go= \(path)"
        case .unfinishedFile: "Go on with --resume."
        case .nothingToResume: "Leave --resume away."
        case .badPercentage:
            "Write it like 15 or 12.5: more than 0, at most 100, at most two decimals."
        case .bookDamaged: "Keep a copy of the data folder, and go back to the latest backup."
        case .notABackup: "Name a file that tessera backup create has written."
        case .backupCut, .backupDamaged, .backupUnsound:
            "Take another backup; this one was not used."
        case .backupNewer: "Install the version of tessera that wrote it, or a later one."
        case .bookExists: "Choose another folder with --to, or put it in its place with --replace."
        case .unknownAcceptor(_, .none): "See them with: tessera partner list, tessera shop list."
        case .unknownDevice(_, .none): "See them with: tessera device list."
        case .shopWithoutLimits(let id): "Say how far they go with: tessera shop add \(id)"
        case .notAStatement: "Name a file that tessera partner settle --out has written."
        case .statementDiffers:
            "Show the issuer these lines; it corrects with: tessera partner dispute"
        case .usage(_, let hint): hint
        }
    }
}
