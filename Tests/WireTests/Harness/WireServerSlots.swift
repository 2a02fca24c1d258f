/// Lets so many work at once; others wait in their order.
actor WireServerSlots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    func withSlot(_ body: @Sendable () async throws -> Void) async throws {
        await take()
        defer { giveBack() }
        try await body()
    }

    private func take() async {
        guard free == 0 else { return free -= 1 }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
