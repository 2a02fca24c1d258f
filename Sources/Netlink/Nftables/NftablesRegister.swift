/// A register of the rule machine. The kernel has 64 bytes of them, to be addressed in pieces of 16 or of 4 bytes
/// (`enum nft_registers`).
package struct NftablesRegister: Equatable, Sendable {
    let number: UInt32

    /// The first 16 bytes.
    package static let first = Self(number: 1)

    /// The piece of four bytes at `index` (0…15).
    package static func word(_ index: UInt32) -> Self { Self(number: 8 + min(index, 15)) }
}
