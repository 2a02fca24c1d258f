import ServiceLifecycle

/// A value that one service has when it is up and others wait for.
final class Arrival<Value: Sendable>: Sendable {
    private let stream: AsyncStream<Value>
    private let continuation: AsyncStream<Value>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// The first call counts.
    func send(_ value: Value) {
        continuation.yield(value)
        continuation.finish()
    }

    /// For one waiter; `nil` when its task is cancelled first.
    func wait() async -> Value? {
        for await value in stream { return value }
        return nil
    }
}

/// A service that is made when something else is up: the sensor that needs to know the server's port.
struct AfterStart<Value: Sendable>: Service {
    let arrival: Arrival<Value>
    let make: @Sendable (Value) throws -> any Service

    func run() async throws {
        let value = await cancelWhenGracefulShutdown { await arrival.wait() }
        guard let value else { return }
        try await make(value).run()
    }
}
