package import Logging

/// Writes every entry as one line, as text or JSON. Attackers' bytes come out escaped, secrets redacted.
package struct LineLogHandler: LogHandler {
    package var logLevel: Logger.Level {
        get { threshold.map { max(ownLevel, $0.level) } ?? ownLevel }
        set { ownLevel = newValue }
    }
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?

    private var ownLevel: Logger.Level
    private let threshold: LogThreshold?
    private let label: String
    private let format: LogFormat
    private let isColoured: Bool
    private let output: any LogOutput
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - threshold: what holds beside the level of this logger's own; it may change.
    ///   - now: epoch milliseconds.
    package init(
        label: String, level: Logger.Level = .info, threshold: LogThreshold? = nil, format: LogFormat = .text,
        isColoured: Bool = false,
        output: any LogOutput = StandardErrorOutput(), now: @escaping @Sendable () -> Int64 = { EpochTime.milliseconds }
    ) {
        self.label = label
        ownLevel = level
        self.threshold = threshold
        self.format = format
        self.isColoured = isColoured
        self.output = output
        self.now = now
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var merged = metadata
        if let provided = metadataProvider?.get() { merged.merge(provided) { _, new in new } }
        if let own = event.metadata { merged.merge(own) { _, new in new } }
        if let error = event.error { merged["error"] = "\(error)" }
        let line = LogLine(level: event.level, label: label, message: "\(event.message)", metadata: merged, time: now())
        switch format {
        case .text: output.write(line.text(isColoured: isColoured))
        case .json: output.write(line.json())
        }
    }
}
