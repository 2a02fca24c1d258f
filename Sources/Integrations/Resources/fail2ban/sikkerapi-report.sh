#!/bin/sh
# sikkerapi-report: reports an address to SikkerAPI, for Fail2Ban or by hand.
#
# usage: sikkerapi-report <ip> <key> <category> [protocol] [comment]
#
#   <key>   sk_..., or @FILE: the file that holds it, or -: it is read from standard input
#
# Sent are the address, the category, and the protocol and comment if given; never a line of a log. Exits with 0 when the server
# has the report or the address is a network, which is not reported; with 1 when it has not, with one sentence on standard
# error; with 2 when it was called wrongly.
#
# Under Fail2Ban (SIKKERAPI_FAIL2BAN_LOG is set, to its log's path or to nothing) it returns at once and with 0, whatever happens: the report is made
# in the background, and one line of that log, or of the system's, says what came of it.
#
# @include shell/head.sh

time_limit=20
# So many reports at once under Fail2Ban, however many bans there are and however slow the server is.
maximum_reports=32

# @include shell/text.sh

# @include shell/key.sh

# @include shell/report.sh

# Tells what came of it: to Fail2Ban's log or the system's, or to whoever called.
tell() {
    if [ -z "$is_ban" ]; then
        printf '%s\n' "$1"
    elif [ -f "$log" ] && [ -w "$log" ]; then
        # As Fail2Ban writes its own lines.
        printf '%s,000 fail2ban.sikkerapi      [%s]: NOTICE  %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$$" "$1" >>"$log"
    else
        logger -t sikkerapi -- "$1"
    fi
}

give_up() { # SENTENCE STATUS
    if [ -n "$is_ban" ]; then
        tell "$1"
        exit 0
    fi
    printf '%s\n' "$1" >&2
    exit "$2"
}

# Waits for nobody: either there is room for one more report, or there is not. What is locked is let go by the end of the process.
take_turn() {
    folder=${SIKKERAPI_RUN:-/run/sikkerapi}
    command -v flock >/dev/null 2>&1 || return 0
    mkdir -p "$folder" 2>/dev/null
    if [ ! -d "$folder" ] || [ ! -w "$folder" ]; then return 0; fi
    turn=0
    while [ "$turn" -lt "$maximum_reports" ]; do
        turn=$((turn + 1))
        exec 9>"$folder/report.$turn"
        flock -n 9 && return 0
    done
    return 1
}

is_ban=${SIKKERAPI_FAIL2BAN_LOG+yes}
log=${SIKKERAPI_FAIL2BAN_LOG:-}
if [ "$#" -lt 3 ] || [ "$#" -gt 5 ]; then
    give_up 'usage: sikkerapi-report <ip> <key> <category> [protocol] [comment]' 2
fi
ip=$1
key=$2
category=$3
protocol=${4:-}
comment=${5:-}
if [ "$protocol" = - ]; then protocol=; fi

if [ -n "$is_ban" ] && [ -z "${SIKKERAPI_BACKGROUND:-}" ]; then
    # Fail2Ban waits for the end of its action, and of its output. The key goes on by standard input, out of sight.
    export SIKKERAPI_FAIL2BAN_LOG
    case $key in
        @*) key_argument=$key ;;
        *) key_argument=- ;;
    esac
    SIKKERAPI_BACKGROUND=1 sh "$0" "$ip" "$key_argument" "$category" "$protocol" "$comment" >/dev/null 2>&1 <<END &
$key
END
    exit 0
fi

case $ip in
    *[!0-9A-Fa-f:./]*) ;;
    */*)
        tell "Skipped $(printf '%s' "$ip" | one_line): only single addresses are reported to SikkerAPI"
        exit 0
        ;;
esac
case $key in
    -)
        IFS= read -r key
        check_key
        ;;
    @*) read_key_file "${key#@}" ;;
    *) check_key ;;
esac || give_up "Not reported to SikkerAPI: $problem" 1
check_report || give_up "Not reported to SikkerAPI: $problem" 2
if [ -n "$is_ban" ] && ! take_turn; then
    give_up "Not reported $ip ($category) to SikkerAPI: $maximum_reports reports are under way already" 1
fi
if send_report; then tell "$outcome"; else give_up "$outcome" 1; fi
