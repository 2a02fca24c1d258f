/// How often one account reported an address.
package struct ReporterTally: Equatable, Sendable {
    package let account: Int64
    package internal(set) var count: UInt32
}
