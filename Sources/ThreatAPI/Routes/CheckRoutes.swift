import HTTPTypes

/// `GET|HEAD /v1/key/check/{ip}`
enum CheckRoutes {
    static let check = "/v1/key/check/{ip}"

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route(check, .get, .head) { request, _ in
                let core = try state.runningCore()
                return try await MeteredRead.answer(request, core) { (head, prepared) throws(RequestError) in
                    try core.endpoints.check(head, prepared: prepared.evidence)
                }
            }
        ]
    }
}
