using Mongodbatlas = Pulumi.Mongodbatlas;

var bucket = new Mongodbatlas.CloudBackupSnapshotExportBucket("archive", new()
{
    ProjectId = "c011d5b8e07f2a64c39b8e0d",
    IamRoleId = "a017f3c90d5e18b264a0c9d3",
    Tags = { { "commit", "f006c0a9b4d7e35f1820d4ca" } },
});
