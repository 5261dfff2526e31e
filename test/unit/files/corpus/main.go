package main

import (
	"github.com/pulumi/pulumi-mongodbatlas/sdk/v3/go/mongodbatlas"
)

var raw = `a " quote and a { brace`

func schedule() {
	mongodbatlas.NewCloudBackupSchedule(ctx, "daily", &mongodbatlas.CloudBackupScheduleArgs{
		ProjectId: pulumi.String("c011d5b8e07f2a64c39b8e0d"),
		Export: &mongodbatlas.CloudBackupScheduleExportArgs{
			ExportBucketId: pulumi.String("b014e8d21f06a7b93c5d1e2f"),
			FrequencyType:  pulumi.String("daily"),
		},
	})
	exportBucketID := "b004e8d21f06a7b93c5d1e2f"
	policy := admin.AutoExportPolicy{ExportBucketId: admin.PtrString("b004e8d21f06a7b93c5d1e2f")}
	old := mongodbatlas.CloudProviderSnapshotExportBucket{GroupID: "c021d5b8e07f2a64c39b8e0d", ExportBucketID: "b024e8d21f06a7b93c5d1e2f", IAMRoleID: "a027f3c90d5e18b264a0c9d3"}
}
