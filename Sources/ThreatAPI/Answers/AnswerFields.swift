import ThreatModel
import WebPages

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
        if let date = answer.generatedAt { body("X-Generated-At", date.rfc3339) }
        if let count = answer.addressCount, answer.status != 304 { body("X-Blacklist-Count", String(count)) }
        if let dates = answer.datesAdded {
            body("X-TAXII-Date-Added-First", dates.first.rfc3339)
            body("X-TAXII-Date-Added-Last", dates.last.rfc3339)
        }
        switch (answer.variesByEncoding, answer.variesByAccept) {
        case (true, true): body("Vary", "Accept, Accept-Encoding")
        case (true, false): body("Vary", "Accept-Encoding")
        case (false, true): body("Vary", "Accept")
        case (false, false): break
        }
        switch answer.contentType {
        case _ where answer.isSecret: body("Cache-Control", "no-store")
        case _ where answer.isPublic: body("Cache-Control", "public, max-age=300")
        case .eventStream:
            body("Cache-Control", "no-store")
            // Proxies of the nginx family hold streams back unless told not to.
            body("X-Accel-Buffering", "no")
        // What a key may see is for its owner only, and current only while its tag is, unless the answer says how long.
        case .json, .plainText, .ndjson, .zone, .metrics, .taxii, .html, .css, .svg, .script, .octets:
            body("Cache-Control", answer.maximumAge.map { "private, max-age=\($0)" } ?? "private, no-cache")
        }
        switch answer.contentType {
        case .html where answer.runsScript:
            for field in PageFields.scripted { body(field.name, field.value.description) }
        // Nothing may ever run of a file that a visitor left, whatever a browser takes it for.
        case .html, .css, .svg, .script, .octets:
            for field in PageFields.all { body(field.name, field.value.description) }
        case .json, .plainText, .ndjson, .zone, .eventStream, .metrics, .taxii: break
        }
        if let name = answer.fileName { body("Content-Disposition", "attachment; filename=\"\(name)\"") }
        if let location = answer.location { body("Location", location) }
        if let seconds = answer.retryAfter { body("Retry-After", String(seconds)) }
        if let allow = answer.allow { body("Allow", allow) }
        if answer.status == 401 { body("WWW-Authenticate", answer.challenge.field) }
        if let id = answer.requestID { body("X-Request-Id", id.description) }
        answer.quota?.forEachField { name, value in body(name, String(value)) }
    }
}
