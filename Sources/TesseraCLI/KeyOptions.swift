import ArgumentParser
import TesseraAnswers
import TesseraConfiguration
import TesseraModel
import TesseraPremises

/// What every change of keys is given, and how it is carried out and told.
struct KeyOptions: ParsableArguments {
    @OptionGroup var shop: ShopOptions
    @OptionGroup var speaking: SpeechOptions

    /// What every change of keys asks for, whatever a till was given.
    static let kitsNeeded =
        "Tills without a network need their next kit: tessera sync pull, or tessera key kit for "
        + "those that only check."

    /// Saves the next keys and says what became of them.
    ///
    /// - Parameters:
    ///   - done: The word for what was done, `Rotated`.
    ///   - isRehearsal: Whether nothing is saved.
    ///   - remarks: What to do next.
    ///   - change: The next keys, made of those that are there and today in the issuer's zone.
    /// - Throws: What the change throws; ``ConfigurationError`` of the folder.
    func carryOut(
        _ done: String, isRehearsal: Bool = false, remarks: [String],
        _ change: (KeyStore, Day) throws(ConfigurationError) -> KeyStore
    ) throws {
        let settings = try shop.settings()
        let keys = try shop.keys()
        let clock = try SystemClock(isTraining: keys.isTraining)
        let next = try change(keys, settings.zone.day(at: clock.now()))
        if !isRehearsal { try KeyFolder(shop.keysFolder).save(next) }
        let changed = next.entries.filter { !keys.entries.contains($0) }
        let speech = speaking.speech
        speech.answer(
            .record(
                ("code", .string(done.lowercased())), ("dry_run", .bool(isRehearsal)),
                ("keys", .array(changed.map(\.value)))),
            [isRehearsal ? "It would become so:" : speech.painted("✓ \(done)", .green)]
                + changed.lines + (isRehearsal ? ["Nothing was changed."] : remarks))
    }
}

/// A key by its number.
struct KeyArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The key's number, as in key list.", valueName: "key"))
    var key: UInt16

    /// The key's id.
    var id: KeyID { KeyID(key) }
}
