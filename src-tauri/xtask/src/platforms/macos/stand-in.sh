#!/bin/sh
# Stands in for a C compiler, an archiver and an indexer of macOS: it makes the files that it is asked for, empty.
while [ "$#" -gt 0 ]; do
  case "$1" in
    -o) [ "$#" -gt 1 ] && : > "$2" && shift ;;
    *.a) : > "$1" ;;
  esac
  shift
done
