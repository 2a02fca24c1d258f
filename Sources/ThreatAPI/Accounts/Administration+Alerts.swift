import Mail
package import Store
import ThreatModel

/// Where an account's alerts go, and what they are: as its owner can set by the API, and the mail address, which only the
/// administrator can: whoever could set it by a key could have the server write to strangers.
extension Administration {
    /// - Parameter email: `nil` for nowhere.
    /// - Throws: ``AdministrationError``
    package func setEmail(_ email: String?, ofAccount name: String? = nil) async throws {
        if let email, MailAddress(email) == nil { throw AdministrationError.badEmail(email) }
        try await perform { transaction, _ in
            let account = try Self.account(named: name, in: transaction)
            try transaction.setAccountEmail(account.id, to: email)
            return ((), "set the mail address of account \(account.name)")
        }
    }

    /// Sets where digests are sent, and returns the secret they are signed with.
    ///
    /// - Throws: ``AdministrationError``
    package func setWebhook(_ url: String, ofAccount name: String? = nil) async throws -> Secret {
        let url = try Self.webhookURL(url)
        var generator = SystemRandomNumberGenerator()
        let secret = Secret.webhook(using: &generator)
        try await perform { transaction, now in
            let account = try Self.account(named: name, in: transaction)
            try transaction.setWebhook(
                StoredWebhook(url: url.description, secret: secret.text, createdAt: now), of: account.id)
            return ((), "set the webhook of account \(account.name)")
        }
        return secret
    }

    /// - Throws: ``AdministrationError``
    package func removeWebhook(ofAccount name: String? = nil) async throws {
        try await perform { transaction, _ in
            let account = try Self.account(named: name, in: transaction)
            try transaction.setWebhook(nil, of: account.id)
            return ((), "removed the webhook of account \(account.name)")
        }
    }

    /// An account with its alerts and its webhook.
    ///
    /// - Throws: ``AdministrationError``
    package func alerts(
        ofAccount name: String? = nil
    ) async throws -> (account: StoredAccount, alerts: [StoredAlert], webhook: StoredWebhook?) {
        try await read { reader in
            let account = try Self.account(named: name, in: reader)
            return (account, try reader.alerts(of: account.id), try reader.webhook(of: account.id))
        }
    }

    private static func webhookURL(_ text: String) throws(AdministrationError) -> WebhookURL {
        do { return try WebhookURL(text) } catch { throw .badWebhook(error.sentence) }
    }
}
