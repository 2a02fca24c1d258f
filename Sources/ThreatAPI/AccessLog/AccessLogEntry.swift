import IPNetworks
import ThreatModel

/// What is written about one request. The bytes are valid only while it is being noted.
struct AccessLogEntry {
    var time: Timestamp
    /// For whom the request was made.
    var client: IPAddress?
    /// `nil` for what was no HTTP.
    var method: String?
    var path: UnsafeRawBufferPointer?
    var query: UnsafeRawBufferPointer?
    var status: Int
    /// Of the body.
    var bytes: Int
    var duration: Duration
    /// The number of the key, whatever its state; never the key.
    var credential: Int64?
    var userAgent: UnsafeRawBufferPointer?
    var id: RequestID
    /// A stream was given up before its end.
    var isCut = false
}
