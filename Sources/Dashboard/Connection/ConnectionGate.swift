import HTTPTypes
import Hummingbird

/// Says when the connection of a request was made. Whoever has to confirm a change over a new one is asked to hang up.
struct ConnectionGate: RouterMiddleware {
    typealias Context = WebContext

    let times: ConnectionTimes
    let office: ChangeOffice

    @concurrent
    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.connected = times.time(of: context.connection)
        var answer = try await next(request, context)
        if await office.mustReconnect(context.address, connected: context.connected) {
            answer.headers[.connection] = "close"
        }
        return answer
    }
}
