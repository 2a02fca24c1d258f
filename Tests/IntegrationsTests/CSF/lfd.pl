#!/usr/bin/perl
# Stands in for lfd, which no Debian package has: calls a script as lfd's readme.txt ("Block Reporting") and source say that it
# calls BLOCK_REPORT. That is with system() and a list, hence without a shell; in a child of a daemon that ignores SIGCHLD and
# SIGPIPE and has the umask 0177, which the script inherits; and without patience after ten seconds.
#
# usage: lfd.pl SCRIPT ARGUMENT...      Arguments are hexadecimal, so that any byte may stand in one.
use strict;
use warnings;

umask(0177);
$SIG{CHLD} = 'IGNORE';
$SIG{PIPE} = 'IGNORE';

my ($script, @report) = map { pack("H*", $_) } @ARGV;
my $child = fork();
die "cannot fork: $!\n" unless defined $child;
unless ($child) {
    eval {
        local $SIG{ALRM} = sub { die "timeout\n" };
        alarm(10);
        system($script, @report);
        alarm(0);
    };
    alarm(0);
    print "BLOCK_REPORT timed out after 10 seconds\n" if $@;
    exit;
}
# Returns -1 when it has ended, because nobody waits for children of a daemon that ignores SIGCHLD.
waitpid($child, 0);
