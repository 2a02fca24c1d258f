import ThreatModel

/// What a visitor did with files, for the session's log: each thing once, and how often it came again at the end.
struct TransferLog: Sendable {
    /// Different things told of one channel; what comes after is counted together.
    static let mostEntries = 100

    /// How each command begins: "sftp", "scp".
    let program: ByteString
    private let fieldBytes: Int
    private var counts: [ByteString: Int] = [:]
    private var others = 0
    /// Bytes of files that may still be looked at to see whether they are new.
    private var examinableBytes = 64 * 1024 * 1024

    init(_ program: ByteString, limits: HoneypotLimits) {
        self.program = program
        fieldBytes = min(limits.fieldBytes, Self.mostCommandBytes)
    }

    /// Two paths, each as long as one may be.
    private static let mostCommandBytes = 2 * FileSystem.longestPath + 64

    /// Whether a file of that size may still be looked at: one that is closed again and again costs more than its packets.
    mutating func mayExamine(_ bytes: Int) -> Bool {
        guard bytes <= examinableBytes else { return false }
        examinableBytes -= bytes
        return true
    }

    /// Tells what was asked for, in the words of the sftp program: `get /etc/passwd`.
    mutating func tell(_ words: ByteString, _ output: inout ChannelOutput) {
        let command = ByteString((program + " " + words).prefix(fieldBytes))
        if let count = counts[command] {
            counts[command] = count &+ 1
            return
        }
        guard counts.count < Self.mostEntries else {
            others &+= 1
            return
        }
        counts[command] = 1
        var fields = EventFields()
        fields.set("command", bytes: command, limit: fieldBytes)
        output.record(.command, fields)
    }

    /// The channel is over: tells what came again.
    mutating func finish(_ output: inout ChannelOutput) {
        for (command, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
            var fields: EventFields = ["count": "\(count - 1)"]
            fields.set("command", bytes: command, limit: fieldBytes)
            output.record(.command, fields)
        }
        if others > 0 { output.record(.command, ["command": program.text + " …", "count": "\(others)"]) }
        counts = [:]
        others = 0
    }
}
