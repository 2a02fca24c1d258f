/// The pages that Apache makes itself: protocol output, the same on every installation.
extension ApacheServer {
    func page(_ status: HTTPStatus, host: HTTPHost?, detail: String = "") -> HTTPResponse {
        let code = status.code
        // The brackets around an address of version 6 are not shown.
        let name = (host?.name ?? serverName).filter { $0 != "[" && $0 != "]" }
        let address = "\(product) Server at \(name) Port \(host?.port ?? 80)"
        let text = """
            <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
            <html><head>
            <title>\(code) \(status.phrase)</title>
            </head><body>
            <h1>\(status.phrase)</h1>
            \(Self.explanation(of: status, detail))
            <hr>
            <address>\(address)</address>
            </body></html>

            """
        return HTTPResponse(
            status: status, contentType: "text/html; charset=iso-8859-1", body: Array(text.utf8), origin: .server)
    }

    private static func explanation(of status: HTTPStatus, _ detail: String) -> String {
        switch status.code {
        case 301: return "<p>The document has moved <a href=\"\(detail)\">here</a>.</p>"
        case 400: return "<p>Your browser sent a request that this server could not understand.<br />\n\(detail)</p>"
        case 401:
            return """
                <p>This server could not verify that you
                are authorized to access the document
                requested.  Either you supplied the wrong
                credentials (e.g., bad password), or your
                browser doesn't understand how to supply
                the credentials required.</p>
                """
        case 403: return "<p>You don't have permission to access this resource.</p>"
        case 404: return "<p>The requested URL was not found on this server.</p>"
        case 405: return "<p>The requested method \(detail) is not allowed for this URL.</p>"
        case 413:
            return """
                The requested resource does not allow request data with POST requests, or the amount of data provided in
                the request exceeds the capacity limit.
                """
        case 414: return "<p>The requested URL's length exceeds the capacity\nlimit for this server.<br />\n</p>"
        case 417:
            return """
                <p>The expectation given in the Expect request-header
                field could not be met by this server.
                The client sent<pre>
                    Expect: \(detail)
                </pre>
                </p><p>Only the 100-continue expectation is supported.</p>
                """
        case 501: return "<p>\(detail) not supported for current URL.<br />\n</p>"
        default:
            return """
                <p>The server encountered an internal error or
                misconfiguration and was unable to complete
                your request.</p>
                <p>Please contact the server administrator at 
                 webmaster@localhost to inform them of the time this error occurred,
                 and the actions you performed just before this error.</p>
                <p>More information about this error may be available
                in the server error log.</p>
                """
        }
    }
}
