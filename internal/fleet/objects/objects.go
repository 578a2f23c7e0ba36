//go:build fleet

package objects

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/gongbiao/gongbiao/internal/fleet"
)

// Store is a fleet.Store.
type Store struct {
	c      *minio.Client
	bucket string
	prefix string
}

// Open reads the address. Keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the file that
// AWS_SHARED_CREDENTIALS_FILE names (~/.aws/credentials); AWS_REGION says the region where the server asks for one.
func Open(address, region string) (*Store, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	bucket, prefix, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	switch {
	case u.User != nil:
		return nil, errors.New("keys of a store belong into the environment or a file, not into its address")
	case u.Host == "" || bucket == "":
		return nil, errors.New("the address of a store is s3+https://HOST/BUCKET/PREFIX")
	}
	c, err := minio.New(u.Host, &minio.Options{Secure: u.Scheme != "s3+http", Region: region, MaxRetries: 1, BucketLookup: minio.BucketLookupPath,
		Creds: credentials.NewChainCredentials([]credentials.Provider{&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}})})
	if err != nil {
		return nil, err
	}
	return &Store{c, bucket, prefix}, nil
}

// Ready says whether the bucket is there and the keys are good.
func (s *Store) Ready(ctx context.Context) error {
	there, err := s.c.BucketExists(ctx, s.bucket)
	if err == nil && !there {
		err = &fleet.Final{Err: fmt.Errorf("no bucket %s", s.bucket)}
	}
	return told(err)
}

func (s *Store) key(key string) string { return path.Join(s.prefix, key) }

// told is an error of the server as fleet knows it.
func told(err error) error {
	if err == nil {
		return nil
	}
	if final := (*fleet.Final)(nil); errors.As(err, &final) {
		return err
	}
	switch e := minio.ToErrorResponse(err); {
	case e.StatusCode == http.StatusPreconditionFailed:
		return fs.ErrExist
	case e.Code == minio.NoSuchKey:
		return fs.ErrNotExist
	case e.StatusCode == http.StatusForbidden, e.StatusCode == http.StatusNotImplemented, e.Code == minio.NoSuchBucket, e.Code == "InvalidBucketName":
		return &fleet.Final{Err: err}
	}
	return err
}

// each is how long one request may take.
const each = time.Minute

// Put stores data.
func (s *Store) Put(ctx context.Context, key string, data []byte) error {
	ctx, stop := context.WithTimeout(ctx, each)
	defer stop()
	o := minio.PutObjectOptions{DisableMultipart: true}
	o.SetMatchETagExcept("*")
	_, err := s.c.PutObject(ctx, s.bucket, s.key(key), bytes.NewReader(data), int64(len(data)), o)
	return told(err)
}

// Get gives what is stored.
func (s *Store) Get(ctx context.Context, key string) ([]byte, error) {
	ctx, stop := context.WithTimeout(ctx, each)
	defer stop()
	r, err := s.c.GetObject(ctx, s.bucket, s.key(key), minio.GetObjectOptions{})
	if err != nil {
		return nil, told(err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	return data, told(err)
}

// Keys gives the keys below a prefix.
func (s *Store) Keys(ctx context.Context, prefix string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		root := s.key("")
		if root != "" {
			root += "/"
		}
		for o := range s.c.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.key(prefix) + "/", Recursive: true}) {
			if o.Err != nil {
				yield("", told(o.Err))
				return
			}
			if !yield(strings.TrimPrefix(o.Key, root), nil) {
				return
			}
		}
	}
}

// Drop takes a key away.
func (s *Store) Drop(ctx context.Context, key string) error {
	return told(s.c.RemoveObject(ctx, s.bucket, s.key(key), minio.RemoveObjectOptions{}))
}
