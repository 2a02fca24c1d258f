import Scoring
package import Store
import ThreatModel

extension Administration {
    /// The account that a new installation begins with; its own sensors and reports are trusted.
    package static let operatorName = "operator"
    package static let maximumNameLength = 64

    package func accounts() async throws -> [StoredAccount] { try await read { try $0.accounts() } }

    /// One account with its keys and tokens.
    ///
    /// - Throws: ``AdministrationError/unknownAccount(_:)``
    package func account(named name: String) async throws -> (account: StoredAccount, credentials: [StoredCredential]) {
        try await read { reader in
            let account = try Self.account(named: name, in: reader)
            return (account, try reader.credentials().filter { $0.account == account.id })
        }
    }

    /// How far an account is believed, and why.
    package func figures(of account: StoredAccount) async throws -> AccountFigures {
        let (policy, now) = (try ScoringPolicy.current(), now)
        return try await read { try AccountFigures(of: account, policy: policy, in: $0, at: now) }
    }

    /// The first account of an installation; made, trusted, when there is none yet.
    @discardableResult
    package func operatorAccount() async throws -> StoredAccount {
        if let first = try await accounts().first { return first }
        return try await perform { transaction, now in
            if let first = try transaction.accounts().first { return (first, nil) }
            let account = try transaction.createAccount(name: Self.operatorName, trusted: true, at: now)
            return (account, "made the first account, \(account.name)")
        }
    }

    /// - Throws: ``AdministrationError``, ``StoreError/accountExists(_:)``
    package func createAccount(named name: String, trusted: Bool) async throws -> StoredAccount {
        guard !name.isEmpty, name.count <= Self.maximumNameLength, Self.isOneLine(name) else {
            throw AdministrationError.badName(name)
        }
        return try await perform { transaction, now in
            let account = try transaction.createAccount(name: name, trusted: trusted, at: now)
            return (account, "made \(trusted ? "trusted " : "")account \(name)")
        }
    }

    /// Switches an account off, and with it all its keys and tokens at once, or on again.
    ///
    /// - Throws: ``AdministrationError/unknownAccount(_:)``
    package func setAccount(named name: String, disabled: Bool) async throws {
        try await perform { transaction, now in
            let account = try Self.account(named: name, in: transaction)
            try transaction.setAccount(account.id, disabledAt: disabled ? now : nil)
            return ((), "\(disabled ? "disabled" : "enabled") account \(name)")
        }
    }

    /// Whether what an account's sensors and keys say counts in full. What they said before keeps its weight.
    ///
    /// - Throws: ``AdministrationError/unknownAccount(_:)``
    package func setAccount(named name: String, trusted: Bool) async throws {
        try await perform { transaction, _ in
            let account = try Self.account(named: name, in: transaction)
            try transaction.setAccount(account.id, trusted: trusted)
            return ((), "\(trusted ? "trusted" : "no longer trusted") account \(name)")
        }
    }

    /// - Parameter name: `nil`: the first.
    static func account(named name: String?, in reader: any StoreReader) throws -> StoredAccount {
        let accounts = try reader.accounts()
        guard let account = name.map({ name in accounts.first { $0.name == name } }) ?? accounts.first else {
            throw AdministrationError.unknownAccount(name ?? operatorName)
        }
        return account
    }

    /// Whether a text can stand in a table and in a log: nothing in it that moves a cursor.
    static func isOneLine(_ text: String) -> Bool {
        !text.unicodeScalars.contains {
            $0.properties.generalCategory == .control || $0.properties.isWhitespace && $0 != " "
        }
    }
}
