import ThreatAPI

extension ServerSettings {
    /// Settings of which each is good and that make no sense together: the name of the one that something is wrong with, and
    /// a sentence that follows it.
    var contradictions: [(name: String, sentence: String)] {
        var found: [(name: String, sentence: String)] = []
        switch (tls.certificate, tls.key) {
        case (_?, nil): found.append(("tls.certificate", "needs 'tls.key' too, the certificate's private key"))
        case (nil, _?): found.append(("tls.key", "needs 'tls.certificate' too, the certificate that it belongs to"))
        case (nil, nil):
            if tls.port != nil { found.append(("tls.port", "means nothing without 'tls.certificate' and 'tls.key'")) }
        case (_?, _?):
            if tls.port == listen.port {
                found.append(("tls.port", "must be another port than that of 'listen', \(listen.port)"))
            }
        }
        if api.balancers.networks.isEmpty {
            let needs = "means nothing without 'balancers.networks': nobody else is believed"
            if api.balancers.speaksProxyProtocol { found.append(("balancers.proxy_protocol", needs)) }
            if api.balancers.field == .forwarded { found.append(("balancers.field", needs)) }
        }
        return found
    }
}
