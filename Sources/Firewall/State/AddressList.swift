package import Netlink

/// What the two kinds of list have in common: sorted items, and what the plan must know about them.
package protocol AddressList: Equatable, Sendable {
    associatedtype Key: AddressKey
    associatedtype Item: Equatable, Sendable

    init()

    /// In order, each once.
    var items: [Item] { get }

    /// The order of the items.
    static func precedes(_ a: Item, _ b: Item) -> Bool

    /// A number that stands for the item in a fingerprint.
    static func digest(of item: Item) -> UInt64

    /// How many of the items, in order, the kernel counts when asked how many there are.
    static func counted(_ items: [Item]) -> Int

    /// The size to declare for `count` items, with room to grow; `nil` for lists without a declared size.
    static func capacity(for count: Int) -> Int?

    /// Whether packets see the old list or the new one, and nothing else, while the kernel works such a difference in.
    static func canChangeInPlace(removing: [Item], adding: [Item]) -> Bool

    /// Applies a difference; O(n).
    ///
    /// - Returns: `false`, and nothing changed, when the difference does not fit to what is there.
    mutating func apply(removing: [Item], adding: [Item]) -> Bool
}

extension AddressList {
    package var count: Int { items.count }
    package var isEmpty: Bool { items.isEmpty }
}
