import HTTPTypes
import Hummingbird
import IPNetworks
import Observability
import Store
import ThreatModel

/// `POST /v1/sensor/events`
enum SensorRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/sensor/events", .post) { request, context in
                let client = context.connection?.client(of: request.headers)
                return try await answer(request, from: client, try state.runningCore(), state)
            }
        ]
    }

    private static func answer(
        _ request: Request, from client: IPAddress?, _ core: ServerCore, _ state: ServerState
    ) async throws -> Answer {
        let sensor = try RoutedHead(request).withHead { (head) throws(RequestError) in
            try KeyAuthentication.identity(
                authorization: head.authorization, kind: .sensorToken, in: core.identities.current,
                at: state.clock.now)
        }
        let count = try await request.withBody(
            upTo: SensorBatch.maximumBytes, mediaTypes: ["application/x-ndjson", "application/ndjson"],
            in: state.bodyRoom
        ) { body in
            let batch = try SensorBatch(ndjson: body)
            guard !batch.events.isEmpty else { return 0 }
            try await core.note(sensor.account, from: client)
            try await core.pipeline.submit(.events(batch, sensor: sensor.credential, owner: sensor.account))
            return batch.events.count
        }
        state.metrics.events.increment(by: count)
        var json = JSONWriter()
        json.literal("{\"acked\":")
        json.integer(count)
        json.literal("}\n")
        return .json(json.bytes)
    }
}
