package import Mail

/// Whom the guard tells when something needs its owner, and how.
package struct NotificationOptions: Equatable, Sendable {
    /// Where messages are posted; `nil`: nowhere.
    package var target: NotificationTarget?
    /// Who gets mail; `nil`: nobody.
    package var mail: MailAddress?
    /// Who mail comes from.
    package var sender = MailAddress.ofThisMachine
    /// What takes mail as `sendmail -i -t` does, by its absolute path.
    package var program = "/usr/sbin/sendmail"
    /// Intervals of a source that go by without its list before somebody is told.
    package var patience = 2

    static let patiences = 1...100

    package init() {}

    /// The ways there are, in the order in which they are shown.
    var ways: [NotificationWay] { NotificationWay.allCases.filter { place(of: $0) != nil } }

    /// Where a way leads, without what is secret about it; `nil`: there is no such way.
    func place(of way: NotificationWay) -> String? {
        switch way {
        case .url: target?.description
        case .mail: mail?.text
        }
    }
}
