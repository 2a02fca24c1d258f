/// Some of the eight addresses of a cell: bit *n* stands for the address at index *n*.
package struct CellMask: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    init(index: Int) { rawValue = 1 &<< UInt8(truncatingIfNeeded: index) }

    package static let none = Self([])
    package static let all = Self(rawValue: .max)
}
