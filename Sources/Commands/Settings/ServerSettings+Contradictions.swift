import Settings
import ThreatAPI

extension ServerSettings {
    var contradictions: [SettingContradiction] {
        var found: [SettingContradiction] = []
        switch (tls.certificate, tls.key) {
        case (_?, nil):
            found.append(SettingContradiction("tls.certificate", "needs 'tls.key' too, the certificate's private key"))
        case (nil, _?):
            found.append(
                SettingContradiction("tls.key", "needs 'tls.certificate' too, the certificate that it belongs to"))
        case (nil, nil):
            if tls.port != nil {
                found.append(SettingContradiction("tls.port", "means nothing without 'tls.certificate' and 'tls.key'"))
            }
        case (_?, _?):
            if tls.port == listen.port {
                found.append(
                    SettingContradiction("tls.port", "must be another port than that of 'listen', \(listen.port)"))
            }
        }
        if api.balancers.networks.isEmpty {
            let needs = "means nothing without 'balancers.networks': nobody else is believed"
            if api.balancers.speaksProxyProtocol {
                found.append(SettingContradiction("balancers.proxy_protocol", needs))
            }
            if api.balancers.field == .forwarded { found.append(SettingContradiction("balancers.field", needs)) }
        }
        return found + namingContradictions
    }
}
