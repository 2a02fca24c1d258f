import Glibc
import Logging

/// One finished entry, before it becomes bytes.
struct LogLine {
    static let maximumMessageBytes = 4096
    static let maximumValueBytes = 1024
    static let maximumValues = 64

    var level: Logger.Level
    var label: String
    var message: String
    /// By key, with secrets taken out.
    var values: [(key: String, value: String)]
    /// Epoch milliseconds.
    var time: Int64

    /// Secrets are taken out here, once for both formats.
    init(level: Logger.Level, label: String, message: String, metadata: Logger.Metadata, time: Int64) {
        self.level = level
        self.label = label
        self.message = Self.prepared(message, limit: Self.maximumMessageBytes)
        values = metadata.sorted { $0.key < $1.key }.prefix(Self.maximumValues).map { key, value in
            let isSecret = SecretRedaction.secretNames.contains(key.lowercased())
            return (
                key, isSecret ? SecretRedaction.replacement : Self.prepared("\(value)", limit: Self.maximumValueBytes)
            )
        }
        self.time = time
    }

    /// Cut first, one character longer than will be written, so that the end of a long text costs nothing.
    private static func prepared(_ text: String, limit: Int) -> String {
        guard text.utf8.count > limit else { return SecretRedaction.redact(text) }
        return SecretRedaction.redact(String(text.unicodeScalars.prefix(limit + 1)))
    }

    /// `14:23:07 INFO message key=value`, in the time zone of the machine.
    func text(isColoured: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(128)
        Self.appendLocalTime(time, to: &bytes)
        bytes.append(UInt8(ascii: " "))
        if isColoured { bytes.append(contentsOf: "\u{1b}[\(level.colour)m".utf8) }
        bytes.append(contentsOf: level.word.utf8)
        if isColoured { bytes.append(contentsOf: "\u{1b}[0m".utf8) }
        bytes.append(UInt8(ascii: " "))
        LogText.append(message, quoted: false, limit: Self.maximumMessageBytes, to: &bytes)
        for (key, value) in values {
            bytes.append(UInt8(ascii: " "))
            LogText.append(key, quoted: false, limit: 64, to: &bytes)
            bytes.append(UInt8(ascii: "="))
            LogText.appendValue(value, limit: Self.maximumValueBytes, to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// `{"time":1700000000000,"level":"info","logger":"sensor","message":"…","fields":{…}}`.
    func json() -> [UInt8] {
        var bytes = Array("{\"time\":\(time),\"level\":\"\(level.rawValue)\",\"logger\":".utf8)
        JSONText.append(label, to: &bytes)
        bytes.append(contentsOf: ",\"message\":".utf8)
        Self.appendJSON(message, limit: Self.maximumMessageBytes, to: &bytes)
        if !values.isEmpty {
            bytes.append(contentsOf: ",\"fields\":{".utf8)
            for (index, pair) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                JSONText.append(pair.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                Self.appendJSON(pair.value, limit: Self.maximumValueBytes, to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(contentsOf: "}\n".utf8)
        return bytes
    }

    /// Unsafe characters are made visible before the JSON escaping: whoever prints the decoded string is safe too.
    private static func appendJSON(_ text: String, limit: Int, to bytes: inout [UInt8]) {
        var safe: [UInt8] = []
        LogText.append(text, quoted: false, limit: limit, to: &safe)
        safe.withUnsafeBufferPointer { JSONText.append(utf8: $0, to: &bytes) }
    }

    private static func appendLocalTime(_ milliseconds: Int64, to bytes: inout [UInt8]) {
        var seconds = time_t(milliseconds / 1000)
        var local = tm()
        localtime_r(&seconds, &local)
        for (index, part) in [local.tm_hour, local.tm_min, local.tm_sec].enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ":")) }
            bytes.append(UInt8(ascii: "0") + UInt8(clamping: part / 10 % 10))
            bytes.append(UInt8(ascii: "0") + UInt8(clamping: part % 10))
        }
    }
}

extension Logger.Level {
    fileprivate var word: String { rawValue.uppercased() }

    /// The parameter of the terminal's colour sequence (ECMA-48 SGR).
    fileprivate var colour: Int {
        switch self {
        case .trace, .debug: 90
        case .info: 32
        case .notice: 36
        case .warning: 33
        case .error, .critical: 31
        }
    }
}
