/// Which program this is; the command and the service are of one version.
package enum ProgramVersion {
    /// The version as `tessera --version`, `tessera-server --version` and `/openapi.json` say it.
    package static let text = "0.1.0"
}
