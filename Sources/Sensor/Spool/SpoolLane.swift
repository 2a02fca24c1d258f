import ThreatModel

/// The two rows of files a spool consists of. Raw bytes have their own, so that giving them up when room is short means
/// removing files, which needs no room itself.
enum SpoolLane: String, CaseIterable, Sendable {
    case main
    /// Events of kind `raw`: bytes that fitted no grammar, worth the least.
    case raw

    init(_ kind: EventKind) {
        self = kind == .raw ? .raw : .main
    }
}

/// A value for each lane.
struct PerLane<Value> {
    var main: Value
    var raw: Value

    init(_ make: (SpoolLane) throws(FileError) -> Value) throws(FileError) {
        main = try make(.main)
        raw = try make(.raw)
    }

    init(both value: Value) {
        main = value
        raw = value
    }

    subscript(lane: SpoolLane) -> Value {
        // Accessors that lend the value in place: copying a lane's bytes for each event would be quadratic.
        _read {
            switch lane {
            case .main: yield main
            case .raw: yield raw
            }
        }
        _modify {
            switch lane {
            case .main: yield &main
            case .raw: yield &raw
            }
        }
    }
}

extension PerLane: Sendable where Value: Sendable {}
