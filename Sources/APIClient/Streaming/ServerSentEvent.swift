/// An event of a `text/event-stream` (WHATWG HTML §9.2).
package struct ServerSentEvent: Hashable, Sendable {
    /// `message` where the stream gives none. Empty for a block without data: it is no event, and only moves the place
    /// that ``id`` stands for.
    package var name: String
    /// Lines joined by line feeds.
    package var data: [UInt8]
    /// The last `id` of the stream up to here.
    package var id: String?

    package init(name: String, data: [UInt8], id: String? = nil) {
        self.name = name
        self.data = data
        self.id = id
    }
}
