# Text from elsewhere as one line of plain characters, without anything that looks like a key. Reads standard input.
one_line() {
    tr -c '\040-\176' ' ' | sed 's/sk_[A-Za-z0-9_-]*/sk_.../g; s/  */ /g; s/^ //; s/ $//' | cut -c 1-300
}
