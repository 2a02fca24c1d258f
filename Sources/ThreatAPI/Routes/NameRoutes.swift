import HTTPTypes
import Hummingbird
import Mail
import Store
import ThreatModel

/// `GET|HEAD /v1/key/username/{username}` and `/v1/key/email/{email}`: what sensors saw of a name.
///
/// One lookup each. A name nobody has seen is 404, and like every refusal costs nothing.
enum NameRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/key/username/{username}", .get, .head) { request, _ in
                guard let name = lastPart(of: request).flatMap(AlertSubject.comparable(username:)) else {
                    throw RequestError.badRequest(
                        "a username has 1 to \(AlertSubject.maximumUsernameLength) characters, in UTF-8")
                }
                return try await answer(request, state) { core in
                    try await core.store.reading { try $0.username(name) }?.json(of: name)
                }
            },
            Route("/v1/key/email/{email}", .get, .head) { request, _ in
                guard let address = lastPart(of: request).flatMap({ MailAddress($0) })?.text.lowercased() else {
                    throw RequestError.badRequest("this is no mail address, such as postmaster@example.com")
                }
                return try await answer(request, state) { core in
                    try await core.store.reading { try $0.email(address) }?.json(of: address)
                }
            },
        ]
    }

    /// Percent signs are decoded; a plus is a plus.
    private static func lastPart(of request: Request) -> String? {
        request.uri.path.split(separator: "/").last.flatMap { QueryParameters.decoded(Array($0.utf8)) }
    }

    private static func answer(
        _ request: Request, _ state: ServerState, _ look: (ServerCore) async throws -> [UInt8]?
    ) async throws -> Answer {
        let core = try state.runningCore()
        let now = state.clock.now
        return try await MeteredWork(request, core, at: now).answer(at: now) {
            guard let json = try await look(core) else {
                throw RequestError(status: 404, sentence: "no sensor has seen this name")
            }
            return .json(json)
        }
    }
}

extension UsernameSightings {
    fileprivate func json(of name: String) -> [UInt8] {
        var counts = JSONWriter()
        counts.literal("{")
        for (index, (attackProtocol, count)) in sessions.sorted(by: { $0.key.name < $1.key.name }).enumerated() {
            if index > 0 { counts.literal(",") }
            counts.word(attackProtocol)
            counts.literal(":")
            counts.integer(count)
        }
        counts.literal("}")
        var json = JSONWriter(capacity: 256)
        json.literal("{\"username\":")
        json.string(name)
        json.literal(",\"totalSessions\":")
        json.integer(sessions.values.reduce(0, +))
        json.literal(",\"protocolCounts\":")
        // A string that holds JSON: so clients of the wire expect it.
        json.string(String(decoding: counts.bytes, as: UTF8.self))
        json.times(firstSeenAt, lastSeenAt)
        return json.bytes
    }
}

extension EmailSightings {
    fileprivate func json(of address: String) -> [UInt8] {
        var json = JSONWriter(capacity: 256)
        json.literal("{\"email\":")
        json.string(address)
        json.literal(",\"totalMessages\":")
        json.integer(messages)
        json.times(firstSeenAt, lastSeenAt)
        return json.bytes
    }
}

extension JSONWriter {
    /// The end of an object that was begun, in epoch milliseconds.
    fileprivate mutating func times(_ first: Timestamp, _ last: Timestamp) {
        literal(",\"firstSeenAt\":")
        integer(first.milliseconds)
        literal(",\"lastSeenAt\":")
        integer(last.milliseconds)
        literal("}\n")
    }
}
