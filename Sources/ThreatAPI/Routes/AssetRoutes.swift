import HTTPTypes
import Recordings
import WebPages

/// `GET|HEAD /assets/…`: what pages ask for beside themselves.
enum AssetRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        (StaticFile.all + [RecordingPage.script]).map { file in
            let type: Answer.ContentType =
                switch file.kind {
                case .style: .css
                case .picture: .svg
                case .script: .script
                }
            return Route(file.target.text, .get, .head, for: .people) { request, _ in
                try Answer(contentType: type, isPublic: true, body: .bytes(file.bytes)).cached(for: request)
            }
        }
    }
}
