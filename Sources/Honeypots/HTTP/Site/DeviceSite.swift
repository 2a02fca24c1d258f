import ThreatModel

/// The web pages of an embedded device: a login and little behind it.
struct DeviceSite: Sendable {
    /// What it calls itself in titles and realms.
    let title: String
    let realm: String
    /// Asks for credentials in the head of the request rather than in a form.
    let usesBasic: Bool
    let firmware: String
    let hardwareAddress: String
    let built: Timestamp
    let folder: String

    init(_ persona: Persona) {
        var generator = persona.generator(for: "http.device")
        let device = persona.device
        let kinds: [String]
        switch device.model.name {
        case "video recorder": kinds = ["DVR", "NVR Web Client", "Network Video Recorder", "WEB SERVICE"]
        case "network camera": kinds = ["IPCamera", "Network Camera", "IPC WEB", "Web Viewer"]
        case "set-top box": kinds = ["STB", "Media Box", "Settings"]
        default: kinds = ["Broadband Router", "Wireless Router", "Home Gateway", "GPON Home Gateway", "ADSL Router"]
        }
        let unit = device.serial.suffix(4)
        title = (generator.pick(from: kinds) ?? "") + generator.pick("", " \(unit)", " - \(device.hostname)")
        realm = generator.pick(title, "index.htm", "Login", "admin")
        usesBasic = generator.chance(percent: 40)
        firmware =
            "V\(generator.number(in: 1...5)).\(generator.below(10)).\(generator.below(30))_\(generator.number(in: 15...22))\(CivilTime.two(generator.number(in: 1...12)))\(CivilTime.two(generator.number(in: 1...28)))"
        hardwareAddress = device.hardwareAddress.description.uppercased()
        built = device.firmware.packed
        folder = generator.pick("", "/admin", "/web", "/html")
    }

    func loginPage(failed: Bool) -> String {
        """
        <html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>\(title)</title></head>
        <body><center><form action="/boaform/admin/formLogin" method="POST" name="cmlogin">
        \(failed ? "<font color=\"#ff0000\">ERROR: bad password!</font><br>\n" : "")<table><tr><td>UserName:</td><td><input type="text" name="username" maxlength="30"></td></tr>
        <tr><td>Password:</td><td><input type="password" name="psd" maxlength="30"></td></tr>
        <tr><td><input type="submit" value="Login" name="save"></td></tr></table>
        </form></center></body></html>

        """
    }

    var statusPage: String {
        """
        <html><head><title>\(title)</title></head><body><h2>Device Status</h2>
        <table><tr><td>Firmware Version</td><td>\(firmware)</td></tr><tr><td>MAC Address</td><td>\(hardwareAddress)</td></tr></table>
        <form action="/boaform/admin/formPing" method="POST"><input name="target_addr"><input type="submit" value="Ping"></form>
        </body></html>

        """
    }
}
