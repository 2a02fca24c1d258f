/// Why a list cannot be had at the moment.
enum ListCacheError: Error {
    /// Too many unusual lists wait to be built.
    case busy
    /// The server stops.
    case stopping
}
