package import ThreatModel

/// Reports of one category about an address.
package struct CategoryReports: Equatable, Sendable {
    package let category: ReportCategory
    package internal(set) var count: UInt32
    /// When one of the operator's own accounts last said so, having seen it itself.
    package internal(set) var lastByOperator: UTCHour?
}
