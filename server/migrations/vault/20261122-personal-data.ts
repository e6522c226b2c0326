import { Migration } from '@mikro-orm/migrations';

export class PersonalData extends Migration {
  override up(): void {
    this.addSql(
      'create table `data_key` (`id` text not null primary key, `user_id` text not null, `master_version` integer not null, `wrapped` blob not null);',
    );
    this.addSql('create unique index `data_key_user_id_unique` on `data_key` (`user_id`);');
    this.addSql('create index `data_key_master_version_index` on `data_key` (`master_version`);');
    this.addSql(
      'create table `master_key` (`version` integer not null primary key, `oldest` integer not null, `canary` blob not null);',
    );
    this.addSql('create table `pending_fact` (`id` text not null primary key, `sealed_fact` blob not null);');
    this.addSql(
      'create table `personal_record` (`id` text not null primary key, `data_key_id` text not null, `updated_at` datetime not null, `legal_name` blob not null, `birth_date` blob not null, `phone` blob not null, `address_line` blob not null, `postal_code` blob not null, `city` blob not null, `country` blob not null, `tax_id` blob not null, constraint `personal_record_data_key_id_foreign` foreign key (`data_key_id`) references `data_key` (`id`) on update no action on delete cascade);',
    );
    this.addSql('create unique index `personal_record_data_key_id_unique` on `personal_record` (`data_key_id`);');
  }
}
