import Crypto
import HTTPTypes
import Hummingbird
import Store
import ThreatModel

/// `GET|HEAD|PUT /v1/sensor/blobs/{sha256}`: how sensors bring the files that visitors left. They can ask whether one is here;
/// what is in it, no sensor is told.
enum BlobRoutes {
    private static let mediaType = "application/octet-stream"

    static func routes(_ state: ServerState) -> [Route] {
        [
            Route("/v1/sensor/blobs/{sha256}", .get, .head, .put) { request, _ in
                let core = try state.runningCore()
                let sensor = try RoutedHead(request).withHead { (head) throws(RequestError) in
                    try KeyAuthentication.identity(
                        authorization: head.authorization, kind: .sensorToken, in: core.identities.current,
                        at: state.clock.now)
                }
                let name = try name(in: request, part: 3)
                guard request.method == .put else {
                    guard let blob = core.blobs[name] else { throw RequestError.noSuchFile }
                    let answer = answer(blob.name, bytes: blob.bytes)
                    return request.method == .head ? answer.withoutBody : answer
                }
                return try await take(request, name, from: sensor, core.blobs, state)
            }
        ]
    }

    /// - Parameter part: where in the path the name stands, counted from 0.
    static func name(in request: Request, part: Int) throws(RequestError) -> BlobName {
        let parts = request.uri.path.split(separator: "/")
        guard parts.count > part, let name = BlobName(parts[part]) else {
            throw .badRequest("a file is named by its SHA-256: 64 digits and letters from a to f")
        }
        return name
    }

    /// The whole body is read and compared with its name even when the file is here: who sends something else is told so.
    private static func take(
        _ request: Request, _ name: BlobName, from sensor: Identity, _ shelf: BlobShelf, _ state: ServerState
    ) async throws -> Answer {
        try await shelf.admitting(sensor.credential, at: state.clock.now) {
            let draft = shelf[name] == nil ? try await shelf.draft() : nil
            var hash = SHA256()
            var count = 0
            try await request.forEachPortion(upTo: shelf.limits.fileBytes, mediaTypes: [mediaType]) { portion in
                try shelf.count(portion.count, of: sensor.credential, at: state.clock.now)
                hash.update(data: portion)
                count += portion.count
                if let draft { try await shelf.write(portion, to: draft) }
            }
            let found = BlobName(hash.finalize())
            guard found == name else {
                throw RequestError.badRequest(
                    "the body is not the file that the path names: its SHA-256 is \(found), expected \(name)")
            }
            guard let draft else {
                shelf.noteKnown()
                return answer(name, bytes: count)
            }
            let outcome = try await shelf.keep(
                draft, name, bytes: count, from: sensor.credential, at: state.clock.now)
            return answer(name, bytes: count, status: outcome == .stored ? 201 : 200)
        }
    }

    private static func answer(_ name: BlobName, bytes: Int, status: Int = 200) -> Answer {
        var json = JSONWriter(capacity: 128)
        json.literal("{\"sha256\":\"")
        json.plain(name.description)
        json.literal("\",\"bytes\":")
        json.integer(bytes)
        json.literal("}\n")
        return .json(json.bytes, status: status)
    }
}

extension RequestError {
    static let noSuchFile = Self(status: 404, sentence: "there is no file of this name here")
}
