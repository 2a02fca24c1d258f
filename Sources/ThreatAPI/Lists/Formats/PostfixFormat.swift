/// A table for Postfix, cidr_table(5): whoever is on the list is rejected where the table is asked for clients.
struct PostfixFormat: ListFormat {
    let name = "postfix"
    let contentType = Answer.ContentType.plainText

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { _, address, length in
            text.row(address, length)
            text.literal(" REJECT Listed by Sikker\n")
        }
    }
}
