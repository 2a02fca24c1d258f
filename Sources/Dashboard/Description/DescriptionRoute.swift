import Hummingbird

/// `GET /api/openapi.json`
enum DescriptionRoute {
    static func add(to router: Router<WebContext>) {
        router.get("/api/openapi.json") { _, _ in WebAnswer.json(try APIDescription.json.get(), status: .ok) }
    }
}
