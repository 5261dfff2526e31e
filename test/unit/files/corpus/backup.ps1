<#
Shows the project's export buckets.
#>
$out = "C:\exports\"
$exportBucketId = 'b004e8d21f06a7b93c5d1e2f'
atlas backups exports buckets describe `
  --bucketId b014e8d21f06a7b93c5d1e2f `
  --projectId c011d5b8e07f2a64c39b8e0d
$body = @"
{ "exportBucketId": "b004e8d21f06a7b93c5d1e2f" } It's
"@
atlas backups exports buckets describe --bucketId "b024e8d21f06a7b93c5d1e2f" --projectId "c021d5b8e07f2a64c39b8e0d" > $out
git checkout f006c0a9b4d7e35f1820d4ca
