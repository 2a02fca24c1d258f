import Testing

@testable import Honeypots

@Suite("Fields of forms")
struct FormFieldsTests {
    private func text(_ form: FormFields) -> [String] {
        form.fields.map { field in
            field.name + "=" + String(decoding: field.value, as: UTF8.self) + (field.fileName.map { " (\($0))" } ?? "")
        }
    }

    @Test(
        "Encoded pairs",
        arguments: [
            ("a=b&C=d+e%21", ["a=b", "c=d e!"]), ("", []), ("a", ["a="]), ("&&a=b&", ["a=b"]), ("a=b=c", ["a=b=c"]),
            ("a=%zz%4", ["a=%zz%4"]), ("%61%5B%5D=1", ["a[]=1"]),
        ])
    func encoded(_ form: String, _ fields: [String]) {
        #expect(text(FormFields(encoded: Array(form.utf8)[...])) == fields)
    }

    @Test("There are never more than anybody fills in")
    func count() {
        let form = FormFields(encoded: Array(String(repeating: "a=b&", count: 5000).utf8)[...])
        #expect(form.fields.count == 64)
    }

    @Test(
        "Parts of a form with files",
        arguments: [
            ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--B--\r\n", ["a=1"]),
            (
                "preamble\r\n--B\r\ncontent-disposition: form-data; name=a; filename=\"x.php\"\r\nContent-Type: a/b\r\n\r\n"
                    + "<?\r\n?>\r\n--B\r\nContent-Disposition: form-data; NAME=\"b\"\r\n\r\n\r\n--B--",
                ["a=<?\r\n?> (x.php)", "b="]
            ),
            ("--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut off", ["a=cut off"]),
            ("--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n--B--", []), ("--B--", []), ("", []), ("--C", []),
        ])
    func multipart(_ body: String, _ fields: [String]) {
        #expect(text(FormFields(multipart: Array(body.utf8)[...], boundary: Array("B".utf8))) == fields)
    }
}
