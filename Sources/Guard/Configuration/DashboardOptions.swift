package import IPNetworks

/// Where the guard answers over HTTP, and to whom.
package struct DashboardOptions: Equatable, Sendable {
    package var address = IPAddress(v4: 0x7f00_0001)
    /// 0: nowhere.
    package var port = 7064
    /// Host names that it is reached by, besides addresses and `localhost`.
    package var names: [String] = []
    /// Of administrators; `nil`: the one that was set on a page.
    package var password: String?
    /// Of those who look and change nothing; `nil`: the one that was set on a page.
    package var viewerPassword: String?
    /// With which programs see what viewers see; `nil`: none do.
    package var statsToken: String?
    /// With which programs do what administrators do; `nil`: none do.
    package var apiToken: String?
    /// PEM: the dashboard's certificate first, then those that lead to one that browsers know.
    package var certificateFile: String?
    /// PEM, without a passphrase.
    package var keyFile: String?

    /// Characters of a password.
    package static let leastPassword = 10
    /// Bytes of a password.
    package static let longestPassword = 256
    static let mostNames = 32

    /// Whether all of it goes over TLS.
    package var isSecure: Bool { certificateFile != nil && keyFile != nil }

    package init() {}
}
