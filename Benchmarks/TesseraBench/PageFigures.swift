import Foundation
import TesseraTestSupport

/// The cashier's page in a browser: what it weighs on its way, and how soon a scan is answered.
struct PageFigures {
    private static let rounds = 3
    private static let python = ".build/readers/bin/python3"
    private static let password = "harbour lights at noon"

    /// The weight of all files that the page loads, packed, and the time within which 95 of a
    /// hundred scans are answered over loopback: looked at, booked and shown.
    func measure() async throws -> [Figure] {
        let folder = try TemporaryFolder(isOnDisk: true)
        let (service, key) = try await open(folder.path)
        var (weights, times, usual): ([Double], [Double], [Double]) = ([], [], [])
        var count = ""
        for _ in 0..<Self.rounds {
            let said = try Child.run([
                Self.python, "Tests/Tools/pages.py", "figures",
                "http://127.0.0.1:\(service.port)", Self.password, key,
            ])
            guard let time = said.firstMatch(of: #/scan_p95: ([0-9.]+) ms, half within ([0-9.]+)/#),
                let weight = said.firstMatch(of: #/cashier_page_bytes: (\d+) in (\d+) files/#)
            else { throw Child.Failed(description: said) }
            times += [Double(time.output.1)].compactMap(\.self)
            usual += [Double(time.output.2)].compactMap(\.self)
            weights += [Double(weight.output.1)].compactMap(\.self)
            count = String(weight.output.2)
        }
        return [
            Figure(
                "cashier_page_bytes", of: weights, unit: "bytes", gate: .atMost(100_000),
                beside: "\(count) files, the decoder, one language and what works without a "
                    + "network with them"),
            Figure(
                "scan_p95", of: times, unit: "ms", gate: .atMost(300),
                beside: "half within \(shown(usual.quantile(0.5))) ms"),
        ]
    }

    // A demo shop with a cashier, served, and a key that issues what is scanned there.
    private func open(_ folder: String) async throws -> (Child, String) {
        let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let programs = URL(filePath: link).deletingLastPathComponent().path
        let said = try Child.run([
            "bash", "-c",
            """
            set -e
            export TESSERA_DATA='\(folder)/data'
            tessera() { '\(programs)/tessera' "$@"; }
            tessera init --demo > /dev/null
            echo '\(Self.password)' > '\(folder)/password'
            tessera operator add ana-7 --role cashier > /dev/null
            tessera operator password ana-7 --password-file '\(folder)/password' > /dev/null
            tessera campaign publish seeds/m32-empowerment/programme.yaml > /dev/null
            tessera access add --name bench --scope issue,look --json
            """,
        ])
        guard let key = said.firstMatch(of: #/"secret":\s*"([^"]+)"/#) else {
            throw Child.Failed(description: "no access key")
        }
        let service = try await Child([
            "\(programs)/tessera-server", "--port", "0", "--requests-per-minute", "60000",
            "--data", "\(folder)/data",
        ])
        return (service, String(key.output.1))
    }
}
