import ThreatModel

/// The header fields of an answer, in one place for both doors. `Content-Length`, `Date` and `Connection` belong to the
/// door.
enum AnswerFields {
    static func forEach(_ answer: Answer, _ body: (_ name: StaticString, _ value: String) -> Void) {
        if answer.status != 304 { body("Content-Type", answer.contentType.name.description) }
        if answer.coding != .identity, answer.status != 304 {
            body("Content-Encoding", answer.coding.name.description)
        }
        if let tag = answer.tag { body("ETag", tag.field) }
        if let date = answer.lastModified { body("Last-Modified", String(decoding: date.text, as: UTF8.self)) }
        if let cursor = answer.cursor { body("X-Blacklist-Cursor", cursor.description) }
        if answer.variesByEncoding { body("Vary", "Accept-Encoding") }
        switch answer.contentType {
        case _ where answer.isPublic: body("Cache-Control", "public, max-age=300")
        case .eventStream:
            body("Cache-Control", "no-store")
            // Proxies of the nginx family hold streams back unless told not to.
            body("X-Accel-Buffering", "no")
        // What a key may see is for its owner only, and current only while its tag is, unless the answer says how long.
        case .json, .plainText, .ndjson, .zone, .metrics:
            body("Cache-Control", answer.maximumAge.map { "private, max-age=\($0)" } ?? "private, no-cache")
        }
        if let seconds = answer.retryAfter { body("Retry-After", String(seconds)) }
        if let allow = answer.allow { body("Allow", allow) }
        if answer.status == 401 { body("WWW-Authenticate", "Bearer") }
        answer.quota?.forEachField { name, value in body(name, String(value)) }
    }
}
