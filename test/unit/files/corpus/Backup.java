import com.pulumi.mongodbatlas.CloudBackupSnapshotExportJobArgs;

class Backup {
  static final String EXPORT_BUCKET_ID = "b004e8d21f06a7b93c5d1e2f";

  void job() {
    var args = CloudBackupSnapshotExportJobArgs.builder()
        .projectId("c011d5b8e07f2a64c39b8e0d")
        .exportBucketId("b004e8d21f06a7b93c5d1e2f")
        .roleId("a007f3c90d5e18b264a0c9d3")
        .customDatas(List.of(Map.of("key", "f006c0a9b4d7e35f1820d4ca")))
        .build();
  }
}
