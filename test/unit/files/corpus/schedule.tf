# The role that Atlas assumes. Its ID in Atlas was f006c0a9b4d7e35f1820d4ca before.
resource "mongodbatlas_cloud_backup_snapshot_export_bucket" "archive" {
  project_id     = "c011d5b8e07f2a64c39b8e0d"
  iam_role_id    = "a017f3c90d5e18b264a0c9d3"
  bucket_name    = "shop-archive"
  cloud_provider = "AWS"
}

resource "mongodbatlas_cloud_backup_snapshot_export_bucket" "blobs" {
  project_id = "c021d5b8e07f2a64c39b8e0d"
  role_id    = "a027f3c90d5e18b264a0c9d3"
}

resource "mongodbatlas_cloud_backup_schedule" "daily" {
  project_id               = "c011d5b8e07f2a64c39b8e0d"
  cluster_name             = "orders-${var.stage["name"]}-{"
  auto_export_enabled      = true
  description              = <<-EOT
    A brace { that does not count, and project_id = none
  EOT

  policy_item_daily {
    frequency_interval = 1
  }

  export {
    # export_bucket_id = "b014e8d21f06a7b93c5d1e2f"
    export_bucket_id = "b014e8d21f06a7b93c5d1e2f" /* the archive } */
    frequency_type   = "daily"
  }
}

data "mongodbatlas_cloud_backup_snapshot_export_bucket" "by_id" {
  export_bucket_id = "b004e8d21f06a7b93c5d1e2f"
  project_id       = var.project_id
}

module "backup" {
  source        = "./backup"
  backup_export = { export_bucket_id = "b004e8d21f06a7b93c5d1e2f", frequency_type = "monthly" }
}

module "linked" {
  description      = "https://cloud.mongodb.com/v2/c071d5b8e07f2a64c39b8e0d#/clusters"
  project_id       = "c051d5b8e07f2a64c39b8e0d"
  export_bucket_id = "b054e8d21f06a7b93c5d1e2f"
}

import {
  to = mongodbatlas_cloud_backup_snapshot_export_bucket.archive
  id = "c031d5b8e07f2a64c39b8e0d-b034e8d21f06a7b93c5d1e2f"
}

import {
  to = mongodbatlas_cloud_provider_access_setup.archive
  id = "c041d5b8e07f2a64c39b8e0d-AWS-a047f3c90d5e18b264a0c9d3"
}

import {
  to = module.export_bucket["archive"].mongodbatlas_alert_configuration.failed
  id = "c051d5b8e07f2a64c39b8e0d-f006c0a9b4d7e35f1820d4ca"
}

import {
  to = mongodbatlas_network_container.export_bucket
  id = "c061d5b8e07f2a64c39b8e0d-f006c0a9b4d7e35f1820d4ca"
}

resource "aws_s3_bucket" "other" {
  bucket_id = "f006c0a9b4d7e35f1820d4ca"
  tags      = { commit = "f006c0a9b4d7e35f1820d4ca" }
}

locals {
  checksum = "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab"
  objects  = ["f006c0a9b4d7e35f1820d4ca", "f006c0a9b4d7e35f1820d4ca"]
}
