/// Where a replay and the machine disagree, or where a replay file cannot be read.
struct ReplayError: Error, CustomStringConvertible {
    var file: String
    var line: Int
    var message: String
    /// How the client's bytes were delivered, when the machine was running.
    var delivery: ReplayDelivery?

    var description: String {
        "\(file):\(line): \(message)" + (delivery.map { " [delivered \($0)]" } ?? "")
    }
}
