/// The handles of one session, by number. Numbers that were given back are given out again, the last one first, as
/// OpenSSH does.
struct SFTPHandleTable: Sendable {
    /// Files a process may have open on Debian, less the standard three.
    static let most = 1021

    private var handles: [SFTPHandle?] = []
    private var free: [UInt32] = []

    /// nil: there are too many.
    mutating func add(_ handle: SFTPHandle) -> UInt32? {
        if let number = free.popLast() {
            handles[Int(number)] = handle
            return number
        }
        guard handles.count < Self.most else { return nil }
        handles.append(handle)
        return UInt32(handles.count - 1)
    }

    /// nil is the number of no handle.
    subscript(number: UInt32?) -> SFTPHandle? {
        get {
            guard let number, number < UInt32(handles.count) else { return nil }
            return handles[Int(number)]
        }
        set {
            guard let number, let newValue, self[number] != nil else { return }
            handles[Int(number)] = newValue
        }
    }

    mutating func remove(_ number: UInt32?) -> SFTPHandle? {
        guard let number, let handle = self[number] else { return nil }
        handles[Int(number)] = nil
        free.append(number)
        // A session that has closed everything is as small as a new one, and its next number the same as before.
        if free.count == handles.count, handles.count > Self.mostIdle { shrink() }
        return handle
    }

    /// Free places that are kept.
    private static let mostIdle = 16

    private mutating func shrink() {
        free = free.filter { $0 < UInt32(Self.mostIdle) }
        handles = [SFTPHandle?](repeating: nil, count: Self.mostIdle)
    }

    /// Every open handle.
    var all: [SFTPHandle] { handles.compactMap(\.self) }

    mutating func removeAll() {
        handles = []
        free = []
    }
}
