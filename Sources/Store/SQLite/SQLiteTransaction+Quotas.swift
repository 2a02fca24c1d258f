import ThreatModel

extension SQLiteTransaction {
    func quotaUse(of credential: Int64, day: Int64) throws -> [QuotaFamily: Int] {
        var select = try query("SELECT family, leased FROM quota WHERE day = ? AND credential = ?")
        try select.bind(day)
        try select.bind(credential)
        var use: [QuotaFamily: Int] = [:]
        try select.forEach { row in
            guard let family = QuotaFamily(rawValue: UInt8(truncatingIfNeeded: row.int64(0))) else {
                throw Self.damaged("quota")
            }
            use[family] = row.int(1)
        }
        return use
    }

    func leaseQuota(
        of credential: Int64, family: QuotaFamily, day: Int64, wanted: Int, limit: Int?
    ) throws -> Int {
        let leased = try quotaUse(of: credential, day: day)[family] ?? 0
        let granted = max(0, min(wanted, limit.map { $0 - leased } ?? wanted))
        guard granted > 0 else { return 0 }
        try setQuotaUse(of: credential, family: family, day: day, to: leased + granted)
        return granted
    }

    func returnQuota(of credential: Int64, family: QuotaFamily, day: Int64, units: Int) throws {
        let leased = try quotaUse(of: credential, day: day)[family] ?? 0
        try setQuotaUse(of: credential, family: family, day: day, to: max(0, leased - units))
    }

    private func setQuotaUse(of credential: Int64, family: QuotaFamily, day: Int64, to leased: Int) throws {
        var upsert = try query("INSERT OR REPLACE INTO quota (day, credential, family, leased) VALUES (?, ?, ?, ?)")
        try upsert.bind(day)
        try upsert.bind(credential)
        try upsert.bind(Int64(family.rawValue))
        try upsert.bind(leased)
        try upsert.run()
    }
}
