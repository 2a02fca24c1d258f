import HTTPTypes
import WebPages

/// `GET|HEAD /assets/…`: what pages ask for beside themselves.
enum AssetRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        StaticFile.all.map { file in
            let type: Answer.ContentType = file.kind == .style ? .css : .svg
            return Route(file.target.text, .get, .head, for: .people) { request, _ in
                try Answer(contentType: type, isPublic: true, body: .bytes(file.bytes)).cached(for: request)
            }
        }
    }
}
