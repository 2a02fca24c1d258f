import NIOCore
import Synchronization
import ThreatModel

/// Knows when each open connection was made.
final class ConnectionTimes: Sendable {
    /// On it connections are timed: one that nobody sets.
    let clock: any WallClock
    // A lock: written by event loops, read by requests.
    private let times = Mutex<[ObjectIdentifier: Timestamp]>([:])

    init(_ clock: any WallClock) { self.clock = clock }

    /// When a connection was made; now, when that is not known.
    func time(of connection: ObjectIdentifier) -> Timestamp { times.withLock { $0[connection] } ?? clock.now }

    fileprivate func begin(_ connection: ObjectIdentifier) { times.withLock { $0[connection] = clock.now } }

    fileprivate func end(_ connection: ObjectIdentifier) { times.withLock { _ = $0.removeValue(forKey: connection) } }
}

/// Tells ``ConnectionTimes`` when its connection begins and ends.
final class ConnectionStamp: ChannelInboundHandler, RemovableChannelHandler, Sendable {
    typealias InboundIn = NIOAny

    private let times: ConnectionTimes

    init(_ times: ConnectionTimes) { self.times = times }

    func handlerAdded(context: ChannelHandlerContext) { times.begin(ObjectIdentifier(context.channel)) }

    func handlerRemoved(context: ChannelHandlerContext) { times.end(ObjectIdentifier(context.channel)) }
}
