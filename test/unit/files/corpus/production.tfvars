project_id       = "c011d5b8e07f2a64c39b8e0d"
export_bucket_id = "b014e8d21f06a7b93c5d1e2f"
