import ThreatModel

/// `last` and `lastb`: what /var/log/wtmp and btmp hold, the newest first (last(1) of util-linux).
struct LastCommand: ShellCommand {
    static let names: [ByteString] = ["last", "lastb"]

    private struct Entry {
        var user: ByteString
        var line: ByteString
        var host: ByteString
        var start: Int64
        /// What stands behind the start.
        var end: ByteString
    }

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let name = words[0]
        var most = Int.max
        var wanted: [ByteString] = []
        var path: ByteString = name == "lastb" ? "/var/log/btmp" : "/var/log/wtmp"
        var rest = words.dropFirst()
        while let word = rest.popFirst() {
            if word == "-n" || word == "-f" {
                guard let value = rest.popFirst() else {
                    return shell.refuse(name, "option requires an argument -- '\(word.dropFirst())'")
                }
                if word == "-f" { path = value } else { most = value.decimal ?? most }
            } else if word.first == UInt8(ascii: "-") {
                if let count = ByteString(word.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "n") }).decimal {
                    most = count
                } else if word.hasPrefix("--") {
                    return shell.refuse(name, "unrecognized option '\(word)'")
                } else if let unknown = word.dropFirst().first(where: { !"adFiRswx".utf8.contains($0) }) {
                    return shell.refuse(name, "invalid option -- '\(ByteString([unknown]))'")
                }
            } else {
                wanted.append(word)
            }
        }
        let file: Int
        do {
            file = try shell.files.find(path, from: shell.scope.directory)
            try shell.files.check(.read, file)
        } catch {
            return shell.fail(name, "cannot open \(path): \(error.message)", status: 1)
        }
        let records = UtmpFile.records(in: shell.contents(of: file, range: 0..<Shell.mostReadBytes))
        guard shell.charge(records.count * 40) else { return .failure }
        var entries = self.entries(records, isFailures: name == "lastb", in: shell)
        if path == "/var/log/wtmp", !records.isEmpty {
            entries += shell.loginSessions.map {
                Entry(user: $0.user, line: $0.terminal, host: $0.from, start: $0.since, end: "  still logged in")
            }
        }
        for entry in entries.reversed().filter({
            wanted.isEmpty || wanted.contains($0.user) || wanted.contains($0.line)
        })
        .prefix(most) {
            shell.print(
                "\(entry.user.prefixed(8)) \(entry.line.prefixed(12)) \(entry.host.prefixed(16)) \(TimeFormat.text(of: entry.start, "%a %b %e %H:%M")) \(entry.end)\n"
            )
        }
        let begin = records.first.map { Int64($0.time) } ?? shell.files[file].modified
        let title = path.split(separator: UInt8(ascii: "/")).last.map { ByteString($0) } ?? path
        shell.print("\n\(title) begins \(TimeFormat.text(of: begin, "%a %b %e %H:%M:%S %Y"))\n")
        return .success
    }

    private static func entries(_ records: [UtmpFile.Record], isFailures: Bool, in shell: Shell) -> [Entry] {
        var entries: [Entry] = []
        let isLastStart = { (time: Int64) in !records.contains { $0.type == 2 && $0.time > time } }
        for (index, record) in records.enumerated() {
            var end: ByteString = ""
            switch record.type {
            case 2:
                end = isLastStart(record.time) ? "  still running" : "- crash"
            case 6: end = span(record.time, record.time)
            case 7:
                let over = records[index...].first { $0.type == 8 && $0.line == record.line && $0.time >= record.time }
                end = over.map { span(record.time, $0.time) } ?? "   gone - no logout"
            default: continue
            }
            guard isFailures == (record.type == 6) else { continue }
            entries.append(
                Entry(
                    user: ByteString(record.user), line: record.type == 2 ? "system boot" : ByteString(record.line),
                    host: record.type == 2 ? shell.machine.kernel.release : ByteString(record.host),
                    start: record.time, end: end))
        }
        return entries
    }

    /// "- 09:07  (00:15)".
    private static func span(_ start: Int64, _ end: Int64) -> ByteString {
        let minutes = Int(end - start) / 60
        let days: ByteString = minutes >= 1440 ? "\(minutes / 1440)+" : " "
        let time = "\(CivilTime.two(minutes / 60 % 24)):\(CivilTime.two(minutes % 60))"
        return
            "- \(TimeFormat.text(of: end, "%H:%M")) \(days == " " ? " " : "")(\(days == " " ? "" : days)\(ByteString(time)))"
    }
}

extension ByteString {
    /// Cut or filled with spaces to that width.
    fileprivate func prefixed(_ width: Int) -> ByteString { ByteString(prefix(width)).padded(to: width) }
}
