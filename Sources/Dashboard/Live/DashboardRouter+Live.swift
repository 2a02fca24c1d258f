import HTTPTypes
import Hummingbird

extension DashboardRouter {
    /// `GET /api/live`: what is blocked, as Server-Sent Events. Goes on from `after`, or from the `Last-Event-ID` of a
    /// browser that comes back.
    func addLive(to router: Router<WebContext>, _ doorkeeper: Doorkeeper) {
        router.get("/api/live") { request, context in
            let visitor = try Self.visitor(context)
            do {
                let asked = try asked(request, context, visitor)
                let selection = try LiveSelection(asked)
                // WHATWG HTML §9.2.4.
                let met = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] }
                let start = try met ?? asked.field("after")
                guard !live.isFull else {
                    throw DashboardProblem(
                        .unavailable, "\(LiveFeed.mostReaders) pages follow already; close one of them")
                }
                let stream = LiveStream(feed: live, selection: selection, start: start.flatMap { LiveCursor($0) }) {
                    await doorkeeper.isWelcome(visitor)
                }
                var answer = Response(
                    status: .ok,
                    headers: [
                        .contentType: "text/event-stream", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
                    ],
                    body: ResponseBody { writer in
                        // A page that is closed makes room at once.
                        try await request.body.consumeWithCancellationOnInboundClose { _ in
                            try await stream.write(to: &writer)
                        }
                    })
                // nginx would keep events back until it has some kilobytes of them.
                if let name = HTTPField.Name("X-Accel-Buffering") { answer.headers[name] = "no" }
                return answer
            } catch let problem as DashboardProblem {
                return WebAnswer.problem(problem.status, problem.sentence)
            }
        }
    }
}
