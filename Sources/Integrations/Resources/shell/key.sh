# The functions here put what was wrong into `problem`.

# The first line of the file $1, which must be closed to others, as `key`.
read_key_file() {
    key_file=$1
    case $key_file in /*) ;; *) key_file=./$key_file ;; esac
    if [ ! -f "$key_file" ] || [ ! -r "$key_file" ]; then
        problem="the key file $key_file cannot be read"
        return 1
    fi
    # Others can read a file whose mode lets them, in a folder whose mode lets them.
    if [ -n "$(find -L "$key_file" -prune -perm -004)" ] && [ -n "$(find -L "${key_file%/*}/" -prune -perm -001)" ]; then
        problem="others can read the key file $key_file; run: chmod 600 $key_file"
        return 1
    fi
    key=
    IFS= read -r key <"$key_file" || [ -n "$key" ] || {
        problem="the key file $key_file is empty"
        return 1
    }
    check_key
}

# Whether `key` is one: nothing else may come into a header.
check_key() {
    key=${key%"$(printf '\r')"}
    case $key in
        sk_*[!A-Za-z0-9_-]*) ;;
        sk_?*) [ "${#key}" -gt 200 ] || return 0 ;;
    esac
    problem='the key is none; one begins with sk_ and has letters, digits and underscores'
    return 1
}
