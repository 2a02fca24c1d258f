import ThreatModel

/// Pages of a device's administration.
enum DevicePages {
    static func login(_ device: Device, failed: Bool) -> String {
        """
        <html>
        <head><title>\(HTMLText.escaped(device.hostname))</title>
        <meta http-equiv="pragma" content="no-cache">
        </head>
        <body>
        <form action="/boaform/admin/formLogin" method="POST" name="cmlogin">
        \(failed ? "<b>ERROR: bad password!</b>\n" : "")<table>
        <tr><td>Username:</td><td><input type="text" name="username" maxlength="30"></td></tr>
        <tr><td>Password:</td><td><input type="password" name="psd" maxlength="30"></td></tr>
        </table>
        <input type="submit" value="Login" name="save">
        </form>
        </body>
        </html>

        """
    }

    static func lightLogin(_ device: Device) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>\(HTMLText.escaped(device.hostname)) - LuCI</title></head>
        <body>
        <form method="post" action="/cgi-bin/luci/">
        <input type="text" name="luci_username" value="root">
        <input type="password" name="luci_password">
        <input type="submit" value="Login">
        </form>
        </body>
        </html>

        """
    }

    static func status(_ device: Device, at now: Timestamp) -> String {
        let uptime = Int(clamping: device.boots.uptime(at: now).components.seconds)
        let rows = [
            ("Device Name", HTMLText.escaped(device.hostname)),
            ("Uptime", "\(uptime / 86_400) days, \(uptime / 3600 % 24):\(CivilTime.two(uptime / 60 % 60))"),
            ("Serial Number", device.serial), ("MAC Address", device.hardwareAddress.description),
            ("LAN IP", device.lanAddress), ("WAN IP", device.wanAddress),
        ].map { "<tr><td>\($0.0)</td><td>\($0.1)</td></tr>" }
        return
            "<html>\n<head><title>Status</title></head>\n<body>\n<table>\n\(rows.joined(separator: "\n"))\n</table>\n"
            + "</body>\n</html>\n"
    }

    /// The names under which diagnosis pages take the address to be pinged.
    static let targetNames = ["target_addr", "pingaddr", "dest_host", "ip", "host", "addr", "traceaddr"]

    /// What comes back of a ping of that address: nobody is pinged.
    static func ping(_ target: String) -> String {
        let name = HTMLText.escaped(
            String(target.prefix { $0 != ";" && $0 != "`" && $0 != "|" && $0 != "$" }.prefix(64)))
        return "<html>\n<head><title>Ping Diagnostics</title></head>\n<body>\n<pre>"
            + (name.isEmpty
                ? ""
                : "PING \(name): 56 data bytes\n\n--- \(name) ping statistics ---\n"
                    + "4 packets transmitted, 0 packets received, 100% packet loss\n")
            + "</pre>\n</body>\n</html>\n"
    }

    static func homeNetwork(_ device: Device) -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
        <soap:Body>
        <GetDeviceSettingsResponse xmlns="http://purenetworks.com/HNAP1/">
        <GetDeviceSettingsResult>OK</GetDeviceSettingsResult>
        <Type>GatewayWithWiFi</Type>
        <DeviceName>\(HTMLText.escaped(device.hostname))</DeviceName>
        <SOAPActions><string>http://purenetworks.com/HNAP1/GetDeviceSettings</string></SOAPActions>
        </GetDeviceSettingsResponse>
        </soap:Body>
        </soap:Envelope>

        """
    }

    static let soap = """
        <?xml version="1.0"?>
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
        s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><s:Body>
        <u:UpgradeResponse xmlns:u="urn:schemas-upnp-org:service:WANPPPConnection:1"></u:UpgradeResponse>
        </s:Body></s:Envelope>

        """
}
