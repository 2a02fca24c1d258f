import Observability

/// The target of a request as it may be written down: without keys.
enum LoggedTarget {
    /// - Parameters:
    ///   - path: without the query.
    ///   - query: without the question mark.
    static func append(_ path: UnsafeRawBufferPointer, query: UnsafeRawBufferPointer?, to line: inout JSONWriter) {
        let query = query ?? UnsafeRawBufferPointer(start: nil, count: 0)
        // Nothing in most targets can be a secret: they have no query, and a key has an underscore.
        if query.isEmpty, !path.contains(UInt8(ascii: "_")), !path.contains(UInt8(ascii: "%")) {
            return line.visible(UnsafeRawBufferPointer(rebasing: path.prefix(AccessLogLine.maximumTargetLength)))
        }
        var text = redacted(path.prefix(AccessLogLine.maximumTargetLength))
        if !query.isEmpty {
            let room = max(0, AccessLogLine.maximumTargetLength - path.count)
            text += "?"
            // A name is cut, or a whole pair is left out; never the middle of a secret from what announces it.
            var written = 0
            for pair in query.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false) {
                if written > 0 { text += "&" }
                written += pair.count + 1
                guard written <= room else {
                    text += "…"
                    break
                }
                text += redacted(pair)
            }
        }
        line.visible(text)
    }

    /// What was encoded is looked at as what it means, because that is how it would be understood as a key.
    private static func redacted(_ bytes: some Collection<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let meaning = QueryParameters.decoded(bytes) ?? text
        let safe = SecretRedaction.redact(meaning)
        return safe == meaning ? text : safe
    }
}
