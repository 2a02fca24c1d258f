import HTTPTypes
import Hummingbird
import IPNetworks
import NIOPosix
import Recordings
import Store
import ThreatModel

/// What an administrator may ask about the files that visitors left, whether by program or by page.
struct BlobDesk: Sendable {
    /// Files in one answer.
    static let mostFiles = 100
    /// Events of one address that are looked through for files, the newest.
    static let mostEvents = 5000
    /// Longer recordings are made into no page: it would take the server seconds, and the browser longer.
    static let mostPlayedBytes = 4 << 20

    /// A file with what its first bytes and its sensor say of it.
    struct Entry: Sendable {
        let blob: StoredBlob
        /// What the sensor is called; empty when it is called nothing.
        let sensorLabel: String
        /// When it is a recording of a terminal: what its header says, without events.
        let recording: Recording?
    }

    let core: ServerCore

    /// - Throws: ``RequestError`` unless an administrator asks.
    /// - Parameter takesPasswords: whether the key may come as a browser sends what it was told.
    static func open(
        _ request: Request, _ state: ServerState, takesPasswords: Bool = false
    ) throws(RequestError) -> BlobDesk {
        let core = try state.runningCore()
        _ = try RoutedHead(request).withHead { (head) throws(RequestError) in
            let password = takesPasswords ? head.authorization.flatMap(BasicCredentials.key) : nil
            return try KeyAuthentication.identity(
                authorization: password == nil ? head.authorization : nil, queryKey: password, kind: .administratorKey,
                in: core.identities.current, at: state.clock.now)
        }
        return BlobDesk(core: core)
    }

    // MARK: Lists

    /// What a list is asked for.
    struct Question: Sendable {
        /// Only what was left from there.
        var address: IPAddress?
        /// Only what came before.
        var position: BlobPosition?
        var limit = BlobDesk.mostFiles

        /// - Parameter isForm: whether a person was asked: a field that was not filled in asks for all.
        init(_ query: QueryParameters, isForm: Bool = false) throws(RequestError) {
            var question = (address: IPAddress?.none, position: BlobPosition?.none, limit: BlobDesk.mostFiles)
            try query.forEach { (name, value) throws(RequestError) in
                switch name {
                case "ip" where !(isForm && value.isEmpty):
                    guard let address = IPAddress(value) else {
                        throw .badRequest("'ip' must be an IPv4 or IPv6 address")
                    }
                    question.address = address
                case "before":
                    guard let position = BlobPosition(value) else {
                        throw .badRequest("'before' must be what 'next' of an earlier answer said")
                    }
                    question.position = position
                case "limit": question.limit = try ParameterValue.number(name, value, in: 1...BlobDesk.mostFiles)
                default: break
                }
            }
            (address, position, limit) = question
        }
    }

    /// Newest first, with where the next answer goes on; `nil` at the end.
    func list(_ question: Question) async throws -> (entries: [Entry], next: BlobPosition?) {
        // One more tells whether there are more.
        var blobs =
            if let address = question.address {
                try await left(by: address).filter { blob in question.position.map { blob.position < $0 } ?? true }
            } else {
                try await core.blobs.newest(before: question.position, limit: question.limit + 1)
            }
        let isMore = blobs.count > question.limit
        blobs = Array(blobs.prefix(question.limit))
        return (try await entries(blobs), isMore ? blobs.last?.position : nil)
    }

    private func left(by address: IPAddress) async throws -> [StoredBlob] {
        let names = try await core.store.reading { reader in
            try reader.events(of: address, limit: Self.mostEvents).compactMap { event in
                event.kind == .file ? event.fields["sha256"].flatMap { BlobName($0) } : nil
            }
        }
        return Set(names).compactMap { core.blobs[$0] }.sorted { $0.position > $1.position }
    }

    func entries(_ blobs: [StoredBlob]) async throws -> [Entry] {
        let labels = try await core.store.reading { reader in
            Dictionary(try reader.credentials().map { ($0.id, $0.label) }) { first, _ in first }
        }
        let folder = core.blobs.folder
        return try await core.blobs.threads.runIfActive {
            blobs.map { blob in
                let head = folder.bytes(of: blob, upTo: RecordingReader.headerBytes) ?? []
                return Entry(
                    blob: blob, sensorLabel: labels[blob.sensor] ?? "", recording: RecordingReader.peek(head[...]))
            }
        }
    }

    // MARK: Single files

    /// - Throws: ``RequestError``, 404.
    func blob(_ name: BlobName) throws(RequestError) -> StoredBlob {
        guard let blob = core.blobs[name] else { throw .noSuchFile }
        return blob
    }

    /// The file itself, which no browser shows: it is kept, under a name that no program takes for its own.
    func content(_ name: BlobName) async throws -> Answer {
        guard let reader = try await core.blobs.reader(of: try blob(name)) else { throw RequestError.noSuchFile }
        var answer = Answer(
            contentType: .octets, body: .stream(BlobContent(reader: reader, threads: core.blobs.threads)))
        answer.fileName = "\(name).bin"
        answer.isSecret = true
        return answer
    }

    /// What is to be seen of a recording; `nil` when it is too long for a page.
    ///
    /// - Throws: ``RecordingError`` when it is none.
    func frames(_ blob: StoredBlob) async throws -> (Recording, RecordingFrames)? {
        guard blob.bytes <= Self.mostPlayedBytes else { return nil }
        let folder = core.blobs.folder
        return try await core.blobs.threads.runIfActive {
            guard let bytes = folder.bytes(of: blob, upTo: Self.mostPlayedBytes) else { throw RequestError.noSuchFile }
            let recording = try RecordingReader.read(bytes)
            return (recording, RecordingFrames(recording, longestPause: .seconds(2)))
        }
    }
}
