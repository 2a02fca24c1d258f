extension SQLiteTransaction {
    func indicatorKey() throws -> [UInt8] {
        let key = try query("SELECT value FROM secret WHERE name = 'indicator_key'").first { $0.bytes(0) }
        guard let key, key.count == 32 else { throw Self.damaged("indicator key") }
        return key
    }
}
