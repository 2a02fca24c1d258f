import Hummingbird
import WebPages

/// `GET /assets/…`: what pages ask for beside themselves.
enum AssetRoutes {
    static func add(to router: Router<WebContext>) {
        for file in DashboardFiles.all {
            let packed = PackedFile(file, isNamedByContent: file.name != StaticFile.icon.name)
            router.get(RouterPath(file.target.text)) { request, _ in packed.answer(to: request) }
        }
    }
}
