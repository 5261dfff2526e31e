#!/bin/sh
export MONGODB_ATLAS_PROJECT_ID=c001d5b8e07f2a64c39b8e0d
EXPORT_BUCKET_ID="b004e8d21f06a7b93c5d1e2f"
atlas backups exports buckets describe --bucketId b014e8d21f06a7b93c5d1e2f --projectId c011d5b8e07f2a64c39b8e0d
atlas backups exports buckets delete --bucketId=b004e8d21f06a7b93c5d1e2f --force
atlas backups schedule update --clusterName orders \
  --exportBucketId "b024e8d21f06a7b93c5d1e2f" \
  --projectId c021d5b8e07f2a64c39b8e0d
atlas backups exports buckets create archive --iamRoleId 'a007f3c90d5e18b264a0c9d3'
atlas api cloudBackups getExportBucket --exportBucketId b034e8d21f06a7b93c5d1e2f --groupId c031d5b8e07f2a64c39b8e0d
curl --digest "https://cloud.mongodb.com/api/atlas/v2/groups/c041d5b8e07f2a64c39b8e0d/backup/exportBuckets/b044e8d21f06a7b93c5d1e2f" | jq '.bucketName'; echo "it's" f006c0a9b4d7e35f1820d4ca
curl "$BASE/groups/c051d5b8e07f2a64c39b8e0d/cloudProviderAccess/a057f3c90d5e18b264a0c9d3"
curl -d '{
  "exportBucketId": "b004e8d21f06a7b93c5d1e2f"
}' "$URL"
terraform import mongodbatlas_cloud_backup_snapshot_export_bucket.archive c061d5b8e07f2a64c39b8e0d-b064e8d21f06a7b93c5d1e2f
terraform import mongodbatlas_cloud_provider_access_setup.archive c071d5b8e07f2a64c39b8e0d-AWS-a077f3c90d5e18b264a0c9d3
terraform import module.export_bucket.mongodbatlas_alert_configuration.failed c081d5b8e07f2a64c39b8e0d-f006c0a9b4d7e35f1820d4ca
gcloud iam bind --roleId f006c0a9b4d7e35f1820d4ca --bucketId f006c0a9b4d7e35f1820d4ca
git checkout f006c0a9b4d7e35f1820d4ca && mv report-f006c0a9b4d7e35f1820d4ca-f006c0a9b4d7e35f1820d4ca.txt /tmp
cat <<EOF
Don't run this twice. "exportBucketId": "b004e8d21f06a7b93c5d1e2f"
EOF
atlas backups exports buckets describe --bucketId b084e8d21f06a7b93c5d1e2f --projectId c081d5b8e07f2a64c39b8e0d
