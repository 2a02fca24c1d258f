import Geolocation
import HTTPTypes
import Hummingbird
import IPNetworks
import ThreatModel

/// `POST /v1/key/bulk-check-inline`
enum BulkCheckRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/bulk-check-inline", .post) { request, _ in
                let now = state.clock.now
                let core = try state.runningCore()
                let work = try MeteredWork(request, core, at: now)
                let addresses = try await request.withBody(
                    upTo: AddressLines.maximumBytes, mediaTypes: ["text/plain"], in: state.bodyRoom
                ) { body in
                    try body.withUnsafeBufferPointer { (body) throws(RequestError) in try AddressLines.parse(body) }
                }
                // All or nothing: part of an answer would have to be put together with another day's.
                return try await work.answer(lookups: addresses.count, at: now) {
                    .json(
                        BulkCheckAnswerWriter.write(addresses, in: core.live.current, places: core.places.current))
                }
            }
        ]
    }
}
