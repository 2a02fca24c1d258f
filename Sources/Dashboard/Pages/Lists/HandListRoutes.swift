import Guard
import HTTPTypes
import Hummingbird

/// `GET /api/lists/allow.txt`, `GET /api/lists/block.txt`: lists made by hand, to be kept or given to other programs.
struct HandListRoutes: Sendable {
    let service: GuardService

    func add(to router: Router<WebContext>) {
        for kind in HandList.Kind.allCases {
            router.get(RouterPath("/api/lists/\(kind.rawValue).txt")) { _, context in
                _ = try DashboardRouter.visitor(context)
                guard let desk = service.orders else {
                    return WebAnswer.problem(.serviceUnavailable, DashboardProblem.starting.sentence)
                }
                let text =
                    "# \(kind.title.capitalised) in Sikker guard\n"
                    + (await HandList(kind, of: desk).text)
                return WebAnswer.file(text, type: "text/plain; charset=utf-8", name: "sikker-\(kind.rawValue).txt")
            }
        }
    }
}
