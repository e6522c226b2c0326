import { Migration } from '@mikro-orm/migrations';

export class FirstTables extends Migration {
  override up(): void {
    this.addSql(
      'create table `claim` (`id` text not null primary key, `created_at` datetime not null, `updated_at` datetime not null, `token_hash` text not null);',
    );
    this.addSql(
      'create table `recorded_event` (`id` text not null primary key, `type` text not null, `outcome` text not null, `at` datetime not null, `actor_id` text null, `subject` text null, `request_id` text not null, `facts` json not null);',
    );
    this.addSql('create index `recorded_event_at_index` on `recorded_event` (`at`);');
    this.addSql('create index `recorded_event_actor_id_index` on `recorded_event` (`actor_id`);');
    this.addSql('create index `recorded_event_subject_index` on `recorded_event` (`subject`);');
    this.addSql('create index `recorded_event_type_at_index` on `recorded_event` (`type`, `at`);');
    this.addSql(
      'create table `user` (`id` text not null primary key, `created_at` datetime not null, `updated_at` datetime not null, `pseudo` text not null, `pseudo_key` text not null, `email` text not null, `email_key` text not null, `email_verified` integer not null, `bio` text null, `locale` text not null, `role` text not null, `status` text not null, `suspension_reason` text null, `last_seen_at` datetime not null);',
    );
    this.addSql('create unique index `user_pseudo_key_unique` on `user` (`pseudo_key`);');
    this.addSql('create unique index `user_email_key_unique` on `user` (`email_key`);');
    this.addSql('create index `user_created_at_id_index` on `user` (`created_at`, `id`);');
    this.addSql('create index `user_last_seen_at_id_index` on `user` (`last_seen_at`, `id`);');
    this.addSql('create index `user_role_index` on `user` (`role`);');
    this.addSql('create index `user_status_index` on `user` (`status`);');
    this.addSql(
      'create table `session` (`id` text not null primary key, `created_at` datetime not null, `updated_at` datetime not null, `user_id` text not null, `device_name` text not null, `ip_address` text not null, `sealed_key` blob not null, `generation` integer not null, `rotated_at` datetime not null, `acknowledged` integer not null, `min_generation` integer not null, `proven_at` datetime not null, `last_used_at` datetime not null, `idle_expires_at` datetime not null, `expires_at` datetime not null, `ended_at` datetime null, `end_reason` text null, constraint `session_user_id_foreign` foreign key (`user_id`) references `user` (`id`) on delete cascade);',
    );
    this.addSql('create index `session_user_id_ended_at_index` on `session` (`user_id`, `ended_at`);');
    this.addSql(
      'create table `pseudo_word` (`user_id` text not null, `word` text not null, primary key (`user_id`, `word`), constraint `pseudo_word_user_id_foreign` foreign key (`user_id`) references `user` (`id`) on delete cascade);',
    );
    this.addSql('create index `pseudo_word_word_user_id_index` on `pseudo_word` (`word`, `user_id`);');
    this.addSql(
      'create table `credential` (`user_id` text not null primary key, `password_hash` text not null, `changed_at` datetime not null, constraint `credential_user_id_foreign` foreign key (`user_id`) references `user` (`id`) on update no action on delete cascade);',
    );
  }
}
