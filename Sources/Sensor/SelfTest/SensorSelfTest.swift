import APIClient
package import Honeypots
import IPNetworks
import NIOCore
import NIOPosix

/// Connects to every service of a running sensor, as any visitor would, and sees whether it greets or answers.
package struct SensorSelfTest: Sendable {
    /// How long a service may take to greet before it is spoken to, and then to answer.
    package static let patience: Duration = .seconds(2)

    private let listeners: [ListenerConfiguration]
    private let honeypots: [any Honeypot.Type]
    private let patience: TimeAmount

    package init(
        _ listeners: [ListenerConfiguration], honeypots: [any Honeypot.Type] = HoneypotRegistry.all,
        patience: Duration = SensorSelfTest.patience
    ) {
        self.listeners = listeners
        self.honeypots = honeypots
        self.patience = TimeAmount(patience)
    }

    /// All services, one after the other, in the order of the configuration.
    package func run() async -> [SelfTestResult] {
        var results: [SelfTestResult] = []
        for listener in listeners {
            results.append(SelfTestResult(listener: listener, outcome: await outcome(listener)))
        }
        return results
    }

    private func outcome(_ listener: ListenerConfiguration) async -> SelfTestResult.Outcome {
        let probe = honeypots.first { $0.attackProtocol == listener.service }?.probe ?? []
        let group = MultiThreadedEventLoopGroup.singleton
        let promise = group.next().makePromise(of: SelfTestResult.Outcome.self)
        do {
            let channel = try await ClientBootstrap(group: group)
                .connectTimeout(patience)
                .channelInitializer { [patience] channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            SelfTestHandler(probe: probe, patience: patience, outcome: promise))
                    }
                }
                .connect(to: SocketAddress(ipAddress: listener.reachableAddress.description, port: Int(listener.port)))
                .get()
            let outcome = try await promise.futureResult.get()
            try? await channel.close()
            return outcome
        } catch {
            promise.succeed(.failed(""))
            let code = ((error as? NIOConnectionError)?.connectionErrors.first?.error ?? error) as? IOError
            return .failed(code.map { errorText($0.errnoCode) } ?? "\(error)")
        }
    }
}

extension ListenerConfiguration {
    /// An address at which the listener can be reached from this machine.
    fileprivate var reachableAddress: IPAddress {
        switch address {
        case nil, IPAddress(v4: 0): IPAddress(v4: 0x7f00_0001)
        case IPAddress(v6: 0): IPAddress(v6: 1)
        case .some(let address): address
        }
    }
}

/// Waits for a greeting, then speaks and waits for an answer. The first bytes decide.
private final class SelfTestHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let probe: [UInt8]
    private let patience: TimeAmount
    private let outcome: EventLoopPromise<SelfTestResult.Outcome>
    private var hasSpoken = false

    init(probe: [UInt8], patience: TimeAmount, outcome: EventLoopPromise<SelfTestResult.Outcome>) {
        self.probe = probe
        self.patience = patience
        self.outcome = outcome
    }

    func channelActive(context: ChannelHandlerContext) {
        let loop = context.eventLoop.assumeIsolated()
        loop.scheduleTask(in: patience) {
            guard context.channel.isActive else { return }
            self.hasSpoken = true
            context.writeAndFlush(self.wrapOutboundOut(ByteBuffer(bytes: self.probe)), promise: nil)
        }
        loop.scheduleTask(in: patience + patience) {
            self.outcome.succeed(.failed("it accepts the connection and says nothing"))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = unwrapInboundIn(data).readableBytes
        outcome.succeed(hasSpoken ? .answered(bytes) : .greeted(bytes))
    }

    func channelInactive(context: ChannelHandlerContext) {
        outcome.succeed(.failed("it closes the connection without a word"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
