import ThreatModel

/// /var/log/wtmp and btmp (utmp(5)): one record of 384 bytes for each start, login and failure of the last weeks.
struct UtmpFile: MadeFile {
    enum Kind: Hashable, Sendable {
        case logins
        case failures
    }

    let kind: Kind
    let writer: ServerLogWriter

    private static let recordSize = 384
    private static let days: Int64 = 21

    struct Record: Hashable, Sendable {
        var type: UInt8
        var line: String
        var user: String
        var host: String
        var time: Int64
    }

    private func records(at now: Int64) -> [Record] {
        let today = now / 86_400
        var records: [Record] = []
        for day in today - Self.days...today {
            switch kind {
            case .logins:
                for (uid, name) in [(0, "root")] + writer.users.enumerated().map({ (1000 + $0, $1) }) {
                    guard let time = ServerLogWriter.login(of: uid, on: day, seed: writer.seed) else { continue }
                    records.append(Record(type: 7, line: "pts/0", user: name, host: writer.administrator, time: time))
                    records.append(Record(type: 8, line: "pts/0", user: "", host: "", time: time + 900))
                }
            case .failures:
                var generator = SeededGenerator(seed: writer.seed ^ UInt64(bitPattern: day))
                for _ in 0..<generator.number(in: 2...9) {
                    records.append(
                        Record(
                            type: 6, line: "ssh:notty", user: generator.pick("root", "admin", "test"),
                            host: ServerLogWriter.stranger(&generator),
                            time: day * 86_400 + Int64(generator.below(86_400))))
                }
            }
        }
        if kind == .logins {
            let boot = writer.boots.bootTime(at: Timestamp(milliseconds: now * 1000)).seconds
            records.append(Record(type: 2, line: "~", user: "reboot", host: "", time: boot))
        }
        return records.filter { $0.time <= now }.sorted { $0.time < $1.time }
    }

    func size(at now: Int64) -> Int { records(at: now).count * Self.recordSize }

    func modified(at now: Int64) -> Int64? { records(at: now).last?.time }

    func bytes(in range: Range<Int>, at now: Int64) -> [UInt8] {
        let bytes = records(at: now).flatMap { Self.bytes(of: $0) }
        return Array(bytes[range.clamped(to: 0..<bytes.count)])
    }

    /// The records of a file; what is left of half of one is nothing.
    static func records(in bytes: [UInt8]) -> [Record] {
        stride(from: 0, to: bytes.count - recordSize + 1, by: recordSize).map { start in
            func text(_ offset: Int, _ width: Int) -> String {
                String(decoding: bytes[(start + offset)..<(start + offset + width)].prefix { $0 != 0 }, as: UTF8.self)
            }
            let time = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + 340 + $1]) << UInt32($1 * 8) }
            return Record(
                type: bytes[start], line: text(8, 32), user: text(44, 32), host: text(76, 256), time: Int64(time))
        }
    }

    /// struct utmp of bits/utmp.h on x86-64, little-endian.
    private static func bytes(of record: Record) -> [UInt8] {
        var bytes: [UInt8] = [record.type, 0, 0, 0, 0, 0, 0, 0]
        let put = { (text: String, width: Int, bytes: inout [UInt8]) in
            let text = Array(text.utf8.prefix(width))
            bytes += text + [UInt8](repeating: 0, count: width - text.count)
        }
        put(record.line, 32, &bytes)
        put(record.line == "~" ? "~~" : "ts/0", 4, &bytes)
        put(record.user, 32, &bytes)
        put(record.host, 256, &bytes)
        // Exit status and session stay empty; the time is at 340.
        bytes += [UInt8](repeating: 0, count: 340 - bytes.count)
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: record.time >> Int64(shift)))
        }
        return bytes + [UInt8](repeating: 0, count: recordSize - bytes.count)
    }
}
