import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// `DELETE /v1/key/report/{ip}`: whoever was wrong about an address takes it back.
///
/// All reports of the account about the address go, whichever of its keys made them. One report of the quota.
enum WithdrawalRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/report/{ip}", .delete) { request, _ in
                let now = state.clock.now
                let core = try state.runningCore()
                let head = RoutedHead(request)
                let (identity, tier) = try head.withHead { (head) throws(RequestError) in
                    try core.endpoints.identity(authorization: head.authorization, at: now)
                }
                let address = try head.withHead { (head) throws(RequestError) in
                    try Endpoints.address(atEndOf: head.path, after: "/v1/key/report/")
                }
                return try await core.reporting(as: identity, tier, at: now) {
                    answer(try await core.pipeline.submit(.withdrawal(address, by: identity.account)))
                }
            }
        ]
    }

    private static func answer(_ count: Int) -> Answer {
        var json = JSONWriter(capacity: 48)
        json.literal("{\"success\":true,\"withdrawn\":")
        json.integer(count)
        json.literal("}\n")
        return .json(json.bytes)
    }
}
