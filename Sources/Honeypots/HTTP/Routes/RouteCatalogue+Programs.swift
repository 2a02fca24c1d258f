extension RouteCatalogue {
    /// Programs with holes, which answer as if the hole were there.
    static let programs: [Route] = [
        // CVE-2017-9841: whatever is posted runs.
        Route("*/eval-stdin.php", on: WebSite.servers) { visit, _ in
            .script(PHPEcho.output(of: visit.request.body) ?? "")
        },
        Route("/cgi-bin/status", "/cgi-bin/test.cgi", "/cgi-bin/test-cgi", "/cgi-bin/stats", on: [.company]) {
            visit, scene in
            .script(
                "SERVER_SOFTWARE = Apache\nSERVER_NAME = \(scene.organisation.domain)\nGATEWAY_INTERFACE = CGI/1.1\n"
                    + "SERVER_PROTOCOL = HTTP/1.1\nREMOTE_HOST =\n", type: "text/plain")
        },
    ]
}
