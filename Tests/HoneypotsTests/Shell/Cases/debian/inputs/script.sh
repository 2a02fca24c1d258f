#!/bin/bash
echo "args: $# $1"
for i in 1 2; do
  echo line $i
done
nosuchcmd
exit 3
