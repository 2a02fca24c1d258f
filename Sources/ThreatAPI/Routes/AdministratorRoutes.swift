import HTTPTypes
import Hummingbird
import ThreatModel

/// `GET|HEAD /v1/admin/blobs`, `GET|HEAD /v1/admin/blobs/{sha256}`: what only an administrator's key opens.
enum AdministratorRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/admin/blobs", .get, .head) { request, _ in
                let desk = try BlobDesk.open(request, state)
                let question = try RoutedHead(request).withHead { (head) throws(RequestError) in
                    try BlobDesk.Question(QueryParameters(head.query))
                }
                let answer = list(try await desk.list(question))
                return request.method == .head ? answer.withoutBody : answer
            },
            Route("/v1/admin/blobs/{sha256}", .get, .head) { request, _ in
                let desk = try BlobDesk.open(request, state)
                let answer = try await desk.content(BlobRoutes.name(in: request, part: 3))
                return request.method == .head ? answer.withoutBody : answer
            },
        ]
    }

    private static func list(_ list: (entries: [BlobDesk.Entry], next: BlobPosition?)) -> Answer {
        var json = JSONWriter(capacity: 64 + 320 * list.entries.count)
        json.literal("{\"blobs\":")
        json.array(list.entries) { $0.blob($1) }
        json.literal(",\"next\":")
        json.string(list.next?.description)
        json.literal("}\n")
        var answer = Answer.json(json.bytes)
        answer.isSecret = true
        return answer
    }
}
