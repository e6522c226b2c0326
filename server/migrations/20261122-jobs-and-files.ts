import { Migration } from '@mikro-orm/migrations';

export class JobsAndFiles extends Migration {
  override up(): void {
    this.addSql(
      'create table `job` (`id` text not null primary key, `created_at` datetime not null, `updated_at` datetime not null, `kind` text not null, `key` text null, `payload` json not null, `owner_id` text null, `status` text not null, `progress` double not null, `attempts` integer not null, `due_at` datetime null, `result` json null, `error_code` text null, `ended_at` datetime null);',
    );
    this.addSql('create index `job_due_at_index` on `job` (`due_at`) where due_at is not null;');
    this.addSql('create index `job_owner_id_kind_created_at_index` on `job` (`owner_id`, `kind`, `created_at`);');
    this.addSql('create index `job_ended_at_index` on `job` (`ended_at`);');
    this.addSql('create unique index `job_key_unique` on `job` (`key`) where due_at is not null;');
    this.addSql(
      'create table `stored_file` (`id` text not null primary key, `created_at` datetime not null, `name` text not null, `media_type` text not null, `sha256` text not null, `size_bytes` bigint not null, `sealed_key` blob not null, `owner_id` text not null, `expires_at` datetime null);',
    );
    this.addSql('create index `stored_file_sha256_index` on `stored_file` (`sha256`);');
    this.addSql('create index `stored_file_owner_id_index` on `stored_file` (`owner_id`);');
    this.addSql('create index `stored_file_expires_at_index` on `stored_file` (`expires_at`);');
  }
}
