import HTTPTypes
import Hummingbird
import Integrations
import WebPages

/// `GET|HEAD /fail2ban/…`, `/csf/…` and the like: what other tools need to work with this server, with its own address filled in.
/// `/integrations`, `/integrations/{id}`: how it is set up, for people.
enum IntegrationRoutes {
    static func routes(_ state: ServerState) -> [Route] {
        let files = IntegrationRegistry.all.flatMap(\.files).map { file in
            Route(file.path, .get, .head) { request, context in
                let text = file.text(for: try state.integrationServer(request, context))
                return try Answer(contentType: .plainText, isPublic: true, body: .bytes(Array(text.utf8)))
                    .cached(for: request)
            }
        }
        return files + [
            Route("/integrations", .get, .head, for: .people) { request, _ in
                try Answer.page(IntegrationsPage().page).cached(for: request)
            },
            Route("/integrations/{id}", .get, .head, for: .people) { request, context in
                let id = request.uri.path.split(separator: "/").last ?? ""
                guard let integration = IntegrationRegistry.integration(id) else {
                    throw RequestError(status: 404, sentence: "there is no integration of this name")
                }
                let server = try state.integrationServer(request, context)
                return try Answer.page(IntegrationPage(integration: integration, server: server).page)
                    .cached(for: request)
            },
        ]
    }
}

extension ServerState {
    /// This server as whoever asks reaches it: by the setting `public_url`, or else by the name that the request is made to.
    fileprivate func integrationServer(
        _ request: Request, _ context: APIContext
    ) throws(RequestError) -> IntegrationServer {
        if let publicBaseURL {
            do throws(IntegrationError) {
                return try IntegrationServer(baseURL: publicBaseURL, version: version)
            } catch {
                throw RequestError(status: 500, sentence: "the server's setting public_url is of no use here: \(error)")
            }
        }
        let host = request.head.authority ?? ""
        let scheme = context.connection?.isEncrypted(request.headers) == true ? "https" : "http"
        guard IntegrationServer.isAuthority(host),
            let server = try? IntegrationServer(baseURL: "\(scheme)://\(host)", version: version)
        else { throw .badRequest("'Host' must be the name or address of this server, with or without a port") }
        return server
    }
}
