import Mail

/// How alerts reach those who asked for them.
package struct AlertConfiguration: Sendable {
    /// The program that takes mail from standard input as `sendmail -i -t` does, by its absolute path: Postfix, Exim,
    /// OpenSMTPD, msmtp and BusyBox have one. `nil`: no mail is sent.
    package var sendmail: String?
    /// Who mail comes from.
    package var mailFrom = "sikker@localhost.localdomain"
    /// Whether webhooks may go to private, loopback and other special addresses, and over plain HTTP. Off, because whoever
    /// has a key could make the server knock on doors inside its own network.
    package var allowsPrivateWebhooks = false
    /// The least time between two digests of an account.
    package var digestInterval = Duration.seconds(3600)
    /// For how long a delivery is tried again.
    package var deliveryLifetime = Duration.seconds(86_400)
    /// How long one attempt may take.
    package var attemptTimeout = Duration.seconds(10)

    package init() {}

    /// Whether mail can come from it.
    package static func isMailAddress(_ text: String) -> Bool { MailAddress(text) != nil }
}
