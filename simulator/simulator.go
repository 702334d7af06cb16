// Package simulator turns a Spec into a World and a World into a Dataset.
package simulator

// Version names the output: a release that changes a digest raises it.
const Version = "1.0.0"
