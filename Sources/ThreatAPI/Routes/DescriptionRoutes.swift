import HTTPTypes
import Hummingbird

/// `GET|HEAD /openapi.json`
enum DescriptionRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/openapi.json", .get, .head) { request, _ in
                let description = try APIDescription.builtIn.get()
                let coding = try RoutedHead(request).withHead { (head) throws(RequestError) in
                    ContentNegotiation.coding(head.acceptEncoding, of: [.gzip, .identity])
                }
                var answer = Answer(
                    tag: .strong(description.tag, coding), coding: coding, variesByEncoding: true, isPublic: true,
                    body: .bytes(coding == .gzip ? description.gzip : description.json))
                if let tags = request.headers[.ifNoneMatch], description.tag.matches(tags) {
                    answer.status = 304
                    answer.body = .none
                }
                return request.method == .head ? answer.withoutBody : answer
            }
        ]
    }
}
