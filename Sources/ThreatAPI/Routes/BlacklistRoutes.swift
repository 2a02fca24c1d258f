import HTTPTypes

/// `GET|HEAD /v1/key/blacklist`
enum BlacklistRoutes {
    static let blacklist = "/v1/key/blacklist"

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route(blacklist, .get, .head) { request, _ in
                let core = try state.runningCore()
                return try await MeteredRead.answer(request, core) { (head, lists) throws(RequestError) in
                    try core.endpoints.blacklist(head, prepared: lists)
                }
            }
        ]
    }
}
