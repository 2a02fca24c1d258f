import HTTPTypes
import Hummingbird
import Recordings
import WebPages

/// `GET|HEAD /admin/files`, `/admin/files/{sha256}`, `/admin/files/{sha256}/content`: pages of the files that visitors left, for
/// administrators. A browser asks for the key once, as a password, and sends it along; nothing is kept in a cookie.
enum FilePageRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            page("/admin/files", state) { request, desk in
                let query = request.uri.query ?? ""
                let question = try query.withQuery { (query) throws(RequestError) in
                    try BlobDesk.Question(query, isForm: true)
                }
                let (entries, next) = try await desk.list(question)
                return .page(FilesPage(entries: entries, next: next, address: question.address).page)
            },
            page("/admin/files/{sha256}", state) { request, desk in
                let blob = try desk.blob(try BlobRoutes.name(in: request, part: 2))
                guard let entry = try await desk.entries([blob]).first else { throw RequestError.noSuchFile }
                return try await answer(entry, desk)
            },
            page("/admin/files/{sha256}/content", state) { request, desk in
                try await desk.content(BlobRoutes.name(in: request, part: 2))
            },
        ]
    }

    private static func answer(_ entry: BlobDesk.Entry, _ desk: BlobDesk) async throws -> Answer {
        guard entry.recording != nil else { return .page(FilePage(entry: entry).page) }
        do {
            guard let (recording, frames) = try await desk.frames(entry.blob) else {
                return .page(FilePage(entry: entry, isTooLong: true).page)
            }
            let page = FilePage(entry: entry, duration: recording.duration, player: try RecordingPage.content(frames))
            var answer = Answer.page(page.page, of: .player)
            answer.runsScript = true
            return answer
        } catch let error as RecordingError {
            return .page(FilePage(entry: entry, damage: "\(error)").page)
        }
    }

    private static func page(
        _ pattern: String, _ state: ServerState,
        handle: @escaping @Sendable (Request, BlobDesk) async throws -> Answer
    ) -> Route {
        Route(pattern, .get, .head, for: .people) { request, _ in
            let desk: BlobDesk
            do throws(RequestError) {
                desk = try BlobDesk.open(request, state, takesPasswords: true)
            } catch {
                guard error.status == 401 else { throw error }
                var refusal = error.page
                refusal.challenge = .basic
                return request.method == .head ? refusal.withoutBody : refusal
            }
            var answer = try await handle(request, desk).gzipped(for: RoutedHead(request))
            answer.isSecret = true
            return request.method == .head ? answer.withoutBody : answer
        }
    }
}
