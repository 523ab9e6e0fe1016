package main

import (
	"fmt"
	"strconv"
)

// year is a year on the command line: four digits, never octal.
type year int

// UnmarshalText implements encoding.TextUnmarshaler.
func (y *year) UnmarshalText(text []byte) error {
	n, err := strconv.ParseInt(string(text), 10, 32)
	if err != nil || len(text) != 4 || n < 1900 || n > 2199 {
		return fmt.Errorf("year %s", text)
	}
	*y = year(n)
	return nil
}
