import Crypto
import HTTPTypes
import Hummingbird
import WebPages

extension Answer {
    static func page(_ page: Page, status: Int = 200, of site: Site = .server) -> Answer {
        Answer(status: status, contentType: .html, body: .bytes(page.document(of: site)))
    }

    /// Sends whoever posted a form on to a page, so that loading it again posts nothing.
    static func seeOther(_ target: LinkTarget) -> Answer {
        var answer = Answer(status: 303, contentType: .html, body: .bytes([]))
        answer.location = target.text
        answer.isSecret = true
        return answer
    }

    /// The same answer, packed when the client takes that.
    func gzipped(for head: RoutedHead) -> Answer {
        // Nothing here throws.
        (try? head.withHead { (head) throws(RequestError) in gzipped(for: head) }) ?? self
    }

    /// The same answer with a tag of its bytes; without them when the client has them.
    func cached(for request: Request) throws -> Answer {
        guard case .bytes(let bytes) = body else { return self }
        let tag = EntityTag(digest: SHA256.hash(data: bytes))
        var answer = gzipped(for: RoutedHead(request))
        answer.tag = .strong(tag, answer.coding)
        if let tags = request.headers[.ifNoneMatch], tag.matches(tags) {
            answer.status = 304
            answer.body = .none
        }
        return request.method == .head ? answer.withoutBody : answer
    }
}
