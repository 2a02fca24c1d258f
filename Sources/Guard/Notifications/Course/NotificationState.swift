/// All that is known about what was told and what is to be told; on disk over restarts.
struct NotificationState: Codable, Equatable, Sendable {
    var watch = NotificationWatch()
    var book = NotificationBook()
    var queue = MessageQueue()
}
