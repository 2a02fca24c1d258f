import FoundationEssentials
import HTTPTypes
import Hummingbird
import WebPages

/// Answers as this server gives them: never taken for something else, and kept by nobody unless they say so.
enum WebAnswer {
    static func json(_ value: some Encodable) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return json([UInt8](try encoder.encode(value)), status: .ok)
    }

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status) -> Response {
        response(bytes, "application/json", status)
    }

    static func text(_ text: String, type: String) -> Response { response(Array(text.utf8), type, .ok) }

    /// A text that browsers keep as a file.
    static func file(_ text: String, type: String, name: String) -> Response {
        var answer = Self.text(text, type: type)
        answer.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return answer
    }

    /// `{"error":"…"}`
    static func problem(_ status: HTTPResponse.Status, _ sentence: String) -> Response {
        let bytes = (try? JSONEncoder().encode(["error": sentence])).map { [UInt8]($0) } ?? []
        return response(bytes, "application/json", status)
    }

    /// - Parameter badge: in its header; `nil`: strangers are told nothing.
    static func page(
        _ page: Page, status: HTTPResponse.Status = .ok, of site: Site = .dashboard,
        showing badge: StandingBadge? = nil
    ) -> Response {
        let site = badge.map { site.showing($0.html) } ?? site
        let bytes = page.document(of: site)
        var answer = response(bytes, "text/html; charset=utf-8", status)
        for (name, value) in PageFields.scripted {
            if let name = HTTPField.Name(name.description) { answer.headers[name] = value.description }
        }
        return answer
    }

    /// Sends whoever posted a form on to a page, so that loading it again posts nothing.
    static func seeOther(_ path: String) -> Response {
        var answer = response([], "text/plain", .seeOther)
        answer.headers[.location] = path
        return answer
    }

    /// Asks whoever posted a form to post it once more, over another connection.
    static func again(_ path: String) -> Response {
        var answer = response([], "text/plain", .temporaryRedirect)
        answer.headers[.location] = path
        answer.headers[.connection] = "close"
        return answer
    }

    private static func response(_ bytes: [UInt8], _ type: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: type, .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
            ], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
