import Store
import ThreatAPI
import ThreatModel

/// Shows a secret that was just made: alone on standard output, so that it can be put into a file.
enum KeyOutput {
    static func write(
        _ created: Administration.Created, of accounts: [StoredAccount], json: Bool
    ) throws(CommandFailure) {
        let row = KeyRow(created.credential, of: accounts, at: SystemClock().now, secret: created.secret.text)
        guard !json else { return try JSONOutput.write(row) }
        Terminal.standardOutput.write(created.secret.text + "\n")
        let former = row.formerSecretUntil.map { "The old one works until \($0). " } ?? ""
        Terminal.standardError.write(
            "This is the only time it is shown. \(former)'sikker key disable \(row.id)' ends it.\n")
    }
}
