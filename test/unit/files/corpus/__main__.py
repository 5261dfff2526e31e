import pulumi_mongodbatlas as mongodbatlas

'''A text with a " quote, and the ID f006c0a9b4d7e35f1820d4ca'''
bucket = mongodbatlas.CloudBackupSnapshotExportBucket("archive",
    project_id="c011d5b8e07f2a64c39b8e0d",
    iam_role_id='a017f3c90d5e18b264a0c9d3',  # not f006c0a9b4d7e35f1820d4ca
)
schedule = mongodbatlas.CloudBackupSchedule("daily",
    project_id="c021d5b8e07f2a64c39b8e0d",
    export={
        "export_bucket_id": "b024e8d21f06a7b93c5d1e2f",
        "frequency_type": "daily",
    })
export_bucket_id: str = "b004e8d21f06a7b93c5d1e2f"
subprocess.run(["atlas", "backups", "--bucketId", "b034e8d21f06a7b93c5d1e2f", '--projectId', 'c031d5b8e07f2a64c39b8e0d'])
subprocess.run(["git", "checkout", "f006c0a9b4d7e35f1820d4ca", "--orphan", "f006c0a9b4d7e35f1820d4ca"])
