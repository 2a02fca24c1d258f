import Hummingbird
import IPNetworks
import Logging
import NIOCore

/// What a route knows of a request besides its head and body.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection on which the request came.
    let connection: Connection?
    /// The same, for answers that may have to end it.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        connection = Connection.current
        channel = source.channel
    }
}
