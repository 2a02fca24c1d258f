import Geolocation
import HTTPTypes
import Hummingbird
import IPNetworks
import ThreatModel

/// `GET|HEAD /v1/key/check-block`
enum CheckBlockRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/check-block", .get, .head) { request, _ in
                let now = state.clock.now
                let core = try state.runningCore()
                let work = try MeteredWork(request, core, at: now)
                let parameters = try RoutedHead(request).withHead { (head) throws(RequestError) in
                    try CheckBlockParameters(QueryParameters(head.query))
                }
                return try await work.answer(at: now) { try answer(parameters, core) }
            }
        ]
    }

    private static func answer(_ parameters: CheckBlockParameters, _ core: ServerCore) throws(RequestError) -> Answer {
        let places = core.places.current
        let networks: [IPPrefix]
        switch parameters.subject {
        case .network(let network): networks = [network]
        case .asn(let asn):
            networks = places.networks(ofASN: asn)
            guard !networks.isEmpty else {
                throw RequestError(
                    status: 404, sentence: "the server's databases know no network of AS\(asn)")
            }
        }
        let reputation = RangeReputation(
            of: networks, in: core.live.current, filter: parameters.filter, limit: parameters.limit)
        return .json(
            RangeAnswerWriter.write(
                reputation, of: parameters.subject, networks: networks, filter: parameters.filter, places: places))
    }
}
