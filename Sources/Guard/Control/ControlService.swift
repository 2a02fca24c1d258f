import FoundationEssentials
import Glibc
package import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import ThreatModel

/// Takes orders for a guard on a socket of this machine that only root and the guard's own user may use.
///
/// A request is a line of JSON (``ControlRequest``), and so is the answer (``ControlAnswer``). A guard whose socket cannot be
/// opened protects all the same, and tries again.
package struct ControlService: Service {
    private let path: String
    private let desk: @Sendable () -> ControlDesk?
    private let clock: any Clock<Duration>
    private let logger: Logger

    /// Bytes of one request.
    static let longestRequest = 65_536
    /// Connections at once.
    static let mostConnections = 16
    /// How long a client may take to ask.
    static let patience = TimeAmount.seconds(10)
    /// Until another attempt to open the socket.
    static let retryInterval = Duration.seconds(10)

    /// - Parameters:
    ///   - path: of the socket; its folder is made by the guard.
    ///   - desk: takes the orders; `nil` while the guard is not at work.
    package init(
        path: String, clock: any Clock<Duration> = ContinuousClock(), logger: Logger,
        desk: @escaping @Sendable () -> ControlDesk?
    ) {
        self.path = path
        self.clock = clock
        self.logger = logger
        self.desk = desk
    }

    package func run() async {
        await cancelWhenGracefulShutdown {
            var isComplaining = false
            while !Task.isCancelled {
                // The guard makes the folder, and locks it: whoever is at work has the socket.
                if desk() != nil {
                    do {
                        try await serve()
                    } catch {
                        if !isComplaining, !(error is CancellationError) {
                            logger.warning("Orders cannot be taken on \(path): \(error)")
                        }
                        isComplaining = true
                    }
                }
                try? await clock.sleep(for: desk() == nil ? .milliseconds(50) : Self.retryInterval)
            }
        }
    }

    private func serve() async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 16)
            .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: Self.patience))
                    try channel.pipeline.syncOperations.addHandler(IdleCloser())
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        // Until here, the folder alone kept others out.
        guard chmod(path, 0o600) == 0 else { throw IOError(errnoCode: errno, reason: "chmod") }
        defer { unlink(path) }
        try await server.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                let places = ControlPlaces(Self.mostConnections)
                for try await client in clients {
                    guard places.take() else {
                        try? await client.channel.close()
                        continue
                    }
                    group.addTask {
                        await attend(client)
                        places.give()
                    }
                }
            }
        }
    }

    private func attend(_ client: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
        let peer = await PeerCredentials.of(client.channel)
        let isTrusted = peer?.isTrusted ?? false
        try? await client.executeThenClose { inbound, outbound in
            guard isTrusted else {
                let error = ControlError(.wrong, "only root and the guard's own user may ask")
                return try await outbound.write(Self.line(ControlAnswer<ControlReceipt>(error: error)))
            }
            var read: [UInt8] = []
            for try await piece in inbound {
                read.append(contentsOf: piece.readableBytesView)
                while let end = read.firstIndex(of: UInt8(ascii: "\n")) {
                    let request = Array(read[..<end])
                    read.removeSubrange(...end)
                    try await outbound.write(await answer(request, from: peer))
                }
                guard read.count <= Self.longestRequest else { return }
            }
        }
    }

    private func answer(_ request: [UInt8], from peer: PeerCredentials?) async -> ByteBuffer {
        do throws(ControlError) {
            guard let request = try? JSONDecoder().decode(ControlRequest.self, from: Data(request)) else {
                throw ControlError(.wrong, "this is no request that this guard knows")
            }
            guard let desk = desk() else { throw ControlError(.starting, "the guard is not at work yet") }
            let who = "command line" + (peer.map { " of user \($0.user)" } ?? "")
            guard let entry = request.entry(by: who, at: desk.staff.clock.now) else {
                return try await Self.answer(request, at: desk)
            }
            return try await answer(request, at: desk, recordedAs: entry)
        } catch {
            return Self.line(ControlAnswer<ControlReceipt>(error: error))
        }
    }

    /// Writes down what came of an order before whoever gave it is told.
    private func answer(
        _ request: ControlRequest, at desk: ControlDesk, recordedAs entry: ChangeEntry
    ) async throws(ControlError) -> ByteBuffer {
        do throws(ControlError) {
            let answer = try await Self.answer(request, at: desk)
            await desk.staff.changes.note(entry.ending(.done), logger)
            return answer
        } catch {
            await desk.staff.changes.note(
                entry.ending(error.kind == .failed ? .failed : .refused, error.message), logger)
            throw error
        }
    }

    private static func answer(_ request: ControlRequest, at desk: ControlDesk) async throws(ControlError) -> ByteBuffer
    {
        switch request {
        case .status: line(ControlAnswer(result: await desk.status()))
        case .pause(let seconds): line(ControlAnswer(result: try await desk.pause(for: .seconds(seconds))))
        case .resume: line(ControlAnswer(result: try await desk.resume()))
        case .pull(let source, let isAccepting):
            line(ControlAnswer(result: try await desk.pull(source, isAccepting: isAccepting)))
        case .why(let address): line(ControlAnswer(result: try await desk.why(address)))
        case .block(let entry, let seconds, let comment):
            line(
                ControlAnswer(
                    result: try await desk.block(entry, for: seconds.map { .seconds($0) }, comment: comment)))
        case .unblock(let entry): line(ControlAnswer(result: try await desk.unblock(entry)))
        case .allow(let entry, let seconds, let comment):
            line(
                ControlAnswer(
                    result: try await desk.allow(entry, for: seconds.map { .seconds($0) }, comment: comment)))
        case .disallow(let entry): line(ControlAnswer(result: try await desk.disallow(entry)))
        case .apply(let isDryRun): line(ControlAnswer(result: try await desk.apply(isDryRun: isDryRun)))
        case .set(let name, let value): line(ControlAnswer(result: try await desk.set(name, to: value)))
        case .password: line(ControlAnswer(result: try await desk.staff.door.invitation()))
        }
    }

    private static func line<Result>(_ answer: ControlAnswer<Result>) -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing in an answer can fail to be encoded; if it did, an empty line says so.
        let data = (try? encoder.encode(answer)) ?? Data()
        return ByteBuffer(bytes: Array(data) + [UInt8(ascii: "\n")])
    }
}

/// Closes a connection on which nobody asks.
private final class IdleCloser: ChannelInboundHandler {
    typealias InboundIn = Any

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
