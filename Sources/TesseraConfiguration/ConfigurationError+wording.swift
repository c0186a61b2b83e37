import TesseraCrypto
import TesseraModel
import TesseraToken

extension ConfigurationError {
    package var message: String {
        switch self {
        case .fileMissing(let file): "There is no \(file)."
        case .fileNotPermitted(let file): "This user may not open \(file)."
        case .isADirectory(let file): "\(file) is a folder, and a file is needed."
        case .notAPlainFile(let file): "\(file) is not of the expected sort."
        case .fileTooLarge(let file, let most): "\(file) is larger than \(most) bytes."
        case .notText(let file): "\(file) is not text in UTF-8."
        case .diskFull(let file): "There is no room left to write \(file); nothing was changed."
        case .fileFailed(let file, let number):
            "\(file) cannot be read or written: system error \(number)."
        case .keyFileReadable, .keyFileOwnedByAnother, .keyFileIsLink, .keyFileExists,
            .keyFileDamaged, .passphraseMissing, .passphraseWrong, .pinNotSet, .pinWrong,
            .pinMalformed,
            .epochMissing, .secretMismatch, .keysChangedMeanwhile, .mixedTraining,
            .trainingMismatch:
            keyFileMessage
        case .crypto(let error): error.message
        case .noSigningKey, .noSuchKey, .keyNotForKind, .secretDestroyed, .keyStateRefused,
            .keyStillAccepted, .keysPending, .audienceHasKeys, .keyIDsExhausted,
            .dayOutsideCalendar:
            keyLifeMessage
        default: settingsMessage
        }
    }

    private var keyFileMessage: String {
        switch self {
        case .keyFileReadable(byOthers: let file): "Other users can get at \(file)."
        case .keyFileOwnedByAnother(let file): "\(file) belongs to another user."
        case .keyFileIsLink(let file): "\(file) is a link, and keys are never read through one."
        case .keyFileExists(let file):
            "There is a \(file) already, and a key file is never overwritten."
        case .keyFileDamaged(let file, let fault): "\(file) \(fault.spoken)."
        case .passphraseMissing(let file): "\(file) is locked with a passphrase."
        case .passphraseWrong(let file): "The passphrase does not open \(file)."
        case .trainingMismatch(let keysAreTraining):
            keysAreTraining
                ? "The keys are for training, and tessera.yaml does not say so."
                : "The keys are live, and tessera.yaml says training."
        case .pinNotSet: "No supervisor's PIN was set."
        case .pinWrong: "This is not the supervisor's PIN."
        case .pinMalformed: "A PIN is four to twelve digits."
        case .epochMissing(let file, let keys):
            "\(file) is gone, and \(ConfigurationError.spoken(keys)) cannot work without it."
        case .secretMismatch(let file, let id): "\(file) does not belong to key \(id.number)."
        case .keysChangedMeanwhile(let file):
            "\(file) was changed by somebody else in the meantime; nothing was saved."
        case .mixedTraining(let id):
            "Key \(id.number) is of the other sort: training and live keys never stand together."
        default: ""
        }
    }

    private var keyLifeMessage: String {
        switch self {
        case .noSigningKey(let kind, let audience):
            "There is no active key for \(kind.name) codes"
                + (audience == .ownShops ? "." : " of partner \(audience.number).")
        case .noSuchKey(let id): "There is no key \(id.number)."
        case .keyNotForKind(let id, let kind): "Key \(id.number) is not for \(kind.name) codes."
        case .secretDestroyed(let id): "The secret of key \(id.number) was destroyed."
        case .keyStateRefused(let id, let from, let to):
            "Key \(id.number) is \(from.spoken) and cannot become \(to.spoken)."
        case .keyStillAccepted(let id, let until):
            "A code under key \(id.number) can be good until \(until.spoken)."
        case .keysPending(let ids):
            "New keys are still waiting to be activated: \(ConfigurationError.spoken(ids))."
        case .audienceHasKeys(let audience, let suite):
            "Audience \(audience.number) has keys of the sort \(suite.name) already."
        case .keyIDsExhausted: "All key numbers have been used, and none is used twice."
        case .dayOutsideCalendar(let day): "\(day.spoken) cannot be today."
        default: ""
        }
    }

    private var settingsMessage: String {
        switch self {
        case .notYAML(let place, let problem): "\(place.text): \(problem)."
        case .unknownSetting(let name, _, let place):
            "\(place.text): there is no setting called \(name)."
        case .missingSetting(let name, let place): "\(place.text): \(name) is missing."
        case .doubledSetting(let name, let place): "\(place.text): \(name) stands here twice."
        case .wrongType(let name, let wanted, let place):
            "\(place.text): \(name) must be \(wanted)."
        case .settingOutOfRange(let name, let allowed, let place):
            "\(place.text): \(name) must be \(allowed)."
        case .serviceSetting(let name, let allowed, let source):
            "\(source): \(name) must be \(allowed)."
        case .unknownCurrency(let text, _, let place):
            "\(place.text): there is no currency \(text)."
        case .unknownZone(let name, _, let place):
            "\(place.map { "\($0.text): t" } ?? "T")here is no time zone \(name)."
        case .doubledShop(let id, let place): "\(place.text): there is a shop \(id) already."
        case .unknownShop(let id, _, let place):
            "\(place.text): there is no shop \(id) in the list."
        case .doubledAsset(let name, let place): "\(place.text): there are \(name) already."
        case .unknownAsset(let name, _):
            "There is no asset \"\(name.shortened)\" in \(Settings.fileName)."
        case .notJSON(let file): "\(file) is not JSON with keys in it."
        case .ringField(let file, let key, let field, let wanted):
            "\(file): \(key.map { "key \($0.number), " } ?? "")\(field) must be \(wanted)."
        case .unknownEpoch(let file, let id, let epoch):
            "\(file): key \(id.number) names epoch \(epoch), which is not there."
        case .doubledKey(let file, let id): "\(file): key \(id.number) stands there twice."
        default: ""
        }
    }

    package var hint: String? {
        switch self {
        case .fileMissing: "Check the path; a new data folder is made by: tessera init."
        case .fileNotPermitted:
            "Run as the user who owns the data folder, or give this user the right to read it."
        case .isADirectory, .notAPlainFile, .fileTooLarge: "Check the path."
        case .notText: "Save it as UTF-8 and try again."
        case .diskFull: "Make room and try again."
        case .fileFailed: "Ask the administrator of this machine to look at the disk."
        case .keyFileReadable(byOthers: let file):
            "Close it with: chmod go= \(file); and rotate the keys if somebody may have looked."
        case .keyFileOwnedByAnother: "Run as that user, or give the file to this user with chown."
        case .keyFileIsLink: "Put the file itself in the data folder."
        case .keyFileExists:
            "Keep it. If the folder was never in use, move it away and try again."
        case .keyFileDamaged(_, .laterVersion): "Bring this machine up to date and try again."
        case .keyFileDamaged, .epochMissing, .secretMismatch, .mixedTraining:
            "Take the keys folder from the backup, all files of one day."
        case .passphraseMissing: "Give it with --passphrase-file FILE, or - for standard input."
        case .trainingMismatch: "Make the line \"training\" in tessera.yaml say what the keys are."
        case .pinNotSet: "Set one: tessera till pin."
        case .pinWrong: "Ask the supervisor to type it again."
        case .pinMalformed: "Choose digits only, and not a date or a row of equal ones."
        case .passphraseWrong: "Try it again: capitals, blanks and the keyboard's language count."
        case .keysChangedMeanwhile: "Look at the keys with: tessera key list; then try again."
        case .crypto(let error): error.hint
        default: laterHint
        }
    }

    private var laterHint: String? {
        switch self {
        case .noSigningKey: "Make a new key with: tessera key rotate."
        case .noSuchKey: "See all keys with: tessera key list."
        case .keyNotForKind, .secretDestroyed: nil
        case .keyStateRefused(_, from: .active, to: .retired):
            "Make its successor first with: tessera key rotate."
        case .keyStateRefused: nil
        case .keyStillAccepted:
            "Retire it after that day; if somebody else may have it: tessera key compromise."
        case .keysPending: "Activate or retire those first."
        case .audienceHasKeys: "Keep to that sort for this partner."
        case .keyIDsExhausted: "Start a new data folder with: tessera init."
        case .dayOutsideCalendar: "Set the machine's clock and try again."
        case .notYAML: "Compare the line with the shipped config/tessera.yaml."
        case .unknownSetting(_, let nearest, _): nearest.map { "Did you mean \($0)?" }
        case .missingSetting(let name, _): "Add a line: \(name): …"
        case .doubledSetting: "Keep one of the two lines."
        case .unknownCurrency(_, let nearest, _), .unknownShop(_, let nearest, _):
            nearest.map { "Did you mean \($0)?" }
        case .unknownZone(_, let nearest, _):
            nearest.map { "Did you mean \($0)?" }
                ?? "Write it as region and city, Europe/Bucharest."
        case .doubledAsset: "Give each asset a name of its own."
        case .unknownAsset(_, let nearest):
            nearest.map { "Did you mean \($0)?" } ?? "Add it to the list of assets there."
        case .doubledShop: "Give each shop an id of its own."
        default: nil
        }
    }

    private static func spoken(_ ids: [KeyID]) -> String {
        "key" + (ids.count == 1 ? " " : "s ") + ids.map { "\($0.number)" }.joined(separator: ", ")
    }
}
