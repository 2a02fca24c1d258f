import Hummingbird
import Logging
import NIOCore

/// What a route knows of a request besides its head and body.
struct APIContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who is at the other end of the connection; a proxy, where there is one.
    let remoteAddress: SocketAddress?
    /// The connection, for answers that may have to end it.
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress
        channel = source.channel
    }
}
