package main

func proveVersions(p *proving) (string, error) { return skipped("x") }
