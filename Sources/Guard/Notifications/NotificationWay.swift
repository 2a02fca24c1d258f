/// How messages reach somebody.
package enum NotificationWay: String, CaseIterable, Codable, Sendable {
    case url, mail
}
