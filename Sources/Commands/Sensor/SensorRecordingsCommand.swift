import ArgumentParser
import Recordings
import ThreatModel

/// `sikker sensor recordings`
struct SensorRecordingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recordings",
        abstract: "Lists what was recorded of visitors' terminals at a sensor of this machine.",
        discussion: """
            Their session's events name them by the same SHA-256.

            EXAMPLES
              sikker sensor recordings
              sudo sikker sensor recordings --data /var/lib/sikker-sensor --json
            """)

    @Option(help: "The sensor's folder.", completion: .directory)
    var data: String = DataFolders.sensor

    @Flag(help: "Print JSON.")
    var json = false

    private struct Row: Encodable {
        var sha256: String
        var began: String?
        var title: String?
        var columns: Int
        var rows: Int
        var bytes: Int
    }

    mutating func run() async throws {
        let rows = try RecordingFiles(folder: data).all().map { found in
            Row(
                sha256: found.sha256,
                began: found.header.began.map { Timestamp(milliseconds: $0 * 1000).rfc3339 },
                title: found.header.title, columns: found.header.size.columns, rows: found.header.size.rows,
                bytes: found.bytes)
        }
        if json { return try JSONOutput.write(rows) }
        guard !rows.isEmpty else { return Terminal.standardError.write("nothing was recorded yet\n") }
        let table = Table(
            header: ["recording", "began", "terminal", "bytes", "what"],
            rows: rows.map { row in
                [
                    String(row.sha256.prefix(RecordingFiles.shownDigits)), row.began.map(MomentText.minute) ?? "–",
                    "\(row.columns)×\(row.rows)", "\(row.bytes)", row.title ?? "–",
                ]
            })
        Terminal.standardOutput.write(table.text)
    }
}
