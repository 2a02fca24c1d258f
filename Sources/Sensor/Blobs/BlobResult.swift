/// What became of an attempt to send a file: the label of `sensor_blobs_total`.
enum BlobResult: String, CaseIterable, Sendable {
    case sent
    /// The server has had it from somebody else.
    case known
    /// The server will not have it, or has no room: it stays here only.
    case refused
    /// It is not in the quarantine any more, or cannot be read.
    case lost
    /// It is tried again later.
    case failed
}
