// Package stream is the queue of package fleet on NATS JetStream. In: a server in this process, with a port or without
// one, or the address of one that stands elsewhere. Out: a Queue. It is built with the tag fleet only: the server costs
// 12 MB of program.
package stream
