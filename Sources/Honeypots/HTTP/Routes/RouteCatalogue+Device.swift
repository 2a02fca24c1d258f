extension RouteCatalogue {
    /// The forms of routers and cameras, of several makers at once: their clones answer to each other's.
    static let deviceForms: [Route] = [
        Route("/", "/index.html", on: [.device]) { visit, scene in
            scene.server.redirect(
                to: "/admin/login.asp", for: visit.request.head, host: visit.request.host, port: visit.port)
        },
        Route("/admin/login.asp", "/login.asp", "/login.htm", "/login.html", on: [.device]) { _, scene in
            .script(DevicePages.login(scene.device, failed: false), type: "text/html")
        },
        Route(
            "/boaform/admin/formLogin", "/boaform/formLogin", "/goform/login", "/login.cgi", "/cgi-bin/login.cgi",
            on: [.device]
        ) { visit, scene in
            guard visit.request.credentials != nil, visit.isLetIn else {
                return .script(DevicePages.login(scene.device, failed: true), type: "text/html")
            }
            return HTTPResponse.redirect(to: "/admin/status.asp").acceptingLogin()
        },
        Route("/cgi-bin/luci", "/cgi-bin/luci/", "/cgi-bin/luci/admin", on: [.device]) { visit, scene in
            guard visit.request.credentials != nil, visit.isLetIn else {
                return .script(
                    DevicePages.lightLogin(scene.device), status: .forbidden, type: "text/html; charset=utf-8")
            }
            let token = Digest.hexadecimal(Digest.sha256(scene.device.serial.utf8)).prefix(32)
            return HTTPResponse.redirect(
                to: "/cgi-bin/luci/;stok=\(token)/admin",
                [("Set-Cookie", "sysauth=\(token); path=/cgi-bin/luci/;stok=\(token)")]
            ).acceptingLogin()
        },
        // CVE-2023-1389: the answer of the call that sets a country.
        Route("*/;stok=*", on: [.device]) { _, _ in .script("OK", type: "text/plain") },
        Route("/admin/status.asp", "/status.asp", "/admin/status.htm", on: [.device]) { visit, scene in
            .script(DevicePages.status(scene.device, at: visit.now), type: "text/html")
        },
        Route(
            "/boaform/admin/formPing", "/boaform/formPing", "/boaform/admin/formTracert", "/boaform/formTracert",
            "/GponForm/diag_Form", "/goform/formPing", "/ping.cgi", "/cgi-bin/ping.cgi", on: [.device]
        ) { visit, scene in
            let target =
                visit.request.form.first(of: DevicePages.targetNames)
                ?? visit.request.query.first(of: DevicePages.targetNames) ?? []
            return .script(DevicePages.ping(String(decoding: target, as: UTF8.self)), type: "text/html")
        },
        Route("/diag.html", "/diag_ping_admin.htm", on: [.device]) { _, _ in
            .script(DevicePages.ping(""), type: "text/html")
        },
        Route("/HNAP1", "/HNAP1/", on: [.device]) { _, scene in
            .script(DevicePages.homeNetwork(scene.device), type: "text/xml; charset=\"utf-8\"")
        },
        Route("/setup.cgi", "/shell", "/board.cgi", "/tmUnblock.cgi", "/hndUnblock.cgi", on: [.device]) { _, _ in
            .script("", type: "text/html")
        },
        Route("/boaform/*", "/GponForm/*", "/goform/*", "/cgi-bin/*", "/apply.cgi", on: [.device]) { visit, _ in
            visit.request.isMethod("POST") || !visit.request.target.query.isEmpty
                ? .script("", type: "text/html") : nil
        },
        Route("/ctrlt/DeviceUpgrade_1", "/UD/act", "/wanipcn.xml", "/picsdesc.xml", on: [.device]) { visit, _ in
            visit.request.isMethod("POST") ? .script(DevicePages.soap, type: "text/xml; charset=\"utf-8\"") : nil
        },
        // A camera's maker took the language out of the path, and ran it.
        Route("/language/*", "/onvif/*", "/cgi-bin/nobody/*", on: [.device]) { _, _ in .script("", type: "text/html") },
        Route("/device.rsp", on: [.device]) { _, _ in
            .script("{ \"result\" : \"OK\" }\n", type: "application/json")
        },
        Route("/system.ini", "/config.bin", "/config.xml", "/romfile.cfg", on: [.device], realm: "index.htm") { _, _ in
            .script("", type: "application/octet-stream")
        },
    ]
}
