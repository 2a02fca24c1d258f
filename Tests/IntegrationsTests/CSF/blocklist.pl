#!/usr/bin/perl
# Stands in for the part of lfd that fetches blocklists: takes a line of csf.blocklists apart, fetches its URL with HTTP::Tiny as
# CSF does by default, looks for an address in each line, and prints what would be blocked: one for each line, the first MAX.
#
# usage: blocklist.pl LINE
use strict;
use warnings;
use HTTP::Tiny;

my ($name, $interval, $max, $url) = split(/\|/, $ARGV[0]);
die "no name: $name\n" unless $name =~ /^\w+$/ and length($name) <= 25;
die "no interval: $interval\n" unless $interval >= 3600;
my $answer = HTTP::Tiny->new(agent => 'ConfigServer', timeout => 60)->request('GET', $url);
die "$answer->{status} $answer->{content}\n" unless $answer->{success};
my $count = 0;
for my $line (split(/\n/, $answer->{content})) {
    next if $line =~ /^#/;
    unless ($line =~ /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]+)$/) { die "no address: $line\n" }
    last if $max > 0 and ++$count > $max;
    print "$line\n";
}
