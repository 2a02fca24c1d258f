/// The 17 services a sensor plays; also the `protocol` of a report and of evidence.
///
/// The raw value is stored and sent as a bit or byte: never renumber.
package enum AttackProtocol: UInt8, NamedVocabulary {
    case ssh = 0
    case telnet = 1
    case http = 2
    case ftp = 3
    case smtp = 4
    case imap = 5
    case mysql = 6
    case postgresql = 7
    case mssql = 8
    case mongodb = 9
    case redis = 10
    case elasticsearch = 11
    case docker = 12
    case smb = 13
    case rdp = 14
    case rtsp = 15
    case sip = 16

    package var name: String {
        switch self {
        case .ssh: "ssh"
        case .telnet: "telnet"
        case .http: "http"
        case .ftp: "ftp"
        case .smtp: "smtp"
        case .imap: "imap"
        case .mysql: "mysql"
        case .postgresql: "postgresql"
        case .mssql: "mssql"
        case .mongodb: "mongodb"
        case .redis: "redis"
        case .elasticsearch: "elasticsearch"
        case .docker: "docker"
        case .smb: "smb"
        case .rdp: "rdp"
        case .rtsp: "rtsp"
        case .sip: "sip"
        }
    }
}
