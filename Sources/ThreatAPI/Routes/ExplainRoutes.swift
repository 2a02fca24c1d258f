import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// `GET|HEAD /v1/key/explain/{ip}`
enum ExplainRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/explain/{ip}", .get, .head) { request, _ in
                let now = state.clock.now
                let core = try state.runningCore()
                let work = try MeteredWork(request, core, at: now)
                let address = try RoutedHead(request).withHead { (head) throws(RequestError) in
                    try Endpoints.address(atEndOf: head.path, after: "/v1/key/explain/")
                }
                return try await work.answer(at: now) {
                    let rules = core.rules
                    let explanation = try await core.store.read { reader in
                        try Explanation(of: address, from: reader, rules: rules, at: now)
                    }
                    let writer = ExplanationWriter(
                        explanation, rules: rules, names: core.reportNames, account: work.identity.account.id, at: now)
                    return .json(writer.write(explanation))
                }
            }
        ]
    }
}
