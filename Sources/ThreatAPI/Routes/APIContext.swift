import Hummingbird
import Logging
import NIOCore

/// What a route knows of a request besides its head and body.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is at the other end of the connection; a proxy, where there is one.
    let remoteAddress: SocketAddress?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
    }
}
