import GRDB
import IPNetworks
import ThreatModel

extension SQLiteTransaction {
    // MARK: Records of accounts

    func trust(of account: Int64) throws -> StoredTrust {
        var select = try query("SELECT confirmed, refuted FROM account_trust WHERE account = ?")
        try select.bind(account)
        return try select.first { StoredTrust(confirmed: $0.double(0), refuted: $0.double(1)) } ?? StoredTrust()
    }

    func addTrust(_ trust: StoredTrust, to account: Int64) throws {
        var upsert = try query(
            """
            INSERT INTO account_trust (account, confirmed, refuted) VALUES (?, ?, ?)
            ON CONFLICT (account) DO UPDATE SET
            confirmed = confirmed + excluded.confirmed, refuted = refuted + excluded.refuted
            """)
        try upsert.bind(account)
        try upsert.bind(trust.confirmed)
        try upsert.bind(trust.refuted)
        try upsert.run()
    }

    // MARK: Claims

    private static let claimColumns = "address, account, at, is_early, outcome"

    private static func claim(_ row: Columns) throws -> StoredClaim {
        StoredClaim(
            address: try ipAddress(row, 0), account: row.int64(1), at: Timestamp(milliseconds: row.int64(2)),
            isEarly: row.bool(3), outcome: UInt8(truncatingIfNeeded: row.int64(4)))
    }

    func claim(by account: Int64, about address: IPAddress) throws -> StoredClaim? {
        var select = try query("SELECT \(Self.claimColumns) FROM claim WHERE address = ? AND account = ?")
        try select.bind(address.networkBytes)
        try select.bind(account)
        return try select.first(Self.claim)
    }

    func forEachClaim(about address: IPAddress, _ body: (StoredClaim) throws -> Bool) throws {
        var select = try query("SELECT \(Self.claimColumns) FROM claim WHERE address = ? ORDER BY account")
        try select.bind(address.networkBytes)
        try select.walk { try body(try Self.claim($0)) }
    }

    func openClaims(about address: IPAddress, limit: Int) throws -> [StoredClaim] {
        var select = try query(
            "SELECT \(Self.claimColumns) FROM claim WHERE address = ? AND outcome = 0 ORDER BY account LIMIT ?")
        try select.bind(address.networkBytes)
        try select.bind(limit)
        return try select.all(Self.claim)
    }

    func openClaims(madeUpTo time: Timestamp, limit: Int) throws -> [StoredClaim] {
        var select = try query(
            """
            SELECT \(Self.claimColumns) FROM claim WHERE outcome = 0 AND at <= ?
            ORDER BY at, address, account LIMIT ?
            """)
        try select.bind(time.milliseconds)
        try select.bind(limit)
        return try select.all(Self.claim)
    }

    func saveClaim(_ claim: StoredClaim) throws {
        var upsert = try query(
            "INSERT OR REPLACE INTO claim (\(Self.claimColumns)) VALUES (?, ?, ?, ?, ?)")
        try upsert.bind(claim.address.networkBytes)
        try upsert.bind(claim.account)
        try upsert.bind(claim.at.milliseconds)
        try upsert.bind(claim.isEarly)
        try upsert.bind(Int64(claim.outcome))
        try upsert.run()
    }

    func noteConfirmed(_ block: IPPrefix, of account: Int64) throws -> Bool {
        var insert = try query("INSERT OR IGNORE INTO confirmed_block (account, block) VALUES (?, ?)")
        try insert.bind(account)
        try insert.bind(block.storedBytes)
        return try insert.changes() == 1
    }

    func pruneClaims(before cutoff: Timestamp, limit: Int) throws -> Int {
        var delete = try query(
            """
            DELETE FROM claim WHERE (address, account) IN
            (SELECT address, account FROM claim WHERE at < ? ORDER BY at LIMIT ?)
            """)
        try delete.bind(cutoff.milliseconds)
        try delete.bind(limit)
        return try delete.changes()
    }

    // MARK: Organisations

    func organisationVersion() throws -> UInt64 {
        let version = try query("SELECT value FROM meta WHERE name = 'organisation_version'").first { $0.int64(0) }
        guard let version else { throw Self.damaged("organisation version") }
        return UInt64(bitPattern: version)
    }

    func organisations() throws -> [StoredOrganisation] {
        try query("SELECT account, organisation FROM organisation ORDER BY account").all {
            StoredOrganisation(account: $0.int64(0), organisation: $0.int64(1))
        }
    }

    func setOrganisations(_ organisations: [StoredOrganisation]) throws {
        for entry in organisations {
            var upsert = try query("INSERT OR REPLACE INTO organisation (account, organisation) VALUES (?, ?)")
            try upsert.bind(entry.account)
            try upsert.bind(entry.organisation)
            try upsert.run()
        }
        try query("UPDATE meta SET value = value + 1 WHERE name = 'organisation_version'").run()
    }

    func submissionNetworks(of account: Int64) throws -> [IPPrefix] {
        var select = try query("SELECT network FROM submission_network WHERE account = ? ORDER BY network")
        try select.bind(account)
        return try select.all { row in
            guard let network = IPPrefix(storedBytes: row.bytes(0)) else { throw Self.damaged("network") }
            return network
        }
    }

    func firstAccount(submittingFrom network: IPPrefix) throws -> Int64? {
        var select = try query("SELECT account FROM submission_network WHERE network = ? ORDER BY account LIMIT 1")
        try select.bind(network.storedBytes)
        return try select.first { $0.int64(0) }
    }

    func addSubmissionNetwork(_ network: IPPrefix, of account: Int64) throws {
        var insert = try query("INSERT OR IGNORE INTO submission_network (network, account) VALUES (?, ?)")
        try insert.bind(network.storedBytes)
        try insert.bind(account)
        try insert.run()
    }
}

extension IPPrefix {
    /// The address in network order, then the length.
    fileprivate var storedBytes: [UInt8] { address.networkBytes + [length] }

    fileprivate init?(storedBytes bytes: [UInt8]) {
        guard let length = bytes.last,
            let address = bytes.dropLast().withUnsafeBytes({ IPAddress(networkBytes: $0) })
        else { return nil }
        self.init(address, length: Int(length))
    }
}
