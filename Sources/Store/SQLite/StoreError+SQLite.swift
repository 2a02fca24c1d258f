import GRDB
import Glibc

extension StoreError {
    /// What an error out of a transaction means to the store's callers; errors of their own come back unchanged.
    static func translating(_ error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_FULL: return StoreError.full(path: path)
        // Growing the shared-memory file of the write-ahead log on a full disk is reported as an input/output error.
        case .SQLITE_IOERR where freeBytes(at: path) < minimumFreeBytes: return StoreError.full(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return StoreError.unusable(path: path, reason: error.message ?? "\(error.resultCode)")
        case .SQLITE_CONSTRAINT, .SQLITE_TOOBIG, .SQLITE_MISMATCH: return StoreError.rejected(error.expandedDescription)
        case .SQLITE_MISUSE where error.message == "Connection is closed": return StoreError.closed
        default: return StoreError.engine(error.expandedDescription)
        }
    }

    /// Less than this is as good as nothing: SQLite writes pages of 4 KiB and grows its shared memory by 32 KiB.
    private static let minimumFreeBytes: UInt64 = 64 << 10

    /// What an ordinary user may still write in the file system that holds `path`; the largest number when unknown.
    private static func freeBytes(at path: String) -> UInt64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return .max }
        return UInt64(status.f_bavail) &* UInt64(status.f_frsize)
    }
}
