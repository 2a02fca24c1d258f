import Settings
import ThreatAPI

extension ServerSettings {
    /// Those of everything between a client and its answer.
    static let connecting: [Setting<ServerSettings>] = [
        Setting(
            "tls.certificate", \.tls.certificate, .file,
            "the server's certificate and those that lead to one that clients know, as PEM; taken up when the file changes",
            example: "/etc/sikker/fullchain.pem"),
        Setting(
            "tls.key", \.tls.key, .file, "the certificate's private key, as PEM without a passphrase",
            example: "/etc/sikker/privkey.pem"),
        Setting(
            "tls.port", \.tls.port, .port,
            "a port of its own for TLS, beside the plain one; without it the server's port speaks TLS and nothing else",
            example: "7443"),
        Setting(
            "balancers.networks", \.api.balancers.networks, .networks,
            "balancers that are believed when they say for whom they speak", flag: "balancer", example: "10.0.0.0/24"),
        Setting("balancers.field", \.api.balancers.field, .originField, "the header field in which balancers say it"),
        Setting(
            "balancers.proxy_protocol", \.api.balancers.speaksProxyProtocol, .toggle,
            "balancers begin every connection with a header of the PROXY protocol, version 1 or 2",
            flag: "proxy-protocol"),
        Setting(
            "access_log", \.api.accessLog, .accessLog,
            "where a line of JSON for every request goes, without its key", example: "/var/log/sikker/access.log"),
        Setting(
            "admission.rate", \.api.admission.rate, .number(1...1_000_000),
            "requests a second without a valid key from one IPv4 address, or one IPv6 network of 64 bits"),
        Setting(
            "admission.burst", \.api.admission.burst, .number(1...1_000_000),
            "requests without a valid key that may come at once before 'admission.rate' counts"),
        Setting(
            "admission.exempt", \.api.admission.exempt, .networks,
            "networks from which any number of requests without a valid key, and of connections, is taken"),
        Setting(
            "connections.maximum", \.api.maximumConnections, .number(1...1_000_000),
            "connections at once; more wait until one is closed"),
        Setting(
            "connections.per_address", \.api.connections.perAddress, .number(1...1_000_000),
            "connections at once from one IPv4 address, or one IPv6 network of 64 bits"),
        Setting(
            "connections.opening_time", \.api.connections.openingTime, .seconds(1...3600),
            "seconds for what comes before the first request: a PROXY header, the handshake of TLS"),
        Setting(
            "connections.head_time", \.api.connections.headTime, .seconds(1...3600),
            "seconds from its first byte until the head of a request is whole"),
        Setting(
            "connections.body_pause", \.api.connections.bodyPause, .seconds(1...3600),
            "seconds without a byte of a body"),
        Setting(
            "connections.body_time", \.api.connections.bodyTime, .seconds(1...86_400),
            "seconds for a body, and one more for every 'connections.body_rate' bytes of it"),
        Setting(
            "connections.body_rate", \.api.connections.bodyRate, .number(1...1_000_000_000),
            "bytes a second below which a long body is too slow"),
        Setting(
            "connections.answer_time", \.api.connections.answerTime, .seconds(1...86_400),
            "seconds until the first byte of an answer"),
        Setting(
            "connections.sending_pause", \.api.connections.sendingPause, .seconds(1...3600),
            "seconds in which a client takes no byte of an answer or a stream; then it is cut off"),
        // Streams say something every 15 seconds.
        Setting(
            "connections.idle_time", \.api.connections.idleTime, .seconds(20...86_400),
            "seconds between two requests"),
        Setting(
            "connections.crowded_idle_time", \.api.connections.crowdedIdleTime, .seconds(1...86_400),
            "seconds between two requests while more than four fifths of all connections are taken"),
        Setting(
            "drain.delay", \.api.drainDelay, .seconds(0...3600),
            "seconds from the signal to stop, with /readyz saying no, until no more connections are taken"),
        Setting(
            "drain.limit", \.api.shutdownLimit, .seconds(1...3600),
            "seconds from then to the end of the server, whatever clients do"),
    ]
}
