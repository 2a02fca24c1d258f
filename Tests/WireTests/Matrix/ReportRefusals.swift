/// Reports that are none, with words of the sentence that says so.
enum ReportRefusals {
    static let all: [(String, String)] = [
        ("{}", "'ip' is missing"), (#"{"category":1}"#, "'ip' is missing"),
        (#"{"ip":null,"category":1}"#, "'ip'"),
        (#"{"ip":1,"category":1}"#, "'ip' must be text"),
        (#"{"ip":["45.99.1.1"],"category":1}"#, "'ip' must be text"),
        (#"{"ip":"","category":1}"#, "'ip' must be an IPv4 or IPv6 address"),
        (#"{"ip":"45.99.1","category":1}"#, "'ip' must be an IPv4 or IPv6 address"),
        (#"{"ip":"45.99.1.1/32","category":1}"#, "'ip' must be an IPv4 or IPv6 address"),
        (#"{"ip":"045.99.1.1","category":1}"#, "'ip' must be an IPv4 or IPv6 address"),
        (#"{"ip":"fe80::1%eth0","category":1}"#, "'ip' must be an IPv4 or IPv6 address"),
        (#"{"ip":"[::1]","category":1}"#, "'ip' must be an IPv4 or IPv6 address"),
        (#"{"ip":"45.99.1.1"}"#, "'category' is missing"),
        (#"{"ip":"45.99.1.1","category":0}"#, "'category' is unknown"),
        (#"{"ip":"45.99.1.1","category":17}"#, "'category' is unknown"),
        (#"{"ip":"45.99.1.1","category":-1}"#, "'category' is unknown"),
        (#"{"ip":"45.99.1.1","category":"17"}"#, "'category' is unknown"),
        (#"{"ip":"45.99.1.1","category":"Brute Force"}"#, "accepted: brute_force, port_scan"),
        (#"{"ip":"45.99.1.1","category":1.5}"#, "a whole number"),
        (#"{"ip":"45.99.1.1","category":1e0}"#, "a whole number"),
        (#"{"ip":"45.99.1.1","category":true}"#, "is expected"),
        (#"{"ip":"45.99.1.1","category":[1]}"#, "is expected"),
        (#"{"ip":"45.99.1.1","category":1,"protocol":5}"#, "'protocol' must be text"),
        (
            #"{"ip":"45.99.1.1","category":1,"protocol":"\#(String(repeating: "x", count: 33))"}"#,
            "'protocol' may have at most 32"
        ),
        (
            #"{"ip":"45.99.1.1","category":1,"comment":"\#(String(repeating: "é", count: 1001))"}"#,
            "'comment' may have at most 1000"
        ),
        (#"{"ip":"45.99.1.1","category":1,"comment":{}}"#, "'comment' must be text"),
        (#"{"ip":"45.99.1.1","category":1,"reportKind":"rumour"}"#, "observed, list_block, automatic"),
        (#"{"ip":"45.99.1.1","category":1,"ip":"45.99.1.1"}"#, "'ip' occurs twice"),
        (#"{"ip":"45.99.1.1","category":1} x"#, "after the end"),
    ]

    /// Path, media type and body of many reports, or questions, at once.
    static let bulks: [(String, String, String, String)] = [
        ("bulk-report", "application/json", "{}", "'reports' is missing"),
        ("bulk-report", "application/json", #"{"reports":{}}"#, "the body is not"),
        ("bulk-report", "application/json", #"{"reports":[{"ip":}]}"#, "the body is not"),
        ("bulk-report", "application/json", #"{"reports":[],"reports":[]}"#, "twice"),
        ("bulk-report", "multipart/form-data", "x", "boundary"),
        ("bulk-report", "multipart/form-data; boundary=b", "--b\r\nno header", ""),
        (
            "bulk-report", "multipart/form-data; boundary=b",
            "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n45.99.1.1,1\r\n--b--\r\n", "'file'"
        ),
        ("bulk-check-inline", "text/plain", "45.99.1.1\nfe80::1%eth0", "line 2 must be an IPv4 or IPv6 address"),
        ("bulk-check-inline", "text/plain", "45.99.1.1, 45.99.1.2", "line 1 must be"),
    ]
}
