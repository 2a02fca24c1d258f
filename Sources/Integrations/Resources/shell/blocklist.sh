# Where files are written and looked for; / unless a package is made or something is tried out.
root=${SIKKERAPI_ROOT:-}
# Every failure is one sentence on standard error.
fail() {
    printf '%s\n' "SikkerAPI: $*" >&2
    exit 1
}

# A list that cannot be had, or is none, changes nothing.
refuse() { fail "$*; the list in force stays"; }

misuse() {
    printf '%s\n' "SikkerAPI: $*" >&2
    exit 2
}

need() {
    for tool; do
        command -v "$tool" >/dev/null 2>&1 || fail "$tool is not installed; nothing was changed"
    done
}

need_root() { [ "$(id -u)" = 0 ] || fail "only root can do this; nothing was changed"; }

# Sets $score, $extra and $timeout from the environment, or says what is wrong there.
read_settings() {
    score=${SIKKERAPI_SCORE:-70}
    extra=${SIKKERAPI_EXTRA:-}
    timeout=${SIKKERAPI_TIMEOUT:-300}
    case $score in
    *[!0-9]* | 0* | ????*) misuse "SIKKERAPI_SCORE must be a number from 1 to 100" ;;
    esac
    [ "$score" -le 100 ] || misuse "SIKKERAPI_SCORE must be a number from 1 to 100"
    # Neither cron nor systemd reads anything into these characters.
    case $extra in
    '') ;;
    '&'*[!][0-9A-Za-z\&=,.:_+-]*) misuse "SIKKERAPI_EXTRA may hold letters, digits and & = , . : _ + - only" ;;
    '&'*) ;;
    *) misuse "SIKKERAPI_EXTRA must begin with &, such as '&protocols=ssh'" ;;
    esac
    case $base_url in
    *[!][0-9A-Za-z:/._~-]*) misuse "SIKKERAPI_URL must be the address of a server, without user, query or fragment" ;;
    http://?* | https://?*) ;;
    *) misuse "SIKKERAPI_URL must begin with https:// or http://" ;;
    esac
    case $timeout in
    *[!0-9]* | 0* | ?????*) misuse "SIKKERAPI_TIMEOUT must be a number of seconds" ;;
    esac
}

# Sets $key from SIKKERAPI_KEY or the file $1. Programs that are started from here on do not inherit it.
get_key() {
    if [ -n "${SIKKERAPI_KEY:-}" ]; then
        key=$SIKKERAPI_KEY
        unset SIKKERAPI_KEY
        check_key
    else
        read_key_file "$1"
    fi || fail "$problem"
}

# Makes $work, a folder for this run that goes when it ends.
make_work() {
    [ -z "${work:-}" ] || return 0
    work=$(mktemp -d) || fail "no temporary folder can be made; nothing was changed"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 1' HUP INT TERM
}

# One run at a time. The second one does nothing, which is no failure; with "wait" as $2, it waits.
lock() {
    folder=$root/run
    [ -d "$folder" ] || mkdir -p "$folder" || fail "$folder cannot be made; nothing was changed"
    : >>"$folder/$1.lock" || fail "$folder/$1.lock cannot be written; nothing was changed"
    exec 9>>"$folder/$1.lock"
    if [ "${2:-}" = wait ]; then
        flock 9
    elif ! flock -n 9; then
        printf '%s\n' "SikkerAPI: another run is under way, so this one does nothing"
        exit 0
    fi
}

# ---- Fetching ----

# A field of the answer's head; of the last one, where a proxy sent its own before.
field() {
    tr -d '\r' <"$work/head" | awk -v name="$1" '
        /^HTTP\// { value = "" }
        { colon = index($0, ":") }
        colon && tolower(substr($0, 1, colon - 1)) == name {
            value = substr($0, colon + 1)
            gsub(/^[ \t]+|[ \t]+$/, "", value)
        }
        END { print value }'
}

# Fetches the list into $work/list. Returns 1 when it is still the one whose tag is $1.
#
# The key reaches curl through its standard input, because every user can read what stands on a command line. Redirects
# are not followed: before 7.58, curl shows the key to whoever is named in them.
fetch() {
    need curl awk
    : >"$work/list"
    : >"$work/head"
    status=$(
        # Against an answer without end: curl itself has limits only for those that say how long they are.
        ulimit -f 131072
        trap '' XFSZ
        {
            printf 'header = "Authorization: Bearer %s"\n' "$key"
            case $1 in
            '' | *[!0-9A-Za-z\"/+_-]*) ;;
            *) printf 'header = "If-None-Match: %s"\n' "$(printf '%s' "$1" | sed 's/"/\\"/g')" ;;
            esac
        } | curl -q -g -s -S -K - --proto '=http,https' --connect-timeout 15 --max-time "$timeout" \
            --max-filesize 67108864 -A "sikkerapi-scripts/@VERSION@" -D "$work/head" -o "$work/list" \
            -w '%{http_code}' \
            --url "$base_url/v1/key/blacklist?plaintext=true&scoreMinimum=$score$extra" 2>"$work/error"
    ) || refuse "the blocklist could not be fetched: $(one_line <"$work/error")"
    case $status in
    200) return 0 ;;
    304) return 1 ;;
    401 | 403) refuse "the server does not accept the key (HTTP $status)$(server_error)" ;;
    429) refuse "today's quota of the key is used up (HTTP 429)$(server_error)" ;;
    *) refuse "the server sent HTTP $status instead of a list$(server_error)" ;;
    esac
}

# What the server says about it, if it does.
server_error() {
    sed -n 's/.*"error" *: *"\([^"\\]*\)".*/: \1/p' "$work/list" | head -n 1 | one_line
}

# Splits $work/list into $work/list4 and $work/list6, sorted, and sets $lines, $count4 and $count6. What is not a list of
# addresses from beginning to end ends the run here: an error page, half a list, a network.
split_list() {
    [ -s "$work/list" ] || refuse "the list that came is empty"
    # What a cut leaves of a line may be an address too.
    [ -z "$(tail -c 1 "$work/list")" ] || refuse "the list that came is cut off in the middle of a line"
    # An answer may also end where its connection ends: then nothing tells the end from a cut.
    case $(grep '^HTTP/' "$work/head" | tail -n 1) in
    HTTP/1*)
        [ -n "$(field x-blacklist-count)$(field content-length)$(field transfer-encoding)" ] ||
            refuse "the answer does not say how long it is, so nobody can tell whether it is whole"
        ;;
    esac
    : >"$work/list4"
    : >"$work/list6"
    awk -v four="$work/list4" -v six="$work/list6" '
        function is_four(text, parts, count, i) {
            count = split(text, parts, ".")
            if (count != 4 || parts[1] == 0) return 0
            for (i = 1; i <= 4; i++)
                if (parts[i] !~ /^(0|[1-9][0-9]?[0-9]?)$/ || parts[i] > 255) return 0
            return 1
        }
        # RFC 4291 section 2.2, without the form that ends like an address of IPv4.
        function is_six(text, parts, count, i, empty) {
            if (text ~ /:::/ || text ~ /::.*::/ || text ~ /^:[^:]/ || text ~ /[^:]:$/ || text ~ /^[0:]*$/) return 0
            count = split(text, parts, ":")
            empty = 0
            for (i = 1; i <= count; i++)
                if (parts[i] == "") empty++
                else if (length(parts[i]) > 4) return 0
            return empty ? count > 2 && count - empty < 8 : count == 8
        }
        { sub(/\r$/, "") }
        length($0) <= 15 && /^[0-9.]+$/ && is_four($0) { print > four; next }
        length($0) <= 39 && /^[0-9A-Fa-f:]+$/ && is_six($0) { print > six; next }
        { print NR; exit 1 }' "$work/list" >"$work/bad" ||
        refuse "line $(cat "$work/bad") of what came is no address"
    lines=$(($(wc -l <"$work/list")))
    promised=$(field x-blacklist-count)
    case $promised in
    '' | *[!0-9]* | ??????????*) ;;
    *) [ "$promised" -eq "$lines" ] || refuse "$lines addresses came and not the $promised that the list has" ;;
    esac
    for family in 4 6; do
        sort -u -o "$work/list$family" "$work/list$family" || refuse "the list cannot be sorted"
    done
    count4=$(($(wc -l <"$work/list4")))
    count6=$(($(wc -l <"$work/list6")))
}

# Whether the list ends where today's quota did, because other fetches had used some of it.
is_cut_by_quota() {
    used=$(field x-blacklist-used)
    case $used in
    '' | *[!0-9]* | ??????????*) return 1 ;;
    esac
    [ "$(field x-blacklist-remaining)" = 0 ] && [ "$used" -gt "$lines" ]
}

# Keeps, in the file $1, the sum of what was put in force ($2) with the tag of its list, by which the server knows that it need not
# send it again.
remember() { printf '%s %s\n' "$(cksum <"$2" | tr ' ' -)" "$(field etag)" | replace "$1" 600; }

# Whether $2 is what was put in force last; sets $tag.
recall() {
    tag=""
    [ -f "$root$1" ] && [ -f "$2" ] && read -r sum tag <"$root$1" && [ "$sum" = "$(cksum <"$2" | tr ' ' -)" ] && return 0
    tag=""
    return 1
}

# ---- Setting up ----

# Tells what is done, or with --dry-run what would be.
changes=0
is_dry=false
changed() {
    changes=$((changes + 1))
    printf '%s\n' "SikkerAPI: $*"
}

finished() { [ "$changes" != 0 ] || printf '%s\n' "SikkerAPI: nothing to change"; }

# Writes standard input to the file $1, whole or not at all, with mode $2. Makes its folder.
replace() {
    (umask 022 && mkdir -p "$root${1%/*}") && cat >"$root$1.sikkerapi-new" && chmod "$2" "$root$1.sikkerapi-new" &&
        mv -f "$root$1.sikkerapi-new" "$root$1" && return 0
    rm -f "$root$1.sikkerapi-new"
    return 1
}

# The same unless the file is that already.
put() {
    cat >"$work/put"
    if cmp -s "$work/put" "$root$1"; then return; fi
    changed "write $1"
    if $is_dry; then
        sed 's/^/    /' "$work/put"
    else
        replace "$1" "$2" <"$work/put" || fail "$root$1 cannot be written"
    fi
}

remove() {
    if [ ! -e "$root$1" ] && [ ! -L "$root$1" ]; then return; fi
    changed "remove $1"
    $is_dry || rm -f "$root$1" || fail "$root$1 cannot be removed"
}

# Whether there is a cron that reads /etc/cron.d, which busybox's own does not.
has_cron() {
    # shellcheck disable=SC2046  # a word for each folder
    for folder in $(printf '%s' "$PATH" | tr : ' '); do
        for name in cron crond; do
            [ -x "$folder/$name" ] || continue
            case $(readlink "$folder/$name") in
                *busybox*) ;;
                *) return 0 ;;
            esac
        done
    done
    return 1
}
has_systemd() { command -v systemctl >/dev/null 2>&1; }
systemd_runs() { [ -z "$root" ] && [ -d /run/systemd/system ]; }

# Units are switched on by links, which needs no running systemd.
enable_unit() {
    if systemctl --root="${root:-/}" is-enabled "$1" >/dev/null 2>&1; then return; fi
    changed "enable $1"
    if $is_dry; then return; fi
    systemctl --root="${root:-/}" enable "$1" >/dev/null 2>&1 || fail "systemd does not take $1"
    if systemd_runs; then
        systemctl daemon-reload
        case $1 in
        *.timer) systemctl start "$1" || fail "systemd does not start $1" ;;
        esac
    fi
}

remove_unit() {
    if [ ! -e "$root/etc/systemd/system/$1" ]; then return; fi
    if ! $is_dry && has_systemd; then
        if systemd_runs; then systemctl stop "$1"; fi
        systemctl --root="${root:-/}" disable "$1" >/dev/null 2>&1
    fi
    remove "/etc/systemd/system/$1"
    if systemd_runs && ! $is_dry; then systemctl daemon-reload; fi
}

# Settings that are not the usual ones, a line each.
settings() {
    [ "$score" = 70 ] || printf '%s\n' "SIKKERAPI_SCORE=$score"
    [ -z "$extra" ] || printf '%s\n' "SIKKERAPI_EXTRA=$extra"
    [ "${ipv6:-true}" = true ] || printf '%s\n' "SIKKERAPI_IPV6=$ipv6"
    [ "$base_url" = "@BASE_URL@" ] || printf '%s\n' "SIKKERAPI_URL=$base_url"
}

environment() { settings | sed 's/.*/Environment="&"/'; }

# Has the program $2 run every night: by cron, as the file $1, where there is cron, else by systemd. The minute is not the same
# everywhere, so that not all machines ask at once.
schedule() {
    minute=$(($(uname -n | cksum | cut -d' ' -f1) % 60))
    unit=${2##*/}
    if has_cron; then
        put "$1" 644 <<END
# Once a day, the blocklist of @BASE_URL@
$minute 3 * * * root $(settings | sed "s/=\(.*\)/='\1'/" | tr '\n' ' ')$2
END
    elif has_systemd; then
        put "/etc/systemd/system/$unit.service" 644 <<END
[Unit]
Description=The blocklist of @BASE_URL@
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
ExecStart=$2
$(environment)
END
        put "/etc/systemd/system/$unit.timer" 644 <<END
[Unit]
Description=Once a day, the blocklist of @BASE_URL@

[Timer]
OnCalendar=*-*-* 03:$minute:00
Persistent=true

[Install]
WantedBy=timers.target
END
        enable_unit "$unit.timer"
    else
        fail "there is neither cron nor systemd here: have $2 run once a day by what this machine has"
    fi
}

unschedule() {
    remove "$1"
    remove_unit "${2##*/}.timer"
    remove_unit "${2##*/}.service"
}
