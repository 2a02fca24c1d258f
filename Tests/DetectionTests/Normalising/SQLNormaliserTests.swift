import Testing

@testable import Detection

@Suite struct SQLNormaliserTests {
    private func normalised(_ text: String) -> String {
        var normaliser = SQLNormaliser()
        normaliser.normalise(text.utf8.span)
        return String(decoding: normaliser.output, as: UTF8.self)
    }

    @Test(arguments: [
        ("", ""), ("select 1", "select 1"), ("  select \t\r\n 1 ;", "select 1;"),
        ("load_file ( '/etc/x' )", "load_file('/etc/x')"), ("set a = 1 , b=2", "set a=1,b=2"),
        // Comments.
        ("drop/**/table/*a b*/t", "drop table t"), ("select -- so\n 1", "select 1"), ("1--x", "1--x"),
        ("select /*!50000 union*/ 1", "select union 1"), ("a /* ' */ b", "a /* ' */ b"), ("a /*", "a /*"),
        ("a/*x(1)*/b", "a/*x(1)*/b"), ("-- '\nb", "-- ' b"),
        // Names.
        ("[master]..[xp_cmdshell] N'x'", "master..xp_cmdshell 'x'"), ("`mysql`.\"user\"", "mysql.user"),
        ("column 'x'", "column 'x'"),
        // Strings.
        ("'a -- b /* c */  [d]'", "'a -- b /* c */ [d]'"), ("'xp_' + 'cmd'+N'shell'", "'xp_cmdshell'"),
        ("'a' || 'b'", "'ab'"), ("1 + 'b'", "1 + 'b'"), ("'a' - 'b'", "'a' - 'b'"), ("'it\\'s' + 'x'", "'it\\'sx'"),
        ("'it''s'", "'it''s'"), ("'open", "'open"), ("'a\\", "'a\\"),
        // Numbers that are text.
        ("0x6964", "'id'"), ("exec(0x6964+0x20)", "exec('id ')"), ("0x7f454c46", "0x7f454c46"), ("a0x6964", "a0x6964"),
        ("0x696", "0x696"), ("0x", "0x"), ("char(105, 100)", "'id'"), ("CHR(105)||chr(100)", "'id'"),
        ("varchar(20)", "varchar(20)"), ("char(300)", "char(300)"), ("char(1", "char(1"), ("char()", "char()"),
        ("nchar(1)", "nchar(1)"), ("char(9)", "' '"),
    ])
    func form(_ text: String, _ expected: String) { #expect(normalised(text) == expected) }

    @Test(arguments: [
        String(repeating: "/*", count: 30_000), String(repeating: "-- ", count: 20_000),
        String(repeating: "char(1,", count: 8_000), String(repeating: "0x41 ", count: 12_000) + "0x4",
        String(repeating: "'a'+", count: 15_000), String(repeating: "(", count: 60_000),
        String(repeating: "/*!", count: 20_000),
    ])
    func neverGrows(_ text: String) {
        var normaliser = SQLNormaliser()
        normaliser.normalise(text.utf8.span)
        #expect(normaliser.output.count <= text.utf8.count)
    }
}
