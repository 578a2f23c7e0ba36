// Package objects is the store of package fleet on S3. In: an address, s3+https://HOST/BUCKET/PREFIX, and keys from the
// environment or a file. Out: a Store. What has a key is never written over: puts are conditional (If-None-Match). It
// is built with the tag fleet only.
package objects
