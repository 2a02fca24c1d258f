# A JSON string's inside: text without control characters, in valid UTF-8 if there is iconv and in ASCII otherwise, cut to what
# the API takes. Reads standard input.
json_text() {
    tr '\000-\037\177' ' ' | cut -b 1-1000 | {
        if command -v iconv >/dev/null 2>&1; then iconv -c -f UTF-8 -t UTF-8; else tr -c '\012\040-\176' '?'; fi
    } | sed 's/[\\"]/\\&/g'
}

# Whether `ip`, `category` and `protocol` may be sent; what they mean is for the server to judge. Puts what was wrong into `problem`.
check_report() {
    problem=
    case $ip in
        '' | *[!0-9A-Fa-f:.]*) problem="'$(printf '%s' "$ip" | one_line)' is no address" ;;
    esac
    # The longest one is an IPv6 address that ends like one of IPv4.
    if [ "${#ip}" -gt 45 ]; then problem="'$(printf '%s' "$ip" | one_line | cut -c 1-45)...' is no address"; fi
    case $category in
        '' | *[!a-z0-9_]*) problem="'$(printf '%s' "$category" | one_line)' is no category; one is brute_force" ;;
    esac
    case $protocol in
        *[!A-Za-z0-9_.+-]*) problem="'$(printf '%s' "$protocol" | one_line)' is no protocol; one is ssh" ;;
    esac
    [ -z "$problem" ]
}

# Sends `ip`, `category`, `protocol` and `comment` with `key`, within `time_limit` seconds. Puts what came of it into `outcome`, in one
# line; returns 1 if the server did not take the report. The key and nothing else goes to curl's standard input, where no list
# of processes shows it.
send_report() {
    body="{\"ip\":\"$ip\",\"category\":\"$category\""
    [ -z "$protocol" ] || body="$body,\"protocol\":\"$protocol\""
    [ -z "$comment" ] || body="$body,\"comment\":\"$(printf '%s' "$comment" | json_text)\""
    answer=$(
        curl -q -sS -K - --proto '=http,https' --connect-timeout "$time_limit" --max-time "$time_limit" \
            -A 'sikkerapi-report/@VERSION@' -H 'Content-Type: application/json' --data-raw "$body}" \
            -w '\nstatus=%{http_code}\n' "$base_url/v1/key/report" 2>&1 <<END | head -c 65536
header = "Authorization: Bearer $key"
END
    )
    status=${answer##*status=}
    status=${status%%[!0-9]*}
    case $status:$answer in
        200:*'"success"'*true*)
            outcome="Reported $ip ($category) to SikkerAPI"
            return 0
            ;;
    esac
    said=$(printf '%s' "$answer" | one_line | sed -n 's/.*"error" *: *"\([^"]*\)".*/\1/p')
    case $status in
        401 | 403) why="the server refuses the key${said:+: $said}" ;;
        429) why="the server takes no more for now${said:+: $said}" ;;
        [1-9]*) why="the server answered $status${said:+: $said}" ;;
        *)
            said=$(printf '%s\n' "$answer" | sed -n 's/^curl: *//p' | one_line)
            why=${said:+no answer from $base_url: $said}
            why=${why:-what $base_url answered cannot be understood}
            ;;
    esac
    outcome="Not reported $ip ($category) to SikkerAPI: $why"
    return 1
}
