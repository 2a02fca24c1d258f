/// Pages of the programs beside a site: the names of their fields are what visitors' programs look for.
enum AdministrationPages {
    static let actuatorType = "application/vnd.spring-boot.actuator.v3+json"

    static func databaseLogin(_ visit: RouteVisit, failed: Bool) -> String {
        let name = visit.request.credentials.map { String(decoding: $0.username, as: UTF8.self) } ?? ""
        let error =
            failed
            ? "<div class=\"error\">Cannot log in to the MySQL server<br>Access denied for user '"
                + "\(HTMLText.escaped(name))'@'localhost' (using password: YES)</div>\n" : ""
        return """
            <!DOCTYPE HTML>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <title>phpMyAdmin</title>
            </head>
            <body id="loginform">
            \(error)<form method="post" id="login_form" action="index.php" name="login_form" class="login hide js-show">
            <input type="hidden" name="set_session" value="">
            <input type="text" name="pma_username" id="input_username" value="" class="textfield">
            <input type="password" name="pma_password" id="input_password" value="" class="textfield">
            <input type="hidden" name="server" value="1">
            <input value="Go" type="submit" id="input_go">
            <input type="hidden" name="token" value="">
            </form>
            </body>
            </html>

            """
    }

    static func login(_ scene: WebScene, failed: Bool) -> String {
        """
        <!DOCTYPE html>
        <html>
        <head><meta charset="utf-8"><title>\(scene.organisation.name)</title>
        <link rel="stylesheet" href="/css/style.css"></head>
        <body>
        <form method="post" action="/admin/login.php">
        \(failed ? "<p>Login failed</p>\n" : "")<input type="text" name="username">
        <input type="password" name="password">
        <input type="submit" value="Login">
        </form>
        </body>
        </html>

        """
    }

    static func panel(_ scene: WebScene) -> String {
        let rows = scene.host.users.map { "<tr><td>\($0.uid)</td><td>\($0.fullName)</td><td>\($0.name)</td></tr>" }
        return """
            <!DOCTYPE html>
            <html>
            <head><meta charset="utf-8"><title>\(scene.organisation.name)</title></head>
            <body>
            <table>\(rows.joined())</table>
            <form method="post" action="/admin/upload.php" enctype="multipart/form-data">
            <input type="file" name="file"><input type="submit" value="Upload">
            </form>
            </body>
            </html>

            """
    }

    static let applications = """
        <html>
        <head><title>/manager</title></head>
        <body>
        <h1>Tomcat Web Application Manager</h1>
        <table><tr><td>/</td><td>running</td></tr><tr><td>/manager</td><td>running</td></tr></table>
        <form method="post" action="/manager/html/upload" enctype="multipart/form-data">
        <input type="file" name="deployWar"><input type="submit" value="Deploy">
        </form>
        </body>
        </html>

        """

    /// Spring Boot hides what its names call secret, and shows everything else.
    static func environment(_ scene: WebScene) -> String {
        let secrets = scene.secrets
        let properties = [
            ("spring.datasource.url", "jdbc:mysql://127.0.0.1:3306/\(secrets.databaseName)"),
            ("spring.datasource.username", secrets.databaseUser), ("spring.datasource.password", "******"),
            ("cloud.aws.credentials.access-key-id", secrets.accessKey), ("spring.mail.username", secrets.mailUser),
        ].map { "\"\($0.0)\":{\"value\":\"\($0.1)\"}" }
        return "{\"activeProfiles\":[\"prod\"],\"propertySources\":[{\"name\":\"server.ports\",\"properties\":{"
            + "\"local.server.port\":{\"value\":8080}}},{\"name\":\"applicationConfig: [classpath:/application.properties]"
            + "\",\"properties\":{\(properties.joined(separator: ","))}}]}"
    }
}
