import ThreatModel

/// What a source made of a file.
struct PlaceReading {
    var layer: PlaceLayer
    /// The file's own word for what it is, or ours.
    var type: String
    /// When the data was put together, where the file says so.
    var builtAt: Timestamp?
}
