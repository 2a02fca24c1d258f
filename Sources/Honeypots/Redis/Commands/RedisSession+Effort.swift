/// A few bytes can ask for much work (KEYS, SAVE, SORT, again and again). Each command is charged by the size of what it
/// goes through, and a visit that has spent its share ends.
extension RedisSession {
    /// Bytes that the commands of one visit may go through, for every byte it may be sent: some tenths of a second of
    /// work with the usual limits.
    private static let effortPerOutputByte = 64
    /// What every command costs.
    private static let baseEffort = 128

    var isExhausted: Bool { effort / Self.effortPerOutputByte > context.limits.outputBytes }

    mutating func charge(_ bytes: Int) {
        effort += bytes
        if isExhausted { isClosing = true }
    }

    mutating func charge(for command: RedisCommand, _ arguments: [[UInt8]]) {
        var cost = Self.baseEffort
        let indices = command.keyIndices(argumentCount: arguments.count)
        // Quick commands may still have to move what stands behind the element they touch.
        let share = command.flags.contains(.fast) ? 16 : 1
        for index in indices { cost += (database.value(arguments[index])?.byteCount ?? 0) / share }
        if indices.isEmpty, !command.flags.contains(.fast), Self.goesThroughEverything(command) {
            cost += dataset.byteCount
        }
        charge(cost)
    }

    private static func goesThroughEverything(_ command: RedisCommand) -> Bool {
        ["bgsave", "info", "keys", "psync", "randomkey", "save", "scan", "shutdown", "sintercard", "sort", "sync"]
            .contains(command.name)
    }
}
