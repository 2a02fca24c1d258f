import GRDB
import GRDBSQLite

/// A prepared statement, spoken to through SQLite's C interface.
///
/// The connection, its threads and its transactions are GRDB's; binding and reading values here spares an allocation for
/// every value that passes. Statements are cached by the connection: making a `Query` costs one dictionary look-up.
struct Query {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    private var bound: Int32 = 0

    /// - Precondition: the same text is not under way on this connection.
    init(_ sql: String, on database: Database) throws {
        statement = try database.cachedStatement(sql: sql).sqliteStatement
        guard let connection = database.sqliteConnection else { throw StoreError.closed }
        self.connection = connection
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    // MARK: Binding, in the order of the text's question marks

    mutating func bind(_ value: Int64) throws {
        bound += 1
        try check(sqlite3_bind_int64(statement, bound, value))
    }

    mutating func bind(_ value: Int) throws { try bind(Int64(value)) }

    mutating func bind(_ value: Int64?) throws {
        if let value { try bind(value) } else { bound += 1 }
    }

    mutating func bind(_ value: Double) throws {
        bound += 1
        try check(sqlite3_bind_double(statement, bound, value))
    }

    mutating func bind(_ value: Bool) throws { try bind(value ? 1 : 0 as Int64) }

    mutating func bind(_ value: String) throws {
        bound += 1
        var value = value
        try check(
            value.withUTF8 {
                sqlite3_bind_text(statement, bound, $0.baseAddress, Int32($0.count), Self.copied)
            })
    }

    /// Bytes that are known to be UTF-8, as text.
    mutating func bind(text value: [UInt8]) throws {
        bound += 1
        try check(
            value.withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, bound, $0.baseAddress, Int32($0.count), Self.copied)
                }
            })
    }

    mutating func bind(_ value: String?) throws {
        if let value { try bind(value) } else { bound += 1 }
    }

    mutating func bind(_ value: [UInt8]) throws {
        bound += 1
        // A nil address would bind NULL, and an empty array may have one.
        guard !value.isEmpty else { return try check(sqlite3_bind_zeroblob(statement, bound, 0)) }
        try check(
            value.withUnsafeBytes {
                sqlite3_bind_blob(statement, bound, $0.baseAddress, Int32($0.count), Self.copied)
            })
    }

    /// SQLITE_TRANSIENT of sqlite3.h, a macro that is not imported: SQLite copies the bytes before it returns.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    // MARK: Running

    /// Runs a statement that returns no rows.
    func run() throws {
        defer { sqlite3_reset(statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_DONE: return
            case SQLITE_ROW: continue
            case let code: try check(code)
            }
        }
    }

    /// Runs a statement that changes rows and returns how many.
    func changes() throws -> Int {
        try run()
        return Int(sqlite3_changes(connection))
    }

    func forEach(_ body: (Columns) throws -> Void) throws {
        defer { sqlite3_reset(statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_DONE: return
            case SQLITE_ROW: try body(Columns(statement: statement))
            case let code: try check(code)
            }
        }
    }

    /// Visits rows until `body` returns `false`.
    func walk(_ body: (Columns) throws -> Bool) throws {
        defer { sqlite3_reset(statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_DONE: return
            case SQLITE_ROW: guard try body(Columns(statement: statement)) else { return }
            case let code: try check(code)
            }
        }
    }

    func all<Element>(_ body: (Columns) throws -> Element) throws -> [Element] {
        var result: [Element] = []
        try forEach { result.append(try body($0)) }
        return result
    }

    /// The first row, `nil` when there is none.
    func first<Element>(_ body: (Columns) throws -> Element) throws -> Element? {
        defer { sqlite3_reset(statement) }
        switch sqlite3_step(statement) {
        case SQLITE_DONE: return nil
        case SQLITE_ROW: return try body(Columns(statement: statement))
        case let code:
            try check(code)
            return nil
        }
    }

    private func check(_ code: Int32) throws {
        guard code != SQLITE_OK, code != SQLITE_DONE, code != SQLITE_ROW else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: String(cString: sqlite3_errmsg(connection)))
    }
}

/// The columns of the row a ``Query`` stands on, by position from 0; valid until it moves on.
struct Columns {
    fileprivate let statement: OpaquePointer

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    func int(_ column: Int32) -> Int { Int(int64(column)) }

    func optionalInt64(_ column: Int32) -> Int64? { isNull(column) ? nil : int64(column) }

    func bool(_ column: Int32) -> Bool { int64(column) != 0 }

    func double(_ column: Int32) -> Double { sqlite3_column_double(statement, column) }

    func text(_ column: Int32) -> String {
        String(decoding: withBlob(column) { Array($0) }, as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func bytes(_ column: Int32) -> [UInt8] { withBlob(column) { Array($0) } }

    /// The bytes of a blob or text in SQLite's own memory.
    func withBlob<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
