import TesseraModel

/// What can be wrong with campaigns, and with questions about them.
package enum CampaignError: ExplainedError {
    /// A programme's file has mistakes; how many.
    case mistaken(file: String, mistakes: Int)
    /// So many combinations of rules give a whole basket away.
    case givesEverything(combinations: Int)
    /// The version has no campaign of this name or number; the nearest name.
    case unknownCampaign(String, nearest: String?)
    /// There are only so many versions of the programme.
    case unknownVersion(Int, latest: Int)

    package var code: String {
        switch self {
        case .mistaken: "programme_mistaken"
        case .givesEverything: "gives_everything"
        case .unknownCampaign: "unknown_campaign"
        case .unknownVersion: "unknown_version"
        }
    }

    package var kind: ErrorKind {
        switch self {
        case .mistaken: .invalid
        case .givesEverything: .refused
        case .unknownCampaign, .unknownVersion: .notFound
        }
    }

    package var message: String {
        switch self {
        case .mistaken(let file, let mistakes): "\(file) has \(mistakes.counted("mistake"))."
        case .givesEverything(1): "One combination of rules gives a whole basket away."
        case .givesEverything(let combinations):
            "\(combinations) combinations of rules give a whole basket away."
        case .unknownCampaign(let name, _): "There is no campaign \"\(name.shortened)\"."
        case .unknownVersion(let number, let latest):
            "There is no version \(number) of the programme; the latest is \(latest)."
        }
    }

    package var hint: String? {
        switch self {
        case .mistaken: "Mend these lines and check it again."
        case .givesEverything: "Put the campaigns into one group, or give them caps or limits."
        case .unknownCampaign(_, .some(let nearest)): "Did you mean \(nearest)?"
        case .unknownCampaign(_, .none): "See them with: tessera campaign list"
        case .unknownVersion: "See them with: tessera campaign list --versions"
        }
    }
}
