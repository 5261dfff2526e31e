import { quoteGo } from './quoting';
import type { ReferenceSubject } from './reference';

/**
 * Returns a program that gets a bucket, with the client ID and secret from the environment.
 * @see https://github.com/mongodb/atlas-sdk-go
 */
export function goSdk({ bucket, projectId, origin }: ReferenceSubject): string {
  return `package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"go.mongodb.org/atlas-sdk/v20250312023/admin"
)

func main() {
	ctx := context.Background()
	client, err := admin.NewClient(
		admin.UseBaseURL(${quoteGo(origin)}),
		admin.UseOAuthAuth(ctx, os.Getenv("MONGODB_ATLAS_CLIENT_ID"), os.Getenv("MONGODB_ATLAS_CLIENT_SECRET")),
	)
	if err != nil {
		log.Fatal(err)
	}
	bucket, _, err := client.CloudBackupsAPI.GetExportBucket(ctx, ${quoteGo(projectId)}, ${quoteGo(bucket._id)}).Execute()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(bucket.GetBucketName())
}`;
}
