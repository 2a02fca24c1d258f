import HTTPTypes
import Hummingbird

/// `GET|HEAD /openapi.json`
enum DescriptionRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/openapi.json", .get, .head) { request, _ in
                let description = try APIDescription.builtIn.get()
                let isGzip = try RoutedHead(request).withHead { (head) throws(RequestError) in head.acceptsGzip }
                var answer = Answer(
                    tag: .strong(description.tag, isGzip: isGzip), isGzip: isGzip, variesByEncoding: true,
                    isPublic: true, body: .bytes(isGzip ? description.gzip : description.json))
                if let tags = request.headers[.ifNoneMatch], description.tag.matches(tags) {
                    answer.status = 304
                    answer.isGzip = false
                    answer.body = .none
                }
                return request.method == .head ? answer.withoutBody : answer
            }
        ]
    }
}
