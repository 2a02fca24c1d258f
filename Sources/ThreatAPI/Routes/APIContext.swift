import Hummingbird
import IPNetworks
import Logging

/// What a route knows of a request besides its head and body.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The connection on which the request came.
    let connection: Connection?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        connection = Connection.current
    }
}
