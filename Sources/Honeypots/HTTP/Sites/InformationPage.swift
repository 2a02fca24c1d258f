/// What `phpinfo()` shows, as far as visitors' programs look: the version, the system, and the environment with the
/// credentials a careless administrator put there.
enum InformationPage {
    static func text(_ visit: RouteVisit, _ scene: WebScene) -> String {
        let system = scene.host.system
        let secrets = scene.secrets
        let interface = scene.site == .company ? "Apache 2.0 Handler" : "FPM/FastCGI"
        let folder = scene.site == .company ? "apache2" : "fpm"
        let general = [
            ("System", "Linux \(scene.host.hostname) \(system.kernelRelease) \(system.kernelVersion) x86_64"),
            ("Build Date", "Jun  9 2023 13:19:30"), ("Server API", interface),
            ("Virtual Directory Support", "disabled"),
            ("Configuration File (php.ini) Path", "/etc/php/7.4/\(folder)"),
            ("Loaded Configuration File", "/etc/php/7.4/\(folder)/php.ini"), ("PHP API", "20190902"),
        ]
        let environment = [
            ("DB_DATABASE", secrets.databaseName), ("DB_USERNAME", secrets.databaseUser),
            ("DB_PASSWORD", secrets.databasePassword), ("AWS_ACCESS_KEY_ID", secrets.accessKey),
            ("AWS_SECRET_ACCESS_KEY", secrets.secretKey), ("MAIL_USERNAME", secrets.mailUser),
            ("DOCUMENT_ROOT", "/var/www/html"), ("SERVER_ADDR", scene.host.address),
            ("SCRIPT_NAME", HTMLText.escaped(visit.request.path)),
        ]
        return """
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "DTD/xhtml1-transitional.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml"><head>
            <title>PHP 7.4.33 - phpinfo()</title><meta name="ROBOTS" content="NOINDEX,NOFOLLOW,NOARCHIVE" /></head>
            <body><div class="center">
            <table>
            <tr class="h"><td>
            <h1 class="p">PHP Version 7.4.33</h1>
            </td></tr>
            </table>
            \(table(general))
            <h2>PHP Variables</h2>
            \(table(environment))
            </div></body></html>
            """
    }

    private static func table(_ rows: [(String, String)]) -> String {
        let lines = rows.map { "<tr><td class=\"e\">\($0.0) </td><td class=\"v\">\($0.1) </td></tr>" }
        return "<table>\n\(lines.joined(separator: "\n"))\n</table>"
    }
}
