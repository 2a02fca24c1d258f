import Blocklists
import IPNetworks

/// The cells in which something may have changed since the kernel was told, and what it was told of them.
///
/// Noting a cell again changes nothing, so that many changes between two transactions come out as one.
struct CellChanges: Equatable, Sendable {
    /// The addresses of each cell that the kernel drops.
    private(set) var v4: [AddressCell<UInt32>: CellMask] = [:]
    private(set) var v6: [AddressCell<UInt128>: CellMask] = [:]

    /// From so many cells on it is cheaper to compare everything.
    static let most = 4096

    var isEmpty: Bool { v4.isEmpty && v6.isEmpty }
    var isTooMany: Bool { v4.count + v6.count > Self.most }

    func has(_ cell: AddressCell<UInt32>) -> Bool { v4[cell] != nil }
    func has(_ cell: AddressCell<UInt128>) -> Bool { v6[cell] != nil }

    /// - Parameter blocked: the addresses of the cell that the kernel drops. Of a cell that was noted before, that counts.
    mutating func note(_ cell: AddressCell<UInt32>, _ blocked: CellMask) { v4[cell] = v4[cell] ?? blocked }
    mutating func note(_ cell: AddressCell<UInt128>, _ blocked: CellMask) { v6[cell] = v6[cell] ?? blocked }

    /// What the kernel was told of these did not come about: what it was told before counts again.
    mutating func restore(_ earlier: Self) {
        v4.merge(earlier.v4) { _, earlier in earlier }
        v6.merge(earlier.v6) { _, earlier in earlier }
    }
}
