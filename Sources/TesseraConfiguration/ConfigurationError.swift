import TesseraCrypto
import TesseraModel
import TesseraToken

/// What can be wrong with the data folder: its settings, its keys and the files they stand in.
///
/// Files are named by their paths and keys by their ids; no case holds a secret.
package enum ConfigurationError: ExplainedError {
    // MARK: Files

    /// There is no such file or folder.
    case fileMissing(String)
    /// The system does not let us at the file or folder.
    case fileNotPermitted(String)
    /// A folder stands where a file is expected.
    case isADirectory(String)
    /// Something stands there that is no plain file: a pipe, a device, a file instead of a folder.
    case notAPlainFile(String)
    /// The file is larger than any of its kind.
    case fileTooLarge(String, mostByteCount: Int)
    /// The bytes are not UTF-8.
    case notText(String)
    /// There is no room left where the file is to be written.
    case diskFull(String)
    /// The system refused to read or write for another reason; its `errno`.
    case fileFailed(String, errorNumber: Int32)

    // MARK: Key files

    /// Others can read, write or list a key file or the folder of keys.
    case keyFileReadable(byOthers: String)
    /// A key file or the folder of keys belongs to another user.
    case keyFileOwnedByAnother(String)
    /// A symbolic link stands in the place of a key file or of the folder.
    case keyFileIsLink(String)
    /// There is a key file already, and key files are never overwritten.
    case keyFileExists(String)
    /// A key file is not as it was written.
    case keyFileDamaged(String, KeyFileFault)
    /// The key file is sealed, and no passphrase was given.
    case passphraseMissing(String)
    /// The key file is whole, and the passphrase does not open it.
    case passphraseWrong(String)
    /// No supervisor's PIN was set in this data folder.
    case pinNotSet
    /// The PIN is not the supervisor's.
    case pinWrong
    /// A PIN is four to twelve digits, and this is something else.
    case pinMalformed
    /// Keys that still count have no secret any more: their epoch's file is gone.
    case epochMissing(String, keys: [KeyID])
    /// The secret in the file is not the one this key was made from.
    case secretMismatch(String, KeyID)
    /// The keys were changed by somebody else since they were read.
    case keysChangedMeanwhile(String)
    /// The settings say training and the keys are live, or the other way round.
    case trainingMismatch(keysAreTraining: Bool)
    /// Training keys and live keys stand in one book.
    case mixedTraining(KeyID)
    /// OpenSSL or the system's chance did not answer.
    case crypto(CryptoError)

    // MARK: The life of keys

    /// There is no active key for a kind and an audience.
    case noSigningKey(TokenKind, Audience)
    /// There is no key with this id.
    case noSuchKey(KeyID)
    /// The key is not for this kind.
    case keyNotForKind(KeyID, TokenKind)
    /// The key's secret was destroyed when it was retired.
    case secretDestroyed(KeyID)
    /// A key cannot go from its state to another.
    case keyStateRefused(KeyID, from: KeyState, to: KeyState)
    /// The key's last token can still be good; the last day on which it can.
    case keyStillAccepted(KeyID, until: Day)
    /// New keys are waiting to be activated, so there is no need of newer ones.
    case keysPending([KeyID])
    /// The audience has keys already, and they are of another suite than the one asked for.
    case audienceHasKeys(Audience, Suite)
    /// All ids or epochs are used up, and none is used twice.
    case keyIDsExhausted
    /// The day is outside what a token can carry, so the clock must be wrong.
    case dayOutsideCalendar(Day)

    // MARK: Settings

    /// The text is not YAML; what the parser stumbled over.
    case notYAML(Place, problem: String)
    /// The setting is not one of ours.
    case unknownSetting(String, nearest: String?, at: Place)
    /// A setting that must be there is not.
    case missingSetting(String, at: Place)
    /// The setting stands there twice.
    case doubledSetting(String, at: Place)
    /// The setting holds something of another sort; what it should hold.
    case wrongType(String, wanted: String, at: Place)
    /// The setting's value is outside its range; the range in words.
    case settingOutOfRange(String, allowed: String, at: Place)
    /// A setting of the service, from wherever it came, is not what fits.
    case serviceSetting(String, allowed: String, source: String)
    /// Not an active currency of ISO 4217.
    case unknownCurrency(String, nearest: String?, at: Place)
    /// Not a time zone; `nil` for the place when the name did not come from a file.
    case unknownZone(String, nearest: String?, at: Place?)
    /// Two shops have the same id.
    case doubledShop(String, at: Place)
    /// No shop of the list has this id.
    case unknownShop(String, nearest: String?, at: Place)
    /// Two assets have the same name.
    case doubledAsset(String, at: Place)
    /// No asset of the settings has this name.
    case unknownAsset(String, nearest: String?)

    // MARK: Ring files

    /// The file is not JSON of the expected shape.
    case notJSON(String)
    /// A field is missing or holds something else than it should.
    case ringField(String, key: KeyID?, field: String, wanted: String)
    /// A key names an epoch that the file does not have.
    case unknownEpoch(String, KeyID, epoch: String)
    /// Two keys have the same id.
    case doubledKey(String, KeyID)

    /// A line of a file, counted from 1.
    package struct Place: Hashable, Sendable {
        /// The file's path as it was given.
        package let file: String
        /// The line, from 1.
        package let line: Int

        /// A line of a file.
        package init(file: String, line: Int) {
            self.file = file
            self.line = line
        }

        /// The place as editors and compilers write it, `tessera.yaml:12`.
        package var text: String { "\(file):\(line)" }

        /// The path that is written there: from the file's folder unless it is absolute.
        func path(of written: String) -> String {
            let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
            return written.hasPrefix("/") ? written : folder + written
        }
    }
}

extension ConfigurationError {
    package var code: String {
        switch self {
        case .fileMissing: "file_missing"
        case .fileNotPermitted: "file_not_permitted"
        case .isADirectory: "is_a_directory"
        case .notAPlainFile: "not_a_plain_file"
        case .fileTooLarge: "file_too_large"
        case .notText: "not_text"
        case .diskFull: "disk_full"
        case .fileFailed: "file_failed"
        case .keyFileReadable: "key_file_readable_by_others"
        case .keyFileOwnedByAnother: "key_file_owned_by_another"
        case .keyFileIsLink: "key_file_is_link"
        case .keyFileExists: "key_file_exists"
        case .keyFileDamaged: "key_file_damaged"
        case .passphraseMissing: "passphrase_missing"
        case .passphraseWrong: "passphrase_wrong"
        case .trainingMismatch: "training_mismatch"
        case .pinNotSet: "pin_not_set"
        case .pinWrong: "pin_wrong"
        case .pinMalformed: "pin_malformed"
        case .epochMissing: "epoch_missing"
        case .secretMismatch: "secret_mismatch"
        case .keysChangedMeanwhile: "keys_changed_meanwhile"
        case .mixedTraining: "mixed_training"
        case .crypto(let error): error.code
        case .noSigningKey: "no_signing_key"
        case .noSuchKey: "no_such_key"
        case .keyNotForKind: "key_not_for_kind"
        case .secretDestroyed: "secret_destroyed"
        case .keyStateRefused: "key_state_refused"
        case .keyStillAccepted: "key_still_accepted"
        case .keysPending: "keys_pending"
        case .audienceHasKeys: "audience_has_keys"
        case .keyIDsExhausted: "key_ids_exhausted"
        case .dayOutsideCalendar: "day_outside_calendar"
        case .notYAML: "not_yaml"
        case .unknownSetting: "unknown_setting"
        case .missingSetting: "missing_setting"
        case .doubledSetting: "doubled_setting"
        case .wrongType: "wrong_type"
        case .settingOutOfRange: "setting_out_of_range"
        case .serviceSetting: "service_setting_unfit"
        case .unknownCurrency: "unknown_currency_setting"
        case .unknownZone: "unknown_zone"
        case .doubledShop: "doubled_shop"
        case .unknownShop: "unknown_shop"
        case .doubledAsset: "doubled_asset"
        case .unknownAsset: "unknown_asset"
        case .notJSON: "not_json"
        case .ringField: "ring_field"
        case .unknownEpoch: "unknown_epoch"
        case .doubledKey: "doubled_key"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .noSigningKey, .keyIDsExhausted, .dayOutsideCalendar: .misconfigured
        case .keyStateRefused, .keyStillAccepted, .keysPending, .secretDestroyed, .keyNotForKind:
            .refused
        case .noSuchKey, .unknownAsset: .notFound
        case .keysChangedMeanwhile, .keyFileExists, .audienceHasKeys: .conflict
        case .diskFull: .unavailable
        case .pinWrong: .notAllowed
        case .pinMalformed: .invalid
        case .crypto(let error): error.kind
        default: .misconfigured
        }
    }
}
